#include "cairn/graph/derive.h"

namespace cairn {
namespace {

// Counts, for each node, how many children still have to hold, and spreads what holds.
class Fixpoint {
 public:
  Fixpoint(const SkillGraph& graph, Flags& holds) : graph_(graph), holds_(holds) {
    missing_.resize(graph.node_count());
    for (std::uint32_t n = 0; n < missing_.size(); ++n) missing_[n] = graph.threshold(Node{n});
  }

  bool body_holds(Node node) const { return missing_[value(node)] == 0; }

  // Makes the node hold and calls `supported` for each node whose body comes to hold through it.
  template <class Supported>
  void hold(Node node, Supported&& supported) {
    holds_[value(node)] = 1;
    for (const Node user : graph_.users(node)) {
      if (missing_[value(user)] != 0 && --missing_[value(user)] == 0) supported(user);
    }
  }

 private:
  const SkillGraph& graph_;
  Flags& holds_;
  std::vector<std::uint32_t> missing_;
};

}  // namespace

Derivation derive(const SkillGraph& graph, const Flags& known, const Flags& may_learn) {
  Derivation result;
  result.holds.assign(graph.node_count(), 0);
  Fixpoint fixpoint(graph, result.holds);
  std::vector<Node> queue;
  queue.reserve(graph.node_count());
  const auto is_known = [&](std::uint32_t s) { return s < known.size() && known[s] != 0; };
  const auto push = [&](Node node) {
    if (graph.is_skill(node)) {
      if (is_known(value(node))) return;  // in the queue from the start
      if (!may_learn.empty() && may_learn[value(node)] == 0) return;
      result.order.push_back(graph.skill(node));
    }
    queue.push_back(node);
  };
  for (std::uint32_t s = 0; s < graph.skill_count(); ++s) {
    if (is_known(s)) queue.push_back(Node{s});
  }
  for (std::uint32_t n = 0; n < graph.node_count(); ++n) {
    if (fixpoint.body_holds(Node{n})) push(Node{n});
  }
  for (std::size_t next = 0; next < queue.size(); ++next) fixpoint.hold(queue[next], push);
  return result;
}

std::vector<SkillIndex> ready_skills(const SkillGraph& graph, const Flags& known) {
  const Derivation now = derive(graph, known, Flags(graph.skill_count(), 0));
  std::vector<SkillIndex> ready;
  for (std::uint32_t s = 0; s < graph.skill_count(); ++s) {
    if (now.holds[s] != 0) continue;
    std::uint32_t held = 0;
    for (const Node child : graph.children(Node{s})) held += now.holds[value(child)];
    if (held >= graph.threshold(Node{s})) ready.push_back(SkillIndex{s});
  }
  return ready;
}

bool is_learnable_order(const SkillGraph& graph, const Flags& known,
                        std::span<const SkillIndex> order) {
  Flags holds(graph.node_count(), 0);
  Fixpoint fixpoint(graph, holds);
  std::vector<Node> queue;
  const auto push = [&](Node node) {
    if (!graph.is_skill(node)) queue.push_back(node);
  };
  const auto learn = [&](Node skill) {
    if (holds[value(skill)] != 0) return false;
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
