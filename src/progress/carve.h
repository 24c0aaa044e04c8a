/// Finds rows in the bytes of a SQLite file without its header, schema and trees: the format of a
/// row (a cell of a table's leaf page) says enough about itself to be told from other bytes.
/// See https://sqlite.org/fileformat2.html, 1.6 and 2.1.
/// Not for: what the rows mean (salvage.cc).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace cairn {

using RawValue = std::variant<std::monostate, std::int64_t, std::string>;  ///< NULL, number, bytes

struct RawRow {
  std::int64_t number = 0;  ///< the rowid
  std::vector<RawValue> values;
};

/// The pages of a database file or of a write-ahead log, in whatever state they are.
class RawPages {
 public:
  /// The page size is taken from a header where there is one that makes sense, or else 4096.
  RawPages(std::string_view database, std::string_view log);

  /// Every row of so many columns of which the first is NULL, as it is where it stands for the
  /// rowid, and the second a BLOB of so many bytes. Some may be of pages that are no longer in use,
  /// and some may be no rows at all. O(bytes).
  void each_row(std::size_t columns, std::size_t blob_bytes,
                const std::function<void(const RawRow&)>& take) const;
  /// Every entry of a unique index over such a BLOB: its bytes, and the rowid.
  void each_key(std::size_t blob_bytes,
                const std::function<void(const std::string&, std::int64_t)>& take) const;

 private:
  std::string_view page(std::uint32_t number) const;
  std::string payload(std::string_view page, std::size_t at, std::size_t bytes) const;

  std::size_t page_size_ = 4096;
  std::vector<std::string_view> pages_;                   // all images there are
  std::vector<std::vector<std::string_view>> by_number_;  // latest last
};

}  // namespace cairn
