#include "planner/closures.h"

#include <algorithm>
#include <functional>

namespace cairn {
namespace {

constexpr std::uint32_t kNone = static_cast<std::uint32_t>(-1);

}  // namespace

double payoff(int weight, Hours cost) {
  const auto minutes = std::max<std::int64_t>(1, cost.minutes());
  return 600.0 * weight / static_cast<double>(minutes);
}

ClosureFinder::ClosureFinder(const Problem& problem)
    : problem_(problem),
      within_(problem.graph->skill_count(), 0),
      below_(problem.graph->node_count(), 0),
      taken_(problem.graph->node_count(), 0),
      rank_(problem.graph->node_count()),
      sum_(problem.graph->node_count()),
      missing_(problem.graph->node_count()) {}

// What the skills may rest on, through each other alone. What one has rests on nothing.
void ClosureFinder::look_below(const Flags& have, std::span<const SkillIndex> within) {
  const SkillGraph& graph = *problem_.graph;
  ++round_;
  nodes_.clear();
  const auto reach = [&](Node node) {
    if (std::exchange(below_[value(node)], round_) != round_) nodes_.push_back(value(node));
  };
  for (const SkillIndex skill : within) within_[value(skill)] = round_;
  for (const SkillIndex skill : within) reach(graph.node(skill));
  for (std::size_t next = 0; next < nodes_.size(); ++next) {
    const std::uint32_t n = nodes_[next];
    rank_[n] = kNone;
    sum_[n] = 0;
    missing_[n] = graph.threshold(Node{n});
    const bool leaf = graph.is_skill(Node{n}) && (have[n] != 0 || !is_within(n));
    if (leaf) continue;
    for (const Node child : graph.children(Node{n})) reach(child);
  }
}

// How each node is best derived from what one has: additive values, in the order in which the nodes
// settle, the lower number first where they are equal.
void ClosureFinder::rank_support(const Flags& have) {
  const SkillGraph& graph = *problem_.graph;
  const auto push = [&](std::int64_t at, std::uint32_t n) {
    queue_.emplace_back(at, n);
    std::push_heap(queue_.begin(), queue_.end(), std::greater<>());
  };
  const auto supported = [&](std::uint32_t n) {
    if (!graph.is_skill(Node{n})) {
      push(sum_[n], n);
    } else if (have[n] == 0 && is_within(n)) {
      push(sum_[n] + problem_.cost[n].minutes(), n);
    }
  };
  for (const std::uint32_t n : nodes_) {
    if (graph.is_skill(Node{n}) && have[n] != 0) {
      push(0, n);
    } else if (missing_[n] == 0) {
      supported(n);
    }
  }
  std::uint32_t clock = 0;
  while (!queue_.empty()) {
    std::pop_heap(queue_.begin(), queue_.end(), std::greater<>());
    const auto [at, n] = queue_.back();
    queue_.pop_back();
    if (rank_[n] != kNone) continue;
    rank_[n] = clock++;
    for (const Node user : graph.users(Node{n})) {
      const std::uint32_t u = value(user);
      if (!is_below(u) || missing_[u] == 0) continue;
      sum_[u] += at;
      if (--missing_[u] == 0) supported(u);
    }
  }
}

Closure ClosureFinder::closure_of(SkillIndex target, const Flags& have) {
  const SkillGraph& graph = *problem_.graph;
  Closure closure;
  closure.target = target;
  ++closure_;
  const auto take = [&](Node child) {
    if (std::exchange(taken_[value(child)], closure_) != closure_) stack_.push_back(child);
  };
  take(graph.node(target));
  while (!stack_.empty()) {
    const Node node = stack_.back();
    stack_.pop_back();
    if (graph.is_skill(node)) {
      if (have[value(node)] != 0) continue;
      closure.skills.push_back(graph.skill(node));
      closure.weight += problem_.weight[value(node)];
      closure.cost += problem_.cost[value(node)];
    }
    const auto children = graph.children(node);
    const std::uint32_t threshold = graph.threshold(node);
    if (threshold == children.size()) {
      std::for_each(children.begin(), children.end(), take);
      continue;
    }
    // What is derived has that many derived children, and ranks of those differ: no ties.
    best_.assign(children.begin(), children.end());
    const auto end = best_.begin() + threshold;
    std::partial_sort(best_.begin(), end, best_.end(),
                      [&](Node a, Node b) { return rank_[value(a)] < rank_[value(b)]; });
    std::for_each(best_.begin(), end, take);
  }
  std::sort(closure.skills.begin(), closure.skills.end(),
            [&](SkillIndex a, SkillIndex b) { return rank_[value(a)] < rank_[value(b)]; });
  return closure;
}

std::vector<Closure> ClosureFinder::find(const Flags& have, std::span<const SkillIndex> within) {
  look_below(have, within);
  rank_support(have);
  std::vector<Closure> all;
  for (const SkillIndex target : within) {
    if (have[value(target)] == 0 && rank_[value(target)] != kNone) {
      all.push_back(closure_of(target, have));
    }
  }
  return all;
}

std::vector<Closure> closures(const Problem& problem, const Flags& have, const Flags& within) {
  std::vector<SkillIndex> listed;
  for (std::uint32_t s = 0; s < within.size(); ++s) {
    if (within[s] != 0) listed.push_back(SkillIndex{s});
  }
  return ClosureFinder(problem).find(have, listed);
}

}  // namespace cairn
