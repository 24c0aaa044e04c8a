// How the program is solved, as far as it has grown.
#include "planner/lp.h"

#include <algorithm>
#include <cmath>

namespace cairn {
namespace {

constexpr double kFeasible = 1e-7;
constexpr double kPivot = 1e-7;
constexpr double kZero = 1e-12;

}  // namespace

double Lp::objective() const {
  double sum = 0;
  for (std::size_t v = 0; v < ids_.size(); ++v)
    sum += static_cast<double>(cost_[v]) * now_.value[ids_[v]];
  return sum;
}

// Takes the factors anew. Where the basis is not one, it is that of the slacks again.
bool Lp::factor() {
  std::vector<Entry> slacks;
  slacks.reserve(row_.size());
  std::vector<std::span<const Entry>> columns;
  columns.reserve(row_.size());
  for (const std::uint32_t id : now_.basic) {
    const std::int32_t means = meaning_[id];
    if (means >= 0) {
      columns.emplace_back(column_[static_cast<std::size_t>(means)]);
    } else {
      slacks.push_back({static_cast<std::uint32_t>(~means), -1.0});
      columns.emplace_back(&slacks.back(), 1);
    }
  }
  const std::vector<std::uint32_t> column_of = now_.basis.factor(columns);
  if (column_of.size() != row_.size()) return false;
  std::vector<std::uint32_t> basic(row_.size());
  std::vector<double> weight(row_.size());
  for (std::uint32_t r = 0; r < row_.size(); ++r) {
    basic[r] = now_.basic[column_of[r]];
    weight[r] = now_.weight[column_of[r]];
    now_.where[basic[r]] = r;
  }
  now_.basic = std::move(basic);
  now_.weight = std::move(weight);
  now_.fresh = true;
  now_.placed = false;
  return true;
}

// Reduced costs of the basis. Who stands at the wrong bound changes over.
void Lp::price() {
  std::vector<double>& dual = solved_;
  dual.resize(row_.size());
  for (std::size_t r = 0; r < row_.size(); ++r) dual[r] = price_[now_.basic[r]];
  now_.basis.solve_transposed(dual);
  for (const Row& row : row_) {
    now_.reduced[row.slack] =
        now_.where[row.slack] != kOut
            ? 0
            : std::max(0.0, dual[static_cast<std::size_t>(~meaning_[row.slack])]);
  }
  for (std::size_t v = 0; v < ids_.size(); ++v) {
    const std::uint32_t id = ids_[v];
    now_.reduced[id] = 0;
    if (now_.where[id] != kOut) continue;
    double sum = price_[id];
    for (const Entry& e : column_[v]) sum -= e.value * dual[e.index];
    now_.reduced[id] = sum;
    stand(id);
  }
}

// At the bound that its reduced cost speaks for.
void Lp::stand(std::uint32_t id) {
  now_.at_high[id] = now_.reduced[id] < 0 ? 1 : 0;
  const double to = now_.at_high[id] != 0 ? now_.high[id] : now_.low[id];
  now_.placed = now_.placed && to == now_.value[id];
  now_.value[id] = to;
}

void Lp::add_column(std::uint32_t id, double by, std::vector<double>& to) const {
  const std::int32_t means = meaning_[id];
  if (means < 0) {
    to[static_cast<std::size_t>(~means)] -= by;
  } else {
    for (const Entry& e : column_[static_cast<std::size_t>(means)]) to[e.index] += e.value * by;
  }
}

// Values of the basis, from those of the others.
void Lp::place() {
  std::vector<double>& rest = solved_;
  rest.resize(row_.size());
  for (std::size_t r = 0; r < row_.size(); ++r) rest[r] = row_[r].at_least;
  for (const std::uint32_t id : ids_) {
    if (now_.where[id] == kOut && now_.value[id] != 0) add_column(id, -now_.value[id], rest);
  }
  now_.basis.solve(rest);
  now_.off.resize(row_.size());
  for (std::size_t r = 0; r < row_.size(); ++r) {
    now_.value[now_.basic[r]] = rest[r];
    measure(r);
  }
  now_.placed = true;
}

// How far the row's member is outside its bounds, squared.
void Lp::measure(std::size_t r) {
  const std::uint32_t id = now_.basic[r];
  const double off = std::max(now_.low[id] - now_.value[id], now_.value[id] - now_.high[id]);
  now_.off[r] = off > kFeasible ? off * off : 0;
}

// Into line_: by how much the one that leaves grows with each that is not in the basis.
void Lp::price_row() {
  touched_.clear();
  for (std::size_t r = 0; r < row_.size(); ++r) {
    const double by = edge_[r];
    if (std::abs(by) < kZero) continue;
    const std::uint32_t slack = row_[r].slack;
    if (now_.where[slack] == kOut) {
      line_[slack] = by;
      touched_.push_back(slack);
    }
    for (const Term& term : row_[r].terms) {
      const std::uint32_t id = ids_[term.variable];
      if (now_.where[id] != kOut) continue;
      if (line_[id] == 0) touched_.push_back(id);
      line_[id] -= by * term.factor;
      if (line_[id] == 0) line_[id] = 1e-300;
    }
  }
}

// Which one enters when the leaving one is off by `slope`; those that are passed on the way change
// over to their other bound. kOut: none, the rows cannot all hold.
std::uint32_t Lp::entering(double slope, bool rises) {
  const auto later = [](const Candidate& a, const Candidate& b) {
    if (a.ratio != b.ratio) return a.ratio > b.ratio;
    if (a.size != b.size) return a.size < b.size;
    return a.id > b.id;
  };
  candidates_.clear();
  for (const std::uint32_t id : touched_) {
    const double a = rises ? line_[id] : -line_[id];
    if (std::abs(a) < kPivot || now_.low[id] == now_.high[id]) continue;
    if (now_.at_high[id] != 0 ? a > 0 : a < 0) continue;
    candidates_.push_back({std::abs(now_.reduced[id]) / std::abs(a), std::abs(a), id});
  }
  std::make_heap(candidates_.begin(), candidates_.end(), later);
  while (!candidates_.empty()) {
    std::pop_heap(candidates_.begin(), candidates_.end(), later);
    Candidate chosen = candidates_.back();
    candidates_.pop_back();
    const double range = now_.high[chosen.id] - now_.low[chosen.id];
    if (range >= kInf / 2 || slope - chosen.size * range <= kFeasible) {
      // Among candidates as good, the largest pivot.
      while (!candidates_.empty() && candidates_.front().ratio <= chosen.ratio + 1e-9) {
        std::pop_heap(candidates_.begin(), candidates_.end(), later);
        if (candidates_.back().size > chosen.size) chosen = candidates_.back();
        candidates_.pop_back();
      }
      return chosen.id;
    }
    slope -= chosen.size * range;
    now_.at_high[chosen.id] ^= 1U;
    const double by = now_.at_high[chosen.id] != 0 ? range : -range;
    now_.value[chosen.id] += by;
    add_column(chosen.id, by, flips_);
    flipped_ = true;
  }
  return kOut;
}

Lp::Status Lp::solve(double cutoff, std::size_t most_pivots, const StopCheck& stop) {
  const std::size_t size = row_.size();
  edge_.assign(size, 0);
  flips_.assign(size, 0);
  for (std::size_t round = 0;; ++round) {
    if (!now_.fresh || now_.basis.worn()) {
      if (!factor()) {
        rebuild();
        if (!factor()) return Status::trouble;
      }
      price();
    }
    if (!now_.placed) place();
    if (round % 16 == 15) {
      if (stop && stop()) return Status::stopped;
      if (objective() > cutoff) return Status::above_cutoff;
    }
    std::size_t leaving = size;
    double best = 0;
    for (std::size_t r = 0; r < size; ++r) {
      if (now_.off[r] > best * now_.weight[r]) {
        best = now_.off[r] / now_.weight[r];
        leaving = r;
      }
    }
    if (leaving == size) return objective() > cutoff ? Status::above_cutoff : Status::optimal;
    if (round >= most_pivots) return Status::trouble;

    const std::uint32_t out = now_.basic[leaving];
    const bool rises = now_.value[out] < now_.low[out];
    const double target = rises ? now_.low[out] : now_.high[out];
    std::fill(edge_.begin(), edge_.end(), 0.0);
    edge_[leaving] = 1;
    now_.basis.solve_transposed(edge_);
    price_row();
    const std::uint32_t in = entering(std::abs(target - now_.value[out]), rises);
    const auto take_back = [&] {
      for (const std::uint32_t id : touched_) {
        line_[id] = 0;
        if (meaning_[id] >= 0) stand(id);
      }
      std::fill(flips_.begin(), flips_.end(), 0.0);
      flipped_ = false;
    };
    if (in == kOut) {
      ray_.assign(size, 0);
      for (std::size_t r = 0; r < size; ++r) {
        if (now_.where[row_[r].slack] == kOut) ray_[r] = std::abs(edge_[r]);
      }
      if (meaning_[out] < 0) ray_[static_cast<std::size_t>(~meaning_[out])] = 1;
      take_back();
      return Status::infeasible;
    }
    solved_.assign(size, 0);
    add_column(in, 1, solved_);
    now_.basis.solve(solved_);
    const double pivot = solved_[leaving];
    if (std::abs(pivot + line_[in]) > 1e-6 * (1 + std::abs(pivot)) || std::abs(pivot) < kPivot) {
      // The factors have lost touch with the program.
      take_back();
      if (now_.basis.updates() == 0) return Status::trouble;
      now_.fresh = false;
      continue;
    }
    // Reduced costs.
    const double step = now_.reduced[in] / line_[in];
    for (const std::uint32_t id : touched_) {
      now_.reduced[id] -= step * line_[id];
      line_[id] = 0;
      // Rounding may leave it on the wrong side of 0, where the bound it stands at would not do.
      if (now_.low[id] == now_.high[id]) continue;
      if (now_.at_high[id] != 0 ? now_.reduced[id] > 0 : now_.reduced[id] < 0) now_.reduced[id] = 0;
    }
    now_.reduced[in] = 0;
    now_.reduced[out] = step;
    // Values.
    if (flipped_) {
      now_.basis.solve(flips_);
      for (std::size_t r = 0; r < size; ++r) {
        if (flips_[r] == 0) continue;
        now_.value[now_.basic[r]] -= flips_[r];
        flips_[r] = 0;
        measure(r);
      }
      flipped_ = false;
    }
    moved_.clear();
    double norm = 0;
    for (std::uint32_t r = 0; r < size; ++r) {
      norm += edge_[r] * edge_[r];
      if (std::abs(solved_[r]) > kZero) moved_.push_back({r, solved_[r]});
    }
    const double move = (now_.value[out] - target) / pivot;
    for (const Entry& e : moved_) now_.value[now_.basic[e.index]] -= move * e.value;
    now_.value[in] += move;
    now_.value[out] = target;
    now_.at_high[out] = rises ? 0 : 1;
    // Steepest edges.
    now_.basis.solve(edge_);
    for (const Entry& e : moved_) {
      const double share = e.value / pivot;
      double& weight = now_.weight[e.index];
      weight = std::max(weight + share * (share * norm - 2 * edge_[e.index]), 1e-4);
    }
    now_.weight[leaving] = std::max(norm / (pivot * pivot), 1e-4);
    now_.basic[leaving] = in;
    now_.where[in] = static_cast<std::uint32_t>(leaving);
    now_.where[out] = kOut;
    for (const Entry& e : moved_) measure(e.index);
    now_.basis.exchange(static_cast<std::uint32_t>(leaving), moved_);
    ++pivots_;
  }
}

}  // namespace cairn
