/// Orders one stage of a plan.
/// Not for: what is in a stage, or which comes first (order.cc).
#pragma once

#include <vector>

#include "cairn/planner/problem.h"
#include "planner/core.h"

namespace cairn {

struct StageOrder {
  std::vector<SkillIndex> steps;
  std::int64_t lower_bound = 0;  ///< of the sum of weight times minutes since the stage's start
};

/// The skills, learnable from `have`, by the rules that order_plan promises.
StageOrder order_stage(const Problem& problem, const Flags& have, std::vector<SkillIndex> skills,
                       const StopCheck& stop);

/// poset.cc: the part of the graph that leads to `steps` through them alone, once `have` is known.
/// The steps are its first nodes, in their order; nothing is priced and there are no goals.
Core plan_core(const SkillGraph& graph, const Flags& have, std::span<const SkillIndex> steps);

}  // namespace cairn
