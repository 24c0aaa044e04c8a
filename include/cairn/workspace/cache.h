/// Results that may be made again, kept in the folder of what may be deleted.
/// Not for: anything that a person would miss.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "cairn/base/packed.h"

namespace cairn {

/// What is kept, by kind: `map-0123456789abcdef`, a file's name.
class Cache {
 public:
  /// Without a folder nothing is kept. The folder is made when something is put into it.
  explicit Cache(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// Nothing where it is not there or cannot be read.
  std::optional<std::string> get(const std::string& key) const;
  /// The same, mapped into memory, not read: pages come in as they are looked at.
  std::optional<Block> map(const std::string& key) const;
  /// Keeps it under its key and drops the oldest of its kind past kMostEntries. What cannot be
  /// kept is not: no error comes of it.
  void put(const std::string& key, std::string_view content) const;

  /// The same for what cannot tell by itself whether it is whole and belongs to its key: where it
  /// does not, nothing is there.
  std::optional<std::string> get_sealed(const std::string& key) const;
  void put_sealed(const std::string& key, std::string_view content) const;

  static constexpr std::size_t kMostEntries = 16;  ///< of a kind

 private:
  /// Of the kind of `but`, which stays.
  void drop_oldest(const std::string& but) const;

  std::filesystem::path folder_;
};

}  // namespace cairn
