#include "planner/basis.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace cairn {
namespace {

constexpr std::uint32_t kNone = static_cast<std::uint32_t>(-1);
constexpr double kZero = 1e-13;     // what is smaller is taken for 0
constexpr double kSingular = 1e-9;  // no pivot is smaller
constexpr double kThreshold = 0.1;  // nor smaller than this share of its column

// What is left of a matrix while it is eliminated. Singletons leave it as it was and only count in
// it; what is left after them is laid out anew, rows with values and columns with a pattern.
class Nucleus {
 public:
  explicit Nucleus(std::span<const std::span<const Entry>> columns);

  /// The next pivot: its row and column. False where nothing will do.
  bool next();
  std::uint32_t row = kNone, column = kNone;
  double pivot = 0;
  std::vector<Entry> below;  ///< by row: what it loses of the pivot row, as a factor
  std::vector<Entry> right;  ///< by column: what is left of the pivot row

 private:
  std::size_t size() const { return columns_.size(); }
  std::span<const Entry> entries(std::uint32_t r) const {
    return {row_.data() + row_begin_[r], row_.data() + row_begin_[r + 1]};
  }
  bool next_single();
  bool next_of_rest();
  void eliminate();
  double at(std::uint32_t r, std::uint32_t c) const;
  static void remove(std::vector<std::uint32_t>& list, std::uint32_t what) {
    const auto at = std::find(list.begin(), list.end(), what);
    *at = list.back();
    list.pop_back();
  }

  std::span<const std::span<const Entry>> columns_;
  std::vector<std::uint32_t> row_begin_;
  std::vector<Entry> row_;
  std::vector<std::uint8_t> row_done_, column_done_;
  std::vector<std::uint32_t> row_count_, column_count_, single_rows_, single_columns_;
  // After the singletons.
  bool in_rest_ = false;
  std::vector<std::uint32_t> rest_;
  std::vector<std::vector<Entry>> rows_;
  std::vector<std::vector<std::uint32_t>> pattern_;  // by column
  std::vector<double> work_;
  std::vector<std::uint32_t> touched_;
};

Nucleus::Nucleus(std::span<const std::span<const Entry>> columns)
    : columns_(columns),
      row_begin_(columns.size() + 1, 0),
      row_done_(columns.size(), 0),
      column_done_(columns.size(), 0),
      row_count_(columns.size()),
      column_count_(columns.size()) {
  for (const auto& entries : columns) {
    for (const Entry& e : entries) ++row_begin_[e.index + 1];
  }
  for (std::size_t r = 0; r < size(); ++r) row_begin_[r + 1] += row_begin_[r];
  row_.resize(row_begin_.back());
  for (std::uint32_t c = 0; c < size(); ++c) {
    column_count_[c] = static_cast<std::uint32_t>(columns[c].size());
    for (const Entry& e : columns[c])
      row_[row_begin_[e.index] + row_count_[e.index]++] = {c, e.value};
  }
  for (auto i = static_cast<std::uint32_t>(size()); i-- > 0;) {
    if (column_count_[i] == 1) single_columns_.push_back(i);
    if (row_count_[i] == 1) single_rows_.push_back(i);
  }
}

bool Nucleus::next() {
  below.clear();
  right.clear();
  const bool found = (!in_rest_ && next_single()) || next_of_rest();
  if (!found) return false;
  row_done_[row] = 1;
  column_done_[column] = 1;
  return true;
}

bool Nucleus::next_single() {
  while (!single_columns_.empty()) {
    const std::uint32_t c = single_columns_.back();
    single_columns_.pop_back();
    if (column_done_[c] != 0 || column_count_[c] != 1) continue;
    const auto entry = std::find_if(columns_[c].begin(), columns_[c].end(),
                                    [&](const Entry& e) { return row_done_[e.index] == 0; });
    if (std::abs(entry->value) <= kSingular) continue;
    row = entry->index;
    column = c;
    pivot = entry->value;
    for (const Entry& e : entries(row)) {
      if (e.index == c || column_done_[e.index] != 0) continue;
      right.push_back(e);
      if (--column_count_[e.index] == 1) single_columns_.push_back(e.index);
    }
    return true;
  }
  while (!single_rows_.empty()) {
    const std::uint32_t r = single_rows_.back();
    single_rows_.pop_back();
    if (row_done_[r] != 0 || row_count_[r] != 1) continue;
    const auto list = entries(r);
    const auto entry = std::find_if(list.begin(), list.end(),
                                    [&](const Entry& e) { return column_done_[e.index] == 0; });
    if (std::abs(entry->value) <= kSingular) continue;
    row = r;
    column = entry->index;
    pivot = entry->value;
    for (const Entry& e : columns_[column]) {
      if (e.index == r || row_done_[e.index] != 0) continue;
      below.push_back({e.index, e.value / pivot});
      if (--row_count_[e.index] == 1) single_rows_.push_back(e.index);
    }
    return true;
  }
  return false;
}

double Nucleus::at(std::uint32_t r, std::uint32_t c) const {
  for (const Entry& e : rows_[r]) {
    if (e.index == c) return e.value;
  }
  return 0;
}

bool Nucleus::next_of_rest() {
  if (!std::exchange(in_rest_, true)) {
    rows_.resize(size());
    pattern_.resize(size());
    work_.resize(size(), 0);
    for (std::uint32_t c = 0; c < size(); ++c) {
      if (column_done_[c] != 0) continue;
      rest_.push_back(c);
      for (const Entry& e : columns_[c]) {
        if (row_done_[e.index] != 0) continue;
        rows_[e.index].push_back({c, e.value});
        pattern_[c].push_back(e.index);
      }
    }
  }
  std::erase_if(rest_, [&](std::uint32_t c) { return column_done_[c] != 0; });
  std::size_t least = static_cast<std::size_t>(-1), fewest = static_cast<std::size_t>(-1);
  for (const std::uint32_t c : rest_) {
    const std::size_t count = pattern_[c].size();
    if (count == 0 || count >= fewest) continue;
    double largest = 0;
    for (const std::uint32_t r : pattern_[c]) largest = std::max(largest, std::abs(at(r, c)));
    if (largest <= kSingular) continue;
    fewest = count;
    for (const std::uint32_t r : pattern_[c]) {
      const std::size_t fill = (rows_[r].size() - 1) * (count - 1);
      const double value = at(r, c);
      if (fill >= least || std::abs(value) < kThreshold * largest) continue;
      least = fill;
      row = r;
      column = c;
      pivot = value;
    }
    if (fewest == 1) break;
  }
  if (least == static_cast<std::size_t>(-1)) return false;
  eliminate();
  return true;
}

void Nucleus::eliminate() {
  for (const Entry& e : rows_[row]) {
    if (e.index == column) continue;
    right.push_back(e);
    work_[e.index] = e.value;
    remove(pattern_[e.index], row);
  }
  for (const std::uint32_t r : pattern_[column]) {
    if (r == row) continue;
    auto& list = rows_[r];
    const double factor = at(r, column) / pivot;
    below.push_back({r, factor});
    std::size_t to = 0;
    touched_.clear();
    for (const Entry& e : list) {
      if (e.index == column) continue;
      double value = e.value;
      if (work_[e.index] != 0) {
        value -= factor * work_[e.index];
        touched_.push_back(e.index);
        if (std::abs(value) < kZero) {
          remove(pattern_[e.index], r);
          continue;
        }
      }
      list[to++] = {e.index, value};
    }
    list.resize(to);
    if (touched_.size() == right.size()) continue;
    // What was met is set aside, what is left of the pivot row fills in.
    for (const std::uint32_t c : touched_) work_[c] = 0;
    for (const Entry& e : right) {
      if (work_[e.index] != 0) {
        list.push_back({e.index, -factor * e.value});
        pattern_[e.index].push_back(r);
      }
      work_[e.index] = e.value;
    }
  }
  for (const Entry& e : right) work_[e.index] = 0;
  pattern_[column].clear();
  rows_[row].clear();
}

}  // namespace

std::vector<std::uint32_t> Basis::factor(std::span<const std::span<const Entry>> columns) {
  lower_row_.clear();
  lower_.clear();
  order_.clear();
  inverse_.clear();
  upper_row_.clear();
  upper_column_.clear();
  updated_.clear();
  update_.clear();
  const std::size_t size = size_ = columns.size();
  std::vector<std::uint32_t> column_of(size, kNone), row_of(size, kNone);
  Nucleus nucleus(columns);
  for (std::size_t step = 0; step < size; ++step) {
    if (!nucleus.next()) return {};
    const std::uint32_t row = nucleus.row;
    column_of[row] = nucleus.column;
    row_of[nucleus.column] = row;
    order_.push_back(row);
    inverse_.push_back(1 / nucleus.pivot);
    if (!nucleus.below.empty()) {
      lower_row_.push_back(row);
      lower_.add(nucleus.below);
    }
    upper_row_.add(nucleus.right);
  }
  // Columns are known by their pivot rows from now on; and the same entries column by column.
  std::vector<std::uint32_t> step_of(size);
  for (std::uint32_t k = 0; k < size; ++k) step_of[order_[k]] = k;
  upper_column_.begin.assign(size + 1, 0);
  for (Entry& e : upper_row_.entry) {
    e.index = row_of[e.index];
    ++upper_column_.begin[step_of[e.index] + 1];
  }
  for (std::size_t k = 0; k < size; ++k) upper_column_.begin[k + 1] += upper_column_.begin[k];
  upper_column_.entry.resize(upper_row_.entry.size());
  std::vector<std::uint32_t> fill(upper_column_.begin.begin(), upper_column_.begin.end() - 1);
  for (std::uint32_t k = 0; k < size; ++k) {
    for (const Entry& e : upper_row_[k]) {
      upper_column_.entry[fill[step_of[e.index]]++] = {order_[k], e.value};
    }
  }
  return column_of;
}

namespace {

// Finds the unknown at one place and takes it out of those that it stands in.
template <class Entries>
void take_out(std::vector<double>& x, std::uint32_t place, double inverse,
              const Entries& stands_in) {
  double& at = x[place];
  if (at == 0) return;
  if (std::abs(at) < kZero) {
    at = 0;
    return;
  }
  at *= inverse;
  const double by = at;
  for (const auto& e : stands_in) x[e.index] -= e.value * by;
}

}  // namespace

// Finds the unknown at one place from all the others.
void Basis::gather(std::vector<double>& x, const Update& update, std::span<const Entry> others) {
  double sum = x[update.row];
  for (const Entry& e : others) sum -= e.value * x[e.index];
  x[update.row] = sum * update.inverse;
}

// Finds the unknown at one place by itself, and takes it out of the others.
void Basis::spread(std::vector<double>& x, const Update& update, std::span<const Entry> others) {
  double& at = x[update.row];
  if (at == 0) return;
  at *= update.inverse;
  const double by = at;
  for (const Entry& e : others) x[e.index] -= e.value * by;
}

void Basis::solve(std::vector<double>& x) const {
  for (std::size_t k = 0; k < lower_row_.size(); ++k) {
    const double by = x[lower_row_[k]];
    if (by == 0) continue;
    for (const Entry& e : lower_[k]) x[e.index] -= e.value * by;
  }
  for (std::size_t k = order_.size(); k-- > 0;) {
    take_out(x, order_[k], inverse_[k], upper_column_[k]);
  }
  for (std::size_t k = 0; k < updated_.size(); ++k) {
    (updated_[k].is_new ? gather : spread)(x, updated_[k], update_[k]);
  }
}

void Basis::solve_transposed(std::vector<double>& x) const {
  for (std::size_t k = updated_.size(); k-- > 0;) {
    (updated_[k].is_new ? spread : gather)(x, updated_[k], update_[k]);
  }
  for (std::size_t k = 0; k < order_.size(); ++k) {
    take_out(x, order_[k], inverse_[k], upper_row_[k]);
  }
  for (std::size_t k = lower_row_.size(); k-- > 0;) {
    double& at = x[lower_row_[k]];
    for (const Entry& e : lower_[k]) at -= e.value * x[e.index];
  }
}

void Basis::exchange(std::uint32_t r, std::span<const Entry> solved) {
  Update update{r, false, 0};
  for (const Entry& e : solved) {
    if (e.index == r) {
      update.inverse = 1 / e.value;
    } else {
      update_.entry.push_back(e);
    }
  }
  update_.close();
  updated_.push_back(update);
}

void Basis::extend(std::span<const Entry> row, double pivot) {
  updated_.push_back({static_cast<std::uint32_t>(size_++), true, 1 / pivot});
  update_.add(row);
}

bool Basis::worn() const {
  return updated_.size() >= 64 ||
         update_.entry.size() > 2 * order_.size() + 4 * upper_row_.entry.size() + 2000;
}

}  // namespace cairn
