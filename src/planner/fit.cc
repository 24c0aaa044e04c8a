#include "cairn/planner/fit.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "planner/core.h"
#include "planner/knapsack.h"
#include "planner/stage_order.h"

namespace cairn {
namespace {

// Skills that can be learnt at all, and whose landmarks alone leave room in the budget.
std::vector<SkillIndex> candidates(const Problem& problem, Hours budget, const Flags& within,
                                   const StopCheck& stop) {
  const SkillGraph& graph = *problem.graph;
  Flags may(graph.skill_count(), 0);
  for (std::size_t s = 0; s < may.size(); ++s) {
    may[s] =
        problem.avoided[s] == 0 && (within.empty() || within[s] != 0) && problem.cost[s] <= budget;
  }
  for (;;) {
    std::vector<SkillIndex> skills = derive(graph, problem.known, may).order;
    std::sort(skills.begin(), skills.end());
    const Core core = plan_core(graph, problem.known, skills);
    if (core.size() > Landmarks::kMostExact) return skills;
    const Landmarks landmarks(core, stop);
    if (!landmarks.complete()) return skills;
    bool dropped = false;
    for (CoreNode x = 0; x < skills.size(); ++x) {
      Hours least;
      for (CoreNode z = 0; z < skills.size(); ++z) {
        if (landmarks.contains(x, z)) least += problem.cost[value(skills[z])];
      }
      if (least <= budget) continue;
      may[value(skills[x])] = 0;
      dropped = true;
    }
    if (!dropped) return skills;
  }
}

// The best set that was found, of no weight where nothing was, with its bound.
KnapsackSet pack(const Problem& problem, const std::vector<SkillIndex>& skills, Hours budget,
                 const StopCheck& stop) {
  Knapsack knapsack{plan_core(*problem.graph, problem.known, skills), {}, {}, budget.minutes()};
  for (const SkillIndex skill : skills) {
    knapsack.weight.push_back(problem.weight[value(skill)]);
    knapsack.minutes.push_back(problem.cost[value(skill)].minutes());
  }
  KnapsackSet made;
  if (skills.size() <= kMostExactFit) {
    made = pack_exactly(knapsack, stop);
  } else {
    made = pack_dense_first(knapsack, {}, {}, stop);
    made.bound = fractional_weight(knapsack);
  }
  made.weight = std::max<std::int64_t>(0, made.weight);
  made.bound = std::max(made.bound, made.weight);
  return made;
}

}  // namespace

FitSet fit_within(const Problem& problem, Hours budget, const Flags& within,
                  const StopCheck& stop) {
  const std::vector<SkillIndex> skills = candidates(problem, budget, within, stop);
  const KnapsackSet packed = pack(problem, skills, budget, stop);
  // Without what has no weight and nothing rests on, latest learnt first.
  Flags may(problem.graph->skill_count(), 0);
  for (const CoreNode n : packed.skills) may[value(skills[n])] = 1;
  std::vector<SkillIndex> order = derive(*problem.graph, problem.known, may).order;
  for (std::size_t i = order.size(); i-- > 0;) {
    if (problem.weight[value(order[i])] != 0) continue;
    may[value(order[i])] = 0;
    const std::vector<SkillIndex> rest = derive(*problem.graph, problem.known, may).order;
    if (rest.size() + 1 == order.size()) {
      order = rest;
      i = std::min(i, order.size());
    } else {
      may[value(order[i])] = 1;
    }
  }
  Problem plain = problem;
  plain.goals.clear();
  plain.chosen.clear();
  std::sort(order.begin(), order.end());
  FitSet set;
  set.steps = order_plan(plain, order, stop).steps;
  for (const SkillIndex skill : set.steps) {
    set.weight += problem.weight[value(skill)];
    set.cost += problem.cost[value(skill)];
  }
  set.upper_bound = std::max(set.weight, static_cast<int>(packed.bound));
  return set;
}

Fit fit(const Problem& problem, Hours budget, const Flags& within, const StopCheck& stop) {
  Fit made;
  made.set = fit_within(problem, budget, within, stop);
  Problem after = problem;
  for (const SkillIndex skill : made.set.steps) after.known[value(skill)] = 1;
  Flags may(problem.graph->skill_count(), 0);
  for (std::size_t s = 0; s < may.size(); ++s) {
    may[s] = problem.avoided[s] == 0 && (within.empty() || within[s] != 0) ? 1 : 0;
  }
  if (problem.graph->skill_count() <= kMostExactFit) {
    for (Closure& closure : closures(after, after.known, may)) {
      if (closure.weight == 0) continue;
      const Hours missing = made.set.cost + closure.cost - budget;
      made.just_out.push_back({std::move(closure), std::max(missing, Hours())});
    }
    std::stable_sort(made.just_out.begin(), made.just_out.end(),
                     [](const JustOut& a, const JustOut& b) {
                       if (a.missing != b.missing) return a.missing < b.missing;
                       return a.closure.payoff() > b.closure.payoff();
                     });
    if (made.just_out.size() > kMostJustOut) made.just_out.resize(kMostJustOut);
  }
  made.more.budget = budget + kMoreHours;
  made.more.set = fit_within(problem, made.more.budget, within, stop);
  std::vector<SkillIndex> now = made.set.steps, then = made.more.set.steps;
  std::sort(now.begin(), now.end());
  std::sort(then.begin(), then.end());
  std::set_difference(then.begin(), then.end(), now.begin(), now.end(),
                      std::back_inserter(made.more.added));
  std::set_difference(now.begin(), now.end(), then.begin(), then.end(),
                      std::back_inserter(made.more.dropped));
  return made;
}

}  // namespace cairn
