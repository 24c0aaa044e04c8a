/// A drawing as a file in a format that other programs read.
/// Not for: screens (screens.h), or the formats that Graphviz makes (graphviz.h).
#pragma once

#include <string>

#include "cairn/render/drawing.h"

namespace cairn {

/// A task list that GitHub and Obsidian render: a section a stage, ticks for what is known.
std::string markdown_text(const Drawing& drawing);
/// RFC 4180 with a header, one row a skill; what a spreadsheet takes for a formula is neutralised.
std::string csv_text(const Drawing& drawing);
/// Graphviz: a cluster a stage, coloured by state.
std::string dot_text(const Drawing& drawing);
/// A Mermaid flowchart: a subgraph a stage, a class a state.
std::string mermaid_text(const Drawing& drawing);
/// GraphML with the fields of each skill and the kind of each edge.
std::string graphml_text(const Drawing& drawing);
/// `cairn/map/1`: goals, stages, skills and edges.
std::string map_json(const Drawing& drawing);

}  // namespace cairn
