#include "planner/relaxation.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "planner/missed_landmark.h"

namespace cairn {

Relaxation::Relaxation(const Core& core)
    : core_(core),
      lp_(std::accumulate(core.cost.begin(), core.cost.end(), Cost{0})),
      is_goal_(core.size(), 0),
      variable_(core.size(), kNoVariable),
      fixed_(core.size(), Fixed::no) {
  for (const Cost cost : core.cost) unit_ = std::gcd(unit_, cost);
  if (unit_ == 0) unit_ = 1;
  lp_.reserve(core.size());  // there are mostly fewer variables, and fewer rows than those
  for (const CoreNode goal : core.goals) {
    is_goal_[goal] = 1;
    base_ += core.cost[goal];
  }
}

std::vector<double> Relaxation::values() const {
  std::vector<double> all(core_.size());
  for (CoreNode n = 0; n < core_.size(); ++n) all[n] = value(n);
  return all;
}

std::uint32_t Relaxation::variable(CoreNode n) {
  if (variable_[n] != kNoVariable) return variable_[n];
  variable_[n] = lp_.add_variable(core_.cost[n]);
  node_of_.push_back(n);
  if (fixed_[n] != Fixed::no)
    lp_.set_bounds(variable_[n], fixed_[n] == Fixed::out, fixed_[n] == Fixed::in);
  return variable_[n];
}

void Relaxation::fix(CoreNode n, Fixed to) {
  fixed_[n] = to;
  if (variable_[n] != kNoVariable) lp_.set_bounds(variable_[n], to != Fixed::in, to != Fixed::out);
}

std::vector<CoreNode> Relaxation::fix_by_cost(const Lp::Certificate& certificate, Cost best) {
  std::vector<CoreNode> made;
  const Cost room = (best - unit_ - base_) * lp_.scale() - certificate.bound;
  for (std::size_t v = 0; v < certificate.reduced.size(); ++v) {
    const CoreNode n = node_of_[v];
    if (fixed_[n] != Fixed::no || std::abs(certificate.reduced[v]) <= room) continue;
    fix(n, certificate.reduced[v] > 0 ? Fixed::out : Fixed::in);
    made.push_back(n);
  }
  return made;
}

void Relaxation::raise(Cost& bound, const Lp::Certificate& by) const {
  const Cost exact = by.bound > 0 ? (by.bound + lp_.scale() - 1) / lp_.scale() : 0;
  bound = std::max(bound, (base_ + exact + unit_ - 1) / unit_ * unit_);
}

Relaxation::Outcome Relaxation::solve(Cost best, Cost& bound, const StopCheck& stop) {
  Lp::Status status = lp_.solve(cutoff(best), 20'000, stop);
  if (status == Lp::Status::infeasible && lp_.surely_infeasible()) return Outcome::closed;
  certificate_ = lp_.certify();
  raise(bound, certificate_);
  if (bound >= best) return Outcome::closed;
  if (status == Lp::Status::stopped || (stop && stop())) return Outcome::stopped;
  if (status == Lp::Status::optimal) return Outcome::optimal;
  // Rounding has got in the way: once more from the rows.
  lp_.rebuild();
  status = lp_.solve(cutoff(best), 50'000, stop);
  if (status == Lp::Status::infeasible && lp_.surely_infeasible()) return Outcome::closed;
  raise(bound, lp_.certify());
  if (bound >= best) return Outcome::closed;
  if (status == Lp::Status::stopped) return Outcome::stopped;
  return status == Lp::Status::optimal ? Outcome::optimal : Outcome::unsure;
}

bool Relaxation::solve_roughly(Cost best, const StopCheck& stop) {
  return lp_.solve(static_cast<double>(best - unit_ - base_), 20'000, stop) == Lp::Status::optimal;
}

std::optional<double> Relaxation::objective_with(CoreNode n, Fixed to, Cost best) {
  lp_.set_bounds(variable_[n], to == Fixed::out, to == Fixed::in);
  if (lp_.solve(cutoff(best), 30, {}) == Lp::Status::infeasible) return std::nullopt;
  return lp_.objective();
}

// factor * holder <= sum of nodes; or needed <= sum of nodes where the holder is a goal.
void Relaxation::add_at_least(std::span<const CoreNode> nodes, int needed, CoreNode holder,
                              int factor) {
  terms_.clear();
  for (const CoreNode n : nodes) {
    const std::uint32_t v = variable(n);
    if (!terms_.empty() && terms_.back().variable == v) {
      ++terms_.back().factor;
    } else {
      terms_.push_back({v, 1});
    }
  }
  if (factor != 0) terms_.push_back({variable(holder), -factor});
  lp_.add_row(terms_, needed);
}

// Adds the rows of the node's body that the present solution breaks.
bool Relaxation::add_broken(CoreNode n) {
  const auto children = core_.children(n);
  int threshold = static_cast<int>(core_.threshold[n]);
  if (threshold == 0) return false;
  const double x = value(n);
  if (x < kWhole) return false;
  members_.clear();
  for (const CoreNode child : children) {
    if (is_goal_[child] != 0) {
      --threshold;
    } else if (child != n) {
      members_.push_back(child);
    }
  }
  if (threshold <= 0) return false;
  bool added = false;
  if (is_goal_[n] == 0 && threshold == static_cast<int>(members_.size())) {
    const std::vector<CoreNode> all = members_;
    for (const CoreNode child : all) {
      if (value(child) > x - kWhole) continue;
      add_at_least({&child, 1}, 0, n, 1);
      added = true;
    }
    return added;
  }
  // No member counts for more than the node itself, so those above it may be taken for granted.
  double sum = 0;
  if (is_goal_[n] == 0 && threshold > 1) {
    std::vector<CoreNode> rest;
    int left = threshold;
    for (const CoreNode child : members_) {
      if (value(child) > x + kWhole) {
        --left;
      } else {
        rest.push_back(child);
        sum += value(child);
      }
    }
    if (left <= 0 || sum > left * x - kWhole) return false;
    std::sort(rest.begin(), rest.end());
    add_at_least(rest, 0, n, left);
    return true;
  }
  for (const CoreNode child : members_) sum += value(child);
  if (sum > threshold * x - kWhole) return false;
  std::sort(members_.begin(), members_.end());
  const std::vector<CoreNode> all = members_;
  if (is_goal_[n] != 0) {
    add_at_least(all, threshold, n, 0);
  } else {
    add_at_least(all, 0, n, threshold);
  }
  return true;
}

bool Relaxation::add_broken_rows() {
  bool added = false;
  for (const CoreNode goal : core_.goals) added = add_broken(goal) || added;
  for (std::size_t v = 0; v < node_of_.size(); ++v) {
    if (is_goal_[node_of_[v]] == 0) added = add_broken(node_of_[v]) || added;
  }
  return added;
}

bool Relaxation::add_landmark(std::vector<std::uint8_t> allowed, double most) {
  const std::vector<CoreNode> landmark = missed_landmark(core_, std::move(allowed), values());
  if (landmark.empty()) return false;
  double sum = 0;
  for (const CoreNode n : landmark) sum += value(n);
  if (sum > most) return false;
  add_at_least(landmark, 1, 0, 0);
  return true;
}

}  // namespace cairn
