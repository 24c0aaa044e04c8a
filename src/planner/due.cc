#include "cairn/planner/due.h"

#include <map>
#include <utility>

namespace cairn {
namespace {

// What of the plan the goals rest on.
class Parts {
 public:
  Parts(const Problem& problem, const Plan& plan, const StopCheck& stop)
      : inside_(problem), stop_(stop) {
    inside_.chosen.clear();
    inside_.avoided.assign(problem.cost.size(), 1);
    for (const SkillIndex skill : plan.skills) inside_.avoided[value(skill)] = 0;
  }

  std::vector<SkillIndex> for_goals(const std::vector<Node>& goals) {
    inside_.goals = goals;
    std::optional<Plan> part = find_plan(inside_, stop_);
    return part ? std::move(part->skills) : std::vector<SkillIndex>();
  }

 private:
  Problem inside_;
  const StopCheck& stop_;
};

}  // namespace

std::vector<Due> what_is_due(std::span<const DatedGoal> dated) {
  std::map<Date, std::vector<Node>> by_day;
  for (const DatedGoal& one : dated) by_day[one.by].push_back(one.goal);
  std::vector<Due> made;
  for (auto& [day, goals] : by_day) {
    Due& due = made.emplace_back();
    due.by = day;
    due.goals = std::move(goals);
  }
  return made;
}

std::vector<Due> what_is_due(const Problem& problem, const Plan& plan,
                             std::span<const DatedGoal> dated, std::span<const HourRange> left,
                             const LearnedPace& pace, const Rate& rate, const StopCheck& stop) {
  std::vector<Due> made = what_is_due(dated);
  Parts parts(problem, plan, stop);
  std::vector<Node> before;
  for (Due& due : made) {
    due.reached = parts.for_goals(due.goals).empty();
    if (due.reached) continue;
    due.before = before;
    before.insert(before.end(), due.goals.begin(), due.goals.end());
    const std::vector<SkillIndex> skills = parts.for_goals(before);
    for (const SkillIndex skill : skills) due.hours += left[value(skill)];
    due.whole = skills.size() == plan.skills.size();
    due.deadline = deadline(hours_of(skills, left, pace, rate.hours_per_week), rate, due.by);
  }
  return made;
}

}  // namespace cairn
