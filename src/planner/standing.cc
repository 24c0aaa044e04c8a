#include "cairn/planner/standing.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "cairn/planner/select.h"

namespace cairn {
namespace {

double share_of(bool reached, const std::optional<Hours>& left, Hours total) {
  if (reached) return 1;
  if (!left || total.minutes() == 0) return 0;
  const double rest = static_cast<double>(left->minutes()) / static_cast<double>(total.minutes());
  return std::clamp(1 - rest, 0.0, 0.9999);
}

std::optional<Hours> cost_of(Problem& problem, std::vector<Node> goals, const StopCheck& stop) {
  problem.goals = std::move(goals);
  const Selection selection = select(problem, stop);
  const Plan* plan = std::get_if<Plan>(&selection);
  return plan == nullptr ? std::nullopt : std::optional(plan->cost);
}

// The skills that meet the formula; of alternatives the cheapest, each by itself.
std::vector<Node> cheapest_atoms(Problem& problem, const Needs& needs, const StopCheck& stop) {
  if (needs.kind == FormulaKind::atom) return {problem.graph->node(needs.atom)};
  struct Part {
    std::vector<Node> atoms;
    std::optional<Hours> cost;
  };
  std::vector<Part> parts;
  for (const Needs& part : needs.parts) {
    parts.push_back({cheapest_atoms(problem, part, stop), std::nullopt});
  }
  std::size_t count = parts.size();
  if (needs.kind != FormulaKind::all) {
    count = needs.kind == FormulaKind::any ? 1 : needs.at_least;
    for (Part& part : parts) part.cost = cost_of(problem, part.atoms, stop);
    std::stable_sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) {
      return a.cost && (!b.cost || *a.cost < *b.cost);
    });
  }
  std::vector<Node> atoms;
  for (std::size_t i = 0; i < count; ++i) {
    atoms.insert(atoms.end(), parts[i].atoms.begin(), parts[i].atoms.end());
  }
  std::sort(atoms.begin(), atoms.end());
  atoms.erase(std::unique(atoms.begin(), atoms.end()), atoms.end());
  return atoms;
}

}  // namespace

double LevelStanding::share() const { return share_of(reached, left, total); }
double NeedsStanding::share() const { return share_of(met, left, total); }

std::vector<LevelStanding> level_standings(const Problem& problem, const StopCheck& stop) {
  const SkillGraph& graph = *problem.graph;
  const Flags now = derive(graph, problem.known, Flags(graph.skill_count(), 0)).holds;
  std::vector<LevelStanding> standings;
  Problem one = problem;
  one.chosen.clear();
  const auto cost = [&](LevelIndex level) { return cost_of(one, {graph.node(level)}, stop); };
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

NeedsStanding needs_standing(const Problem& problem, const Needs& needs, const StopCheck& stop) {
  Problem one = problem;
  one.chosen.clear();
  NeedsStanding standing;
  const std::vector<Node> atoms = cheapest_atoms(one, needs, stop);
  for (const Node atom : atoms) {
    if (problem.known[value(atom)] == 0) standing.missing.push_back(problem.graph->skill(atom));
  }
  standing.met = standing.missing.empty();
  standing.left = standing.met ? Hours() : cost_of(one, atoms, stop);
  one.known.assign(one.known.size(), 0);
  standing.total = cost_of(one, cheapest_atoms(one, needs, stop), stop).value_or(Hours());
  return standing;
}

}  // namespace cairn
