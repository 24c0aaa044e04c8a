#include "cairn/planner/problem.h"

#include <algorithm>

namespace cairn {

std::vector<Node> targets(const Problem& problem) {
  std::vector<Node> all = problem.goals;
  for (const SkillIndex skill : problem.chosen) all.push_back(problem.graph->node(skill));
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

Problem make_problem(const Catalog& catalog, const SkillGraph& graph) {
  Problem problem;
  problem.graph = &graph;
  for (std::uint32_t s = 0; s < catalog.skills().size(); ++s) {
    const Skill& skill = catalog.skills()[s];
    problem.cost.push_back(skill.hours.likely);
    problem.weight.push_back(skill.weight);
    for (const SkillIndex earlier : skill.after) {
      problem.preferences.push_back({earlier, SkillIndex{s}});
    }
  }
  problem.known.assign(graph.skill_count(), 0);
  problem.avoided.assign(graph.skill_count(), 0);
  return problem;
}

}  // namespace cairn
