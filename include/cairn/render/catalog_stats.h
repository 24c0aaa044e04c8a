/// A catalog in numbers, as a table and as JSON.
/// Not for: counting; that is graph/stats.h.
#pragma once

#include <string>

#include "cairn/catalog/catalog.h"
#include "cairn/graph/stats.h"
#include "cairn/render/terminal.h"

namespace cairn {

/// Requires: the graph is the catalog's.
std::string stats_screen(const Terminal& terminal, const Catalog& catalog, const SkillGraph& graph,
                         const CatalogStats& stats);
std::string stats_json(const Catalog& catalog, const CatalogStats& stats);

}  // namespace cairn
