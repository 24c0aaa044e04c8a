/// Why a skill cannot be learnt from nothing: the ring of needs that it waits in.
/// Not for: plans that fail because of a person's choices (planner/select.h).
#pragma once

#include <vector>

#include "cairn/base/diagnostic.h"
#include "cairn/catalog/catalog.h"
#include "cairn/graph/derive.h"
#include "cairn/graph/skill_graph.h"

namespace cairn {

/// Skills and levels that wait for each other: each needs the next, and the last the first.
struct Ring {
  std::vector<Node> nodes;    ///< skills and levels, at least one; the smallest comes first
  std::vector<Node> waiting;  ///< others that cannot hold because of this ring
};

/// The rings behind every node that does not hold in `holds`, each as short as breadth-first
/// search finds it, in order of their smallest node. Empty when every skill and level holds.
/// Strong components by Tarjan (Boost.Graph). O(V + E) and a search a ring.
std::vector<Ring> find_rings(const SkillGraph& graph, const Flags& holds);

/// One finding a ring, by name, with the places of all that is in it.
Diagnostics explain_unlearnable(const Catalog& catalog, const SkillGraph& graph);

}  // namespace cairn
