#include "cli/due.h"

#include <algorithm>

namespace cairn {

std::vector<Due> goals_due(Session& session, const Problem& problem, const Selection& selection) {
  const Personal& personal = session.personal();
  std::vector<DatedGoal> dated;
  for (std::size_t i = 0; i < personal.goals.size(); ++i) {
    const auto& day = personal.goal_days[i];
    const auto& goals = problem.goals;
    if (day && std::find(goals.begin(), goals.end(), personal.goals[i]) != goals.end()) {
      dated.push_back({personal.goals[i], *day});
    }
  }
  const Plan* plan = std::get_if<Plan>(&selection);
  if (dated.empty() || plan == nullptr) return what_is_due(dated);
  const Habits habits = session.habits();
  return what_is_due(problem, *plan, dated, hours_left(session.catalog(), personal), habits.pace,
                     habits.rate, session.stop());
}

}  // namespace cairn
