#include "cli/seen_ids.h"

#include <algorithm>
#include <bit>

#include "cairn/base/packed.h"

namespace cairn {

SeenIds::SeenIds(std::size_t remembered)
    : remembered_(std::max<std::size_t>(1, remembered)),
      now_(std::bit_ceil(2 * remembered_)),
      before_(now_.size()) {}

SeenIds::Entry& SeenIds::place(Table& table, std::uint64_t hash) {
  const std::size_t mask = table.size() - 1;
  std::size_t at = hash & mask;
  while (table[at].line != 0 && table[at].hash != hash) at = (at + 1) & mask;
  return table[at];
}

std::optional<std::uint64_t> SeenIds::see(std::string_view id, std::uint64_t line) {
  const std::uint64_t hash = hash_of(id);
  for (Table* table : {&now_, &before_}) {
    if (const Entry& entry = place(*table, hash); entry.line != 0) return entry.line;
  }
  if (count_ == remembered_) {
    // The older half is forgotten.
    now_.swap(before_);
    std::fill(now_.begin(), now_.end(), Entry{});
    count_ = 0;
  }
  place(now_, hash) = {hash, line};
  ++count_;
  return std::nullopt;
}

}  // namespace cairn
