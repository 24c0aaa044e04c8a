/// Orders a plan: stages along the ladder, and inside a stage what pays off first.
/// Not for: choosing what is in the plan (select.h), or dates (schedule.h).
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "cairn/planner/problem.h"

namespace cairn {

/// A stretch of the roadmap that ends with a level, or with the goals outside the ladder.
struct Stage {
  std::optional<LevelIndex> level;  ///< absent for goals outside the ladder
  std::size_t begin = 0;            ///< steps [begin, end) of the order
  std::size_t end = 0;
};

struct Order {
  std::vector<SkillIndex> steps;  ///< every prefix is learnable from the known set
  std::vector<Stage> stages;      ///< in order, none empty, together all steps
};

/// Puts `plan` (founded, for the problem's targets) in order. The stage of a step is the first
/// level up to the goals' highest whose formula, met from within the plan, rests on it; what no
/// level rests on comes last. Inside a stage the closure (a skill with all that it still needs) of
/// the greatest weight per hour comes first, and so on inside the closure; ties: lower hours, then
/// id order in the catalog. Stages of over kMostClosureSteps steps order by a skill's own weight
/// per hour instead. O(n^2 E) for n steps of a stage, O(E log n) past the bound.
Order order_plan(const Problem& problem, std::span<const SkillIndex> plan);

inline constexpr std::size_t kMostClosureSteps = 400;

/// Weight per ten hours; skills of no cost count as one minute.
double payoff(int weight, Hours cost);

/// A set to learn on the way to `target`, in a learnable order, `target` last.
struct Closure {
  SkillIndex target{};
  std::vector<SkillIndex> skills;
  int weight = 0;
  Hours cost;

  double payoff() const { return cairn::payoff(weight, cost); }
};

/// For each skill of `within` that is not in `have`, the cheap founded closure that leads to it
/// through skills of `within` alone. Where alternatives are both within, the cheaper by additive
/// values is taken. `have` and `within` are by skill. O(n E).
std::vector<Closure> closures(const Problem& problem, const Flags& have, const Flags& within);

}  // namespace cairn
