#include "cairn/planner/standing.h"

#include <algorithm>
#include <variant>

#include "cairn/planner/select.h"

namespace cairn {

double LevelStanding::share() const {
  if (reached) return 1;
  if (!left || total.minutes() == 0) return 0;
  const double rest = static_cast<double>(left->minutes()) / static_cast<double>(total.minutes());
  return std::clamp(1 - rest, 0.0, 0.9999);
}

std::vector<LevelStanding> level_standings(const Problem& problem, const StopCheck& stop) {
  const SkillGraph& graph = *problem.graph;
  const Flags now = derive(graph, problem.known, Flags(graph.skill_count(), 0)).holds;
  std::vector<LevelStanding> standings;
  Problem one = problem;
  one.chosen.clear();
  const auto cost = [&](LevelIndex level) -> std::optional<Hours> {
    one.goals = {graph.node(level)};
    const Selection selection = select(one, stop);
    const Plan* plan = std::get_if<Plan>(&selection);
    return plan == nullptr ? std::nullopt : std::optional(plan->cost);
  };
  for (std::uint32_t l = 0; l < graph.level_count(); ++l) {
    LevelStanding standing;
    standing.level = LevelIndex{l};
    standing.reached = now[value(graph.node(standing.level))] != 0;
    one.known = problem.known;
    standing.left = standing.reached ? Hours() : cost(standing.level);
    one.known.assign(graph.skill_count(), 0);
    if (!problem.whole.empty()) one.cost = problem.whole;
    standing.total = cost(standing.level).value_or(Hours());
    one.cost = problem.cost;
    standings.push_back(standing);
  }
  return standings;
}

}  // namespace cairn
