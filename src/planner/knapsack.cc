// Branch and bound over what is *not* learnt: a variable is 1 for a node that is left out, and
// costs its weight; leaving everything in is the cheapest and breaks the budget.
#include "planner/knapsack.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "planner/lp.h"

namespace cairn {
namespace {

constexpr double kWhole = 1e-5;

class KnapsackSearch {
 public:
  KnapsackSearch(const Knapsack& knapsack, const StopCheck& stop);
  KnapsackSet run();

 private:
  enum class Fixed : std::uint8_t { no, out, in };
  struct Frame {
    CoreNode node;
    bool other_open;
    bool learn;
    std::int64_t bound;
  };
  // What bounding a branch came to.
  struct Bounded {
    std::int64_t bound;
    CoreNode on = kNoSkill;  // the node to branch on
    bool stopped = false;
  };

  std::int64_t weight(CoreNode n) const { return of_.is_skill(n) ? of_.weight[n] : 0; }
  std::int64_t minutes(CoreNode n) const { return of_.is_skill(n) ? of_.minutes[n] : 0; }
  double in(CoreNode n) const { return 1 - lp_.value(n); }
  void fix(CoreNode n, Fixed to);
  void add_budget();
  bool add_broken_rows();
  bool add_broken_row(CoreNode n);
  std::vector<std::uint8_t> reach(const std::vector<std::uint8_t>& may) const;
  bool add_ring_cut(const std::vector<std::uint8_t>& learnt);
  void offer(KnapsackSet made);
  void try_greedy();
  CoreNode broken_skill() const;
  Bounded bound_here(std::int64_t bound);
  bool step_back();

  const Knapsack& of_;
  const Core& core_;
  const StopCheck& stop_;
  const std::int64_t total_;
  Lp lp_;
  Cost unit_ = 0;
  std::vector<Fixed> fixed_;
  std::vector<Frame> frames_;
  KnapsackSet best_;
  std::int64_t solved_ = 0;
  std::vector<Lp::Term> terms_;
};

KnapsackSearch::KnapsackSearch(const Knapsack& knapsack, const StopCheck& stop)
    : of_(knapsack),
      core_(knapsack.core),
      stop_(stop),
      total_(knapsack.total_weight()),
      lp_(total_ * 4 + 1),
      fixed_(core_.size(), Fixed::no) {
  for (CoreNode n = 0; n < core_.size(); ++n) {
    lp_.add_variable(weight(n));
    unit_ = std::gcd(unit_, weight(n));
  }
  unit_ = std::max<Cost>(1, unit_);
  add_budget();
}

void KnapsackSearch::add_budget() {
  std::int64_t all = 0;
  terms_.clear();
  for (CoreNode n = 0; n < core_.size(); ++n) {
    all += minutes(n);
    if (minutes(n) > 0) terms_.push_back({n, static_cast<int>(minutes(n))});
  }
  if (all > of_.budget) lp_.add_row(terms_, static_cast<int>(all - of_.budget));
}

void KnapsackSearch::fix(CoreNode n, Fixed to) {
  fixed_[n] = to;
  lp_.set_bounds(n, to != Fixed::out, to != Fixed::in);
}

bool KnapsackSearch::add_broken_rows() {
  bool added = false;
  for (CoreNode n = 0; n < core_.size(); ++n) added = add_broken_row(n) || added;
  return added;
}

// The rows of the node's needs that the present solution breaks.
bool KnapsackSearch::add_broken_row(CoreNode n) {
  if (core_.threshold[n] == 0 || in(n) < kWhole) return false;
  const auto children = core_.children(n);
  const auto k = static_cast<int>(core_.threshold[n]);
  if (k == static_cast<int>(children.size())) {
    bool added = false;
    for (const CoreNode child : children) {
      if (in(child) > in(n)-kWhole || child == n) continue;
      terms_ = {{n, 1}, {child, -1}};
      lp_.add_row(terms_, 0);
      added = true;
    }
    return added;
  }
  // Members that are more there than the node may be taken for granted.
  std::vector<CoreNode> rest;
  int left = k;
  double sum = 0;
  for (const CoreNode child : children) {
    if (child == n) continue;  // nobody rests on himself
    if (k > 1 && in(child) > in(n) + kWhole) {
      --left;
    } else {
      rest.push_back(child);
      sum += in(child);
    }
  }
  if (left <= 0 || sum > left * in(n)-kWhole) return false;
  std::sort(rest.begin(), rest.end());
  terms_ = {{n, left}};
  for (const CoreNode child : rest) {
    if (terms_.size() > 1 && terms_.back().variable == child) {
      --terms_.back().factor;
    } else {
      terms_.push_back({child, -1});
    }
  }
  lp_.add_row(terms_, left - static_cast<int>(rest.size()));
  return true;
}

// Which nodes hold when these skills may be learnt.
std::vector<std::uint8_t> KnapsackSearch::reach(const std::vector<std::uint8_t>& may) const {
  std::vector<std::uint8_t> holds(core_.size(), 0);
  const auto order =
      derivation_order(core_, [&](CoreNode n) { return !of_.is_skill(n) || may[n] != 0; });
  for (const CoreNode n : order) holds[n] = 1;
  return holds;
}

// The skills of a whole solution that hold each other up in a ring ask for one from outside.
bool KnapsackSearch::add_ring_cut(const std::vector<std::uint8_t>& learnt) {
  const std::vector<std::uint8_t> holds = reach(learnt);
  for (CoreNode u = 0; u < of_.skills(); ++u) {
    if (learnt[u] == 0 || holds[u] != 0) continue;
    std::vector<std::uint8_t> may = learnt;
    terms_ = {{u, 1}};
    for (CoreNode n = 0; n < of_.skills(); ++n) {
      if (may[n] != 0) continue;
      may[n] = 1;
      if (reach(may)[u] == 0) continue;
      may[n] = 0;
      terms_.push_back({n, -1});
    }
    // u is learnt only with one of them: (1 - z_u) <= sum of (1 - z_n).
    lp_.add_row(terms_, 1 - static_cast<int>(terms_.size() - 1));
    return true;
  }
  return false;
}

void KnapsackSearch::offer(KnapsackSet made) {
  if (made.weight > best_.weight) best_ = std::move(made);
}

// A set by dense closures, those that the relaxation likes first.
void KnapsackSearch::try_greedy() {
  std::vector<double> liking(core_.size());
  std::vector<std::uint8_t> out(core_.size());
  for (CoreNode n = 0; n < core_.size(); ++n) {
    liking[n] = std::clamp(in(n), 0.0, 1.0);
    out[n] = fixed_[n] == Fixed::out ? 1 : 0;
  }
  offer(pack_dense_first(of_, liking, out, stop_));
}

// The skill that is farthest from being in or out, by what hangs on it; kNoSkill: all are whole.
CoreNode KnapsackSearch::broken_skill() const {
  CoreNode on = kNoSkill;
  double most = kWhole;
  for (CoreNode n = 0; n < of_.skills(); ++n) {
    const double part = std::min(in(n), 1 - in(n));
    const double score = part * (1 + static_cast<double>(weight(n) + minutes(n)));
    if (fixed_[n] != Fixed::no || part <= kWhole || score <= most) continue;
    most = score;
    on = n;
  }
  return on;
}

// `bound` is that of the branch above.
KnapsackSearch::Bounded KnapsackSearch::bound_here(std::int64_t bound) {
  ++solved_;
  for (std::size_t round = 0;; ++round) {
    const Lp::Status status =
        lp_.solve(static_cast<double>(total_ - best_.weight - unit_) + 0.1, 20'000, stop_);
    if (status == Lp::Status::infeasible && lp_.surely_infeasible()) return {-1};
    const Cost exact = lp_.certify().bound;
    const Cost lost = exact <= 0 ? 0 : (exact + lp_.scale() - 1) / lp_.scale();
    bound = std::min(bound, (total_ - lost) / unit_ * unit_);
    if (bound <= best_.weight) return {bound};
    if (status == Lp::Status::stopped || (stop_ && stop_())) return {bound, kNoSkill, true};
    const bool solved = status == Lp::Status::optimal;
    if (solved && add_broken_rows()) continue;
    if (solved && (solved_ % 16 == 1 || frames_.empty()) && round < 40) {
      try_greedy();
      if (bound <= best_.weight) return {bound};
    }
    if (const CoreNode on = broken_skill(); on != kNoSkill) return {bound, on};
    std::vector<std::uint8_t> learnt(core_.size(), 0);
    KnapsackSet whole{{}, 0, 0};
    std::int64_t minutes_in = 0;
    for (CoreNode n = 0; n < of_.skills(); ++n) {
      if (in(n) <= 0.5) continue;
      learnt[n] = 1;
      whole.skills.push_back(n);
      whole.weight += weight(n);
      minutes_in += minutes(n);
    }
    if (solved && add_ring_cut(learnt)) continue;
    if (solved && minutes_in <= of_.budget) offer(std::move(whole));
    if (bound <= best_.weight) return {bound};
    const auto free = std::find(
        fixed_.begin(), fixed_.begin() + static_cast<std::ptrdiff_t>(of_.skills()), Fixed::no);
    const auto on = static_cast<CoreNode>(free - fixed_.begin());
    return {bound, of_.is_skill(on) ? on : kNoSkill};
  }
}

// To the other side of the last split that has one to look at; false: there is none.
bool KnapsackSearch::step_back() {
  while (!frames_.empty()) {
    Frame& frame = frames_.back();
    if (frame.other_open && frame.bound > best_.weight) {
      frame.other_open = false;
      frame.learn = !frame.learn;
      fix(frame.node, frame.learn ? Fixed::in : Fixed::out);
      return true;
    }
    fix(frame.node, Fixed::no);
    frames_.pop_back();
  }
  return false;
}

KnapsackSet KnapsackSearch::run() {
  offer(pack_dense_first(of_, {}, {}, stop_));
  for (;;) {
    const Bounded here = bound_here(frames_.empty() ? total_ : frames_.back().bound);
    if (here.stopped) {
      best_.bound = here.bound;
      for (const Frame& frame : frames_) {
        if (frame.other_open) best_.bound = std::max(best_.bound, frame.bound);
      }
      return best_;
    }
    if (here.bound > best_.weight && here.on != kNoSkill) {
      const bool learn = in(here.on) >= 0.5;
      frames_.push_back({here.on, true, learn, here.bound});
      fix(here.on, learn ? Fixed::in : Fixed::out);
      if (solved_ % 64 == 0) lp_.drop_slack_rows();
    } else if (!step_back()) {
      best_.bound = best_.weight;
      return best_;
    }
  }
}

}  // namespace

std::int64_t Knapsack::total_weight() const {
  return std::accumulate(weight.begin(), weight.end(), std::int64_t{0});
}

KnapsackSet pack_exactly(const Knapsack& knapsack, const StopCheck& stop) {
  return KnapsackSearch(knapsack, stop).run();
}

}  // namespace cairn
