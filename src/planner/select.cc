#include "cairn/planner/select.h"

#include <algorithm>
#include <utility>

#include "planner/core.h"

namespace cairn {
namespace {

// The skills that the goals really rest on, among `bought` and skills of no cost: backwards over an
// order in which they come to hold, each node with the support that is used anyway, or came first.
std::vector<SkillIndex> trim(const Core& core, const Flags& bought) {
  const std::vector<CoreNode> order = derivation_order(
      core, [&](CoreNode n) { return core.cost[n] == 0 || bought[core.skill[n]] != 0; });
  std::vector<std::uint32_t> rank(core.size(), kNoSkill);
  for (std::uint32_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
  std::vector<std::uint8_t> used(core.size(), 0);
  for (const CoreNode goal : core.goals) used[goal] = 1;
  std::vector<CoreNode> support;
  for (std::size_t i = order.size(); i-- > 0;) {
    const CoreNode node = order[i];
    if (used[node] == 0) continue;
    const auto children = core.children(node);
    if (core.threshold[node] == children.size()) {  // no choice
      for (const CoreNode child : children) used[child] = 1;
      continue;
    }
    support.clear();
    for (const CoreNode child : children) {
      if (rank[child] < i) support.push_back(child);
    }
    if (core.threshold[node] < support.size()) {
      std::stable_sort(support.begin(), support.end(), [&](CoreNode a, CoreNode b) {
        return std::pair(used[a] == 0, rank[a]) < std::pair(used[b] == 0, rank[b]);
      });
    }
    for (std::uint32_t k = 0; k < core.threshold[node]; ++k) used[support[k]] = 1;
  }
  std::vector<SkillIndex> plan;  // ascending, as the core is in the graph's order
  for (CoreNode n = 0; n < core.size(); ++n) {
    if (used[n] != 0 && core.skill[n] != kNoSkill) plan.push_back(SkillIndex{core.skill[n]});
  }
  return plan;
}

}  // namespace

Selection select(const Problem& problem, const StopCheck& stop) {
  if (auto plan = find_plan(problem, stop)) return std::move(*plan);
  return explain_unreachable(problem, targets(problem));
}

std::optional<Plan> find_plan(const Problem& problem, const StopCheck& stop) {
  Core whole = relevant_core(problem, targets(problem));
  if (!drop_underivable(whole)) return std::nullopt;

  Flags bought(problem.graph->skill_count(), 0);
  const Reduced reduced = reduce(whole, stop);
  Cost bound = reduced.paid_cost;
  for (const SkillIndex skill : reduced.paid) bought[value(skill)] = 1;
  for (const Core& part : reduced.parts) {
    const Solution solution = solve_core(part, stop);
    for (const CoreNode node : solution.skills) bought[part.skill[node]] = 1;
    bound += solution.lower_bound;
  }
  for (const Core& part : reduced.unfinished) {
    for (const CoreNode node : greedy_set(part, {part.cost, Flags(part.size(), 0), part.goals}))
      bought[part.skill[node]] = 1;
  }

  for (std::size_t i = reduced.with.size(); i-- > 0;) {
    if (bought[reduced.with[i].first] != 0) bought[reduced.with[i].second] = 1;
  }

  Plan plan;
  plan.skills = trim(whole, bought);
  for (const SkillIndex skill : plan.skills) plan.cost += problem.cost[value(skill)];
  // What was stopped before the search began proves nothing, even where it happens to be right: the
  // plan of a proof must not depend on the time.
  if (!reduced.unfinished.empty())
    bound = std::min(bound, std::max<Cost>(0, plan.cost.minutes() - 1));
  plan.lower_bound = std::min(plan.cost, Hours::from_minutes(bound));
  return plan;
}

}  // namespace cairn
