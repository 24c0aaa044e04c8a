/// What a set of skills that does not make the goals hold has missed: skills one of which every
/// plan has (a disjunctive landmark; Haslum, Slaney, Thiebaux 2012).
/// Not for: single nodes that all plans go through (Landmarks in core.h).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "planner/core.h"

namespace cairn {

/// Do the goals hold when, beside them and what costs nothing, only `allowed` may be paid? O(V +
/// E).
bool goals_hold(const Core& core, const std::vector<std::uint8_t>& allowed);

/// Priced skills outside `allowed`, one of which every plan has; none where the goals hold.
/// `value`, by node, is what a solution has of each: skills that it has little of are preferred.
/// O(V + E) for each skill that is tried and taken back.
std::vector<CoreNode> missed_landmark(const Core& core, std::vector<std::uint8_t> allowed,
                                      std::span<const double> value);

}  // namespace cairn
