#include "cairn/planner/order.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "cairn/planner/select.h"
#include "planner/soft_order.h"
#include "planner/stage_order.h"

namespace cairn {
namespace {

// The skills of the plan that the target, met from within the plan, rests on beyond `have`.
std::vector<SkillIndex> rests_on(const Problem& problem, const Flags& in_plan, const Flags& have,
                                 Node target, const StopCheck& stop) {
  Problem inner = problem;
  inner.known = have;
  inner.goals = {target};
  inner.chosen.clear();
  for (std::size_t s = 0; s < in_plan.size(); ++s) inner.avoided[s] = in_plan[s] == 0;
  const Selection selection = select(inner, stop);
  const Plan* plan = std::get_if<Plan>(&selection);
  return plan == nullptr ? std::vector<SkillIndex>{} : plan->skills;
}

}  // namespace

Order order_plan(const Problem& problem, std::span<const SkillIndex> plan, const StopCheck& stop) {
  const SkillGraph& graph = *problem.graph;
  Order order;
  Flags have = problem.known;
  Flags in_plan(have.size(), 0);
  for (const SkillIndex skill : plan) in_plan[value(skill)] = 1;
  std::int64_t time = 0;
  const auto append = [&](std::optional<LevelIndex> level, std::vector<SkillIndex> skills) {
    if (skills.empty()) return;
    StageOrder stage = order_stage(problem, have, std::move(skills), stop);
    honour_preferences(problem, have, stage.steps);
    const std::size_t begin = order.steps.size();
    for (const SkillIndex skill : stage.steps) {
      have[value(skill)] = 1;
      order.lower_bound += problem.weight[value(skill)] * time;  // of earlier stages
    }
    order.lower_bound += stage.lower_bound;
    for (const SkillIndex skill : stage.steps) {
      time += problem.cost[value(skill)].minutes();
      order.weighted_minutes += problem.weight[value(skill)] * time;
    }
    order.steps.insert(order.steps.end(), stage.steps.begin(), stage.steps.end());
    order.stages.push_back({level, begin, order.steps.size()});
  };
  std::optional<LevelIndex> highest;
  for (const Node goal : problem.goals) {
    if (graph.is_level(goal) && (!highest || graph.level(goal) > *highest)) {
      highest = graph.level(goal);
    }
  }
  if (highest) {
    for (std::uint32_t level = 0; level <= value(*highest); ++level) {
      append(LevelIndex{level},
             rests_on(problem, in_plan, have, graph.node(LevelIndex{level}), stop));
    }
  }
  std::vector<SkillIndex> rest;
  for (const SkillIndex skill : plan) {
    if (have[value(skill)] == 0) rest.push_back(skill);
  }
  append(std::nullopt, std::move(rest));
  order.lower_bound = std::min(order.lower_bound, order.weighted_minutes);
  return order;
}

}  // namespace cairn
