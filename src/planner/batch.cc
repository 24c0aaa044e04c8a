#include "cairn/planner/batch.h"

#include <algorithm>
#include <set>
#include <utility>

#include "cairn/graph/settle.h"

namespace cairn {
namespace {

// The alternatives of which the plan has some: those of the goals, of the levels below them and of
// the plan's skills, each once, where what is known does not settle them.
std::vector<Taken> alternatives_taken(const Problem& problem, const Plan& plan,
                                      const Flags& holds) {
  const SkillGraph& graph = *problem.graph;
  Flags in_plan(graph.skill_count(), 0);
  for (const SkillIndex skill : plan.skills) in_plan[value(skill)] = 1;
  std::vector<Node> owners = problem.goals;
  for (std::uint32_t level = 0; level < graph.level_count(); ++level) {
    const Node node = graph.node(LevelIndex{level});
    const bool below = std::any_of(problem.goals.begin(), problem.goals.end(),
                                   [&](Node goal) { return graph.is_level(goal) && node < goal; });
    if (below) owners.push_back(node);
  }
  std::sort(owners.begin(), owners.end());
  owners.erase(std::unique(owners.begin(), owners.end()), owners.end());
  for (const SkillIndex skill : plan.skills) owners.push_back(graph.node(skill));
  std::vector<Taken> all;
  std::set<std::vector<SkillIndex>> seen;
  std::vector<Node> stack;
  for (const Node owner : owners) {
    stack.assign(1, owner);
    while (!stack.empty()) {
      const Node at = stack.back();
      stack.pop_back();
      for (const Node gate : graph.children(at)) {
        if (graph.is_skill(gate) || graph.is_level(gate)) continue;
        stack.push_back(gate);
        const auto children = graph.children(gate);
        if (graph.threshold(gate) >= children.size() || holds[value(gate)] != 0) continue;
        Taken taken;
        for (const Node child : children) {
          if (!graph.is_skill(child)) continue;
          taken.members.push_back(graph.skill(child));
          if (in_plan[value(child)] != 0) taken.taken.push_back(graph.skill(child));
        }
        if (!taken.taken.empty() && seen.insert(taken.members).second) {
          all.push_back(std::move(taken));
        }
      }
    }
  }
  return all;
}

}  // namespace

BatchPlanner::BatchPlanner(const Catalog& catalog, const SkillGraph& graph)
    : catalog_(catalog),
      graph_(graph),
      pace_(catalog, {}, Date()),
      problem_(make_problem(catalog, graph)) {
  hours_.reserve(catalog.skills().size());
  for (const Skill& skill : catalog.skills()) hours_.push_back(skill.hours);
}

void BatchPlanner::set_problem(const Learner& learner) {
  problem_.known = learner.known;
  problem_.goals = learner.goals;
  problem_.chosen = learner.chosen;
  std::fill(problem_.avoided.begin(), problem_.avoided.end(), std::uint8_t{0});
  for (const SkillIndex skill : learner.avoided) problem_.avoided[value(skill)] = 1;
  problem_.graph = &graph_;
  settled_.reset();
  if (!learner.chosen.empty()) {
    settled_ = settle_choices(graph_, problem_.known, problem_.avoided, learner.chosen);
    problem_.graph = &*settled_;
  }
}

const std::variant<LearnerPlan, Unreachable>& BatchPlanner::plan(const Learner& learner,
                                                                 const StopCheck& stop) {
  set_problem(learner);
  Selection selection = select(problem_, stop);
  if (auto* none = std::get_if<Unreachable>(&selection)) {
    answer_ = std::move(*none);
    return answer_;
  }
  LearnerPlan made;
  made.plan = std::move(std::get<Plan>(selection));
  made.order = order_plan(problem_, made.plan.skills, stop);
  for (const Stage& stage : made.order.stages) {
    HourRange sum;
    for (std::size_t i = stage.begin; i < stage.end; ++i) {
      sum += hours_[value(made.order.steps[i])];
    }
    made.stage_hours.push_back(sum);
    made.hours += sum;
  }
  if (learner.hours_per_week) {
    const Rate rate{*learner.hours_per_week, Date()};
    const auto weeks = [&](Date day) { return (day - rate.start).count() / 7 + 1; };
    for (const StageForecast& stage : forecast(made.order, hours_, pace_, rate).stages) {
      made.stage_weeks.push_back({weeks(stage.even), weeks(stage.safe)});
    }
  }
  const Flags holds = derive(*problem_.graph, problem_.known, Flags(graph_.skill_count(), 0)).holds;
  for (std::uint32_t level = 0; level < graph_.level_count(); ++level) {
    if (holds[value(graph_.node(LevelIndex{level}))] != 0)
      made.reached.push_back(LevelIndex{level});
  }
  made.choices = alternatives_taken(problem_, made.plan, holds);
  answer_ = std::move(made);
  return answer_;
}

}  // namespace cairn
