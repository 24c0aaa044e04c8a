#include "cairn/workspace/since_pin.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "cairn/planner/order.h"
#include "cairn/planner/select.h"

namespace cairn {
namespace {

struct PinnedPlan {
  std::vector<SkillIndex> steps;  // that the catalog has, in order
  std::map<SkillIndex, StepPlace> places;
  std::vector<SkillId> gone;
};

bool was_learnt(const Personal& now, const SkillId& id) {
  const auto departed = now.departed.find(id);
  return departed != now.departed.end() && departed->second.status >= SkillStatus::known;
}

PinnedPlan resolve(const Catalog& catalog, const Pin& pin, const Personal& now) {
  PinnedPlan plan;
  for (std::size_t i = 0; i < pin.steps.size(); ++i) {
    const PinnedStep& step = pin.steps[i];
    const auto skill = catalog.find_skill(step.id.text);
    if (!skill) {
      if (!was_learnt(now, step.id)) plan.gone.push_back(step.id);
    } else if (plan.places.emplace(*skill, StepPlace{i + 1, step.hours, step.start, step.finish})
                   .second) {
      // Two skills that have become one count once.
      plan.steps.push_back(*skill);
    }
  }
  return plan;
}

std::vector<SkillIndex> without_known(std::vector<SkillIndex> steps, const Personal& now) {
  std::erase_if(steps, [&](SkillIndex s) { return now.known[value(s)] != 0; });
  return steps;
}

std::vector<SkillIndex> steps_of(const Roadmap& roadmap) {
  std::vector<SkillIndex> steps;
  for (const RoadmapStep& step : roadmap.steps) steps.push_back(step.skill);
  return steps;
}

struct Planned {
  Hours cost;
  std::vector<SkillIndex> steps;
};

// Nothing where there is no way.
std::optional<Planned> plan_for(const OpenCatalog& open, const State& state,
                                const StopCheck& stop) {
  const Personal personal = see(open, state);
  const Problem problem = make_problem(open, personal);
  const std::optional<Plan> plan = find_plan(problem, stop);
  if (!plan) return std::nullopt;
  return Planned{plan->cost, order_plan(problem, plan->skills, stop).steps};
}

// What the pin was made from, as a state.
State state_of(const Pin& pin) {
  State state;
  for (const SkillId& id : pin.known) state.skills[id].status = SkillStatus::known;
  state.goals = pin.goals;
  state.chosen = pin.chosen;
  state.avoided = pin.avoided;
  return state;
}

std::vector<Change> find_causes(const OpenCatalog& open, const Pin& pin, const PinnedPlan& pinned,
                                const State& state, const Personal& now, const Planned& today,
                                const StopCheck& stop) {
  std::vector<Change> causes;
  Planned last{pin.hours(), pinned.steps};
  const auto tell = [&](ChangeCause cause, const std::optional<Planned>& next) {
    // Where there is no way for the moment, the next cause is the one that counts.
    if (!next) return;
    Change change{cause, last.cost, next->cost,
                  difference(without_known(last.steps, now), without_known(next->steps, now))};
    // Another goal or choice is worth a word even where it makes no difference.
    const bool told = cause == ChangeCause::goal || cause == ChangeCause::choice ||
                      change.before != change.after || !change.steps.empty();
    if (told) causes.push_back(std::move(change));
    last = *next;
  };
  State then = state_of(pin);
  tell(ChangeCause::catalog, plan_for(open, then, stop));
  if (std::exchange(then.goals, state.goals) != state.goals) {
    tell(ChangeCause::goal, plan_for(open, then, stop));
  }
  if (then.chosen != state.chosen || then.avoided != state.avoided) {
    then.chosen = state.chosen;
    then.avoided = state.avoided;
    tell(ChangeCause::choice, plan_for(open, then, stop));
  }
  tell(ChangeCause::done, today);
  return causes;
}

std::optional<ChangeCause> last_cause(const std::vector<Change>& causes, SkillIndex skill,
                                      std::vector<SkillIndex> OrderDifference::*list) {
  for (auto cause = causes.rbegin(); cause != causes.rend(); ++cause) {
    const auto& skills = cause->steps.*list;
    if (std::find(skills.begin(), skills.end(), skill) != skills.end()) return cause->cause;
  }
  return std::nullopt;
}

// Which of two steps moved past the other is a matter of taste; where each cause says that it was
// the other one, the first that moved any at all is to blame.
std::optional<ChangeCause> cause_of_move(const std::vector<Change>& causes, SkillIndex skill) {
  if (const auto cause = last_cause(causes, skill, &OrderDifference::moved)) return cause;
  const auto first = std::find_if(causes.begin(), causes.end(),
                                  [](const Change& change) { return !change.steps.moved.empty(); });
  return first == causes.end() ? std::nullopt : std::optional(first->cause);
}

std::vector<StepChange> find_steps(const PinnedPlan& pinned, const Personal& now,
                                   const Roadmap& roadmap, const std::vector<Change>& causes) {
  const OrderDifference whole = difference(without_known(pinned.steps, now), steps_of(roadmap));
  const auto among = [](const std::vector<SkillIndex>& skills, SkillIndex skill) {
    return std::find(skills.begin(), skills.end(), skill) != skills.end();
  };
  std::vector<StepChange> steps;
  for (std::size_t i = 0; i < roadmap.steps.size(); ++i) {
    const RoadmapStep& step = roadmap.steps[i];
    StepChange change{step.skill, std::nullopt,
                      StepPlace{i + 1, step.hours.likely, step.when.start, step.when.finish},
                      among(whole.moved, step.skill), std::nullopt};
    const auto place = pinned.places.find(step.skill);
    if (place == pinned.places.end()) {
      change.cause = last_cause(causes, step.skill, &OrderDifference::in);
    } else {
      change.before = place->second;
      if (change.moved) change.cause = cause_of_move(causes, step.skill);
      if (!change.moved && place->second.hours == step.hours.likely) continue;
    }
    steps.push_back(change);
  }
  for (const SkillIndex skill : whole.out) {
    steps.push_back({skill, pinned.places.at(skill), std::nullopt, false,
                     last_cause(causes, skill, &OrderDifference::out)});
  }
  return steps;
}

PlanChanges compare(const Pin& pin, const PinnedPlan& pinned, const Personal& now,
                    const Roadmap& roadmap, double pace, std::vector<Change> causes) {
  PlanChanges changes;
  changes.since = pin.day;
  changes.before = pin.hours();
  changes.after = roadmap.plan.cost;
  if (!pin.steps.empty()) changes.finish_before = pin.steps.back().finish;
  if (!roadmap.steps.empty()) changes.finish_after = roadmap.steps.back().when.finish;
  changes.week_before = pin.week.hours();
  changes.week_after = roadmap.hours_per_week;
  changes.pace_before = static_cast<double>(pin.pace) / 1000;
  changes.pace_after = pace;
  for (const SkillIndex skill : pinned.steps) {
    if (now.known[value(skill)] != 0) changes.done.push_back(skill);
  }
  changes.gone = pinned.gone;
  changes.steps = find_steps(pinned, now, roadmap, causes);
  changes.causes = std::move(causes);
  return changes;
}

}  // namespace

Pin make_pin(const OpenCatalog& open, const State& state, const Roadmap& roadmap, double pace,
             Date today) {
  Pin pin;
  pin.day = today;
  pin.goals = state.goals;
  pin.chosen = state.chosen;
  pin.avoided = state.avoided;
  for (const auto& [id, record] : state.skills) {
    if (record.status >= SkillStatus::known) pin.known.push_back(id);
  }
  pin.week = Hours::from_minutes(std::llround(roadmap.hours_per_week * 60));
  pin.pace = std::llround(pace * 1000);
  for (const RoadmapStep& step : roadmap.steps) {
    pin.steps.push_back(
        {open.catalog.skill(step.skill).id, step.hours.likely, step.when.start, step.when.finish});
  }
  return pin;
}

Hours left_of_pin(const Pin& pin, const OpenCatalog& open, const Personal& then) {
  const std::vector<HourRange> hours = hours_left(open.catalog, then);
  Hours left;
  for (const PinnedStep& step : pin.steps) {
    if (const auto skill = open.catalog.find_skill(step.id.text)) {
      if (then.known[value(*skill)] == 0) left += std::min(step.hours, hours[value(*skill)].likely);
    } else {
      const auto record = then.departed.find(step.id);
      const bool known =
          record != then.departed.end() && record->second.status >= SkillStatus::known;
      if (!known) left += step.hours;
    }
  }
  return left;
}

PlanChanges compare_with(const Pin& pin, const OpenCatalog& open, const Personal& now,
                         const Roadmap& roadmap, double pace) {
  return compare(pin, resolve(open.catalog, pin, now), now, roadmap, pace, {});
}

PlanChanges explain_since(const Pin& pin, const OpenCatalog& open, const State& state,
                          const Personal& now, const Roadmap& roadmap, double pace,
                          const StopCheck& stop) {
  const PinnedPlan pinned = resolve(open.catalog, pin, now);
  return compare(
      pin, pinned, now, roadmap, pace,
      find_causes(open, pin, pinned, state, now, {roadmap.plan.cost, steps_of(roadmap)}, stop));
}

}  // namespace cairn
