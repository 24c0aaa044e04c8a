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
  // Dominance reads the core as it was packed, so it waits for a round in which nothing was paid.
  if (pay_landmarks(core, packed, landmarks)) return true;
  const bool fewer_members = drop_dominated(core, packed, landmarks);
  const bool fewer_goals = drop_implied(core, packed);
  return fewer_members || fewer_goals;
}

}  // namespace

Reduced reduce(const Core& whole, const StopCheck& stop) {
  Reduced made;
  std::vector<LooseCore> open;
  open.emplace_back(whole);
  while (!open.empty()) {
    LooseCore core = std::move(open.back());
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
      if (!stopped && !has_few_ways(part)) {
        LooseCore next(part);
        if (narrow(next, part, stop, made)) {
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
