#include "planner/lp.h"

#include <algorithm>
#include <cmath>

namespace cairn {
namespace {

constexpr double kFeasible = 1e-7;
constexpr double kPivot = 1e-7;
constexpr double kInf = 1e30;

}  // namespace

Lp::Lp(Cost most) {
  // The certificate's sums must fit into 64 bits.
  while (scale_ < (Cost{1} << 20) && scale_ * 2 < (Cost{1} << 58) / std::max<Cost>(1, most))
    scale_ *= 2;
}

std::uint32_t Lp::new_id(double low, double high) {
  const auto id = static_cast<std::uint32_t>(low_.size());
  low_.push_back(low);
  high_.push_back(high);
  value_.push_back(0);
  at_high_.push_back(0);
  place_.push_back(0);
  meaning_.push_back(0);
  return id;
}

void Lp::widen() {
  const std::size_t wider = std::max<std::size_t>(16, stride_ * 2);
  std::vector<double> table(wider * std::max<std::size_t>(basic_.size(), 1), 0.0);
  for (std::size_t r = 0; r < basic_.size(); ++r) {
    std::copy_n(row(r), loose_.size(), table.data() + r * wider);
  }
  table_ = std::move(table);
  stride_ = wider;
}

std::uint32_t Lp::add_variable(Cost cost) {
  const auto variable = static_cast<std::uint32_t>(ids_.size());
  const std::uint32_t id = new_id(0, 1);
  ids_.push_back(id);
  cost_.push_back(cost);
  meaning_[id] = static_cast<std::int32_t>(variable);
  if (loose_.size() == stride_) widen();
  for (std::size_t r = 0; r < basic_.size(); ++r) row(r)[loose_.size()] = 0;
  place_[id] = static_cast<std::int32_t>(loose_.size());
  loose_.push_back(id);
  // A little more than the cost, different for each, so that ties do not hold the method up.
  const std::uint32_t hash = (variable + 1) * 2654435761U;
  wiggle_ = 1e-5 * (0.5 + static_cast<double>(hash >> 8) / static_cast<double>(1U << 24));
  reduced_.push_back(static_cast<double>(cost) + wiggle_);
  return variable;
}

void Lp::insert_row(std::uint32_t index) {
  const Row& from = row_[index];
  const std::uint32_t id = row_id_[index];
  const std::size_t r = basic_.size();
  if (stride_ == 0) widen();
  table_.resize((r + 1) * stride_);
  double* to = row(r);
  std::fill_n(to, stride_, 0.0);
  double sum = -from.at_least;
  for (const Term& term : from.terms) {
    const std::uint32_t x = ids_[term.variable];
    sum += term.factor * value_[x];
    if (place_[x] >= 0) {
      to[place_[x]] += term.factor;
    } else {
      const double* other = row(static_cast<std::size_t>(~place_[x]));
      for (std::size_t k = 0; k < loose_.size(); ++k) to[k] += term.factor * other[k];
    }
  }
  value_[id] = sum;
  place_[id] = ~static_cast<std::int32_t>(r);
  basic_.push_back(id);
  weight_.push_back(1);
}

void Lp::add_row(std::span<const Term> terms, int at_least) {
  const auto index = static_cast<std::uint32_t>(row_.size());
  row_.push_back({{terms.begin(), terms.end()}, at_least});
  const std::uint32_t id = new_id(0, kInf);
  meaning_[id] = ~static_cast<std::int32_t>(index);
  row_id_.push_back(id);
  insert_row(index);
}

void Lp::shift(std::size_t column, double by) {
  if (by == 0) return;
  value_[loose_[column]] += by;
  for (std::size_t r = 0; r < basic_.size(); ++r) value_[basic_[r]] += row(r)[column] * by;
}

void Lp::set_bounds(std::uint32_t variable, bool may_be_0, bool may_be_1) {
  const std::uint32_t id = ids_[variable];
  low_[id] = may_be_0 ? 0 : 1;
  high_[id] = may_be_1 ? 1 : 0;
  if (place_[id] < 0) return;
  const auto column = static_cast<std::size_t>(place_[id]);
  at_high_[id] = reduced_[column] < 0 ? 1 : 0;
  shift(column, (at_high_[id] != 0 ? high_[id] : low_[id]) - value_[id]);
}

double Lp::objective() const {
  double sum = 0;
  for (std::size_t v = 0; v < ids_.size(); ++v)
    sum += static_cast<double>(cost_[v]) * value_[ids_[v]];
  return sum;
}

void Lp::pivot(std::size_t r, std::size_t q) {
  double* const pivot_row = row(r);
  const double at = pivot_row[q];
  const std::size_t columns = loose_.size();
  const double inverse = 1 / at;
  for (std::size_t k = 0; k < columns; ++k) pivot_row[k] *= -inverse;
  pivot_row[q] = inverse;
  for (std::size_t i = 0; i < basic_.size(); ++i) {
    if (i == r) continue;
    double* const other = row(i);
    const double factor = other[q];
    if (std::abs(factor) < 1e-12) {
      other[q] = 0;
      continue;
    }
    other[q] = 0;
    for (std::size_t k = 0; k < columns; ++k) other[k] += factor * pivot_row[k];
    const double share = factor * inverse;
    weight_[i] = std::max(weight_[i], share * share * weight_[r]);
  }
  weight_[r] = std::max(1.0, weight_[r] * inverse * inverse);
  const double price = reduced_[q];
  reduced_[q] = 0;
  for (std::size_t k = 0; k < columns; ++k) reduced_[k] += price * pivot_row[k];
  std::swap(basic_[r], loose_[q]);
  place_[basic_[r]] = ~static_cast<std::int32_t>(r);
  place_[loose_[q]] = static_cast<std::int32_t>(q);
  ++pivots_;
  ++since_rebuild_;
}

Lp::Status Lp::solve(double cutoff, std::size_t most_pivots, const StopCheck& stop) {
  if (since_rebuild_ > 2000) rebuild();
  struct Candidate {
    double ratio, size;
    std::uint32_t column;
  };
  std::vector<Candidate> candidates;
  const auto later = [](const Candidate& a, const Candidate& b) {
    if (a.ratio != b.ratio) return a.ratio > b.ratio;
    if (a.size != b.size) return a.size < b.size;
    return a.column > b.column;
  };
  for (std::size_t round = 0;; ++round) {
    if (round % 16 == 15) {
      if (stop && stop()) return Status::stopped;
      if (objective() > cutoff) return Status::above_cutoff;
    }
    std::size_t leaving = basic_.size();
    double best = 0;
    for (std::size_t r = 0; r < basic_.size(); ++r) {
      const std::uint32_t id = basic_[r];
      const double off = std::max(low_[id] - value_[id], value_[id] - high_[id]);
      if (off <= kFeasible) continue;
      const double score = off * off / weight_[r];
      if (score > best) {
        best = score;
        leaving = r;
      }
    }
    if (leaving == basic_.size())
      return objective() > cutoff ? Status::above_cutoff : Status::optimal;
    if (round >= most_pivots) return Status::trouble;
    const std::uint32_t out = basic_[leaving];
    const bool rises = value_[out] < low_[out];
    const double target = rises ? low_[out] : high_[out];
    double slope = std::abs(target - value_[out]);
    const double* const line = row(leaving);
    candidates.clear();
    for (std::size_t k = 0; k < loose_.size(); ++k) {
      const double a = rises ? line[k] : -line[k];
      const std::uint32_t id = loose_[k];
      if (std::abs(a) < kPivot || low_[id] == high_[id]) continue;
      if (at_high_[id] != 0 ? a > 0 : a < 0) continue;
      candidates.push_back(
          {std::abs(reduced_[k]) / std::abs(a), std::abs(a), static_cast<std::uint32_t>(k)});
    }
    std::make_heap(candidates.begin(), candidates.end(), later);
    std::size_t entering = loose_.size();
    while (!candidates.empty()) {
      std::pop_heap(candidates.begin(), candidates.end(), later);
      Candidate chosen = candidates.back();
      candidates.pop_back();
      const std::uint32_t id = loose_[chosen.column];
      const double range = high_[id] - low_[id];
      if (range >= kInf / 2 || slope - chosen.size * range <= kFeasible) {
        // Among candidates as good, the largest pivot.
        while (!candidates.empty() && candidates.front().ratio <= chosen.ratio + 1e-9) {
          std::pop_heap(candidates.begin(), candidates.end(), later);
          if (candidates.back().size > chosen.size) chosen = candidates.back();
          candidates.pop_back();
        }
        entering = chosen.column;
        break;
      }
      slope -= chosen.size * range;
      at_high_[id] ^= 1U;
      shift(chosen.column, at_high_[id] != 0 ? range : -range);
    }
    if (entering == loose_.size()) {
      ray_.assign(row_.size(), 0);
      for (std::size_t k = 0; k < loose_.size(); ++k) {
        const std::int32_t means = meaning_[loose_[k]];
        if (means < 0) ray_[static_cast<std::size_t>(~means)] = std::abs(line[k]);
      }
      if (meaning_[out] < 0) ray_[static_cast<std::size_t>(~meaning_[out])] = 1;
      return Status::infeasible;
    }
    shift(entering, (target - value_[out]) / line[entering]);
    value_[out] = target;
    at_high_[out] = rises ? 0 : 1;
    pivot(leaving, entering);
  }
}

Lp::Certificate Lp::certify() const {
  Certificate made;
  made.reduced.resize(ids_.size());
  for (std::size_t v = 0; v < ids_.size(); ++v) made.reduced[v] = cost_[v] * scale_;
  for (std::size_t k = 0; k < loose_.size(); ++k) {
    const std::int32_t means = meaning_[loose_[k]];
    if (means >= 0 || reduced_[k] <= 0) continue;
    const Row& from = row_[static_cast<std::size_t>(~means)];
    const Cost multiplier = std::llround(reduced_[k] * static_cast<double>(scale_));
    made.bound += multiplier * from.at_least;
    for (const Term& term : from.terms) made.reduced[term.variable] -= multiplier * term.factor;
  }
  for (std::size_t v = 0; v < ids_.size(); ++v) {
    const std::uint32_t id = ids_[v];
    const Cost price = made.reduced[v];
    // Each variable stands at whichever of its bounds is the cheaper.
    if (price < 0 ? high_[id] > 0.5 : low_[id] > 0.5) made.bound += price;
  }
  return made;
}

bool Lp::surely_infeasible() const {
  // sum of multipliers * (a x - b) < 0 for every x within bounds: the rows cannot all hold.
  constexpr double kScale = 1 << 20;
  std::vector<Cost> factor(ids_.size(), 0);
  Cost need = 0;
  for (std::size_t r = 0; r < row_.size() && r < ray_.size(); ++r) {
    if (ray_[r] <= 0 || ray_[r] > 1e6) continue;
    const Cost multiplier = std::llround(ray_[r] * kScale);
    need += multiplier * row_[r].at_least;
    for (const Term& term : row_[r].terms) factor[term.variable] += multiplier * term.factor;
  }
  Cost most = 0;
  for (std::size_t v = 0; v < ids_.size(); ++v) {
    const std::uint32_t id = ids_[v];
    if (factor[v] > 0 ? high_[id] > 0.5 : low_[id] > 0.5) most += factor[v];
  }
  return most < need;
}

void Lp::drop_slack_rows() {
  std::vector<std::uint8_t> keep(row_.size(), 0);
  for (std::size_t i = 0; i < row_.size(); ++i) {
    const std::uint32_t id = row_id_[i];
    keep[i] = place_[id] >= 0 || value_[id] < 1e-6 ? 1 : 0;
  }
  std::size_t to = 0;
  for (std::size_t r = 0; r < basic_.size(); ++r) {
    const std::int32_t means = meaning_[basic_[r]];
    if (means < 0 && keep[static_cast<std::size_t>(~means)] == 0) continue;
    if (to != r) {
      std::copy_n(row(r), loose_.size(), row(to));
      basic_[to] = basic_[r];
      weight_[to] = weight_[r];
      place_[basic_[to]] = ~static_cast<std::int32_t>(to);
    }
    ++to;
  }
  basic_.resize(to);
  weight_.resize(to);
  table_.resize(to * stride_);
  std::size_t next = 0;
  for (std::size_t i = 0; i < row_.size(); ++i) {
    if (keep[i] == 0) continue;
    if (next != i) {
      row_[next] = std::move(row_[i]);
      row_id_[next] = row_id_[i];
      meaning_[row_id_[next]] = ~static_cast<std::int32_t>(next);
    }
    ++next;
  }
  row_.resize(next);
  row_id_.resize(next);
}

void Lp::rebuild() {
  since_rebuild_ = 0;
  const std::vector<double> low = low_, high = high_;
  const std::vector<std::uint32_t> ids = ids_;
  const std::vector<Cost> cost = cost_;
  std::vector<Row> rows = std::move(row_);
  low_.clear();
  high_.clear();
  value_.clear();
  at_high_.clear();
  place_.clear();
  meaning_.clear();
  basic_.clear();
  loose_.clear();
  reduced_.clear();
  weight_.clear();
  table_.clear();
  ids_.clear();
  cost_.clear();
  row_.clear();
  row_id_.clear();
  stride_ = 0;
  for (std::size_t v = 0; v < ids.size(); ++v) {
    add_variable(cost[v]);
    set_bounds(static_cast<std::uint32_t>(v), low[ids[v]]<0.5, high[ids[v]]> 0.5);
  }
  for (const Row& from : rows) add_row(from.terms, from.at_least);
}

}  // namespace cairn
