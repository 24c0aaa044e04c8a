#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "cairn/planner/choice.h"
#include "planner/choice_gates.h"

namespace cairn {
namespace {

// Of the steps that `plan` has and `other` has not.
Hours hours_only_in(const Problem& problem, const Plan& plan, const Plan& other) {
  Hours sum;
  for (const SkillIndex skill : plan.skills) {
    const bool in_both = std::binary_search(other.skills.begin(), other.skills.end(), skill);
    if (!in_both) sum += problem.cost[value(skill)];
  }
  return sum;
}

}  // namespace

std::vector<Choice> find_choices(const Problem& problem, const Plan& plan, const StopCheck& stop) {
  const SkillGraph& graph = *problem.graph;
  Flags in_plan(graph.skill_count(), 0);
  for (const SkillIndex skill : plan.skills) in_plan[value(skill)] = 1;
  const Flags met = derive(graph, problem.known, Flags(graph.skill_count(), 0)).holds;

  // What the goals cost without a skill, and what is learnt then.
  std::map<SkillIndex, std::optional<Plan>> without;
  const auto plan_without = [&](SkillIndex skill) -> const std::optional<Plan>& {
    const auto [entry, is_new] = without.emplace(skill, std::nullopt);
    if (is_new) {
      Problem other = problem;
      other.avoided[value(skill)] = 1;
      entry->second = find_plan(other, stop);
    }
    return entry->second;
  };

  std::vector<Choice> choices;
  std::map<std::vector<SkillIndex>, SkillIndex> leads;  // other plan -> first taken, gone without
  std::set<std::pair<SkillIndex, std::vector<SkillIndex>>> seen;
  for (const auto& [gate, members] : choice_gates(problem, plan, met)) {
    const std::size_t count = graph.children(gate).size();
    for (const SkillIndex taken : members) {
      if (in_plan[value(taken)] == 0) continue;
      const bool chosen =
          std::find(problem.chosen.begin(), problem.chosen.end(), taken) != problem.chosen.end();
      if (chosen || !seen.emplace(taken, members).second) continue;
      // What was stopped says nothing of what it takes without.
      if (stop && stop()) return choices;
      const std::optional<Plan>& other = plan_without(taken);
      if (!other || !other->optimal()) continue;
      CheaperChoice why{taken, {}, other->cost - plan.cost, count, {}};
      for (const SkillIndex member : members) {
        const bool added = std::binary_search(other->skills.begin(), other->skills.end(), member);
        const bool named = std::find(why.over.begin(), why.over.end(), member) != why.over.end();
        if (added && in_plan[value(member)] == 0 && !named) why.over.push_back(member);
      }
      if (why.over.empty()) continue;
      const auto [lead, is_first] = leads.emplace(other->skills, taken);
      if (!is_first) why.settled_by = lead->second;
      choices.push_back({gate, std::move(why), hours_only_in(problem, plan, *other)});
    }
  }
  return choices;
}

}  // namespace cairn
