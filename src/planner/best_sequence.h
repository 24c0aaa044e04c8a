/// The best sequence of a few jobs, by dynamic programming over the sets that can be done first.
/// Not for: many jobs, or how they are parted before (sidney.h).
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "cairn/planner/problem.h"

namespace cairn {

inline constexpr std::size_t kMostStates = 10'000;
inline constexpr std::size_t kMostStatesSmall = 600'000;

/// The sequence of `weight.size()` <= 64 jobs with the least sum of weight times minutes until done
/// (Held, Karp 1962; Lawler 1964). Sets of jobs are bits. `first` may come first;
/// `opened(done, j)` gives jobs that may come next once `done` is, j the last of it: all that j's
/// being done lets in, and none that may not come. Empty when more than `most_states` sets are
/// reachable, or stopped. Ties: the set whose states came first. O(states * jobs).
template <class Opened>
std::vector<std::uint32_t> best_sequence(std::span<const std::int64_t> weight,
                                         std::span<const std::int64_t> minutes, std::uint64_t first,
                                         Opened&& opened, std::size_t most_states,
                                         const StopCheck& stop) {
  struct State {
    std::uint64_t done, open;
    std::int64_t time, value;
    std::uint32_t parent;
    std::uint8_t job;
  };
  constexpr std::uint32_t kFree = 0;  // no other state leads to the first one
  const std::size_t n = weight.size();
  std::vector<State> states = {{0, first, 0, 0, 0, 0}};
  // States of one size by their sets: open addressing, at most half full.
  std::vector<std::uint32_t> table(64, kFree);
  const auto place = [&](std::uint64_t done) {
    const std::size_t mask = table.size() - 1;
    std::size_t at = (done * 0x9E3779B97F4A7C15U) >> 20 & mask;
    while (table[at] != kFree && states[table[at]].done != done) at = (at + 1) & mask;
    return at;
  };
  std::size_t level = 0;
  for (std::size_t size = 0; size < n; ++size) {
    const std::size_t end = states.size();
    std::fill(table.begin(), table.end(), kFree);
    for (; level < end; ++level) {
      if (stop && level % 1024 == 1023 && stop()) return {};
      const State from = states[level];
      for (std::uint64_t rest = from.open; rest != 0; rest &= rest - 1) {
        const auto j = static_cast<std::uint8_t>(std::countr_zero(rest));
        const std::uint64_t done = from.done | std::uint64_t{1} << j;
        const std::int64_t time = from.time + minutes[j];
        const std::int64_t value = from.value + weight[j] * time;
        const std::size_t at = place(done);
        if (table[at] != kFree) {
          State& same = states[table[at]];
          if (value < same.value) {
            same.value = value;
            same.parent = static_cast<std::uint32_t>(level);
            same.job = j;
          }
          continue;
        }
        if (states.size() >= most_states) return {};
        table[at] = static_cast<std::uint32_t>(states.size());
        states.push_back({done, (from.open | opened(done, j)) & ~done, time, value,
                          static_cast<std::uint32_t>(level), j});
        if ((states.size() - end) * 2 > table.size()) {
          table.assign(table.size() * 2, kFree);
          for (std::size_t s = end; s < states.size(); ++s) {
            table[place(states[s].done)] = static_cast<std::uint32_t>(s);
          }
        }
      }
    }
    if (states.size() == end) return {};
  }
  std::vector<std::uint32_t> jobs;
  for (std::size_t s = states.size() - 1; s != 0; s = states[s].parent) {
    jobs.push_back(states[s].job);
  }
  std::reverse(jobs.begin(), jobs.end());
  return jobs;
}

}  // namespace cairn
