/// Is a plan founded, does an order respect what is needed: judged over plain arrays, without the
/// planner's code.
#pragma once

#include <span>
#include <string>

#include "cairn/planner/select.h"
#include "tests/support/raw_graph.h"

namespace cairn::test {

/// What is wrong with the plan, in one line; empty for a founded plan that meets the problem's
/// goals, costs what it says and is not below its own bound. O(size of the graph).
std::string check_raw(const RawGraph& graph, std::span<const Ref> known, std::span<const Ref> goals,
                      const Plan& plan);
/// As check_raw, for an order of skills: empty when each can be learnt when its turn comes.
std::string check_raw_order(const RawGraph& graph, std::span<const Ref> known,
                            std::span<const SkillIndex> order);

}  // namespace cairn::test
