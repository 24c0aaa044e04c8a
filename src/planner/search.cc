#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <queue>
#include <utility>

#include "planner/cases.h"
#include "planner/core.h"
#include "planner/incumbent.h"
#include "planner/lp.h"

namespace cairn {
namespace {

constexpr double kWhole = 1e-5;  // nearer than this to a whole number counts as one
constexpr std::uint32_t kNoVariable = static_cast<std::uint32_t>(-1);

// Branch and bound over the linear relaxation of "who holds rests on enough that holds". The
// program starts with what the goals ask for and takes in rows as solutions break them; where a
// whole solution holds itself up in a ring, a landmark that it misses is added.
class Search {
 public:
  Search(const Core& core, const StopCheck& stop);

  Solution run();

 private:
  enum class Fixed : std::uint8_t { no, out, in };
  struct Branch {
    std::uint32_t parent;
    CoreNode node;
    Fixed to;
    Cost bound;
  };
  struct Open {
    Cost bound;
    std::uint32_t branch;
    bool operator<(const Open& other) const {
      return bound != other.bound ? bound > other.bound : branch < other.branch;
    }
  };
  struct History {  // what fixing a node did to the bound, per unit of its distance
    double sum[2] = {0, 0};
    int count[2] = {0, 0};
  };

  bool stopped() { return stopped_ = stopped_ || (stop_ && stop_()); }
  Cost round_up(Cost cost) const { return (cost + unit_ - 1) / unit_ * unit_; }
  double value(CoreNode n) const {
    return is_goal_[n] != 0 ? 1 : variable_[n] == kNoVariable ? 0 : lp_.value(variable_[n]);
  }
  std::uint32_t variable(CoreNode n);
  void fix(CoreNode n, Fixed to);
  void move_to(std::uint32_t branch);
  void add_at_least(std::span<const CoreNode> nodes, int needed, CoreNode holder, int factor);
  void add_cut(std::span<const CoreNode> skills);
  bool add_broken(CoreNode n);
  bool add_broken_rows();
  bool derivable(const std::vector<std::uint8_t>& allowed) const;
  SearchState state() const;
  void take_with_goals(std::vector<CoreNode> skills);
  void round_off();
  void dive();
  std::vector<CoreNode> missed_landmark(std::vector<std::uint8_t> allowed) const;
  bool separate();
  void fix_by_cost(const Lp::Certificate& certificate, bool at_root);
  std::optional<CoreNode> bound_here(Cost& bound);
  CoreNode pick(const std::vector<CoreNode>& open, Cost bound);

  const Core& core_;
  const StopCheck& stop_;
  bool stopped_ = false;
  Lp lp_;
  Cost unit_ = 0;
  Cost base_ = 0;
  std::vector<std::uint8_t> is_goal_;
  std::vector<std::uint32_t> variable_;  // by node
  std::vector<CoreNode> node_of_;        // by variable
  std::vector<Fixed> fixed_;             // by node
  std::vector<CoreNode> local_;          // fixed below the root
  std::vector<Branch> tree_;
  std::vector<History> history_;
  Incumbent best_;
  Cost root_bound_ = 0;
  std::vector<Cost> root_reduced_;
  Cost root_exact_ = 0;
  std::size_t solved_ = 0;
  std::vector<Lp::Term> terms_;
  std::vector<CoreNode> members_;
};

Cost sum_of(const std::vector<Cost>& costs) {
  return std::accumulate(costs.begin(), costs.end(), Cost{0});
}

Search::Search(const Core& core, const StopCheck& stop)
    : core_(core),
      stop_(stop),
      lp_(sum_of(core.cost)),
      is_goal_(core.size(), 0),
      variable_(core.size(), kNoVariable),
      fixed_(core.size(), Fixed::no),
      history_(core.size()) {
  for (const Cost cost : core.cost) unit_ = std::gcd(unit_, cost);
  if (unit_ == 0) unit_ = 1;
  for (const CoreNode goal : core.goals) {
    is_goal_[goal] = 1;
    base_ += core.cost[goal];
  }
}

std::uint32_t Search::variable(CoreNode n) {
  if (variable_[n] != kNoVariable) return variable_[n];
  variable_[n] = lp_.add_variable(core_.cost[n]);
  node_of_.push_back(n);
  if (fixed_[n] != Fixed::no)
    lp_.set_bounds(variable_[n], fixed_[n] == Fixed::out, fixed_[n] == Fixed::in);
  return variable_[n];
}

void Search::fix(CoreNode n, Fixed to) {
  fixed_[n] = to;
  if (variable_[n] != kNoVariable) lp_.set_bounds(variable_[n], to != Fixed::in, to != Fixed::out);
}

// Makes the fixed nodes those on the way to the branch.
void Search::move_to(std::uint32_t branch) {
  std::vector<CoreNode> wanted;
  for (std::uint32_t at = branch; at != 0; at = tree_[at].parent) wanted.push_back(tree_[at].node);
  std::vector<CoreNode> sorted = wanted;
  std::sort(sorted.begin(), sorted.end());
  for (const CoreNode n : local_) {
    if (!std::binary_search(sorted.begin(), sorted.end(), n)) fix(n, Fixed::no);
  }
  local_ = std::move(wanted);
  for (std::uint32_t at = branch; at != 0; at = tree_[at].parent) {
    if (fixed_[tree_[at].node] != tree_[at].to) fix(tree_[at].node, tree_[at].to);
  }
}

// factor * holder <= sum of nodes; or needed <= sum of nodes where the holder is a goal.
void Search::add_at_least(std::span<const CoreNode> nodes, int needed, CoreNode holder,
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

void Search::add_cut(std::span<const CoreNode> skills) { add_at_least(skills, 1, 0, 0); }

// Adds the rows of the node's body that the present solution breaks.
bool Search::add_broken(CoreNode n) {
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

bool Search::add_broken_rows() {
  bool added = false;
  for (const CoreNode goal : core_.goals) added = add_broken(goal) || added;
  for (std::size_t v = 0; v < node_of_.size(); ++v) {
    if (is_goal_[node_of_[v]] == 0) added = add_broken(node_of_[v]) || added;
  }
  return added;
}

bool Search::derivable(const std::vector<std::uint8_t>& allowed) const {
  const auto order = derivation_order(
      core_, [&](CoreNode n) { return is_goal_[n] != 0 || core_.cost[n] == 0 || allowed[n] != 0; });
  std::size_t goals = 0;
  for (const CoreNode n : order) goals += is_goal_[n];
  return goals == core_.goals.size();
}

// A set as greedy.cc finds one, with the goals' own prices.
void Search::take_with_goals(std::vector<CoreNode> skills) {
  for (const CoreNode goal : core_.goals) {
    if (core_.cost[goal] > 0) skills.push_back(goal);
  }
  best_.offer(core_, std::move(skills));
}

SearchState Search::state() const {
  SearchState state{core_.cost, std::vector<std::uint8_t>(core_.size(), 0), core_.goals};
  for (const CoreNode goal : core_.goals) state.cost[goal] = 0;
  return state;
}

// The plan that the relaxation points at: each node rests on what it has most of.
void Search::round_off() {
  std::vector<double> away(core_.size());
  for (CoreNode n = 0; n < core_.size(); ++n) away[n] = 1 - std::clamp(value(n), 0.0, 1.0);
  take_with_goals(nearest_set(core_, state(), away));
}

// Priced skills outside `allowed`, one of which every plan has: a maximal set that does not reach
// the goals is grown from `allowed`, dearest first, and what it leaves out is returned.
std::vector<CoreNode> Search::missed_landmark(std::vector<std::uint8_t> allowed) const {
  std::vector<CoreNode> priced;
  for (CoreNode n = 0; n < core_.size(); ++n) {
    if (core_.cost[n] > 0 && is_goal_[n] == 0 && allowed[n] == 0) priced.push_back(n);
  }
  // What matters is small sets of skills that the solution has little of.
  std::stable_sort(priced.begin(), priced.end(), [&](CoreNode a, CoreNode b) {
    const double va = value(a), vb = value(b);
    return va != vb ? va > vb : core_.cost[a] > core_.cost[b];
  });
  // Learn along: what holds only grows, and is taken back where it reaches the goals.
  std::vector<std::uint32_t> missing = core_.threshold;
  std::vector<std::uint8_t> holds(core_.size(), 0);
  std::vector<CoreNode> trail;
  std::size_t goals_left = core_.goals.size();
  const auto may = [&](CoreNode n) {
    return is_goal_[n] != 0 || core_.cost[n] == 0 || allowed[n] != 0;
  };
  const auto spread = [&](std::size_t from) {
    for (std::size_t next = from; next < trail.size(); ++next) {
      const CoreNode n = trail[next];
      goals_left -= is_goal_[n];
      for (const CoreNode user : core_.users(n)) {
        if (missing[user]-- != 1 || holds[user] != 0 || !may(user)) continue;
        holds[user] = 1;
        trail.push_back(user);
      }
    }
  };
  const auto undo = [&](std::size_t to) {
    for (std::size_t i = trail.size(); i-- > to;) {
      const CoreNode n = trail[i];
      goals_left += is_goal_[n];
      holds[n] = 0;
      for (const CoreNode user : core_.users(n)) ++missing[user];
    }
    trail.resize(to);
  };
  // Counters go on falling below zero as unsigned numbers; only the step from 1 to 0 counts.
  for (CoreNode n = 0; n < core_.size(); ++n) {
    if (missing[n] != 0 || !may(n)) continue;
    holds[n] = 1;
    trail.push_back(n);
  }
  spread(0);
  if (goals_left == 0) return {};
  std::vector<CoreNode> landmark;
  for (const CoreNode n : priced) {
    allowed[n] = 1;
    const bool supported = missing[n] == 0 || missing[n] > core_.threshold[n];
    if (!supported) continue;
    const std::size_t mark = trail.size();
    holds[n] = 1;
    trail.push_back(n);
    spread(mark);
    if (goals_left != 0) continue;
    undo(mark);
    allowed[n] = 0;
    landmark.push_back(n);
  }
  return landmark;
}

// Landmarks that the fractional solution has less than one skill of.
bool Search::separate() {
  std::vector<std::uint8_t> allowed(core_.size(), 0);
  for (std::size_t v = 0; v < node_of_.size(); ++v) {
    if (lp_.value(static_cast<std::uint32_t>(v)) > 1 - kWhole) allowed[node_of_[v]] = 1;
  }
  const std::vector<CoreNode> landmark = missed_landmark(std::move(allowed));
  if (landmark.empty()) return false;
  double sum = 0;
  for (const CoreNode n : landmark) sum += value(n);
  if (sum > 1 - 1e-3) return false;
  add_cut(landmark);
  return true;
}

// Fixes what the relaxation has most of and solves again, until it is whole. Undoes all of it.
void Search::dive() {
  std::vector<CoreNode> fixed, open;
  for (std::size_t round = 0; !stopped(); ++round) {
    const double cutoff = static_cast<double>(best_.cost - unit_ - base_);
    const Lp::Status status = lp_.solve(cutoff, 20'000, stop_);
    if (status != Lp::Status::optimal) break;
    if (add_broken_rows()) continue;
    round_off();
    open.clear();
    for (const CoreNode n : node_of_) {
      const double x = value(n);
      if (fixed_[n] == Fixed::no && core_.cost[n] > 0 && x > kWhole && x < 1 - kWhole)
        open.push_back(n);
    }
    if (open.empty()) break;
    std::sort(open.begin(), open.end(), [&](CoreNode a, CoreNode b) {
      const double xa = value(a), xb = value(b);
      return xa != xb ? xa > xb : a < b;
    });
    const std::size_t most = std::max<std::size_t>(1, open.size() / 10);
    for (std::size_t i = 0; i < most; ++i) {
      fix(open[i], Fixed::in);
      fixed.push_back(open[i]);
    }
  }
  for (const CoreNode n : fixed) fix(n, Fixed::no);
}

// Nodes that no better plan has, or goes without, by the exact multipliers.
void Search::fix_by_cost(const Lp::Certificate& certificate, bool at_root) {
  const Cost scale = lp_.scale();
  const Cost room = (best_.cost - unit_ - base_) * scale - certificate.bound;
  for (std::size_t v = 0; v < certificate.reduced.size(); ++v) {
    const CoreNode n = node_of_[v];
    if (fixed_[n] != Fixed::no || std::abs(certificate.reduced[v]) <= room) continue;
    fix(n, certificate.reduced[v] > 0 ? Fixed::out : Fixed::in);
    if (!at_root) local_.push_back(n);
  }
}

// Bounds the present branch; the node to branch on, or nothing when it is closed.
std::optional<CoreNode> Search::bound_here(Cost& bound) {
  const bool at_root = tree_.size() == 1;
  std::size_t rounds = 0, cuts = 0;
  double before_cuts = 0;
  bool dived = false;
  ++solved_;
  for (;; ++rounds) {
    std::vector<std::uint8_t> allowed(core_.size(), 0);
    for (CoreNode n = 0; n < core_.size(); ++n) allowed[n] = fixed_[n] != Fixed::out ? 1 : 0;
    if (!derivable(allowed)) return std::nullopt;
    const double cutoff =
        static_cast<double>(best_.cost - unit_ - base_) + 0.1 * static_cast<double>(unit_);
    const Lp::Status status = lp_.solve(cutoff, 20'000, stop_);
    if (status == Lp::Status::infeasible && lp_.surely_infeasible()) return std::nullopt;
    const Lp::Certificate certificate = lp_.certify();
    const Cost scale = lp_.scale();
    const Cost exact = certificate.bound >= 0 ? (certificate.bound + scale - 1) / scale : 0;
    bound = std::max(bound, round_up(base_ + exact));
    if (bound >= best_.cost) return std::nullopt;
    if (status == Lp::Status::stopped || stopped()) {
      stopped_ = true;
      return 0;
    }
    if (status != Lp::Status::optimal) {
      // Rounding has got in the way: once more from the rows, else branch without.
      lp_.rebuild();
      const Lp::Status again = lp_.solve(cutoff, 50'000, stop_);
      if (again == Lp::Status::infeasible && lp_.surely_infeasible()) return std::nullopt;
      const Lp::Certificate second = lp_.certify();
      if (second.bound > 0)
        bound = std::max(bound, round_up(base_ + (second.bound + scale - 1) / scale));
      if (bound >= best_.cost) return std::nullopt;
      if (again == Lp::Status::stopped) {
        stopped_ = true;
        return 0;
      }
      if (again != Lp::Status::optimal) break;
    }
    if (at_root) {
      root_reduced_ = certificate.reduced;
      root_exact_ = certificate.bound;
    }
    fix_by_cost(certificate, at_root);
    if (add_broken_rows()) continue;
    if (at_root ? rounds % 5 == 0 : solved_ % 16 == 1) round_off();
    if (bound >= best_.cost) return std::nullopt;
    bool whole = true;
    std::vector<CoreNode> paid;
    for (std::size_t v = 0; v < node_of_.size(); ++v) {
      if (core_.cost[node_of_[v]] == 0) continue;
      const double x = lp_.value(static_cast<std::uint32_t>(v));
      if (x > kWhole && x < 1 - kWhole) whole = false;
      if (x >= 1 - kWhole) paid.push_back(node_of_[v]);
    }
    if (!whole) {
      if (at_root && !std::exchange(dived, true)) {
        dive();
        continue;
      }
      if (at_root && cuts < 200) {
        // Cuts are worth their time while ten of them close a twentieth of what is open.
        if (cuts % 10 == 0) {
          const double open = static_cast<double>(best_.cost - base_) - lp_.objective();
          if (cuts > 0 && lp_.objective() - before_cuts < open / 20) break;
          before_cuts = lp_.objective();
        }
        if (separate()) {
          ++cuts;
          continue;
        }
      }
      break;
    }
    std::vector<std::uint8_t> paying(core_.size(), 0);
    for (const CoreNode n : paid) paying[n] = 1;
    const std::vector<CoreNode> landmark = missed_landmark(paying);
    if (!landmark.empty()) {
      add_cut(landmark);
      continue;
    }
    for (const CoreNode goal : core_.goals) {
      if (core_.cost[goal] > 0) paid.push_back(goal);
    }
    best_.offer(core_, std::move(paid));
    if (bound >= best_.cost) return std::nullopt;
    // Only rounding is left between the two; fixing what is left decides it.
    break;
  }
  std::vector<CoreNode> open;
  for (std::size_t v = 0; v < node_of_.size(); ++v) {
    const CoreNode n = node_of_[v];
    const double x = lp_.value(static_cast<std::uint32_t>(v));
    if (core_.cost[n] > 0 && fixed_[n] == Fixed::no && x > kWhole && x < 1 - kWhole)
      open.push_back(n);
  }
  if (open.empty()) {
    for (CoreNode n = 0; n < core_.size(); ++n) {
      if (core_.cost[n] > 0 && is_goal_[n] == 0 && fixed_[n] == Fixed::no) open.push_back(n);
    }
  }
  if (open.empty()) {
    std::vector<CoreNode> all;
    for (CoreNode n = 0; n < core_.size(); ++n) {
      if (core_.cost[n] > 0 && (is_goal_[n] != 0 || fixed_[n] == Fixed::in)) all.push_back(n);
    }
    std::vector<std::uint8_t> paying(core_.size(), 0);
    for (const CoreNode n : all) paying[n] = 1;
    if (derivable(paying)) best_.offer(core_, std::move(all));
    return std::nullopt;
  }
  return pick(open, bound);
}

// The node whose fixing is expected to raise both bounds the most: by what was seen before, and by
// trying, where little was seen and trying is cheap.
CoreNode Search::pick(const std::vector<CoreNode>& open, Cost bound) {
  struct Scored {
    double score;
    CoreNode node;
  };
  double known_sum = 0;
  int known = 0;
  for (const CoreNode n : open) {
    for (const int side : {0, 1}) {
      if (history_[n].count[side] == 0) continue;
      known_sum +=
          history_[n].sum[side] / history_[n].count[side] / static_cast<double>(core_.cost[n]);
      ++known;
    }
  }
  const double usual = known > 0 ? known_sum / known : 0.5;
  const auto gain = [&](CoreNode n, int side) {
    const History& h = history_[n];
    const double unit = h.count[side] > 0 ? h.sum[side] / h.count[side]
                                          : usual * static_cast<double>(core_.cost[n]);
    const double x = value(n);
    return unit * (side == 1 ? 1 - x : x);
  };
  std::vector<Scored> ranked;
  for (const CoreNode n : open) {
    ranked.push_back({std::max(gain(n, 0), 1e-6) * std::max(gain(n, 1), 1e-6), n});
  }
  std::sort(ranked.begin(), ranked.end(), [](const Scored& a, const Scored& b) {
    return a.score != b.score ? a.score > b.score : a.node < b.node;
  });
  constexpr int kEnough = 2;
  constexpr std::size_t kMostTrials = 8;
  Scored best{-1, ranked.front().node};
  std::size_t trials = 0;
  std::optional<Lp::Position> start;
  const double now = lp_.objective();
  const double cutoff =
      static_cast<double>(best_.cost - unit_ - base_) + 0.1 * static_cast<double>(unit_);
  for (std::size_t i = 0; i < ranked.size() && i < 3 * kMostTrials; ++i) {
    const CoreNode n = ranked[i].node;
    History& h = history_[n];
    if (trials < kMostTrials && (h.count[0] < kEnough || h.count[1] < kEnough) &&
        variable_[n] != kNoVariable && !stopped()) {
      ++trials;
      if (!start) start = lp_.position();
      const double x = value(n);
      for (const int side : {0, 1}) {
        lp_.set_bounds(variable_[n], side == 0, side == 1);
        const Lp::Status status = lp_.solve(cutoff, 30, {});
        const double rise = status == Lp::Status::infeasible
                                ? static_cast<double>(best_.cost - bound)
                                : std::max(0.0, lp_.objective() - now);
        lp_.go_back(*start);
        h.sum[side] += rise / std::max(1e-3, side == 1 ? 1 - x : x);
        ++h.count[side];
      }
    }
    const double score = std::max(gain(n, 0), 1e-6) * std::max(gain(n, 1), 1e-6);
    if (score > best.score) best = {score, n};
  }
  return best.node;
}

Solution Search::run() {
  take_with_goals(greedy_set(core_, state()));
  tree_.push_back({0, 0, Fixed::no, base_});
  std::priority_queue<Open> open;
  std::optional<std::uint32_t> at = 0;
  Cost lowest = base_;
  bool plunging = false;
  for (;;) {
    Cost bound = tree_[*at].bound;
    if (!plunging) move_to(*at);
    plunging = false;
    const Cost best_before = best_.cost;
    const std::optional<CoreNode> on = bound_here(bound);
    if (*at == 0) root_bound_ = bound;
    if (stopped_) {
      lowest = std::min(bound, best_.cost);
      break;
    }
    if (best_.cost < best_before && !root_reduced_.empty()) {
      // A better plan leaves less room: more is settled at the root.
      const Cost room = (best_.cost - unit_ - base_) * lp_.scale() - root_exact_;
      for (std::size_t v = 0; v < root_reduced_.size(); ++v) {
        if (fixed_[node_of_[v]] != Fixed::no || std::abs(root_reduced_[v]) <= room) continue;
        fix(node_of_[v], root_reduced_[v] > 0 ? Fixed::out : Fixed::in);
      }
    }
    if (on) {
      const double share = value(*on);
      const auto child = static_cast<std::uint32_t>(tree_.size());
      const bool in_first = share >= 0.5;
      tree_.push_back({*at, *on, in_first ? Fixed::in : Fixed::out, bound});
      tree_.push_back({*at, *on, in_first ? Fixed::out : Fixed::in, bound});
      open.push({bound, child + 1});
      if (solved_ % 64 == 0) lp_.drop_slack_rows();
      // Go on below, unless another branch is now much better.
      at = child;
      local_.push_back(*on);
      fix(*on, tree_[child].to);
      plunging = true;
      continue;
    }
    at.reset();
    while (!open.empty() && !at) {
      if (open.top().bound >= best_.cost) break;
      at = open.top().branch;
      open.pop();
    }
    if (!at) {
      lowest = best_.cost;
      break;
    }
  }
  if (stopped_ && !open.empty()) lowest = std::min(lowest, open.top().bound);
  return {std::move(best_.skills), best_.cost, std::min(lowest, best_.cost)};
}

}  // namespace

Solution solve_by_relaxation(const Core& core, const StopCheck& stop) {
  return Search(core, stop).run();
}

Solution solve_core(const Core& core, const StopCheck& stop) {
  // Where most choices are the goals' own, they lie side by side, and the relaxation sees them all
  // at once, as long as it can be solved. Where they lie below one another, deciding the topmost
  // settles most, and that soon is the shorter way.
  constexpr std::size_t kMostSideBySide = 6'000, kMostNested = 700;
  std::size_t all = 0, of_goals = 0;
  const auto is_choice = [&](CoreNode n) { return core.threshold[n] < core.children(n).size(); };
  for (CoreNode n = 0; n < core.size(); ++n) all += is_choice(n) ? 1 : 0;
  for (const CoreNode goal : core.goals) of_goals += is_choice(goal) ? 1 : 0;
  const std::size_t most = all <= 2 * of_goals ? kMostSideBySide : kMostNested;
  return core.size() <= most ? solve_by_relaxation(core, stop) : solve_by_cases(core, stop);
}

}  // namespace cairn
