#include "tests/support/check_plan.h"

#include <fmt/format.h>

#include <algorithm>

#include "tests/support/brute_force.h"

namespace cairn::test {
namespace {

std::string_view id_of(const Catalog& catalog, SkillIndex skill) {
  return catalog.skill(skill).id.text;
}

// What can be learnt of `allowed` from `known`: again and again over the formulas.
Flags closure(const Catalog& catalog, Flags known, const Flags& allowed) {
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t s = 0; s < known.size(); ++s) {
      if (known[s] != 0 || allowed[s] == 0 || !holds(catalog.skills()[s].needs, known)) continue;
      known[s] = 1;
      changed = true;
    }
  }
  return known;
}

std::optional<LevelIndex> highest_goal(const Problem& problem) {
  std::optional<LevelIndex> highest;
  for (const Node goal : problem.goals) {
    if (!problem.graph->is_level(goal)) continue;
    const LevelIndex level = problem.graph->level(goal);
    highest = highest ? std::max(*highest, level) : level;
  }
  return highest;
}

}  // namespace

Complaints check_plan(const Catalog& catalog, const Problem& problem, const Plan& plan) {
  Complaints wrong;
  Flags allowed(catalog.skills().size(), 0);
  Hours sum;
  for (const SkillIndex skill : plan.skills) {
    const auto s = value(skill);
    if (allowed[s] != 0) wrong.push_back(fmt::format("{} is in it twice", id_of(catalog, skill)));
    if (problem.known[s] != 0) {
      wrong.push_back(fmt::format("{} is known already", id_of(catalog, skill)));
    }
    if (problem.avoided[s] != 0) {
      wrong.push_back(fmt::format("{} is avoided", id_of(catalog, skill)));
    }
    allowed[s] = 1;
    sum += problem.cost[s];
  }
  if (!std::is_sorted(plan.skills.begin(), plan.skills.end())) wrong.push_back("not ascending");
  const Flags learnt = closure(catalog, problem.known, allowed);
  for (const SkillIndex skill : plan.skills) {
    if (learnt[value(skill)] == 0) {
      wrong.push_back(fmt::format("{} has no founded support", id_of(catalog, skill)));
    }
  }
  for (const Node goal : problem.goals) {
    if (!node_holds(catalog, *problem.graph, goal, learnt)) {
      wrong.push_back(fmt::format("goal {} is not met", value(goal)));
    }
  }
  for (const SkillIndex skill : problem.chosen) {
    if (learnt[value(skill)] == 0) {
      wrong.push_back(fmt::format("choice {} is not met", id_of(catalog, skill)));
    }
  }
  if (plan.cost != sum) {
    wrong.push_back(fmt::format("says {} minutes, sums to {}", plan.cost.minutes(), sum.minutes()));
  }
  if (plan.lower_bound > plan.cost) wrong.push_back("the lower bound is above the cost");
  if (plan.lower_bound < Hours()) wrong.push_back("the lower bound is negative");
  return wrong;
}

Complaints check_learnable(const Catalog& catalog, const Problem& problem,
                           std::span<const SkillIndex> steps) {
  Complaints wrong;
  Flags known = problem.known;
  for (const SkillIndex skill : steps) {
    if (known[value(skill)] != 0) {
      wrong.push_back(fmt::format("{} is known when its turn comes", id_of(catalog, skill)));
    }
    if (!holds(catalog.skill(skill).needs, known)) {
      wrong.push_back(fmt::format("{} stands before what it needs", id_of(catalog, skill)));
    }
    known[value(skill)] = 1;
  }
  return wrong;
}

Complaints check_order(const Catalog& catalog, const Problem& problem,
                       std::span<const SkillIndex> plan, const Order& order) {
  Complaints wrong = check_learnable(catalog, problem, order.steps);
  std::vector<SkillIndex> sorted = order.steps, wanted(plan.begin(), plan.end());
  std::sort(sorted.begin(), sorted.end());
  std::sort(wanted.begin(), wanted.end());
  if (sorted != wanted) wrong.push_back("no permutation of the plan");

  const auto highest = highest_goal(problem);
  std::size_t at = 0;
  std::uint32_t next_level = 0;
  Flags known = problem.known;
  const auto skip_to = [&](std::uint32_t level) {
    for (; next_level < level; ++next_level) {
      if (!level_holds(catalog, LevelIndex{next_level}, known)) {
        wrong.push_back(fmt::format("level {} has no stage and is not met", next_level));
      }
    }
  };
  for (const Stage& stage : order.stages) {
    if (stage.begin != at || stage.end <= stage.begin || stage.end > order.steps.size()) {
      wrong.push_back(fmt::format("stage [{}, {}) does not follow {}", stage.begin, stage.end, at));
      return wrong;
    }
    at = stage.end;
    if (!stage.level) {
      skip_to(highest ? value(*highest) + 1 : 0);
      if (stage.end != order.steps.size()) wrong.push_back("the stage without level is not last");
      continue;
    }
    if (!highest || *stage.level > *highest) {
      wrong.push_back("a stage for a level that no goal asks for");
    }
    if (value(*stage.level) < next_level) wrong.push_back("stages do not follow the ladder");
    skip_to(value(*stage.level));
    next_level = value(*stage.level) + 1;
    Flags allowed(known.size(), 0);
    for (std::size_t i = stage.begin; i < stage.end; ++i) allowed[value(order.steps[i])] = 1;
    const auto met_with = [&](const Flags& may_learn) {
      return level_holds(catalog, *stage.level, closure(catalog, known, may_learn));
    };
    if (!met_with(allowed)) {
      wrong.push_back(fmt::format("stage {} ends and its level is not met", value(*stage.level)));
    }
    for (std::size_t i = stage.begin; i < stage.end; ++i) {
      const auto s = value(order.steps[i]);
      allowed[s] = 0;
      if (problem.cost[s] > Hours() && met_with(allowed)) {
        wrong.push_back(fmt::format("level {} does not rest on {}", value(*stage.level),
                                    id_of(catalog, order.steps[i])));
      }
      allowed[s] = 1;
    }
    for (std::size_t i = stage.begin; i < stage.end; ++i) known[value(order.steps[i])] = 1;
  }
  if (at != order.steps.size()) wrong.push_back("the stages leave steps out");
  skip_to(highest ? value(*highest) + 1 : 0);
  return wrong;
}

}  // namespace cairn::test
