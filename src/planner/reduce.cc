#include <algorithm>
#include <utility>

#include "planner/core.h"

namespace cairn {
namespace {

// Past this many nodes the landmark rows would not fit in memory comfortably (N^2 / 8 bytes).
constexpr std::size_t kMostLandmarkNodes = 20'000;

// A core that can still be changed: nodes are settled, cut off and replaced in place.
class Reducer {
 public:
  Reducer(const Problem& problem, std::span<const Node> targets, const Flags& derivable);

  Reduced run();

 private:
  struct Draft {
    std::uint32_t threshold = 0;
    Cost cost = 0;
    std::uint32_t skill = kNoSkill;
    bool goal = false;
    bool settled = false;  // holds already, or is of no use: out of the core
    std::vector<CoreNode> children;
  };

  void settle_free();
  bool splice_single_children();
  void keep_relevant();
  Core pack(std::vector<CoreNode>& names) const;
  bool pay_landmarks(const Core& core, const Landmarks& landmarks,
                     const std::vector<CoreNode>& names);
  bool drop_dominated(const Core& core, const Landmarks& landmarks,
                      const std::vector<CoreNode>& names);

  std::vector<Draft> nodes_;
  std::vector<SkillIndex> paid_;
};

Reducer::Reducer(const Problem& problem, std::span<const Node> targets, const Flags& derivable) {
  const SkillGraph& graph = *problem.graph;
  std::vector<CoreNode> name(graph.node_count(), kNoSkill);
  std::vector<Node> queue;
  const auto visit = [&](Node node) {
    if (name[value(node)] != kNoSkill) return;
    name[value(node)] = static_cast<CoreNode>(queue.size());
    queue.push_back(node);
  };
  const auto known = [&](Node node) {
    return graph.is_skill(node) && problem.known[value(node)] != 0;
  };
  for (const Node target : targets) {
    if (!known(target)) visit(target);
  }
  const std::size_t goals = queue.size();
  for (std::size_t next = 0; next < queue.size(); ++next) {
    const Node node = queue[next];
    Draft draft;
    draft.threshold = graph.threshold(node);
    draft.goal = next < goals;
    if (graph.is_skill(node)) {
      draft.skill = value(node);
      draft.cost = problem.cost[value(node)].minutes();
    }
    for (const Node child : graph.children(node)) {
      if (known(child)) {
        draft.threshold -= draft.threshold > 0 ? 1 : 0;
      } else if (derivable[value(child)] != 0) {
        visit(child);
        draft.children.push_back(name[value(child)]);
      }
    }
    nodes_.push_back(std::move(draft));
  }
}

// What holds at no cost leaves the core, and so on upwards.
void Reducer::settle_free() {
  std::vector<std::vector<CoreNode>> users(nodes_.size());
  std::vector<CoreNode> queue;
  for (CoreNode n = 0; n < nodes_.size(); ++n) {
    Draft& node = nodes_[n];
    if (node.settled) continue;
    for (const CoreNode child : node.children) users[child].push_back(n);
    if (node.threshold == 0) {
      node.children.clear();
      if (node.cost == 0) queue.push_back(n);
    }
  }
  for (std::size_t next = 0; next < queue.size(); ++next) {
    nodes_[queue[next]].settled = true;
    for (const CoreNode user : users[queue[next]]) {
      Draft& node = nodes_[user];
      if (node.settled || node.threshold == 0) continue;
      if (--node.threshold > 0) continue;
      if (node.cost == 0) queue.push_back(user);
    }
  }
  for (Draft& node : nodes_) {
    if (node.threshold == 0) node.children.clear();
    std::erase_if(node.children, [&](CoreNode child) { return nodes_[child].settled; });
  }
}

// A node of no cost with one child to wait for stands for that child.
bool Reducer::splice_single_children() {
  std::vector<CoreNode> stands_for(nodes_.size());
  bool changed = false;
  for (CoreNode n = 0; n < nodes_.size(); ++n) {
    Draft& node = nodes_[n];
    stands_for[n] = n;
    if (node.settled || node.cost > 0 || node.children.size() != 1 || node.threshold != 1) continue;
    if (node.children[0] == n) continue;
    stands_for[n] = node.children[0];
  }
  // Rings of such nodes hold nothing up: a node on one keeps standing for itself.
  const auto last = [&](CoreNode n) {
    CoreNode end = n;
    for (std::size_t steps = 0; stands_for[end] != end; ++steps) {
      if (steps > nodes_.size()) return n;
      end = stands_for[end];
    }
    while (stands_for[n] != n && stands_for[n] != end) n = std::exchange(stands_for[n], end);
    return end;
  };
  for (CoreNode n = 0; n < nodes_.size(); ++n) {
    Draft& node = nodes_[n];
    if (node.settled) continue;
    for (CoreNode& child : node.children) {
      const CoreNode end = last(child);
      changed = changed || end != child;
      child = end;
    }
    const CoreNode end = last(n);
    if (end != n && node.goal) {
      node.goal = false;
      nodes_[end].goal = true;
    }
  }
  return changed;
}

void Reducer::keep_relevant() {
  std::vector<std::uint8_t> reached(nodes_.size(), 0);
  std::vector<CoreNode> stack;
  const auto visit = [&](CoreNode n) {
    if (reached[n] != 0 || nodes_[n].settled) return;
    reached[n] = 1;
    stack.push_back(n);
  };
  for (CoreNode n = 0; n < nodes_.size(); ++n) {
    if (nodes_[n].goal) visit(n);
  }
  while (!stack.empty()) {
    const CoreNode n = stack.back();
    stack.pop_back();
    for (const CoreNode child : nodes_[n].children) visit(child);
  }
  for (CoreNode n = 0; n < nodes_.size(); ++n) {
    if (reached[n] == 0) nodes_[n].settled = true;
  }
}

Core Reducer::pack(std::vector<CoreNode>& names) const {
  Core core;
  std::vector<CoreNode> packed(nodes_.size(), kNoSkill);
  names.clear();
  for (CoreNode n = 0; n < nodes_.size(); ++n) {
    if (nodes_[n].settled) continue;
    packed[n] = static_cast<CoreNode>(names.size());
    names.push_back(n);
  }
  core.child_begin.push_back(0);
  core.user_begin.assign(names.size() + 1, 0);
  for (const CoreNode n : names) {
    const Draft& node = nodes_[n];
    core.threshold.push_back(node.threshold);
    core.cost.push_back(node.cost);
    core.skill.push_back(node.skill);
    if (node.goal) core.goals.push_back(packed[n]);
    for (const CoreNode child : node.children) {
      core.child.push_back(packed[child]);
      ++core.user_begin[packed[child] + 1];
    }
    core.child_begin.push_back(static_cast<std::uint32_t>(core.child.size()));
  }
  for (std::size_t i = 0; i < names.size(); ++i) core.user_begin[i + 1] += core.user_begin[i];
  core.user.resize(core.child.size());
  std::vector<std::uint32_t> fill(core.user_begin.begin(), core.user_begin.end() - 1);
  for (CoreNode n = 0; n < names.size(); ++n) {
    for (const CoreNode child : core.children(n)) core.user[fill[child]++] = n;
  }
  return core;
}

// Whatever every derivation of a goal goes through is paid now and is a goal itself.
bool Reducer::pay_landmarks(const Core& core, const Landmarks& landmarks,
                            const std::vector<CoreNode>& names) {
  bool changed = false;
  for (const CoreNode goal : core.goals) {
    for (CoreNode n = 0; n < core.size(); ++n) {
      if (!landmarks.contains(goal, n)) continue;
      Draft& node = nodes_[names[n]];
      changed = changed || !node.goal || node.cost > 0;
      node.goal = true;
      if (node.cost > 0) paid_.push_back(SkillIndex{node.skill});
      node.cost = 0;
    }
  }
  return changed;
}

// In an any-of, b can go when a sibling is on every way to b, or when b serves nothing else and a
// sibling costs no more and asks for nothing that b does not bring.
bool Reducer::drop_dominated(const Core& core, const Landmarks& landmarks,
                             const std::vector<CoreNode>& names) {
  const auto follows = [&](CoreNode a, CoreNode b) {
    std::uint32_t held = 0;
    for (const CoreNode child : core.children(a)) {
      held += child != b && landmarks.contains(b, child) ? 1 : 0;
    }
    return held >= core.threshold[a];
  };
  bool changed = false;
  for (CoreNode gate = 0; gate < core.size(); ++gate) {
    const auto children = core.children(gate);
    if (core.threshold[gate] != 1 || children.size() < 2) continue;
    std::vector<CoreNode> kept(children.begin(), children.end());
    std::sort(kept.begin(), kept.end());
    kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
    for (std::size_t i = 0; i < kept.size() && kept.size() > 1;) {
      const CoreNode b = kept[i];
      const bool only_here = core.users(b).size() == 1 && !nodes_[names[b]].goal;
      const bool dominated = std::any_of(kept.begin(), kept.end(), [&](CoreNode a) {
        if (a == b) return false;
        if (landmarks.contains(b, a)) return true;
        return only_here && core.cost[a] <= core.cost[b] && follows(a, b);
      });
      if (dominated) {
        kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(i));
      } else {
        ++i;
      }
    }
    if (kept.size() == children.size()) continue;
    changed = true;
    auto& list = nodes_[names[gate]].children;
    list.clear();
    for (const CoreNode child : kept) list.push_back(names[child]);
  }
  return changed;
}

Reduced Reducer::run() {
  std::vector<CoreNode> names;
  for (;;) {
    settle_free();
    while (splice_single_children()) {
    }
    keep_relevant();
    Core core = pack(names);
    if (core.goals.empty() || core.size() > kMostLandmarkNodes) {
      return {std::move(core), std::move(paid_)};
    }
    const Landmarks landmarks(core);
    // Dominance reads the core as it was packed, so it waits for a round in which nothing was paid.
    if (pay_landmarks(core, landmarks, names)) continue;
    if (!drop_dominated(core, landmarks, names)) return {std::move(core), std::move(paid_)};
  }
}

}  // namespace

Reduced reduce(const Problem& problem, std::span<const Node> targets, const Flags& derivable) {
  return Reducer(problem, targets, derivable).run();
}

}  // namespace cairn
