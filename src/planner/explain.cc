#include "cairn/planner/explain.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "cairn/planner/poset.h"

namespace cairn {
namespace {

WhatIf compare(const Plan& present, const Plan& other) {
  WhatIf what{other.cost, {}, {}, other.optimal()};
  std::set_difference(other.skills.begin(), other.skills.end(), present.skills.begin(),
                      present.skills.end(), std::back_inserter(what.added));
  std::set_difference(present.skills.begin(), present.skills.end(), other.skills.begin(),
                      other.skills.end(), std::back_inserter(what.dropped));
  return what;
}

std::variant<WhatIf, Unreachable> solve(const Problem& other, const Plan& present,
                                        const StopCheck& stop) {
  Selection selection = select(other, stop);
  if (auto* unreachable = std::get_if<Unreachable>(&selection)) return std::move(*unreachable);
  return compare(present, std::get<Plan>(selection));
}

}  // namespace

std::vector<SkillIndex> named_skills(const SkillGraph& graph, Node node) {
  std::vector<SkillIndex> named;
  std::vector<Node> stack = {node};
  while (!stack.empty()) {
    const Node at = stack.back();
    stack.pop_back();
    for (const Node child : graph.children(at)) {
      if (graph.is_skill(child)) {
        named.push_back(graph.skill(child));
      } else if (!graph.is_level(child)) {
        stack.push_back(child);
      }
    }
  }
  std::sort(named.begin(), named.end());
  named.erase(std::unique(named.begin(), named.end()), named.end());
  return named;
}

Explanation explain(const Problem& problem, const Roadmap& roadmap, SkillIndex skill,
                    const StopCheck& stop) {
  Counterparts plain{problem, problem};
  std::erase(plain.without.chosen, skill);
  plain.with.avoided[value(skill)] = 0;
  plain.with.chosen.push_back(skill);
  return explain(problem, roadmap, skill, plain, stop);
}

Explanation explain(const Problem& problem, const Roadmap& roadmap, SkillIndex skill,
                    const Counterparts& counterparts, const StopCheck& stop) {
  const SkillGraph& graph = *problem.graph;
  Explanation result;
  result.skill = skill;
  result.known = problem.known[value(skill)] != 0;
  result.needs = named_skills(graph, graph.node(skill));
  const std::vector<SkillIndex> ready = ready_skills(graph, problem.known);
  result.ready = std::binary_search(ready.begin(), ready.end(), skill);
  std::vector<SkillIndex> steps;
  for (std::size_t i = 0; i < roadmap.steps.size(); ++i) {
    steps.push_back(roadmap.steps[i].skill);
    if (steps.back() == skill) result.step = i;
  }
  const auto names = [&](Node node) {
    const std::vector<SkillIndex> named = named_skills(graph, node);
    return std::binary_search(named.begin(), named.end(), skill);
  };
  std::uint32_t levels = 0;
  for (const Node goal : problem.goals) {
    if (graph.is_level(goal)) levels = std::max(levels, value(graph.level(goal)) + 1);
  }
  for (std::uint32_t level = 0; level < levels; ++level) {
    const Node node = graph.node(LevelIndex{level});
    if (names(node)) result.asked_by.push_back(node);
  }
  for (const SkillIndex step : steps) {
    if (names(graph.node(step))) result.asked_by.push_back(graph.node(step));
  }
  if (result.step) {
    const PlanPoset poset(problem, steps);
    for (const std::size_t x : poset.after(*result.step)) result.opens.push_back(steps[x]);
    for (const Choice& choice : roadmap.choices) {
      const SkillIndex taken = choice.why.taken;
      const auto& known_so = result.hangs_on;
      if (taken == skill || std::find(known_so.begin(), known_so.end(), taken) != known_so.end())
        continue;
      if (stop && stop()) break;
      Problem without = problem;
      without.avoided[value(taken)] = 1;
      const std::optional<Plan> plan = find_plan(without, stop);
      if (plan && !std::binary_search(plan->skills.begin(), plan->skills.end(), skill)) {
        result.hangs_on.push_back(taken);
      }
    }
    std::sort(result.hangs_on.begin(), result.hangs_on.end());
    Problem other = counterparts.without;
    other.avoided[value(skill)] = 1;
    result.without = solve(other, roadmap.plan, stop);
    other = problem;
    other.known[value(skill)] = 1;
    auto known = solve(other, roadmap.plan, stop);
    if (const auto* what = std::get_if<WhatIf>(&known)) result.if_known = *what;
    // The same plan without it does, whatever a search found that was stopped.
    const Hours left = roadmap.plan.cost - problem.cost[value(skill)];
    if (result.if_known && result.if_known->cost > left)
      result.if_known = WhatIf{left, {}, {skill}, false};
  } else if (!result.known) {
    result.if_chosen = solve(counterparts.with, roadmap.plan, stop);
  }
  return result;
}

}  // namespace cairn
