/// On which node a search over the relaxation splits: the one whose fixing is expected to raise
/// both bounds the most, by what fixing it did before and, where little was seen, by trying.
/// Not for: which of the two halves comes first (search.cc).
#pragma once

#include <span>
#include <vector>

#include "planner/core.h"
#include "planner/relaxation.h"

namespace cairn {

class Branching {
 public:
  explicit Branching(const Core& core) : core_(core), history_(core.size()) {}

  /// One of `open`, which is not empty; ties by node. `bound` is what is proven of the branch,
  /// `best` the cost of the best plan. Leaves the relaxation where it stands.
  CoreNode pick(std::span<const CoreNode> open, Relaxation& relaxation, Cost bound, Cost best,
                const StopCheck& stop);

 private:
  struct History {  // what fixing a node did to the bound, per unit of its distance
    double sum[2] = {0, 0};
    int count[2] = {0, 0};
    bool is_enough() const { return count[0] >= 2 && count[1] >= 2; }
  };

  double usual_gain(std::span<const CoreNode> open) const;
  void try_out(CoreNode n, Relaxation& relaxation, const Lp::Position& start, double now,
               Cost bound, Cost best);

  const Core& core_;
  std::vector<History> history_;  // by node
};

}  // namespace cairn
