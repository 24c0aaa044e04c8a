/// A lower bound by sharing out: every node's price is divided among those that rest on it, and a
/// node is worth what it costs itself, and what the cheapest enough of its children charge it. What
/// the goals are worth together is never more than a plan costs, however the shares are chosen;
/// the best shares give the bound of the linear relaxation.
/// Not for: small cores, where the relaxation itself is at hand (lp.h).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "planner/core.h"

namespace cairn {

/// What a case takes for given, by node of a core.
enum class Given : std::uint8_t { open, out, in };

class Shares {
 public:
  /// Keeps both; `stop` makes `improve` end early.
  Shares(const Core& core, const StopCheck& stop);

  /// Looks at a case from now on, with the shares that another one ended with (empty: even ones).
  /// Only what the nodes that are in still hang on is looked at. O(V + E).
  void look_at(std::span<const Given> given, std::span<const float> shares);

  /// Makes the shares better, round by round, each in O(V + E) of what is looked at.
  void improve(int rounds);

  /// No plan of the case costs less, in minutes; whatever the shares. O(V + E).
  Cost bound();

  /// After `improve`: how much of the node the best relaxed plan seems to have, about 0 to 1.
  double wish(CoreNode n) const { return wish_[n]; }
  /// After `bound`: no plan of the case that has the node costs less than the bound and this.
  Cost extra(CoreNode n) const { return extra_[n]; }
  /// After `bound`: what the node is worth, in minutes; 0 for nodes that are not looked at.
  Cost worth(CoreNode n) const { return worth_[n]; }

  /// By need of the core, for `look_at`.
  std::vector<float> shares() const;

 private:
  struct Place {
    float value, whole;  // what the node is worth; one over the sum of its shares
    float want, sum;     // how much it is wanted; the sum of its shares
  };

  const Core& core_;
  const StopCheck& stop_;
  // By node.
  std::vector<std::uint32_t> rank_;  // children first, but for rings
  std::vector<CoreNode> by_rank_;
  std::vector<std::uint32_t> at_;  // its place among those looked at
  std::vector<float> wish_;
  std::vector<Cost> extra_, worth_;
  // How often the power of the smooth minimum is doubled, in the first and in the last round.
  int first_ = 0, last_ = 0;
  // By place: what is looked at, children first.
  std::vector<CoreNode> node_;
  std::vector<Place> place_;
  std::vector<float> price_;
  std::vector<std::uint32_t> need_, begin_;
  std::vector<std::uint8_t> goal_;
  // By need.
  std::vector<std::uint32_t> from_, edge_;  // the child's place; the need's number in the core
  std::vector<float> share_;                // not yet divided by their sum
  std::vector<float> near_, power_;         // the least charge over this one; to the power
  std::vector<float> kept_;                 // by need of the core: what the case began with
};

}  // namespace cairn
