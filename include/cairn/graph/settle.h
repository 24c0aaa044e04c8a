/// Lets a person's choice settle the alternatives of the levels: who chooses Go gets Go's path,
/// also with a cheap piece of another path in hand. Not for: making a chosen skill part of the
/// goal; the problem does that (planner/problem.h).
#pragma once

#include <span>

#include "cairn/graph/derive.h"
#include "cairn/graph/skill_graph.h"

namespace cairn {

/// The same graph, node for node, but with fewer alternatives: every any-of in a level's formula
/// that does not hold yet keeps only those members that name a chosen skill, or a skill that a
/// chosen one cannot be learnt without, where there are such members and one of them can be had
/// without the avoided skills. So whatever could be reached with the choices can still be reached,
/// if maybe at greater cost. Flags are by skill. O(E) for each skill that a level names in an
/// any-of, up to kMostSettled of them; past that only the chosen skills themselves count.
SkillGraph settle_choices(const SkillGraph& graph, const Flags& known, const Flags& avoided,
                          std::span<const SkillIndex> chosen);

inline constexpr std::size_t kMostSettled = 500;

}  // namespace cairn
