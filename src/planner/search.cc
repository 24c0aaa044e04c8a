// Branch and bound over the linear relaxation (relaxation.h): which branch next, what bounds it,
// and which plans turn up on the way.
#include <algorithm>
#include <optional>
#include <queue>
#include <utility>

#include "planner/branching.h"
#include "planner/core.h"
#include "planner/incumbent.h"
#include "planner/missed_landmark.h"
#include "planner/relaxation.h"

namespace cairn {
namespace {

using Fixed = Relaxation::Fixed;

class Search {
 public:
  Search(const Core& core, const StopCheck& stop)
      : core_(core), stop_(stop), relaxation_(core), branching_(core) {}

  Solution run();

 private:
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
  // How far the root has got with its dive and its cuts.
  struct Root {
    bool dived = false;
    std::size_t cuts = 0;
    double before_cuts = 0;
  };

  bool stopped() { return stopped_ = stopped_ || (stop_ && stop_()); }
  bool at_root() const { return tree_.size() == 1; }
  void move_to(std::uint32_t branch);
  std::optional<CoreNode> bound_here(Cost& bound);
  bool tighten(Root& root);
  std::vector<CoreNode> open_nodes() const;
  std::optional<CoreNode> branch_on(Cost bound);

  SearchState state() const;
  void offer_with_goals(std::vector<CoreNode> skills);
  void round_off();
  void dive();
  bool offer_whole();

  const Core& core_;
  const StopCheck& stop_;
  bool stopped_ = false;
  Relaxation relaxation_;
  Branching branching_;
  Incumbent best_;
  std::vector<Branch> tree_;
  std::vector<CoreNode> local_;  // fixed below the root
  Lp::Certificate root_;
  std::size_t solved_ = 0;
};

// Makes the fixed nodes those on the way to the branch.
void Search::move_to(std::uint32_t branch) {
  std::vector<CoreNode> wanted;
  for (std::uint32_t at = branch; at != 0; at = tree_[at].parent) wanted.push_back(tree_[at].node);
  std::vector<CoreNode> sorted = wanted;
  std::sort(sorted.begin(), sorted.end());
  for (const CoreNode n : local_) {
    if (!std::binary_search(sorted.begin(), sorted.end(), n)) relaxation_.fix(n, Fixed::no);
  }
  local_ = std::move(wanted);
  for (std::uint32_t at = branch; at != 0; at = tree_[at].parent) {
    if (relaxation_.fixed(tree_[at].node) != tree_[at].to)
      relaxation_.fix(tree_[at].node, tree_[at].to);
  }
}

SearchState Search::state() const {
  SearchState state{core_.cost, std::vector<std::uint8_t>(core_.size(), 0), core_.goals};
  for (const CoreNode goal : core_.goals) state.cost[goal] = 0;
  return state;
}

// A set as greedy.cc finds one, with the goals' own prices.
void Search::offer_with_goals(std::vector<CoreNode> skills) {
  for (const CoreNode goal : core_.goals) {
    if (core_.cost[goal] > 0) skills.push_back(goal);
  }
  best_.offer(core_, std::move(skills));
}

// The plan that the relaxation points at: each node rests on what it has most of.
void Search::round_off() {
  std::vector<double> away = relaxation_.values();
  for (double& x : away) x = 1 - std::clamp(x, 0.0, 1.0);
  offer_with_goals(nearest_set(core_, state(), away));
}

// Fixes what the relaxation has most of and solves again, until it is whole. Undoes all of it.
void Search::dive() {
  std::vector<CoreNode> fixed;
  while (!stopped()) {
    if (!relaxation_.solve_roughly(best_.cost, stop_)) break;
    if (relaxation_.add_broken_rows()) continue;
    round_off();
    std::vector<CoreNode> open = open_nodes();
    if (open.empty()) break;
    std::sort(open.begin(), open.end(), [&](CoreNode a, CoreNode b) {
      const double xa = relaxation_.value(a), xb = relaxation_.value(b);
      return xa != xb ? xa > xb : a < b;
    });
    const std::size_t most = std::max<std::size_t>(1, open.size() / 10);
    for (std::size_t i = 0; i < most; ++i) {
      relaxation_.fix(open[i], Fixed::in);
      fixed.push_back(open[i]);
    }
  }
  for (const CoreNode n : fixed) relaxation_.fix(n, Fixed::no);
}

// What is left to do for a broken solution at the root before it is split; false: nothing.
bool Search::tighten(Root& root) {
  if (!std::exchange(root.dived, true)) {
    dive();
    return true;
  }
  constexpr std::size_t kMostCuts = 200;
  if (root.cuts >= kMostCuts) return false;
  // Cuts are worth their time while ten of them close a twentieth of what is open.
  if (root.cuts % 10 == 0) {
    const double now = relaxation_.objective();
    const double open = static_cast<double>(best_.cost - relaxation_.base()) - now;
    if (root.cuts > 0 && now - root.before_cuts < open / 20) return false;
    root.before_cuts = now;
  }
  std::vector<std::uint8_t> allowed(core_.size(), 0);
  for (const CoreNode n : relaxation_.named()) {
    if (relaxation_.value(n) > 1 - Relaxation::kWhole) allowed[n] = 1;
  }
  if (!relaxation_.add_landmark(std::move(allowed), 1 - 1e-3)) return false;
  ++root.cuts;
  return true;
}

// A whole solution is a plan, or holds itself up in a ring: then a landmark that it misses is
// added. False in the second case.
bool Search::offer_whole() {
  std::vector<CoreNode> paid;
  std::vector<std::uint8_t> paying(core_.size(), 0);
  for (const CoreNode n : relaxation_.named()) {
    if (core_.cost[n] == 0 || relaxation_.value(n) < 1 - Relaxation::kWhole) continue;
    paid.push_back(n);
    paying[n] = 1;
  }
  if (relaxation_.add_landmark(std::move(paying), 1e30)) return false;
  offer_with_goals(std::move(paid));
  return true;
}

// Priced nodes that the relaxation has a part of.
std::vector<CoreNode> Search::open_nodes() const {
  std::vector<CoreNode> open;
  for (const CoreNode n : relaxation_.named()) {
    if (core_.cost[n] > 0 && relaxation_.fixed(n) == Fixed::no && relaxation_.is_open(n))
      open.push_back(n);
  }
  return open;
}

// Bounds the present branch; the node to branch on, or nothing when it is closed.
std::optional<CoreNode> Search::bound_here(Cost& bound) {
  Root root;
  ++solved_;
  for (std::size_t round = 0;; ++round) {
    std::vector<std::uint8_t> allowed(core_.size(), 0);
    for (CoreNode n = 0; n < core_.size(); ++n) {
      allowed[n] = relaxation_.fixed(n) != Fixed::out ? 1 : 0;
    }
    if (!goals_hold(core_, allowed)) return std::nullopt;
    const Relaxation::Outcome outcome = relaxation_.solve(best_.cost, bound, stop_);
    if (outcome == Relaxation::Outcome::closed) return std::nullopt;
    if (outcome == Relaxation::Outcome::stopped) {
      stopped_ = true;
      return std::nullopt;
    }
    if (outcome == Relaxation::Outcome::unsure) break;
    const Lp::Certificate& certificate = relaxation_.certificate();
    if (at_root()) root_ = certificate;
    const std::vector<CoreNode> fixed = relaxation_.fix_by_cost(certificate, best_.cost);
    if (!at_root()) local_.insert(local_.end(), fixed.begin(), fixed.end());
    if (relaxation_.add_broken_rows()) continue;
    if (at_root() ? round % 5 == 0 : solved_ % 16 == 1) round_off();
    if (bound >= best_.cost) return std::nullopt;
    const auto& named = relaxation_.named();
    const bool whole = std::none_of(named.begin(), named.end(), [&](CoreNode n) {
      return core_.cost[n] > 0 && relaxation_.is_open(n);
    });
    if (!whole) {
      if (at_root() && tighten(root)) continue;
      break;
    }
    if (!offer_whole()) continue;
    if (bound >= best_.cost) return std::nullopt;
    // Only rounding is left between the two; fixing what is left decides it.
    break;
  }
  return branch_on(bound);
}

std::optional<CoreNode> Search::branch_on(Cost bound) {
  std::vector<CoreNode> open = open_nodes();
  if (!open.empty()) return branching_.pick(open, relaxation_, bound, best_.cost, stop_);
  std::vector<CoreNode> all;
  std::vector<std::uint8_t> paying(core_.size(), 0);
  for (CoreNode n = 0; n < core_.size(); ++n) {
    if (core_.cost[n] == 0) continue;
    const bool in = relaxation_.is_goal(n) || relaxation_.fixed(n) == Fixed::in;
    if (!in && relaxation_.fixed(n) == Fixed::no) open.push_back(n);
    if (!in) continue;
    all.push_back(n);
    paying[n] = 1;
  }
  if (!open.empty()) return branching_.pick(open, relaxation_, bound, best_.cost, stop_);
  if (goals_hold(core_, paying)) best_.offer(core_, std::move(all));
  return std::nullopt;
}

Solution Search::run() {
  offer_with_goals(greedy_set(core_, state()));
  tree_.push_back({0, 0, Fixed::no, relaxation_.base()});
  std::priority_queue<Open> open;
  std::optional<std::uint32_t> at = 0;
  Cost lowest = relaxation_.base();
  bool plunging = false;
  for (;;) {
    Cost bound = tree_[*at].bound;
    if (!plunging) move_to(*at);
    plunging = false;
    const Cost best_before = best_.cost;
    const std::optional<CoreNode> on = bound_here(bound);
    if (stopped_) {
      lowest = std::min(bound, best_.cost);
      break;
    }
    // A better plan leaves less room: more is settled at the root.
    if (best_.cost < best_before) relaxation_.fix_by_cost(root_, best_.cost);
    if (on) {
      const double share = relaxation_.value(*on);
      const auto child = static_cast<std::uint32_t>(tree_.size());
      const bool in_first = share >= 0.5;
      tree_.push_back({*at, *on, in_first ? Fixed::in : Fixed::out, bound});
      tree_.push_back({*at, *on, in_first ? Fixed::out : Fixed::in, bound});
      open.push({bound, child + 1});
      if (solved_ % 64 == 0) relaxation_.drop_slack_rows();
      // Go on below.
      at = child;
      local_.push_back(*on);
      relaxation_.fix(*on, tree_[child].to);
      plunging = true;
      continue;
    }
    at.reset();
    if (!open.empty() && open.top().bound < best_.cost) {
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

}  // namespace cairn
