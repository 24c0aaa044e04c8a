/// What is to be planned: a graph, what each skill costs, what is known, what is wanted.
/// Not for: how it is solved (select.h, order.h).
#pragma once

#include <functional>
#include <vector>

#include "cairn/base/hours.h"
#include "cairn/base/ids.h"
#include "cairn/catalog/catalog.h"
#include "cairn/graph/derive.h"
#include "cairn/graph/skill_graph.h"

namespace cairn {

/// A matter of taste: better learnt in this order, where both are in a plan and it costs nothing.
struct Preference {
  SkillIndex earlier{}, later{};
};

/// Requires: the graph outlives the problem; cost and weight have one entry a skill, none negative;
/// goals are skills or levels.
struct Problem {
  const SkillGraph* graph = nullptr;
  std::vector<Hours> cost;         ///< by skill: what is left of it to learn
  std::vector<int> weight;         ///< by skill: what it is worth when learnt
  Flags known;                     ///< by skill
  std::vector<Node> goals;         ///< skills and levels
  std::vector<SkillIndex> chosen;  ///< part of the goal, by the person's choice
  Flags avoided;                   ///< by skill: in no plan
  std::vector<Preference> preferences;
  std::vector<Hours>
      whole;  ///< by skill: the cost had nothing been begun; empty where it is `cost`
};

/// Goals and chosen skills together, each once, ascending.
std::vector<Node> targets(const Problem& problem);

/// Costs are the catalog's likely hours, weights and preferences are its own; nothing is known or
/// wanted yet.
Problem make_problem(const Catalog& catalog, const SkillGraph& graph);

/// Asked now and then during a search: true means to stop and give the best so far.
using StopCheck = std::function<bool()>;

}  // namespace cairn
