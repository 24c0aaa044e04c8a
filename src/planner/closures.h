/// Finds cheap founded closures again and again in one graph.
/// Not for: what a closure is worth (order.h).
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "cairn/planner/order.h"

namespace cairn {

/// closures() of order.h, in the time that what lies below the skills takes: nothing is done for
/// the rest of the graph but once.
class ClosureFinder {
 public:
  explicit ClosureFinder(const Problem& problem);

  /// By `within`'s order. `have` is by skill.
  std::vector<Closure> find(const Flags& have, std::span<const SkillIndex> within);

 private:
  using Entry = std::pair<std::int64_t, std::uint32_t>;

  void look_below(const Flags& have, std::span<const SkillIndex> within);
  void rank_support(const Flags& have);
  bool is_within(std::uint32_t skill) const { return within_[skill] == round_; }
  bool is_below(std::uint32_t node) const { return below_[node] == round_; }
  Closure closure_of(SkillIndex target, const Flags& have);

  const Problem& problem_;
  std::uint32_t round_ = 0;            ///< of find(), from 1: nothing to clear in between
  std::vector<std::uint32_t> within_;  ///< by skill: the last round that it was within
  std::vector<std::uint32_t> below_;   ///< by node: the last round that it lay below
  std::vector<std::uint32_t> nodes_;   ///< that lie below in this round
  std::uint32_t closure_ = 0;          ///< the number of the present one, from 1
  std::vector<std::uint32_t> taken_;   ///< by node: the last closure that took it
  // Of the nodes below.
  std::vector<std::uint32_t> rank_;     ///< in the order in which they settle; kNone for never
  std::vector<std::int64_t> sum_;       ///< additive value of what settled under it
  std::vector<std::uint32_t> missing_;  ///< children that have yet to settle
  std::vector<Entry> queue_;
  std::vector<Node> stack_, best_;
};

}  // namespace cairn
