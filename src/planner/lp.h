/// A linear program that grows: minimise cost over variables in [0, 1] under rows sum(a x) >= b
/// with small whole numbers, by the revised dual simplex method with steepest edges (Forrest,
/// Goldfarb 1992) and bound flipping, on what has been added so far. Its lower bounds are exact:
/// they are worked out in whole numbers from the multipliers that the floating-point method arrived
/// at.
/// Not for: programs whose rows are dense; work goes by what is not 0.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "planner/basis.h"
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

  /// So many variables and rows together take no more memory than what is set aside now.
  void reserve(std::size_t size);
  /// A variable in [0, 1], at 0, numbered from 0. Its cost is at least 0.
  std::uint32_t add_variable(Cost cost);
  /// Each variable once at most.
  void add_row(std::span<const Term> terms, int at_least);
  void set_bounds(std::uint32_t variable, bool may_be_0, bool may_be_1);

  /// Solves on from where it stands. `cutoff`: stop once the optimum is sure to be above it.
  Status solve(double cutoff, std::size_t most_pivots, const StopCheck& stop);

  /// Of the last solution.
  double value(std::uint32_t variable) const { return now_.value[ids_[variable]]; }
  double objective() const;
  std::size_t variables() const { return ids_.size(); }
  std::size_t rows() const { return row_.size(); }
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

  /// Bounds and where the method stands, to go back to after a trial. Requires: no variable or row
  /// was added in between.
  class Position {
    friend class Lp;
    // By id.
    std::vector<double> low, high, value, reduced;
    std::vector<std::uint8_t> at_high;
    std::vector<std::uint32_t> where;  // row that it stands for in the basis, or kOut
    // By row.
    std::vector<std::uint32_t> basic;  // id
    std::vector<double> weight;        // of the steepest edge
    std::vector<double> off;           // how far outside its bounds, squared
    Basis basis;
    bool fresh = false;   // factors and reduced costs are those of the basis
    bool placed = false;  // and so are the values
  };
  const Position& position() const { return now_; }
  void go_back(const Position& position) { now_ = position; }

  /// Takes out rows that do not bind. Worth it from time to time.
  void drop_slack_rows();
  /// Starts again from the rows, where rounding has added up.
  void rebuild();

 private:
  struct Row {
    std::vector<Term> terms;
    int at_least = 0;
    std::uint32_t slack = 0;  // its id
  };
  struct Candidate {
    double ratio, size;
    std::uint32_t id;
  };
  static constexpr std::uint32_t kOut = static_cast<std::uint32_t>(-1);  // not in the basis
  static constexpr double kInf = 1e30;

  std::uint32_t new_id(double low, double high);
  bool factor();
  void price();
  void place();
  void measure(std::size_t r);
  void stand(std::uint32_t id);
  void add_column(std::uint32_t id, double by, std::vector<double>& to) const;
  void price_row();
  std::uint32_t entering(double slope, bool rises);

  Cost scale_ = 1;
  // By variable.
  std::vector<Cost> cost_;
  std::vector<std::uint32_t> ids_;
  std::vector<std::vector<Entry>> column_;  // factors by row
  std::vector<Row> row_;
  // By id: variables and slacks alike.
  std::vector<double> price_;          // cost in use: a little more than the real one
  std::vector<std::int32_t> meaning_;  // variable, or ~row
  Position now_;
  std::size_t pivots_ = 0;
  std::vector<double> ray_;  // by row: multipliers that show infeasibility
  // Work of one pivot.
  std::vector<double> edge_, solved_, flips_;  // by row
  std::vector<double> line_;                   // by id: what the leaving one gains by it
  std::vector<std::uint32_t> touched_;         // ids with an entry in line_
  std::vector<Candidate> candidates_;
  std::vector<Entry> moved_;  // by row: what moves with the one that enters
  bool flipped_ = false;      // flips_ is not empty
};

}  // namespace cairn
