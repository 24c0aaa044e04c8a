#include "cairn/planner/select.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include "planner/core.h"

namespace cairn {
namespace {

// Depth-first branch and bound: a skill is paid, or banned.
class Search {
 public:
  Search(const Core& core, const StopCheck& stop) : core_(core), stop_(stop) {
    state_.cost = core.cost;
    state_.banned.assign(core.size(), 0);
    state_.goals = core.goals;
    for (const Cost cost : core.cost) unit_ = std::gcd(unit_, cost);
    if (unit_ == 0) unit_ = 1;
  }

  void run();

  const std::vector<CoreNode>& best() const { return best_; }
  Cost best_cost() const { return best_cost_; }
  Cost lower_bound() const { return lower_bound_; }

 private:
  struct Frame {
    CoreNode skill;
    Cost bound;           // of the node that was branched on: holds for both branches
    bool banned_is_open;  // the second branch is still to be tried
  };

  // Bounds the present node; returns the skill to branch on, or nothing when it is closed.
  std::optional<CoreNode> bound_and_branch(Cost& bound);
  void pay(CoreNode skill);
  void unpay(CoreNode skill);
  bool next_branch();

  const Core& core_;
  const StopCheck& stop_;
  SearchState state_;
  Cost paid_ = 0;
  std::vector<CoreNode> paid_skills_;
  std::vector<Frame> frames_;
  std::vector<CoreNode> best_;
  Cost best_cost_ = kInfinite;
  Cost lower_bound_ = 0;
  Cost unit_ = 0;
};

std::optional<CoreNode> Search::bound_and_branch(Cost& bound) {
  const Bound cuts = lm_cut(core_, state_, best_cost_ - paid_);
  if (cuts.value >= kInfinite) return std::nullopt;
  // Every plan's cost is a multiple of the costs' common divisor.
  bound = std::max(bound, paid_ + (cuts.value + unit_ - 1) / unit_ * unit_);
  if (bound >= best_cost_) return std::nullopt;

  std::vector<CoreNode> rest = greedy_set(core_, state_);
  Cost cost = paid_;
  for (const CoreNode skill : rest) cost += state_.cost[skill];
  if (cost < best_cost_) {
    best_cost_ = cost;
    best_ = paid_skills_;
    best_.insert(best_.end(), rest.begin(), rest.end());
  }
  if (bound >= best_cost_) return std::nullopt;

  std::vector<double> share(core_.size(), 0);
  for (const Cut& cut : cuts.cuts) {
    const double part = static_cast<double>(cut.cost) / static_cast<double>(cut.skills.size());
    for (const CoreNode skill : cut.skills) share[skill] += part;
  }
  return static_cast<CoreNode>(std::max_element(share.begin(), share.end()) - share.begin());
}

void Search::pay(CoreNode skill) {
  paid_ += state_.cost[skill];
  state_.cost[skill] = 0;
  state_.goals.push_back(skill);
  paid_skills_.push_back(skill);
}

void Search::unpay(CoreNode skill) {
  state_.cost[skill] = core_.cost[skill];
  paid_ -= state_.cost[skill];
  state_.goals.pop_back();
  paid_skills_.pop_back();
}

// Moves to the next open branch; false when none is left.
bool Search::next_branch() {
  while (!frames_.empty()) {
    Frame& frame = frames_.back();
    if (frame.banned_is_open) {
      frame.banned_is_open = false;
      unpay(frame.skill);
      if (frame.bound < best_cost_) {
        state_.banned[frame.skill] = 1;
        return true;
      }
    }
    state_.banned[frame.skill] = 0;
    frames_.pop_back();
  }
  return false;
}

void Search::run() {
  if (core_.goals.empty()) {
    best_cost_ = 0;
    return;
  }
  for (;;) {
    Cost bound = frames_.empty() ? 0 : frames_.back().bound;
    if (const auto skill = bound_and_branch(bound)) {
      frames_.push_back({*skill, bound, true});
      pay(*skill);
    } else if (!next_branch()) {
      lower_bound_ = best_cost_;
      return;
    }
    if (stop_ && stop_()) break;
  }
  // What is open: the present node, and the second branches on the way to it.
  lower_bound_ = frames_.empty() ? 0 : frames_.back().bound;
  for (const Frame& frame : frames_) {
    if (frame.banned_is_open) lower_bound_ = std::min(lower_bound_, frame.bound);
  }
  lower_bound_ = std::min(lower_bound_, best_cost_);
}

// The skills that the targets really rest on, among known ones, `bought` and skills of no cost.
std::vector<SkillIndex> trim(const Problem& problem, std::span<const Node> targets,
                             const std::vector<SkillIndex>& bought) {
  const SkillGraph& graph = *problem.graph;
  Flags may_learn(graph.skill_count(), 0);
  for (std::uint32_t s = 0; s < graph.skill_count(); ++s) {
    may_learn[s] = problem.cost[s].minutes() == 0 && problem.avoided[s] == 0;
  }
  for (const SkillIndex skill : bought) may_learn[value(skill)] = 1;
  // Nodes in the order in which they come to hold; a node may rest on earlier ones only.
  std::vector<std::uint32_t> rank(graph.node_count(), kNoSkill);
  std::vector<std::uint32_t> missing(graph.node_count());
  std::vector<Node> queue;
  const auto push = [&](Node node) {
    if (graph.is_skill(node) && (problem.known[value(node)] != 0 || may_learn[value(node)] == 0)) {
      return;
    }
    rank[value(node)] = static_cast<std::uint32_t>(queue.size());
    queue.push_back(node);
  };
  for (std::uint32_t s = 0; s < graph.skill_count(); ++s) {
    if (problem.known[s] == 0) continue;
    rank[s] = static_cast<std::uint32_t>(queue.size());
    queue.push_back(Node{s});
  }
  for (std::uint32_t n = 0; n < graph.node_count(); ++n) {
    missing[n] = graph.threshold(Node{n});
    if (missing[n] == 0) push(Node{n});
  }
  for (std::size_t next = 0; next < queue.size(); ++next) {
    for (const Node user : graph.users(queue[next])) {
      if (missing[value(user)] != 0 && --missing[value(user)] == 0) push(user);
    }
  }
  std::vector<std::uint8_t> used(graph.node_count(), 0);
  std::vector<SkillIndex> plan;
  std::vector<Node> support;
  for (const Node target : targets) used[value(target)] = 1;
  // Backwards, so that all users of a node are seen before it.
  for (std::size_t i = queue.size(); i-- > 0;) {
    const Node node = queue[i];
    if (used[value(node)] == 0) continue;
    if (graph.is_skill(node)) {
      if (problem.known[value(node)] != 0) continue;
      plan.push_back(graph.skill(node));
    }
    support.clear();
    for (const Node child : graph.children(node)) {
      if (rank[value(child)] < i) support.push_back(child);
    }
    // What is used anyway first, then what came earliest.
    std::stable_sort(support.begin(), support.end(), [&](Node a, Node b) {
      const auto key = [&](Node n) {
        const bool free = graph.is_skill(n) && problem.known[value(n)] != 0;
        return std::pair(!free && used[value(n)] == 0, rank[value(n)]);
      };
      return key(a) < key(b);
    });
    for (std::uint32_t k = 0; k < graph.threshold(node); ++k) used[value(support[k])] = 1;
  }
  std::sort(plan.begin(), plan.end());
  return plan;
}

bool reachable(const Problem& problem, Node target, const Flags& avoided) {
  Flags may_learn(avoided.size());
  for (std::size_t s = 0; s < avoided.size(); ++s) may_learn[s] = avoided[s] == 0;
  return derive(*problem.graph, problem.known, may_learn).holds[value(target)] != 0;
}

// The smallest set of avoided skills that blocks the target: one, then two, then a minimal one by
// leaving out what is not needed.
std::vector<SkillIndex> smallest_blame(const Problem& problem, Node target) {
  std::vector<std::uint32_t> avoided;
  for (std::uint32_t s = 0; s < problem.avoided.size(); ++s) {
    if (problem.avoided[s] != 0) avoided.push_back(s);
  }
  Flags none(problem.avoided.size(), 0);
  if (!reachable(problem, target, none)) return {};
  for (std::size_t i = 0; i < avoided.size(); ++i) {
    Flags one = none;
    one[avoided[i]] = 1;
    if (!reachable(problem, target, one)) return {SkillIndex{avoided[i]}};
  }
  constexpr std::size_t kMostForPairs = 40;
  for (std::size_t i = 0; i < avoided.size() && avoided.size() <= kMostForPairs; ++i) {
    for (std::size_t j = i + 1; j < avoided.size(); ++j) {
      Flags two = none;
      two[avoided[i]] = two[avoided[j]] = 1;
      if (!reachable(problem, target, two)) return {SkillIndex{avoided[i]}, SkillIndex{avoided[j]}};
    }
  }
  Flags kept = problem.avoided;
  for (const std::uint32_t s : avoided) {
    kept[s] = 0;
    if (reachable(problem, target, kept)) kept[s] = 1;
  }
  std::vector<SkillIndex> blame;
  for (const std::uint32_t s : avoided) {
    if (kept[s] != 0) blame.push_back(SkillIndex{s});
  }
  return blame;
}

Unreachable explain(const Problem& problem, std::span<const Node> targets, const Flags& holds) {
  Unreachable best;
  bool found = false;
  for (const Node target : targets) {
    if (holds[value(target)] != 0) continue;
    const bool goal =
        std::find(problem.goals.begin(), problem.goals.end(), target) != problem.goals.end();
    Unreachable candidate{target, !goal, smallest_blame(problem, target)};
    if (!found || candidate.blame.size() < best.blame.size()) best = std::move(candidate);
    found = true;
  }
  return best;
}

}  // namespace

Selection select(const Problem& problem, const StopCheck& stop) {
  const std::vector<Node> wanted = targets(problem);
  Flags may_learn(problem.avoided.size());
  for (std::size_t s = 0; s < may_learn.size(); ++s) may_learn[s] = problem.avoided[s] == 0;
  const Derivation all = derive(*problem.graph, problem.known, may_learn);
  for (const Node target : wanted) {
    if (all.holds[value(target)] == 0) return explain(problem, wanted, all.holds);
  }

  Reduced reduced = reduce(problem, wanted, all.holds);
  Search search(reduced.core, stop);
  search.run();

  std::vector<SkillIndex> bought = std::move(reduced.paid);
  Cost fixed = 0;
  for (const SkillIndex skill : bought) fixed += problem.cost[value(skill)].minutes();
  for (const CoreNode node : search.best()) bought.push_back(SkillIndex{reduced.core.skill[node]});

  Plan plan;
  plan.skills = trim(problem, wanted, bought);
  for (const SkillIndex skill : plan.skills) plan.cost += problem.cost[value(skill)];
  plan.lower_bound = std::min(plan.cost, Hours::from_minutes(fixed + search.lower_bound()));
  return plan;
}

}  // namespace cairn
