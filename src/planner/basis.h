/// The basis of a linear program in factors, to solve with: an LU decomposition that is taken anew
/// from time to time, and one column exchange after another since.
/// Not for: choosing what is in the basis (lp.h).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace cairn {

struct Entry {
  std::uint32_t index;
  double value;
};

/// Everything is indexed by row: the member of the basis that was pivoted on row r stands for r.
/// Vectors are dense, work is done for their entries that are not 0.
class Basis {
 public:
  /// Factors the columns (entries by row), as many as there are rows. Gives the column pivoted on
  /// each row, or nothing where the columns are as good as dependent. Singletons first, then the
  /// entry that fills in the least (Markowitz 1957).
  std::vector<std::uint32_t> factor(std::span<const std::span<const Entry>> columns);

  void solve(std::vector<double>& x) const;             ///< x := B^-1 x
  void solve_transposed(std::vector<double>& x) const;  ///< x := B^-T x

  /// Puts another column on row r. `solved`: that column, solved with the basis as it is, its
  /// entries that are not 0.
  void exchange(std::uint32_t r, std::span<const Entry> solved);
  /// Adds a row, and for it a column that has `pivot` there and nothing else: `row` has the row's
  /// entries by the rows that its other members stand for.
  void extend(std::span<const Entry> row, double pivot);
  std::size_t updates() const { return updated_.size(); }  ///< exchanges and rows since factor()
  bool worn() const;  ///< so many updates that factors are better taken anew

 private:
  // A list of sparse vectors in one array.
  struct Lists {
    std::vector<std::uint32_t> begin{0};
    std::vector<Entry> entry;
    std::span<const Entry> operator[](std::size_t i) const {
      return {entry.data() + begin[i], entry.data() + begin[i + 1]};
    }
    void add(std::span<const Entry> list) {
      entry.insert(entry.end(), list.begin(), list.end());
      close();
    }
    void close() { begin.push_back(static_cast<std::uint32_t>(entry.size())); }
    void clear() {
      begin.assign(1, 0);
      entry.clear();
    }
  };

  std::vector<std::uint32_t> lower_row_;  // by step that eliminates anything: its pivot row
  Lists lower_;                           // what it takes away from the rows below
  std::vector<std::uint32_t> order_;      // pivot rows, step by step
  std::vector<double> inverse_;           // by step, of the pivot
  Lists upper_column_, upper_row_;        // by step
  // Since then: columns on a row that was there (product form: Dantzig, Orchard-Hays 1954), and
  // rows that are new.
  struct Update {
    std::uint32_t row;
    bool is_new;
    double inverse;  // of the pivot
  };
  static void gather(std::vector<double>& x, const Update& update, std::span<const Entry> others);
  static void spread(std::vector<double>& x, const Update& update, std::span<const Entry> others);
  std::size_t size_ = 0;  // rows
  std::vector<Update> updated_;
  Lists update_;
};

}  // namespace cairn
