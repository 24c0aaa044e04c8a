/// What skills, levels and gates are called on screens.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/graph/skill_graph.h"
#include "cairn/progress/event.h"

namespace cairn {

/// The skill's name or the level's title; for a gate its members: `A or B`, `A and B`, `2 of A, B,
/// C`.
std::string node_name(const Catalog& catalog, const SkillGraph& graph, Node node);
/// What the catalog calls a recorded id; the id itself, made printable, where it has none.
std::string recorded_name(const Catalog& catalog, const SkillId& id);
/// The outcomes that a tick or untick is about, one after the other; empty for other events.
std::string outcomes_text(const Event& event);
std::vector<std::string> skill_names(const Catalog& catalog, const std::vector<SkillIndex>& skills);
/// `Senior`, or `Kubernetes and Go`.
std::string goals_name(const Catalog& catalog, const SkillGraph& graph,
                       const std::vector<Node>& goals);
/// The formula in words, each skill named by `name`: `SQL, HTTP and (Python or Go)`, `one of A, B
/// or C`, `2 of A, B or C`; `nothing` when true.
using SkillNamer = std::function<std::string(SkillIndex)>;
std::string formula_text(const Needs& needs, const SkillNamer& name);
/// The same with the catalog's names.
std::string formula_text(const Catalog& catalog, const Needs& needs);

}  // namespace cairn
