/// What can be learnt: the least fixpoint of the graph, from what is known.
/// Not for: the cheapest way there (planner/select.h).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "cairn/graph/skill_graph.h"

namespace cairn {

/// A yes or no for each node or skill, by position.
using Flags = std::vector<std::uint8_t>;

struct Derivation {
  Flags holds;                    ///< by node
  std::vector<SkillIndex> order;  ///< skills in an order in which each could be learnt; the known
                                  ///< ones are not in it
};

/// Nodes that hold when the `known` skills are known, whatever they need, and every skill that
/// `may_learn` allows is learnt as soon as its needs hold. Both are by skill; an empty `may_learn`
/// allows all. Support is founded: a ring of needs never holds itself up. O(V + E), no recursion.
Derivation derive(const SkillGraph& graph, const Flags& known, const Flags& may_learn = {});

/// Skills that are not known and whose needs hold now: what can be begun today. Ascending.
std::vector<SkillIndex> ready_skills(const SkillGraph& graph, const Flags& known);

/// True when each skill of `order` could be learnt after the known ones and those before it.
bool is_learnable_order(const SkillGraph& graph, const Flags& known,
                        std::span<const SkillIndex> order);

}  // namespace cairn
