/// The knapsack that a budget of hours asks for: of skills that could be learnt, the learnable set
/// of greatest weight.
/// Not for: which skills those are, or what just does not fit (fit.cc).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "planner/core.h"

namespace cairn {

/// Skills to choose from and what they rest on: node n is skill n, and gates come after them.
struct Knapsack {
  Core core;
  std::vector<std::int64_t> weight, minutes;  ///< by skill
  std::int64_t budget = 0;                    ///< minutes

  std::size_t skills() const { return weight.size(); }
  bool is_skill(CoreNode n) const { return n < skills(); }
  std::int64_t total_weight() const;
};

/// What is in, as nodes of skills.
struct KnapsackSet {
  std::vector<CoreNode> skills;
  std::int64_t weight = -1;  ///< below 0: nothing was found
  std::int64_t bound = 0;    ///< no set within the budget has more weight
};

/// knapsack.cc: branch and bound on the linear relaxation with lazy rows; exact bounds.
KnapsackSet pack_exactly(const Knapsack& knapsack, const StopCheck& stop);

/// dense_first.cc: closures by weight per hour, the densest first, skipping what is too long.
/// `liking`, by node, from 0 to 1, makes skills count for less time; empty: none does. Nodes of
/// `out` (empty: none) stay out. Past kMostExactFit skills 64 closures are looked for
/// one by one, the others by their rank.
KnapsackSet pack_dense_first(const Knapsack& knapsack, std::span<const double> liking,
                             std::span<const std::uint8_t> out, const StopCheck& stop);

/// dense_first.cc: what a set could weigh without needs and with parts of skills (Dantzig 1957).
std::int64_t fractional_weight(const Knapsack& knapsack);

}  // namespace cairn
