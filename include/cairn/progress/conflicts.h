/// Where two devices contradict each other, and which of them has the last word.
/// Not for: the state (state.h), which follows from the same order without asking for devices.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "cairn/progress/event.h"

namespace cairn {

/// Two events that count, of different devices, that cannot both be in force.
struct Overruled {
  std::size_t event = 0;  ///< the position of the earlier one
  std::size_t by = 0;     ///< that of the one in force instead

  friend bool operator==(const Overruled&, const Overruled&) = default;
};

/// Per skill: when it was done and in which hours, since when it is known, whether it is chosen or
/// avoided, whether it is a goal; and what the goals as a whole were set to. The latest in the
/// order of comes_before() has the last word, so devices break ties. `counts` is effective_events()
/// of the events, which may lie in any order. Ascending by `event`, each pair once. O(n log n).
std::vector<Overruled> find_overruled(std::span<const Event> events,
                                      std::span<const std::uint8_t> counts);

}  // namespace cairn
