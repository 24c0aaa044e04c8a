/// Is a plan, or an order, what it promises to be? Reads the catalog's formulas and nothing of the
/// planner's.
/// Not for: whether a plan is the cheapest (brute_force.h).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/planner/order.h"
#include "cairn/planner/problem.h"
#include "cairn/planner/select.h"

namespace cairn::test {

/// What is wrong, one sentence each; nothing for a good one.
using Complaints = std::vector<std::string>;

/// Ascending, founded on the known set, meets every goal and choice, holds nothing known or
/// avoided, costs what it says, and bounds itself from below.
Complaints check_plan(const Catalog& catalog, const Problem& problem, const Plan& plan);

/// Can the skills be learnt in this order?
Complaints check_learnable(const Catalog& catalog, const Problem& problem,
                           std::span<const SkillIndex> steps);

/// A permutation of the plan that can be learnt as it stands; the stages part it, follow the
/// ladder, end with their level met, and hold no step of any cost that the level does not rest on.
Complaints check_order(const Catalog& catalog, const Problem& problem,
                       std::span<const SkillIndex> plan, const Order& order);

}  // namespace cairn::test
