/// A plain topological order, to hold what is faster or slower against.
#pragma once

#include <cstdint>
#include <vector>

namespace cairn::bench {

using Numbers = std::vector<std::uint32_t>;

/// Compressed sparse rows: what lies at one end of the edges, by the other.
struct SparseRows {
  Numbers begin, item;
};

/// Kahn 1962, as one writes it down: `needs` says how many each has, `users` who uses it.
inline Numbers kahn(const SparseRows& users, const Numbers& needs) {
  Numbers missing(needs), order;
  order.reserve(needs.size());
  for (std::uint32_t s = 0; s < missing.size(); ++s) {
    if (missing[s] == 0) order.push_back(s);
  }
  for (std::size_t next = 0; next < order.size(); ++next) {
    const std::uint32_t s = order[next];
    for (std::uint32_t i = users.begin[s]; i < users.begin[s + 1]; ++i) {
      if (--missing[users.item[i]] == 0) order.push_back(users.item[i]);
    }
  }
  return order;
}

}  // namespace cairn::bench
