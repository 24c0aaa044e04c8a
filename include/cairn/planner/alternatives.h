/// Other plans for the same goals: the next-best ones that differ in a choice, and one choice
/// against another.
/// Not for: what one choice saved (roadmap.h has that at each step).
#pragma once

#include <vector>

#include "cairn/planner/problem.h"
#include "cairn/planner/select.h"

namespace cairn {

/// A plan beside the best one.
struct Alternative {
  Plan plan;
  Hours more;                       ///< than the best plan; not negative where both are proven
  std::vector<SkillIndex> added;    ///< in this plan only
  std::vector<SkillIndex> dropped;  ///< in the best plan only
  std::vector<SkillIndex> without;  ///< members of choices that this plan does not take, and the
                                    ///< plan that it was found beside does
};

/// The `most` next-cheapest plans, cheapest first, each of which goes without a member of a choice
/// that `best` and those before it take. Partition of the plans by what they take (Murty 1968,
/// Lawler 1972), so none is missed where every selection ends in proof. A selection for each taken
/// member of each plan given. Ties: the plan whose first differing skill comes first.
std::vector<Alternative> alternatives(const Problem& problem, const Plan& best, std::size_t most,
                                      const StopCheck& stop = {});

/// One plan for each choice that `best` makes, the choices that carry most hours of it first: the
/// cheapest plan without the taken member; a choice that falls with an earlier one is left out.
/// Where these are fewer than `most`, the cheapest others of alternatives() follow. Ties: the
/// cheaper plan, then the member that comes first. A selection for each taken member.
std::vector<Alternative> alternatives_by_choice(const Problem& problem, const Plan& best,
                                                std::size_t most, const StopCheck& stop = {});

/// Two answers to one question.
struct Comparison {
  Selection first, second;
  /// Empty where one of the two is unreachable.
  std::vector<SkillIndex> only_first, only_second;
  Hours difference;  ///< of the second to the first
};

/// The plans of two problems over the same skills.
Comparison compare_plans(const Problem& first, const Problem& second,
                         const StopCheck& stop_first = {}, const StopCheck& stop_second = {});

/// The skills of `plan` that are members of a choice with other members, ascending: known, chosen
/// and goal skills are none, nor are those of choices that are met already.
std::vector<SkillIndex> taken_members(const Problem& problem, const Plan& plan);

}  // namespace cairn
