#include "cairn/planner/batch.h"

#include <algorithm>
#include <set>
#include <utility>

#include "cairn/graph/settle.h"
#include "planner/choice_gates.h"

namespace cairn {
namespace {

// The alternatives of which the plan has some, each once.
std::vector<Taken> alternatives_taken(const Problem& problem, const Plan& plan,
                                      const Flags& holds) {
  std::vector<Taken> all;
  std::set<std::vector<SkillIndex>> seen;
  for (ChoiceGate& choice : choice_gates(problem, plan, holds)) {
    Taken taken;
    for (const SkillIndex member : choice.members) {
      if (std::binary_search(plan.skills.begin(), plan.skills.end(), member)) {
        taken.taken.push_back(member);
      }
    }
    if (taken.taken.empty() || !seen.insert(choice.members).second) continue;
    taken.members = std::move(choice.members);
    all.push_back(std::move(taken));
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
  at_pace_ = skill_hours(hours_, pace_);
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
    for (const StageForecast& stage : forecast(made.order, at_pace_, pace_, rate).stages) {
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
