/// What must come before what inside a plan, whatever the order: its landmark poset.
/// Not for: what needs what in the catalog at large (graph/skill_graph.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "cairn/planner/problem.h"

namespace cairn {

/// Step z is before step x when every way to learn x from the known set through the plan's skills
/// learns z first. With alternatives inside a plan this is weaker than "x needs z", and always
/// true.
class PlanPoset {
 public:
  /// `steps` is a plan in a learnable order. Beyond kMostSteps the poset stays empty: no step is
  /// before another. O(n E / 64) a sweep.
  PlanPoset(const Problem& problem, std::span<const SkillIndex> steps);

  static constexpr std::size_t kMostSteps = 10'000;

  std::size_t size() const { return size_; }
  /// True when step `z` is before step `x`; positions in `steps`.
  bool before(std::size_t z, std::size_t x) const {
    return z != x && words_ != 0 && (rows_[x * words_ + z / 64] >> (z % 64) & 1U) != 0;
  }
  /// The steps that `z` is before, ascending.
  std::vector<std::size_t> after(std::size_t z) const;

 private:
  std::size_t size_;
  std::size_t words_ = 0;
  std::vector<std::uint64_t> rows_;
};

/// The chain of steps, each before the next, with the most hours. Ties: the earlier step.
std::vector<std::size_t> longest_chain(const PlanPoset& poset, std::span<const Hours> cost);

}  // namespace cairn
