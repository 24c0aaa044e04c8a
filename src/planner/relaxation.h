/// The linear relaxation of a core, "who holds rests on enough that holds", as far as solutions
/// have broken it: rows come in as they are broken, and nodes as rows name them.
/// Not for: what to decide next (branching.h), or a whole search (search.cc).
#pragma once

#include <cmath>
#include <optional>
#include <span>
#include <vector>

#include "planner/core.h"
#include "planner/lp.h"

namespace cairn {

class Relaxation {
 public:
  enum class Fixed : std::uint8_t { no, out, in };
  /// closed: no plan under what is fixed costs less than the best one. unsure: rounding got in the
  /// way; the bound holds all the same.
  enum class Outcome { optimal, closed, stopped, unsure };
  static constexpr double kWhole = 1e-5;  ///< nearer than this to a whole number counts as one

  /// Keeps the core.
  explicit Relaxation(const Core& core);

  /// Of the last solution, 0 to 1; goals have 1, nodes that no row names 0.
  double value(CoreNode n) const {
    return is_goal_[n] != 0 ? 1 : variable_[n] == kNoVariable ? 0 : lp_.value(variable_[n]);
  }
  std::vector<double> values() const;  ///< by node
  bool is_open(CoreNode n) const {     ///< neither 0 nor 1
    const double x = value(n);
    return x > kWhole && x < 1 - kWhole;
  }
  const std::vector<CoreNode>& named() const { return node_of_; }  ///< nodes that rows name
  bool names(CoreNode n) const { return variable_[n] != kNoVariable; }
  bool is_goal(CoreNode n) const { return is_goal_[n] != 0; }

  Fixed fixed(CoreNode n) const { return fixed_[n]; }
  void fix(CoreNode n, Fixed to);
  /// Fixes nodes that no better plan has, or goes without, by what moving them costs: by a
  /// certificate under the present bounds, or wider ones. Gives those it fixed.
  std::vector<CoreNode> fix_by_cost(const Lp::Certificate& certificate, Cost best);

  /// Every plan costs this much more than the program says, and a multiple of the unit.
  Cost base() const { return base_; }
  Cost unit() const { return unit_; }

  /// Solves on, and raises `bound` to what is proven of plans under what is fixed, in minutes.
  Outcome solve(Cost best, Cost& bound, const StopCheck& stop);
  /// Solves on with nothing proven; false where it did not come to an optimum below `best`.
  bool solve_roughly(Cost best, const StopCheck& stop);
  const Lp::Certificate& certificate() const { return certificate_; }  ///< of `solve`
  double objective() const { return lp_.objective(); }

  /// Adds the rows that the solution breaks, and says whether there were any.
  bool add_broken_rows();
  /// Adds the row of a landmark that `allowed` misses, if the solution has at most `most` of it.
  bool add_landmark(std::vector<std::uint8_t> allowed, double most);
  void drop_slack_rows() { lp_.drop_slack_rows(); }

  /// What the objective comes to when the node is fixed, as far as a few pivots tell; nothing where
  /// that cannot be. Go back to the position from before afterwards.
  std::optional<double> objective_with(CoreNode n, Fixed to, Cost best);
  const Lp::Position& position() const { return lp_.position(); }
  void go_back(const Lp::Position& position) { lp_.go_back(position); }

 private:
  static constexpr std::uint32_t kNoVariable = static_cast<std::uint32_t>(-1);

  // What is above this is no better than the best plan, which rounding may blur a little.
  double cutoff(Cost best) const {
    return static_cast<double>(best - unit_ - base_) + 0.1 * static_cast<double>(unit_);
  }
  void raise(Cost& bound, const Lp::Certificate& by) const;
  std::uint32_t variable(CoreNode n);
  void add_at_least(std::span<const CoreNode> nodes, int needed, CoreNode holder, int factor);
  bool add_broken(CoreNode n);

  const Core& core_;
  Lp lp_;
  Cost unit_ = 0;
  Cost base_ = 0;
  Lp::Certificate certificate_;
  std::vector<std::uint8_t> is_goal_;
  std::vector<std::uint32_t> variable_;  // by node
  std::vector<CoreNode> node_of_;        // by variable
  std::vector<Fixed> fixed_;             // by node
  std::vector<Lp::Term> terms_;
  std::vector<CoreNode> members_;
};

}  // namespace cairn
