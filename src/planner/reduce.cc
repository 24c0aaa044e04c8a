// In what order a core is reduced, and when that is done.
#include <utility>

#include "planner/loose_core.h"

namespace cairn {
namespace {

// What is on every way to a goal is paid, and who does no good is left out; false where there is
// nothing of either, or no time. `packed` is the core as it is.
bool narrow(LooseCore& core, const Core& packed, const StopCheck& stop, Reduced& made) {
  const Landmarks landmarks(packed, stop);
  if (!landmarks.complete()) {
    made.complete = false;
    return false;
  }
  const bool paid = pay_landmarks(core, packed, landmarks);
  const bool fewer_members = drop_dominated(core, packed, landmarks);
  const bool fewer_goals = drop_implied(core, packed);
  return paid || fewer_members || fewer_goals;
}

}  // namespace

Reduced reduce(const Core& whole, const StopCheck& stop) {
  Reduced made;
  struct Open {
    LooseCore core;
    std::size_t narrowed = 0;  // its size, then
  };
  std::vector<Open> open;
  open.push_back({LooseCore(whole)});
  while (!open.empty()) {
    auto [core, narrowed] = std::move(open.back());
    open.pop_back();
    // Stopped, its parts are not those that more time would leave, and may have another plan that
    // is as cheap.
    const bool stopped = stop && stop();
    std::vector<std::uint32_t> ring = rings(core);
    do {
      settle(core, ring, made);
      core.keep_relevant(ring);
    } while (!stopped && splice(core, made));
    Core packed = core.packed();
    if (packed.goals.empty()) continue;
    made.complete = made.complete && !stopped;
    for (Core& part : components(std::move(packed))) {
      // In a large one another round is worth its time only where the last one had been.
      const bool worth_it =
          part.size() <= Landmarks::kMostExact || part.size() + narrowed / 16 <= narrowed;
      if (!stopped && (narrowed == 0 || worth_it) && !has_few_ways(part)) {
        Open next{LooseCore(part), part.size()};
        if (narrow(next.core, part, stop, made)) {
          open.push_back(std::move(next));
          continue;
        }
      }
      made.parts.push_back(std::move(part));
    }
  }
  return made;
}

}  // namespace cairn
