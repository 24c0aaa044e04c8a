/// Honours the catalog's matters of taste in an order, where that costs nothing.
/// Not for: needs, which every order keeps (stage_order.h).
#pragma once

#include <vector>

#include "cairn/planner/problem.h"

namespace cairn {

/// `steps` is one stage, learnable once `have` is known. Rearranges it so that more of the
/// problem's preferences hold, each step stays learnable, and the sum of weight times minutes stays
/// what it is. A preference is met by swapping two neighbouring stretches; one that would take more
/// than that stays unmet, and so does one whose meeting would break others. O(p n (p + E)) for p
/// preferences within the stage, of n steps.
void honour_preferences(const Problem& problem, const Flags& have, std::vector<SkillIndex>& steps);

}  // namespace cairn
