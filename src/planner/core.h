/// The hard kernel of a selection problem: what is left of the graph once all that is settled is
/// taken out.
/// Not for: use outside the planner.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "cairn/planner/problem.h"

namespace cairn {

using CoreNode = std::uint32_t;
using Cost = std::int64_t;  ///< minutes
inline constexpr Cost kInfinite = std::numeric_limits<Cost>::max() / 4;
inline constexpr std::uint32_t kNoSkill = std::numeric_limits<std::uint32_t>::max();

/// An AND/OR graph in flat arrays. A node holds when `threshold` of its children hold and, where it
/// costs something, when it is paid.
struct Core {
  std::vector<std::uint32_t> threshold;
  std::vector<Cost> cost;
  std::vector<std::uint32_t> skill;  ///< the catalog's skill, or kNoSkill for gates and levels
  std::vector<std::uint32_t> child_begin, user_begin;
  std::vector<CoreNode> child, user;
  std::vector<CoreNode> goals;  ///< all of them must hold

  std::size_t size() const { return threshold.size(); }
  std::span<const CoreNode> children(CoreNode n) const {
    return {child.data() + child_begin[n], child.data() + child_begin[n + 1]};
  }
  std::span<const CoreNode> users(CoreNode n) const {
    return {user.data() + user_begin[n], user.data() + user_begin[n + 1]};
  }
};

/// What reduction leaves: pay `paid` in any case, then solve `core`.
struct Reduced {
  Core core;
  std::vector<SkillIndex> paid;  ///< in every cheapest plan, or in one at least
};

/// reduce.cc: takes out what is known, useless, free, unavoidable or dominated. An optimal solution
/// of the core plus `paid` (plus skills of no cost) is an optimal plan. Requires: all targets hold
/// in derive(graph, known, not avoided), whose `holds` is handed in.
Reduced reduce(const Problem& problem, std::span<const Node> targets, const Flags& derivable);

/// landmarks.cc: for each node of the core, the nodes that hold in every derivation of it, itself
/// among them, as rows of bits. Greatest fixpoint over LM(n) = {n} + what at least
/// (children - threshold + 1) children share. O(V E / 64) a sweep.
class Landmarks {
 public:
  explicit Landmarks(const Core& core);
  bool contains(CoreNode of, CoreNode landmark) const {
    return (bits_[of * words_ + landmark / 64] >> (landmark % 64) & 1U) != 0;
  }

 private:
  std::size_t words_;
  std::vector<std::uint64_t> bits_;
};

/// One disjunctive landmark: some skill of it is in every plan.
struct Cut {
  std::vector<CoreNode> skills;
  Cost cost = 0;
};

/// lm_cut.cc: a lower bound for what is still to be paid, with the cuts that make it up.
struct Bound {
  Cost value = 0;  ///< kInfinite when the goals cannot be derived
  std::vector<Cut> cuts;
};

/// A node's costs and bans during the search. Costs of paid skills are 0.
struct SearchState {
  std::vector<Cost> cost;
  std::vector<std::uint8_t> banned;
  std::vector<CoreNode> goals;
};

/// LM-cut (Helmert, Domshlak 2009), with hmax values by threshold-th smallest child. Stops early
/// once the bound reaches `enough`. O(cuts E log V).
Bound lm_cut(const Core& core, const SearchState& state, Cost enough);

/// greedy.cc: a founded set by additive heuristic values (Bonet, Geffner 2001), then skills are
/// dropped in order of falling cost where the goals hold without them. Only skills that cost
/// something in `state` are listed. Requires: the goals can be derived.
std::vector<CoreNode> greedy_set(const Core& core, const SearchState& state);

}  // namespace cairn
