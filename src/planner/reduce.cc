// In what order a core is reduced, and when that is done.
#include <utility>

#include "planner/loose_core.h"

namespace cairn {

Reduced reduce(const Core& whole, const StopCheck& stop) {
  Reduced made;
  LooseCore core(whole);
  for (;;) {
    const bool stopped = stop && stop();
    std::vector<std::uint32_t> ring = rings(core);
    do {
      settle(core, ring, made);
      core.keep_relevant(ring);
    } while (!stopped && splice(core, made));
    made.core = core.packed();
    // Stopped, it is not the core that more time would leave, and may have another plan as cheap.
    if (made.core.goals.empty() || (!stopped && has_few_ways(made.core))) return made;
    made.complete = false;
    if (stopped) return made;
    const Landmarks landmarks(made.core, stop);
    if (!landmarks.complete()) return made;
    made.complete = true;
    // Dominance reads the core as it was packed, so it waits for a round in which nothing was paid.
    if (pay_landmarks(core, made.core, landmarks)) continue;
    const bool fewer_members = drop_dominated(core, made.core, landmarks);
    const bool fewer_goals = drop_implied(core, made.core);
    if (!fewer_members && !fewer_goals) return made;
  }
}

}  // namespace cairn
