/// Orders a plan: stages along the ladder, and inside a stage what pays off first.
/// Not for: choosing what is in the plan (select.h), or dates (schedule.h).
#pragma once

#include <cstddef>
#include <cstdint>
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
  /// Sum over the steps of weight times minutes from the start until it is learnt.
  std::int64_t weighted_minutes = 0;
  /// No order with these stages has less.
  std::int64_t lower_bound = 0;

  /// How far above the best order it may be, as a share of its sum, 0 to 1.
  double gap() const {
    return weighted_minutes == lower_bound ? 0.0
                                           : static_cast<double>(weighted_minutes - lower_bound) /
                                                 static_cast<double>(weighted_minutes);
  }
};

/// Puts `plan` (founded, for the problem's targets) in order. The stage of a step is the first
/// level up to the goals' highest whose formula, met from within the plan, rests on it; what no
/// level rests on comes last.
///
/// Inside a stage the sum of weight times completion time is made small (1|prec|sum w_j C_j):
/// blocks of greatest weight per hour first (Sidney 1975) on the partial order of what must come
/// before what, exact by dynamic programming on pieces to about 20 steps and on series-parallel
/// pieces. Where alternatives survive inside the stage that order is a bound only; then stages to
/// 20 steps are exact, larger ones follow the blocks as far as they can be learnt, or the densest
/// closures, with single steps moved forward while that pays. Stages of over kMostClosureSteps
/// steps order by a skill's own weight per hour instead. Ties: the problem's preferences, then
/// lower hours, then id order in the catalog. `stop` makes what is left follow the cheaper rule.
/// O(n^2 E) for n steps of a stage beside the dynamic programs, O(E log n) past the bound.
Order order_plan(const Problem& problem, std::span<const SkillIndex> plan,
                 const StopCheck& stop = {});

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
