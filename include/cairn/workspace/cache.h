/// Results that may be made again, kept in the folder of what may be deleted.
/// Not for: anything that a person would miss.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

namespace cairn {

class Cache {
 public:
  /// Without a folder nothing is kept. The folder is made when something is put into it.
  explicit Cache(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// Nothing where it is not there or cannot be read.
  std::optional<std::string> get(const std::string& key) const;
  /// Keeps it under its key, a file's name, and drops the oldest past kMostEntries. What cannot be
  /// kept is not: no error comes of it.
  void put(const std::string& key, const std::string& content) const;

  static constexpr std::size_t kMostEntries = 32;

 private:
  void drop_oldest() const;

  std::filesystem::path folder_;
};

}  // namespace cairn
