/// What the best plan is, by looking at every set of skills. Shares no code with the graph or the
/// planner: formulas are read straight from the catalog.
/// Not for: more than some 16 skills.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/planner/problem.h"

namespace cairn::test {

/// A set of skills, by bit.
using Mask = std::uint32_t;

Mask mask_of(std::span<const SkillIndex> skills);
Mask mask_of(const Flags& flags);

/// Does the formula hold when exactly these skills are known?
bool holds(const Needs& needs, const Flags& known);
/// Does the level, with all below it, hold when exactly these skills are known?
bool level_holds(const Catalog& catalog, LevelIndex level, const Flags& known);
/// A skill holds when it is known, a level as level_holds.
bool node_holds(const Catalog& catalog, const SkillGraph& graph, Node node, const Flags& known);

/// Every set that can be learnt, skill after skill, from what is known and without what is avoided.
class FoundedSets {
 public:
  /// Requires: at most 20 skills.
  FoundedSets(const Catalog& catalog, const Problem& problem);

  bool contains(Mask set) const { return founded_[set] != 0; }
  /// Cost of what a set adds to the known skills.
  Hours cost(Mask set) const;
  /// Calls `visit(set)` for each founded set; the known skills are in every one.
  void for_each(const std::function<void(Mask)>& visit) const;

  /// The least cost of a founded set, inside `within`, in which the nodes hold; nothing when there
  /// is none.
  std::optional<Hours> cheapest(std::span<const Node> nodes, Mask within = ~Mask{0}) const;

  /// The least sum of weight times completion time, in minutes, over all learnable orders of the
  /// skills that `set` adds to the known ones. Requires: set is founded.
  std::int64_t best_order(Mask set) const;

 private:
  Flags flags_of(Mask set) const;

  const Catalog& catalog_;
  const Problem& problem_;
  Mask known_;
  std::vector<std::uint8_t> founded_;
};

/// The least cost of a plan for all of the problem's targets, or nothing.
std::optional<Hours> brute_force_optimum(const Catalog& catalog, const Problem& problem);

}  // namespace cairn::test
