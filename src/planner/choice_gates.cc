#include "planner/choice_gates.h"

#include <algorithm>
#include <utility>

namespace cairn {

std::vector<ChoiceGate> choice_gates(const Problem& problem, const Plan& plan, const Flags& holds) {
  const SkillGraph& graph = *problem.graph;
  std::vector<Node> owners;
  owners.reserve(problem.goals.size() + graph.level_count() + plan.skills.size());
  owners = problem.goals;
  for (std::uint32_t level = 0; level < graph.level_count(); ++level) {
    const Node node = graph.node(LevelIndex{level});
    const bool below = std::any_of(problem.goals.begin(), problem.goals.end(),
                                   [&](Node goal) { return graph.is_level(goal) && node < goal; });
    if (below) owners.push_back(node);
  }
  std::sort(owners.begin(), owners.end());
  owners.erase(std::unique(owners.begin(), owners.end()), owners.end());
  for (const SkillIndex skill : plan.skills) owners.push_back(graph.node(skill));
  std::vector<ChoiceGate> found;
  std::vector<Node> stack;
  for (const Node owner : owners) {
    // Every gate below, down to the skills and levels that it names.
    stack.assign(1, owner);
    while (!stack.empty()) {
      const Node at = stack.back();
      stack.pop_back();
      for (const Node gate : graph.children(at)) {
        if (graph.is_skill(gate) || graph.is_level(gate)) continue;
        stack.push_back(gate);
        const auto children = graph.children(gate);
        if (graph.threshold(gate) >= children.size() || holds[value(gate)] != 0) continue;
        ChoiceGate choice{gate, {}};
        choice.members.reserve(children.size());
        for (const Node child : children) {
          if (graph.is_skill(child)) choice.members.push_back(graph.skill(child));
        }
        found.push_back(std::move(choice));
      }
    }
  }
  return found;
}

}  // namespace cairn
