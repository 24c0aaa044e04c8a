/// Where a plan has alternatives: gates that its goals, the levels below them and its skills rest
/// on and that fewer members than all would meet. Not for: what the alternatives cost (choices.cc).
#pragma once

#include <vector>

#include "cairn/graph/derive.h"
#include "cairn/planner/problem.h"
#include "cairn/planner/select.h"

namespace cairn {

struct ChoiceGate {
  Node gate{};
  std::vector<SkillIndex> members;  ///< in the catalog's order; levels and inner gates left out
};

/// Without those that `holds` has by what is known (by node). A gate below two of the plan's skills
/// comes twice. O(what the plan rests on).
std::vector<ChoiceGate> choice_gates(const Problem& problem, const Plan& plan, const Flags& holds);

}  // namespace cairn
