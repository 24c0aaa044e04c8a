#include "cairn/planner/alternatives.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <variant>

namespace cairn {
namespace {

std::vector<SkillIndex> minus(const std::vector<SkillIndex>& a, const std::vector<SkillIndex>& b) {
  std::vector<SkillIndex> rest;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(rest));
  return rest;
}

// All plans that take `with` and none of `without`, and the cheapest of them.
struct Space {
  std::vector<SkillIndex> with, without;
  Plan plan;
};

std::optional<Plan> solve(const Problem& problem, const Plan& best, const Space& space,
                          const StopCheck& stop) {
  Problem narrowed = problem;
  for (const SkillIndex skill : space.with) narrowed.chosen.push_back(skill);
  for (const SkillIndex skill : space.without) narrowed.avoided[value(skill)] = 1;
  std::optional<Plan> plan = find_plan(narrowed, stop);
  // Who may do less never gets away cheaper.
  if (plan) plan->lower_bound = std::min(plan->cost, std::max(plan->lower_bound, best.lower_bound));
  return plan;
}

Alternative beside(const Plan& best, Space space) {
  Alternative made;
  made.more = space.plan.cost - best.cost;
  made.added = minus(space.plan.skills, best.skills);
  made.dropped = minus(best.skills, space.plan.skills);
  made.without = std::move(space.without);
  made.plan = std::move(space.plan);
  return made;
}

}  // namespace

std::vector<SkillIndex> taken_members(const Problem& problem, const Plan& plan) {
  const SkillGraph& graph = *problem.graph;
  Flags in_plan(graph.skill_count(), 0), wanted(graph.skill_count(), 0);
  for (const SkillIndex skill : plan.skills) in_plan[value(skill)] = 1;
  for (const Node target : targets(problem)) {
    if (graph.is_skill(target)) wanted[value(target)] = 1;
  }
  const Flags met = derive(graph, problem.known, Flags(graph.skill_count(), 0)).holds;
  // Choices that the plan or the goals come across, looked for from above.
  std::vector<std::uint8_t> seen(graph.node_count(), 0);
  std::vector<Node> stack;
  const auto visit = [&](Node node) {
    const bool outside = graph.is_skill(node) && in_plan[value(node)] == 0;
    if (outside || std::exchange(seen[value(node)], std::uint8_t{1}) != 0) return;
    stack.push_back(node);
  };
  for (const Node target : targets(problem)) visit(target);
  std::vector<SkillIndex> taken;
  while (!stack.empty()) {
    const Node node = stack.back();
    stack.pop_back();
    if (met[value(node)] != 0) continue;
    const auto children = graph.children(node);
    const bool choice = graph.threshold(node) < children.size();
    for (const Node child : children) {
      visit(child);
      if (!choice || !graph.is_skill(child) || in_plan[value(child)] == 0) continue;
      if (wanted[value(child)] == 0) taken.push_back(graph.skill(child));
    }
  }
  std::sort(taken.begin(), taken.end());
  taken.erase(std::unique(taken.begin(), taken.end()), taken.end());
  return taken;
}

std::vector<Alternative> alternatives(const Problem& problem, const Plan& best, std::size_t most,
                                      const StopCheck& stop) {
  std::vector<Alternative> found;
  std::vector<Space> open;
  // Parts what is left of a space beside its own plan by the first taken member gone without.
  const auto part = [&](const Space& space) {
    Space next{space.with, space.without, {}};
    for (const SkillIndex skill : minus(taken_members(problem, space.plan), space.with)) {
      if (stop && stop()) return;
      next.without.push_back(skill);
      if (auto plan = solve(problem, best, next, stop)) {
        next.plan = std::move(*plan);
        open.push_back(next);
      }
      next.without.pop_back();
      next.with.push_back(skill);
      std::sort(next.with.begin(), next.with.end());
    }
  };
  part({{}, {}, best});
  while (found.size() < most && !open.empty()) {
    const auto cheapest =
        std::min_element(open.begin(), open.end(), [](const Space& a, const Space& b) {
          return a.plan.cost != b.plan.cost ? a.plan.cost < b.plan.cost
                                            : a.plan.skills < b.plan.skills;
        });
    Space space = std::move(*cheapest);
    open.erase(cheapest);
    found.push_back(beside(best, space));
    if (found.size() < most) part(space);
    if (stop && stop()) break;
  }
  return found;
}

std::vector<Alternative> alternatives_by_choice(const Problem& problem, const Plan& best,
                                                std::size_t most, const StopCheck& stop) {
  std::vector<std::pair<Hours, Alternative>> candidates;
  for (const SkillIndex taken : taken_members(problem, best)) {
    Space space{{}, {taken}, {}};
    if (stop && stop()) break;
    auto plan = solve(problem, best, space, stop);
    if (!plan) continue;
    space.plan = std::move(*plan);
    Alternative made = beside(best, std::move(space));
    Hours carried;
    for (const SkillIndex skill : made.dropped) carried += problem.cost[value(skill)];
    candidates.emplace_back(carried, std::move(made));
  }
  std::stable_sort(candidates.begin(), candidates.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second.more < b.second.more;
  });
  std::vector<Alternative> found;
  std::vector<SkillIndex> fallen;
  for (auto& [carried, made] : candidates) {
    const SkillIndex taken = made.without.front();
    if (found.size() == most) return found;
    if (std::find(fallen.begin(), fallen.end(), taken) != fallen.end()) continue;
    fallen.insert(fallen.end(), made.dropped.begin(), made.dropped.end());
    found.push_back(std::move(made));
  }
  if (found.size() == most) return found;
  for (Alternative& other : alternatives(problem, best, most + found.size(), stop)) {
    const bool given = std::any_of(found.begin(), found.end(), [&](const Alternative& one) {
      return one.plan.skills == other.plan.skills;
    });
    if (!given && found.size() < most) found.push_back(std::move(other));
  }
  return found;
}

Comparison compare_plans(const Problem& first, const Problem& second, const StopCheck& stop_first,
                         const StopCheck& stop_second) {
  Comparison made{select(first, stop_first), select(second, stop_second), {}, {}, {}};
  const Plan* a = std::get_if<Plan>(&made.first);
  const Plan* b = std::get_if<Plan>(&made.second);
  if (a == nullptr || b == nullptr) return made;
  made.only_first = minus(a->skills, b->skills);
  made.only_second = minus(b->skills, a->skills);
  made.difference = b->cost - a->cost;
  return made;
}

}  // namespace cairn
