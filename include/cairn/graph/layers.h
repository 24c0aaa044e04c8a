/// How far along each skill lies: the columns of a picture of the whole catalog.
/// Not for: the order of a plan (planner/order.h); nothing here depends on what is known.
#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/graph/skill_graph.h"

namespace cairn {

/// Columns count from 0 within each band. Bands are the levels; a skill without one lies in the
/// band of its needs.
struct Layer {
  std::uint32_t band = 0;
  std::uint32_t column = 0;

  friend auto operator<=>(const Layer&, const Layer&) = default;
};

/// The earliest layer of each skill that is right of all it then rests on and not before its own
/// level; of alternatives the earliest counts. A skill that cannot be learnt lies in layer 0, 0.
/// The least solution, by settling nodes in rising order (Knuth 1977, a generalization of
/// Dijkstra's algorithm). O((V + E) log V), no recursion.
std::vector<Layer> layers(const Catalog& catalog, const SkillGraph& graph);

}  // namespace cairn
