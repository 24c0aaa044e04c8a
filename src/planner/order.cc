#include "cairn/planner/order.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <utility>
#include <variant>

#include "cairn/planner/select.h"

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

// Flags for the skills [begin, end).
Flags flags_of(std::span<const SkillIndex> skills, std::size_t size) {
  Flags flags(size, 0);
  for (const SkillIndex skill : skills) flags[value(skill)] = 1;
  return flags;
}

class StageOrder {
 public:
  StageOrder(const Problem& problem, Flags& have, std::vector<SkillIndex>& steps)
      : problem_(problem), have_(have), steps_(steps) {}

  void append(std::vector<SkillIndex> stage) {
    if (stage.size() > kMostClosureSteps) {
      append_by_own_payoff(stage);
    } else {
      append_by_closure(std::move(stage));
    }
  }

 private:
  bool better(const Closure& a, const Closure& b) const {
    if (a.payoff() != b.payoff()) return a.payoff() > b.payoff();
    if (a.cost != b.cost) return a.cost < b.cost;
    return a.target < b.target;
  }

  void learn(SkillIndex skill) {
    have_[value(skill)] = 1;
    steps_.push_back(skill);
  }

  // The densest closure first; inside it the same rule, on fewer skills each time.
  void append_by_closure(std::vector<SkillIndex> stage) {
    struct Task {
      std::vector<SkillIndex> skills;
    };
    std::vector<Task> tasks;
    tasks.push_back({std::move(stage)});
    while (!tasks.empty()) {
      Task& task = tasks.back();
      std::erase_if(task.skills, [&](SkillIndex s) { return have_[value(s)] != 0; });
      if (task.skills.empty()) {
        tasks.pop_back();
        continue;
      }
      const Flags within = flags_of(task.skills, have_.size());
      const std::vector<Closure> all = closures(problem_, have_, within);
      const Closure& best = *std::min_element(
          all.begin(), all.end(), [&](const auto& a, const auto& b) { return better(a, b); });
      if (best.skills.size() == 1) {
        learn(best.target);
        continue;
      }
      // The target comes last in its closure; what leads to it is put in order by itself.
      std::vector<SkillIndex> inner(best.skills.begin(), best.skills.end() - 1);
      tasks.push_back({{best.target}});
      tasks.push_back({std::move(inner)});
    }
  }

  void append_by_own_payoff(const std::vector<SkillIndex>& stage) {
    const SkillGraph& graph = *problem_.graph;
    const Flags within = flags_of(stage, have_.size());
    std::vector<std::uint32_t> missing(graph.node_count());
    using Entry = std::pair<double, std::uint32_t>;
    const auto later = [](const Entry& a, const Entry& b) {
      return a.first != b.first ? a.first < b.first : a.second > b.second;
    };
    std::priority_queue<Entry, std::vector<Entry>, decltype(later)> ready(later);
    std::vector<std::uint32_t> gates;
    const auto supported = [&](std::uint32_t n) {
      if (!graph.is_skill(Node{n})) {
        gates.push_back(n);
      } else if (have_[n] == 0 && within[n] != 0) {
        ready.emplace(payoff(problem_.weight[n], problem_.cost[n]), n);
      }
    };
    const auto hold = [&](std::uint32_t first) {
      gates.push_back(first);
      while (!gates.empty()) {
        const std::uint32_t n = gates.back();
        gates.pop_back();
        for (const Node user : graph.users(Node{n})) {
          if (missing[value(user)] != 0 && --missing[value(user)] == 0) supported(value(user));
        }
      }
    };
    for (std::uint32_t n = 0; n < graph.node_count(); ++n) missing[n] = graph.threshold(Node{n});
    std::vector<std::uint32_t> start;
    for (std::uint32_t n = 0; n < graph.node_count(); ++n) {
      if (graph.is_skill(Node{n}) ? have_[n] != 0 : missing[n] == 0) {
        start.push_back(n);
      } else if (missing[n] == 0) {
        supported(n);
      }
    }
    for (const std::uint32_t n : start) hold(n);
    while (!ready.empty()) {
      const std::uint32_t n = ready.top().second;
      ready.pop();
      learn(SkillIndex{n});
      hold(n);
    }
  }

  const Problem& problem_;
  Flags& have_;
  std::vector<SkillIndex>& steps_;
};

// The skills of the plan that the target, met from within the plan, rests on beyond `have`.
std::vector<SkillIndex> rests_on(const Problem& problem, const Flags& in_plan, const Flags& have,
                                 Node target) {
  Problem inner = problem;
  inner.known = have;
  inner.goals = {target};
  inner.chosen.clear();
  for (std::size_t s = 0; s < in_plan.size(); ++s) inner.avoided[s] = in_plan[s] == 0;
  const Selection selection = select(inner);
  const Plan* plan = std::get_if<Plan>(&selection);
  return plan == nullptr ? std::vector<SkillIndex>{} : plan->skills;
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
  std::vector<std::uint8_t> taken(graph.node_count());
  std::vector<Node> stack, children, held;
  for (std::uint32_t target = 0; target < graph.skill_count(); ++target) {
    if (within[target] == 0 || have[target] != 0 || support.rank[target] == kNone) continue;
    std::fill(taken.begin(), taken.end(), 0);
    Closure closure;
    closure.target = SkillIndex{target};
    stack.assign(1, Node{target});
    taken[target] = 1;
    while (!stack.empty()) {
      const Node node = stack.back();
      stack.pop_back();
      if (graph.is_skill(node)) {
        if (have[value(node)] != 0) continue;
        closure.skills.push_back(graph.skill(node));
        closure.weight += problem.weight[value(node)];
        closure.cost += problem.cost[value(node)];
      }
      children.assign(graph.children(node).begin(), graph.children(node).end());
      std::stable_sort(children.begin(), children.end(), [&](Node a, Node b) {
        return support.rank[value(a)] < support.rank[value(b)];
      });
      for (std::uint32_t k = 0; k < graph.threshold(node); ++k) {
        if (std::exchange(taken[value(children[k])], std::uint8_t{1}) == 0) {
          stack.push_back(children[k]);
        }
      }
    }
    std::sort(closure.skills.begin(), closure.skills.end(), [&](SkillIndex a, SkillIndex b) {
      return support.rank[value(a)] < support.rank[value(b)];
    });
    all.push_back(std::move(closure));
  }
  return all;
}

Order order_plan(const Problem& problem, std::span<const SkillIndex> plan) {
  const SkillGraph& graph = *problem.graph;
  Order order;
  Flags have = problem.known;
  const Flags in_plan = flags_of(plan, have.size());
  StageOrder stages(problem, have, order.steps);
  const auto append = [&](std::optional<LevelIndex> level, std::vector<SkillIndex> skills) {
    const std::size_t begin = order.steps.size();
    stages.append(std::move(skills));
    if (order.steps.size() > begin) order.stages.push_back({level, begin, order.steps.size()});
  };
  std::optional<LevelIndex> highest;
  for (const Node goal : problem.goals) {
    if (graph.is_level(goal) && (!highest || graph.level(goal) > *highest)) {
      highest = graph.level(goal);
    }
  }
  if (highest) {
    for (std::uint32_t level = 0; level <= value(*highest); ++level) {
      append(LevelIndex{level}, rests_on(problem, in_plan, have, graph.node(LevelIndex{level})));
    }
  }
  std::vector<SkillIndex> rest;
  for (const SkillIndex skill : plan) {
    if (have[value(skill)] == 0) rest.push_back(skill);
  }
  append(std::nullopt, std::move(rest));
  return order;
}

}  // namespace cairn
