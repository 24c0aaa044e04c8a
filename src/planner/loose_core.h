/// A core that can still be changed, and the steps that make it smaller: nodes are taken out in
/// place, and lists of children shrink, until it is packed again.
/// Not for: the search, which wants a core that stays as it is (core.h).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "planner/core.h"

namespace cairn {

struct LooseCore {
  std::vector<std::uint32_t> threshold;
  std::vector<Cost> cost;
  std::vector<std::uint32_t> skill;  ///< the catalog's skill, or kNoSkill
  std::vector<std::uint8_t> goal;
  std::vector<std::uint8_t> gone;  ///< holds already, or is of no use; has no children
  std::vector<std::uint32_t> begin, count;
  std::vector<CoreNode> child;
  std::vector<std::uint32_t> user_begin;
  std::vector<CoreNode> user;
  bool acyclic;  ///< as in Core; no step that makes a core smaller makes a ring

  explicit LooseCore(const Core& core);

  std::size_t size() const { return threshold.size(); }
  std::span<CoreNode> children(CoreNode n) { return {child.data() + begin[n], count[n]}; }
  std::span<const CoreNode> children(CoreNode n) const {
    return {child.data() + begin[n], count[n]};
  }
  /// As of the last index_users.
  std::span<const CoreNode> users(CoreNode n) const {
    return {user.data() + user_begin[n], user.data() + user_begin[n + 1]};
  }
  void take_out(CoreNode n) {
    gone[n] = 1;
    count[n] = 0;
  }

  void index_users();
  /// Keeps what goals rest on, in the same order and without gaps, in `ring` too: what follows
  /// costs no more than what is left. O(V + E).
  void keep_relevant(std::vector<std::uint32_t>& ring);
  /// A copy. Requires: keep_relevant, and nothing has gone since.
  Core packed() const;
};

/// settle.cc: the strong components of "rests on", by node: nodes of one ring have the same number,
/// those that are gone kNoSkill (Tarjan 1972, without recursion). O(V + E).
std::vector<std::uint32_t> rings(const LooseCore& core);

/// settle.cc: pays goals, makes goals of all that they cannot do without, takes out what holds at
/// no cost. `ring` may be older than the core: what was in no common ring never will be. O(V + E).
void settle(LooseCore& core, std::span<const std::uint32_t> ring, Reduced& made);

/// splice.cc: lays nodes together that hold together, and says whether there were any. Requires:
/// every node can be derived. O(V + E log E).
bool splice(LooseCore& core, Reduced& made);

/// dominance.cc: makes goals of what every derivation of a goal goes through. `packed` is the core
/// as it is, here and below; these say whether they changed anything.
bool pay_landmarks(LooseCore& core, const Core& packed, const Landmarks& landmarks);
/// dominance.cc: drops members of any-ofs, where another member is always as good, of up to 64.
bool drop_dominated(LooseCore& core, const Core& packed, const Landmarks& landmarks);
/// dominance.cc: drops goals that nobody rests on where another goal asks for more.
bool drop_implied(LooseCore& core, const Core& packed);

}  // namespace cairn
