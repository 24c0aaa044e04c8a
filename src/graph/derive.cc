#include "cairn/graph/derive.h"

#include <algorithm>
#include <utility>

namespace cairn {
namespace {

// Counts, for each node, how many children still have to hold, and spreads what holds. Who has
// enough goes on counting, below nothing, which spares a question for each need.
class Fixpoint {
 public:
  explicit Fixpoint(const SkillGraph& graph) : graph_(graph), missing_(graph.node_count()) {
    for (std::uint32_t n = 0; n < missing_.size(); ++n) {
      missing_[n] = static_cast<std::int32_t>(graph.threshold(Node{n}));
    }
  }

  bool body_holds(Node node) const { return missing_[value(node)] <= 0; }

  // Makes the node hold and calls `supported` for each node whose body comes to hold through it.
  template <class Supported>
  void hold(Node node, Supported&& supported) {
    for (const Node user : graph_.users(node)) {
      if (--missing_[value(user)] == 0) supported(user);
    }
  }

  // Makes the known skills hold, then each node whose body holds and that `may_hold` allows, until
  // nothing more comes to hold. All that then hold, in that order; asked once a node.
  template <class MayHold>
  std::vector<Node> spread(const Flags& known, MayHold&& may_hold) {
    std::vector<Node> queue;
    queue.reserve(graph_.node_count());
    const auto is_known = [&](Node n) { return value(n) < known.size() && known[value(n)] != 0; };
    const auto push = [&](Node node) {
      // What is known is in the queue from the start.
      if (!graph_.is_skill(node) || (!is_known(node) && may_hold(node))) queue.push_back(node);
    };
    for (std::uint32_t s = 0; s < graph_.skill_count(); ++s) {
      if (is_known(Node{s})) queue.push_back(Node{s});
    }
    for (std::uint32_t n = 0; n < graph_.node_count(); ++n) {
      if (body_holds(Node{n})) push(Node{n});
    }
    for (std::size_t next = 0; next < queue.size(); ++next) hold(queue[next], push);
    return queue;
  }

 private:
  const SkillGraph& graph_;
  std::vector<std::int32_t> missing_;
};

}  // namespace

Derivation derive(const SkillGraph& graph, const Flags& known, const Flags& may_learn) {
  const std::vector<Node> queue = Fixpoint(graph).spread(
      known, [&](Node skill) { return may_learn.empty() || may_learn[value(skill)] != 0; });
  Derivation result{Flags(graph.node_count(), 0), {}};
  result.order.reserve(std::min(queue.size(), graph.skill_count()));
  for (const Node node : queue) {
    result.holds[value(node)] = 1;
    if (!graph.is_skill(node)) continue;
    if (value(node) >= known.size() || known[value(node)] == 0) {
      result.order.push_back(graph.skill(node));
    }
  }
  return result;
}

std::vector<SkillIndex> ready_skills(const SkillGraph& graph, const Flags& known) {
  Fixpoint fixpoint(graph);
  fixpoint.spread(known, [](Node) { return false; });
  std::vector<SkillIndex> ready;
  for (std::uint32_t s = 0; s < graph.skill_count(); ++s) {
    const bool is_known = s < known.size() && known[s] != 0;
    if (!is_known && fixpoint.body_holds(Node{s})) ready.push_back(SkillIndex{s});
  }
  return ready;
}

bool is_learnable_order(const SkillGraph& graph, const Flags& known,
                        std::span<const SkillIndex> order) {
  Flags holds(graph.skill_count(), 0);
  Fixpoint fixpoint(graph);
  std::vector<Node> queue;
  const auto push = [&](Node node) {
    if (!graph.is_skill(node)) queue.push_back(node);
  };
  const auto learn = [&](Node skill) {
    if (std::exchange(holds[value(skill)], std::uint8_t{1}) != 0) return false;
    fixpoint.hold(skill, push);
    for (; !queue.empty();) {
      const Node node = queue.back();
      queue.pop_back();
      fixpoint.hold(node, push);
    }
    return true;
  };
  for (std::uint32_t n = 0; n < graph.node_count(); ++n) {
    if (!graph.is_skill(Node{n}) && fixpoint.body_holds(Node{n})) queue.push_back(Node{n});
  }
  while (!queue.empty()) {
    const Node node = queue.back();
    queue.pop_back();
    fixpoint.hold(node, push);
  }
  for (std::uint32_t s = 0; s < graph.skill_count(); ++s) {
    if (s < known.size() && known[s] != 0) learn(Node{s});
  }
  for (const SkillIndex skill : order) {
    if (!fixpoint.body_holds(graph.node(skill)) || !learn(graph.node(skill))) return false;
  }
  return true;
}

}  // namespace cairn
