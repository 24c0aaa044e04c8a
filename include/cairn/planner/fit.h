/// What to learn when hours are what is scarce: the learnable set of greatest weight in a budget.
/// Not for: reaching a goal (select.h).
#pragma once

#include <vector>

#include "cairn/planner/order.h"
#include "cairn/planner/problem.h"

namespace cairn {

/// A set within the budget, with its proof.
struct FitSet {
  std::vector<SkillIndex> steps;  ///< in a learnable order; nothing known or avoided
  int weight = 0;
  Hours cost;
  int upper_bound = 0;  ///< no set within the budget has more weight

  bool optimal() const { return weight == upper_bound; }
  /// How much more weight there may be, as a share of the bound, 0 to 1.
  double gap() const {
    return optimal() ? 0.0 : static_cast<double>(upper_bound - weight) / upper_bound;
  }
};

/// Something that just does not fit.
struct JustOut {
  Closure closure;  ///< what would have to be learnt beside the set
  Hours missing;    ///< hours that the budget is short of
};

/// What a larger budget would bring.
struct FitMore {
  Hours budget;
  FitSet set;
  std::vector<SkillIndex> added, dropped;  ///< against the smaller budget's set, ascending
};

struct Fit {
  FitSet set;
  std::vector<JustOut> just_out;  ///< by hours missing, then payoff; at most kMostJustOut
  FitMore more;                   ///< kMoreHours more
};

inline constexpr std::size_t kMostJustOut = 5;
inline constexpr Hours kMoreHours = Hours::whole(10);
/// Up to so many skills that could be learnt within the budget, the search is exact if it has time.
inline constexpr std::size_t kMostExactFit = 2'000;

/// The set of greatest weight among the skills of `within` (by skill; empty: all of them) that can
/// be learnt from the known set in `budget` hours; goals and choices play no part. Precedence-
/// constrained knapsack with AND/OR needs: branch and bound on the linear relaxation with lazy
/// rows; the bound is exact. Past kMostExactFit skills: densest closures first, bounded by the
/// fractional knapsack (Dantzig 1957). Of sets with the same weight, whichever the search met
/// first; skills of no weight are in it only where others rest on them.
FitSet fit_within(const Problem& problem, Hours budget, const Flags& within = {},
                  const StopCheck& stop = {});

/// fit_within, with what is just out and what kMoreHours more would add.
Fit fit(const Problem& problem, Hours budget, const Flags& within = {}, const StopCheck& stop = {});

}  // namespace cairn
