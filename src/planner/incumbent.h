/// The best plan that a search has so far.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "planner/core.h"

namespace cairn {

struct Incumbent {
  std::vector<CoreNode> skills;  ///< ascending
  Cost cost = kInfinite;

  /// Takes the skills where they cost less than what it has.
  void offer(const Core& core, std::vector<CoreNode> offered) {
    Cost sum = 0;
    for (const CoreNode n : offered) sum += core.cost[n];
    if (sum >= cost) return;
    cost = sum;
    std::sort(offered.begin(), offered.end());
    skills = std::move(offered);
  }
};

}  // namespace cairn
