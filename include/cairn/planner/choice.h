/// The choices of a plan: where something else could have been taken, and at what cost.
/// Not for: plans that differ in a choice (alternatives.h).
#pragma once

#include <vector>

#include "cairn/base/hours.h"
#include "cairn/graph/skill_graph.h"
#include "cairn/planner/problem.h"
#include "cairn/planner/reason.h"
#include "cairn/planner/select.h"

namespace cairn {

/// A gate of the plan where something else could have been taken.
struct Choice {
  Node gate{};
  CheaperChoice why;
  Hours carries;  ///< likely hours of the plan that the best plan without the taken member has not
};

/// The gates of the plan at which another member would also do, each with what the best plan
/// without the taken member costs more; a member that nothing can stand in for is no choice. The
/// same members are listed once. One selection for each taken member.
std::vector<Choice> find_choices(const Problem& problem, const Plan& plan, const StopCheck& stop);

}  // namespace cairn
