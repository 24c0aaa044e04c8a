#include <algorithm>
#include <functional>
#include <queue>
#include <utility>

#include "cairn/planner/order.h"

namespace cairn {
namespace {

constexpr std::uint32_t kNone = static_cast<std::uint32_t>(-1);

// How each node is best derived from what one has, through allowed skills: additive values, in the
// order in which the nodes settle.
struct Support {
  std::vector<std::uint32_t> rank;  // by node; kNone where it cannot be derived
};

Support best_support(const Problem& problem, const Flags& have, const Flags& within) {
  const SkillGraph& graph = *problem.graph;
  Support support{std::vector<std::uint32_t>(graph.node_count(), kNone)};
  std::vector<std::int64_t> sum(graph.node_count(), 0);
  std::vector<std::uint32_t> missing(graph.node_count());
  using Entry = std::pair<std::int64_t, std::uint32_t>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  const auto supported = [&](std::uint32_t n) {
    if (!graph.is_skill(Node{n})) {
      queue.emplace(sum[n], n);
    } else if (have[n] == 0 && within[n] != 0) {
      queue.emplace(sum[n] + problem.cost[n].minutes(), n);
    }
  };
  for (std::uint32_t n = 0; n < graph.node_count(); ++n) {
    missing[n] = graph.threshold(Node{n});
    if (graph.is_skill(Node{n}) && have[n] != 0) {
      queue.emplace(0, n);
    } else if (missing[n] == 0) {
      supported(n);
    }
  }
  std::uint32_t clock = 0;
  while (!queue.empty()) {
    const auto [at, n] = queue.top();
    queue.pop();
    if (support.rank[n] != kNone) continue;
    support.rank[n] = clock++;
    for (const Node user : graph.users(Node{n})) {
      const std::uint32_t u = value(user);
      if (missing[u] == 0) continue;
      sum[u] += at;
      if (--missing[u] == 0) supported(u);
    }
  }
  return support;
}

}  // namespace

double payoff(int weight, Hours cost) {
  const auto minutes = std::max<std::int64_t>(1, cost.minutes());
  return 600.0 * weight / static_cast<double>(minutes);
}

std::vector<Closure> closures(const Problem& problem, const Flags& have, const Flags& within) {
  const SkillGraph& graph = *problem.graph;
  const Support support = best_support(problem, have, within);
  std::vector<Closure> all;
  // The last target, counted from 1, whose closure took the node: nothing to clear in between.
  std::vector<std::uint32_t> taken(graph.node_count(), 0);
  std::vector<Node> stack, best;
  for (std::uint32_t target = 0; target < graph.skill_count(); ++target) {
    if (within[target] == 0 || have[target] != 0 || support.rank[target] == kNone) continue;
    Closure closure;
    closure.target = SkillIndex{target};
    stack.assign(1, Node{target});
    taken[target] = target + 1;
    while (!stack.empty()) {
      const Node node = stack.back();
      stack.pop_back();
      if (graph.is_skill(node)) {
        if (have[value(node)] != 0) continue;
        closure.skills.push_back(graph.skill(node));
        closure.weight += problem.weight[value(node)];
        closure.cost += problem.cost[value(node)];
      }
      const auto take = [&](Node child) {
        if (std::exchange(taken[value(child)], target + 1) != target + 1) stack.push_back(child);
      };
      const auto children = graph.children(node);
      const std::uint32_t threshold = graph.threshold(node);
      if (threshold == children.size()) {
        std::for_each(children.begin(), children.end(), take);
        continue;
      }
      // What is derived has that many derived children, and ranks of those differ: no ties.
      best.assign(children.begin(), children.end());
      const auto end = best.begin() + threshold;
      std::partial_sort(best.begin(), end, best.end(), [&](Node a, Node b) {
        return support.rank[value(a)] < support.rank[value(b)];
      });
      std::for_each(best.begin(), end, take);
    }
    std::sort(closure.skills.begin(), closure.skills.end(), [&](SkillIndex a, SkillIndex b) {
      return support.rank[value(a)] < support.rank[value(b)];
    });
    all.push_back(std::move(closure));
  }
  return all;
}

}  // namespace cairn
