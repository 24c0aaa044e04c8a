/// The house rules about how skills hang together.
/// Not for: whether all of it can be learnt (unfounded.h), or texts and hours (catalog/strict.h).
#pragma once

#include <cstddef>

#include "cairn/base/diagnostic.h"
#include "cairn/catalog/catalog.h"
#include "cairn/graph/skill_graph.h"

namespace cairn {

/// In the order of the file:
/// - a skill with a `level` that no level can use, or that a level below its own can use first
///   (errors; a skill without `level` is an elective);
/// - a need that the other needs bring along, with the one that does (warning; a level may name its
///   choices though later needs imply them);
/// - an alternative that always brings another one along, so that nobody ever takes it
///   instead (warning);
/// - a soft order that the needs force anyhow (warning).
/// Requires: the graph is the catalog's, all of it learnable. O(needs * E); past
/// kMostSkillsCompared skills only the first rule is checked.
Diagnostics check_structure(const Catalog& catalog, const SkillGraph& graph);

inline constexpr std::size_t kMostSkillsCompared = 2'000;

}  // namespace cairn
