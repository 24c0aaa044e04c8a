#include "cairn/planner/order.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "cairn/planner/select.h"
#include "planner/soft_order.h"
#include "planner/stage_order.h"

namespace cairn {
namespace {

// What targets rest on within a plan.
class Rest {
 public:
  Rest(const Problem& problem, std::span<const SkillIndex> plan, const StopCheck& stop)
      : problem_(problem), stop_(stop), in_plan_(problem.known.size(), 0) {
    for (const SkillIndex skill : plan) {
      in_plan_[value(skill)] = 1;
      free_ = free_ || problem.cost[value(skill)] == Hours();
    }
    holds_ = derive(*problem.graph, problem.known, in_plan_).holds;
  }

  // The skills of the plan that the target, met from within the plan, rests on beyond `have`,
  // ascending. Requires: what is known, and nothing outside the plan, is in `have`.
  std::vector<SkillIndex> of(Node target, const Flags& have) {
    if (auto all = without_choice(target, have)) return *std::move(all);
    Problem inner = problem_;
    inner.known = have;
    inner.goals = {target};
    inner.chosen.clear();
    for (std::size_t s = 0; s < in_plan_.size(); ++s) inner.avoided[s] = in_plan_[s] == 0;
    std::optional<Plan> plan = find_plan(inner, stop_);
    return plan ? std::move(plan->skills) : std::vector<SkillIndex>{};
  }

 private:
  struct Choice {
    Node gate;
    std::uint32_t missing;  // children
  };

  // What the target cannot do without, where that is all it needs; else nullopt. Linear.
  std::optional<std::vector<SkillIndex>> without_choice(Node target, const Flags& have) {
    const SkillGraph& graph = *problem_.graph;
    std::vector<SkillIndex> skills;
    seen_.assign(graph.node_count(), 0);
    stack_.clear();
    const auto is_had = [&](Node node) { return graph.is_skill(node) && have[value(node)] != 0; };
    const auto visit = [&](Node node) {
      if (std::exchange(seen_[value(node)], std::uint8_t{1}) == 0) stack_.push_back(node);
    };
    if (holds_[value(target)] == 0) return skills;
    visit(target);
    choices_.clear();
    while (!stack_.empty()) {
      const Node node = stack_.back();
      stack_.pop_back();
      if (is_had(node)) continue;
      if (graph.is_skill(node)) skills.push_back(graph.skill(node));
      std::uint32_t missing = graph.threshold(node), open = 0;
      for (const Node child : graph.children(node)) {
        if (is_had(child)) {
          missing -= missing > 0 ? 1 : 0;
        } else {
          open += holds_[value(child)];
        }
      }
      if (missing == 0) continue;
      if (missing < open) {
        // What costs nothing may be in the plan although nobody needs it, and has its place too.
        if (free_) return std::nullopt;
        choices_.push_back({node, missing});
        continue;
      }
      for (const Node child : graph.children(node)) {
        if (holds_[value(child)] != 0) visit(child);
      }
    }
    // Alternatives are there since others need them, or not at all: mostly that settles them too.
    const auto comes = [&](Node node) {
      if (seen_[value(node)] != 0) return true;
      const auto parts = graph.children(node);
      return !graph.is_skill(node) && graph.threshold(node) == parts.size() &&
             std::all_of(parts.begin(), parts.end(),
                         [&](Node part) { return is_had(part) || seen_[value(part)] != 0; });
    };
    const auto is_settled = [&](const Choice& choice) {
      std::uint32_t coming = 0;
      for (const Node child : graph.children(choice.gate)) {
        coming += !is_had(child) && comes(child) ? 1 : 0;
      }
      return coming >= choice.missing;
    };
    const bool settled = std::all_of(choices_.begin(), choices_.end(), is_settled);
    // Where nothing rests on itself, all that was seen can be had from below. Else a walk tells.
    if (!choices_.empty() && !(settled && graph.acyclic())) {
      Flags needed(have.size(), 0);
      for (const SkillIndex skill : skills) needed[value(skill)] = 1;
      if (derive(graph, have, needed).holds[value(target)] == 0) return std::nullopt;
    }
    std::sort(skills.begin(), skills.end());
    return skills;
  }

  const Problem& problem_;
  const StopCheck& stop_;
  Flags in_plan_;      // by skill
  Flags holds_;        // by node: once the plan is done
  bool free_ = false;  // a skill of the plan costs nothing
  // Kept from one target to the next.
  Flags seen_;
  std::vector<Node> stack_;
  std::vector<Choice> choices_;
};

}  // namespace

Order order_plan(const Problem& problem, std::span<const SkillIndex> plan, const StopCheck& stop) {
  const SkillGraph& graph = *problem.graph;
  Order order;
  Flags have = problem.known;
  Rest rest_on(problem, plan, stop);
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
      append(LevelIndex{level}, rest_on.of(graph.node(LevelIndex{level}), have));
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
