#include "cairn/graph/layers.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <utility>

namespace cairn {

std::vector<Layer> layers(const Catalog& catalog, const SkillGraph& graph) {
  using Entry = std::pair<Layer, std::uint32_t>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  std::vector<std::uint32_t> held(graph.node_count(), 0);

  // `after` is where the last of what it rests on lies.
  const auto place = [&](Node node, const Layer* after) {
    Layer at = after == nullptr ? Layer{} : *after;
    if (graph.is_skill(node)) {
      if (after != nullptr) ++at.column;
      const auto level = catalog.skill(graph.skill(node)).level;
      if (level) at = std::max(at, Layer{value(*level), 0});
    }
    queue.emplace(at, value(node));
  };
  for (std::uint32_t n = 0; n < graph.node_count(); ++n) {
    if (graph.threshold(Node{n}) == 0) place(Node{n}, nullptr);
  }
  std::vector<Layer> result(graph.skill_count());
  while (!queue.empty()) {
    const auto [at, n] = queue.top();
    queue.pop();
    if (n < result.size()) result[n] = at;
    for (const Node user : graph.users(Node{n})) {
      if (++held[value(user)] == graph.threshold(user)) place(user, &at);
    }
  }
  return result;
}

}  // namespace cairn
