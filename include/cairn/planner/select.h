/// Selects the cheapest set of skills that makes the goals derivable from what is known.
/// Not for: the order of that set (order.h), or dates (schedule.h).
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "cairn/base/hours.h"
#include "cairn/base/ids.h"
#include "cairn/planner/problem.h"

namespace cairn {

/// The set to learn, with its proof.
struct Plan {
  std::vector<SkillIndex> skills;  ///< ascending; founded on the known set; none known or avoided
  Hours cost;                      ///< sum of the problem's costs over `skills`
  Hours lower_bound;               ///< no plan costs less

  bool optimal() const { return cost == lower_bound; }
  /// How far above the optimum the plan may be, as a share of its cost: 0 when optimal, at most 1.
  double gap() const {
    return optimal() ? 0.0
                     : static_cast<double>((cost - lower_bound).minutes()) /
                           static_cast<double>(cost.minutes());
  }
};

/// No plan exists.
struct Unreachable {
  Node target{};                  ///< the goal or chosen skill that cannot be reached
  bool target_is_chosen = false;  ///< it is wanted by choice, and no goal
  /// Avoided skills that are enough to block the target, and too few if any one of them were
  /// allowed. Empty when the catalog itself gives no way.
  std::vector<SkillIndex> blame;
  /// Avoided skills that are enough to allow again, the others staying avoided; none too many.
  /// Where any one of the blame is enough, the first of it.
  std::vector<SkillIndex> back;
  bool any_one_is_enough = false;
  /// Where the catalog gives no way: skills and levels that wait for each other, each for the next,
  /// with the target among them or behind them. Empty where it is a gap and no ring.
  std::vector<Node> ring;
};

using Selection = std::variant<Plan, Unreachable>;

/// The minimum-cost founded set for all targets (optimal delete-free planning). Landmark
/// reductions, then branch and bound on a linear relaxation that grows (Haslum, Slaney, Thiébaux
/// 2012; Imai, Fukunaga 2015), generalised to k-of-n gates; see docs/planning.md. Exponential at
/// worst. Deterministic: `stop` can only make the answer a bounded one. Skills of no
/// cost come in only where the plan rests on them.
Selection select(const Problem& problem, const StopCheck& stop = {});

/// The same where nobody asks why there is no plan: nothing then, without a search for the reason.
std::optional<Plan> find_plan(const Problem& problem, const StopCheck& stop = {});

}  // namespace cairn
