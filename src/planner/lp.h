/// A linear program that grows: minimise cost over variables in [0, 1] under rows sum(a x) >= b
/// with small whole numbers, by the dual simplex method with bound flipping, on a dense tableau of
/// what has been added so far. Its lower bounds are exact: they are worked out in whole numbers
/// from the multipliers that the floating-point method arrived at.
/// Not for: large rows; a pivot is O(rows variables).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "planner/core.h"

namespace cairn {

class Lp {
 public:
  struct Term {
    std::uint32_t variable;
    int factor;
  };
  enum class Status { optimal, above_cutoff, infeasible, stopped, trouble };

  /// `most` bounds what any sum of costs can reach.
  explicit Lp(Cost most);

  /// A variable in [0, 1], at 0, numbered from 0. Its cost is at least 0.
  std::uint32_t add_variable(Cost cost);
  void add_row(std::span<const Term> terms, int at_least);
  void set_bounds(std::uint32_t variable, bool may_be_0, bool may_be_1);

  /// Solves on from where it stands. `cutoff`: stop once the optimum is sure to be above it.
  Status solve(double cutoff, std::size_t most_pivots, const StopCheck& stop);

  double value(std::uint32_t variable) const { return value_[ids_[variable]]; }
  double objective() const;
  std::size_t variables() const { return ids_.size(); }
  std::size_t rows() const { return basic_.size(); }
  std::size_t pivots() const { return pivots_; }

  /// A proven lower bound under the present bounds, and what each variable adds to it at least when
  /// it is moved from its better bound; in units of 1 / scale().
  struct Certificate {
    Cost bound = 0;
    std::vector<Cost> reduced;  ///< by variable: >= 0 speaks for 0, < 0 for 1
  };
  Certificate certify() const;
  Cost scale() const { return scale_; }
  /// After Status::infeasible: is that beyond doubt?
  bool surely_infeasible() const;

  /// Takes out rows that do not bind. Worth it from time to time.
  void drop_slack_rows();
  /// Starts again from the rows, where rounding has added up.
  void rebuild();

 private:
  struct Row {
    std::vector<Term> terms;
    int at_least = 0;
  };
  double* row(std::size_t r) { return table_.data() + r * stride_; }
  const double* row(std::size_t r) const { return table_.data() + r * stride_; }
  std::uint32_t new_id(double low, double high);
  void widen();
  void insert_row(std::uint32_t index);
  void shift(std::size_t column, double by);
  void pivot(std::size_t r, std::size_t q);

  Cost scale_ = 1;
  double wiggle_ = 0;
  std::vector<Cost> cost_;             // by variable
  std::vector<std::uint32_t> ids_;     // by variable
  std::vector<Row> row_;               // all rows that are in
  std::vector<std::uint32_t> row_id_;  // by row: its slack
  // By id: variables and slacks alike.
  std::vector<double> low_, high_, value_;
  std::vector<std::uint8_t> at_high_;
  std::vector<std::int32_t> place_;    // column, or ~row
  std::vector<std::int32_t> meaning_;  // variable, or ~row
  std::vector<std::uint32_t> basic_;   // by table row: id
  std::vector<std::uint32_t> loose_;   // by column: id
  std::vector<double> reduced_;        // by column
  std::vector<double> weight_;         // by table row
  std::vector<double> table_;
  std::size_t stride_ = 0;
  std::size_t pivots_ = 0, since_rebuild_ = 0;
  std::vector<double> ray_;  // by row: multipliers that show infeasibility
};

}  // namespace cairn
