/// Tells an id that was there before, in memory that does not grow.
/// Not for: ids that must never be taken for another; this goes by their hashes of 64 bits.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace cairn {

class SeenIds {
 public:
  /// At least so many of the last ids are remembered, at most twice as many. About 64 bytes each.
  explicit SeenIds(std::size_t remembered = kUsual);

  static constexpr std::size_t kUsual = 65'536;

  /// The line where the id was seen; nothing where it is new, or was so long ago that it is
  /// forgotten, and then it is remembered with this line. O(1).
  std::optional<std::uint64_t> see(std::string_view id, std::uint64_t line);

 private:
  struct Entry {
    std::uint64_t hash = 0;
    std::uint64_t line = 0;  // 0 where the place is free
  };
  // Open addressing, at most half full.
  using Table = std::vector<Entry>;
  static Entry& place(Table& table, std::uint64_t hash);

  std::size_t remembered_, count_ = 0;
  Table now_, before_;
};

}  // namespace cairn
