/// The hard kernel of a selection problem: what is left of the graph once all that is settled is
/// taken out.
/// Not for: use outside the planner.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "cairn/planner/problem.h"
#include "cairn/planner/select.h"

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
  bool acyclic = false;         ///< no node rests on itself; false where that is not known

  std::size_t size() const { return threshold.size(); }
  std::span<const CoreNode> children(CoreNode n) const {
    return {child.data() + child_begin[n], child.data() + child_begin[n + 1]};
  }
  std::span<const CoreNode> users(CoreNode n) const {
    return {user.data() + user_begin[n], user.data() + user_begin[n + 1]};
  }
};

/// core.cc: fills user_begin and user from the children. O(V + E).
void index_users(Core& core);

/// core.cc: what the targets may rest on, in the graph's order. Known children are counted off,
/// avoided ones left out. Linear in what is relevant, beside two arrays over the graph.
Core relevant_core(const Problem& problem, std::span<const Node> targets);

/// core.cc: the nodes that hold when `may(node)` says which priced nodes are paid, in an order in
/// which each could be derived. O(V + E).
template <class May>
std::vector<CoreNode> derivation_order(const Core& core, May&& may) {
  constexpr std::uint32_t kNever = static_cast<std::uint32_t>(-1);  // more than there are children
  std::vector<std::uint32_t> missing = core.threshold;
  std::vector<CoreNode> order;
  order.reserve(core.size());
  for (CoreNode n = 0; n < core.size(); ++n) {
    if (!may(n)) {
      missing[n] = kNever;
    } else if (missing[n] == 0) {
      order.push_back(n);
    }
  }
  for (std::size_t next = 0; next < order.size(); ++next) {
    for (const CoreNode user : core.users(order[next])) {
      if (missing[user] != 0 && --missing[user] == 0) order.push_back(user);
    }
  }
  return order;
}

/// core.cc: nodes in an order in which each comes after all its children (Kahn 1962), without those
/// that are or rest on a ring. O(V + E).
std::vector<CoreNode> children_first(const Core& core);

/// What reduction leaves: buy `paid` in any case, then solve each part. They have nothing in
/// common.
struct Reduced {
  std::vector<Core> parts;       ///< reduced to the end
  std::vector<Core> unfinished;  ///< stopped before that
  std::vector<SkillIndex> paid;  ///< in every cheapest plan, or in one at least
  Cost paid_cost = 0;            ///< of those, with all that is bought with them
  /// Who buys the first buys the second; a later pair may buy what an earlier one begins with.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> with;
};

/// reduce.cc: takes out what is useless, free, unavoidable or dominated, in each part until nothing
/// is or there are few ways left to try: what becomes of a part depends on nothing outside of it.
/// Optimal solutions of the parts plus `paid` (plus skills of no cost) are an optimal plan.
/// Requires: every node of `whole` can be derived (drop_underivable). May be stopped; what it has
/// done till then counts.
Reduced reduce(const Core& whole, const StopCheck& stop = {});

/// core.cc: leaves out the nodes that cannot be derived; false when a goal is among them.
bool drop_underivable(Core& core);

/// core.cc: the parts of the core that have nothing in common, each with its goals, in order of
/// their first node. Each finds out of itself whether it is acyclic. O(V + E).
std::vector<Core> components(Core core);

/// landmarks.cc: for each node of the core, nodes that hold in every derivation of it, itself among
/// them. Greatest fixpoint over LM(n) = {n} + what at least (children - threshold + 1) children
/// share. Up to `most_exact` nodes all of them, as rows of bits, in O(V E / 64) a sweep; past that
/// the kMostKept that are nearest, as sorted lists, which is sound and linear. Requires: every node
/// can be derived.
class Landmarks {
 public:
  static constexpr std::size_t kMostExact = 8'192;
  static constexpr std::size_t kMostKept = 15;

  explicit Landmarks(const Core& core, const StopCheck& stop = {},
                     std::size_t most_exact = kMostExact);

  bool complete() const { return complete_; }  ///< false: stopped, and of no use
  bool contains(CoreNode of, CoreNode landmark) const;
  /// Calls act(landmark) for what `contains` says yes to, ascending. Requires: at most
  /// `most_exact` nodes.
  template <class Act>
  void for_each(CoreNode of, Act&& act) const {
    for (std::size_t w = 0; w < words_; ++w) {
      for (std::uint64_t rest = bits_[of * words_ + w]; rest != 0; rest &= rest - 1) {
        act(static_cast<CoreNode>(w * 64 + static_cast<std::size_t>(std::countr_zero(rest))));
      }
    }
  }
  /// What `contains` says yes to for one of `nodes` at least, by node.
  std::vector<std::uint8_t> of_any(std::span<const CoreNode> nodes) const;

 private:
  void exact(const Core& core, const StopCheck& stop);
  void nearest(const Core& core, const StopCheck& stop);

  std::size_t size_;
  std::size_t words_ = 0;
  std::vector<std::uint64_t> bits_;
  // Ranks, falling. What is asked of a node lies on one line of the cache, for in graphs of that
  // size each is waited for.
  struct alignas(64) Near {
    std::uint32_t count = 0;
    std::array<std::uint32_t, kMostKept> rank;

    std::span<const std::uint32_t> all() const { return {rank.data(), count}; }
  };
  std::vector<Near> near_;           // by node
  std::vector<std::uint32_t> rank_;  // by node
  std::vector<CoreNode> by_rank_;
  bool complete_ = true;
};

/// A node's costs and bans during the search. Costs of paid skills are 0.
struct SearchState {
  std::vector<Cost> cost;
  std::vector<std::uint8_t> banned;
  std::vector<CoreNode> goals;
};

/// greedy.cc: a founded set by additive heuristic values (Bonet, Geffner 2001), then skills are
/// dropped in order of falling cost where the goals hold without them: by trying each up to
/// kMostTried, by a local rule past that. Only skills that cost something in `state` are listed.
/// Requires: the goals can be derived.
std::vector<CoreNode> greedy_set(const Core& core, const SearchState& state);
inline constexpr std::size_t kMostTried = 400;

/// greedy.cc: the same with a node as far away as the farthest of what it rests on: where `away` is
/// what a relaxation lacks of each node, the set rounds its solution off.
std::vector<CoreNode> nearest_set(const Core& core, const SearchState& state,
                                  const std::vector<double>& away);

/// The cheapest set that was found for one component, with its bound; equal where that is proven.
struct Solution {
  std::vector<CoreNode> skills;
  Cost cost = 0;
  Cost lower_bound = 0;
};
/// try_all.cc: whether there are so few ways to take all choices that the shortest way is to try
/// them. False where a node might rest on itself: who holds up whom would matter then. O(V).
bool has_few_ways(const Core& core);
/// try_all.cc: tries them, without asking whether to stop; of equally cheap sets the first that it
/// comes upon, members in their order. Requires: has_few_ways, and every node can be derived.
Solution solve_by_trying(const Core& core);
/// solve_core.cc: by trying, by cases (cases.h) or by the relaxation, whichever suits the core by
/// its size and shape. Requires: every node can be derived.
Solution solve_core(const Core& core, const StopCheck& stop);
/// search.cc: branch and bound on a linear relaxation with lazy rows and landmark cuts (Imai,
/// Fukunaga 2015; Haslum, Slaney, Thiebaux 2012); bounds are exact. Requires: every node can be
/// derived.
Solution solve_by_relaxation(const Core& core, const StopCheck& stop);

/// unreachable.cc: which target cannot be reached, and the least that is to blame.
Unreachable explain_unreachable(const Problem& problem, std::span<const Node> targets);

}  // namespace cairn
