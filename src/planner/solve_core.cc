// By which method a core is solved.
#include "planner/cases.h"
#include "planner/core.h"

namespace cairn {

Solution solve_core(const Core& core, const StopCheck& stop) {
  if (has_few_ways(core)) return solve_by_trying(core);
  // Where most choices are the goals' own, they lie side by side, and the relaxation sees them all
  // at once, as long as it can be solved. Where they lie below one another, deciding the topmost
  // settles most, and that soon is the shorter way.
  constexpr std::size_t kMostSideBySide = 6'000, kMostNested = 700;
  std::size_t all = 0, of_goals = 0;
  const auto is_choice = [&](CoreNode n) { return core.threshold[n] < core.children(n).size(); };
  for (CoreNode n = 0; n < core.size(); ++n) all += is_choice(n) ? 1 : 0;
  for (const CoreNode goal : core.goals) of_goals += is_choice(goal) ? 1 : 0;
  const std::size_t most = all <= 2 * of_goals ? kMostSideBySide : kMostNested;
  return core.size() <= most ? solve_by_relaxation(core, stop) : solve_by_cases(core, stop);
}

}  // namespace cairn
