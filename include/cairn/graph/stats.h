/// A catalog in numbers: skills, hours and longest chains by area and level, and its choices.
/// Not for: what a plan costs (planner/select.h); these count all that is there.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cairn/base/hours.h"
#include "cairn/catalog/catalog.h"
#include "cairn/graph/skill_graph.h"

namespace cairn {

/// Skills of which each rests on the one before, the cheapest way at every choice: what is left
/// when any number of things can be learnt at the same time.
struct Chain {
  std::vector<SkillIndex> skills;  ///< first to learn first
  Hours hours;                     ///< sum of their likely hours
};

struct StatsRow {
  std::string id;     ///< of the area or level; empty for the whole and for skills of no level
  std::string title;  ///< as `id`
  std::size_t skills = 0;
  HourRange hours;  ///< sum over the skills
  Chain chain;      ///< the longest one that ends in the row; for a level the one that reaches it
};

struct ChoiceMember {
  Node node{};                     ///< the skill, or the gate of a nested formula
  std::vector<SkillIndex> skills;  ///< one where it is a skill; what a nested formula names else
  Hours chain;                     ///< likely hours of the chain that reaches it
};

/// A gate of alternatives, once for each set of members.
struct ChoiceStats {
  std::uint32_t at_least = 1;
  std::vector<ChoiceMember> members;  ///< in the formula's order
  std::vector<Node> users;            ///< skills and levels whose needs hold it; ascending
};

struct CatalogStats {
  StatsRow all;
  std::vector<StatsRow> areas;
  std::vector<StatsRow> levels;
  std::optional<StatsRow> electives;  ///< skills of no level, where there are any
  std::vector<ChoiceStats> choices;   ///< most used first; ties by the first user
};

/// Requires: the graph is the catalog's. Chains are the critical paths of an AND/OR graph, by
/// Knuth's generalisation of Dijkstra's algorithm (1977); what cannot be learnt has none.
/// O(E log V).
CatalogStats catalog_stats(const Catalog& catalog, const SkillGraph& graph);

}  // namespace cairn
