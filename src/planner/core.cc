#include "planner/core.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <utility>

namespace cairn {

void index_users(Core& core) {
  // Counted two places on, so that filling moves each begin to where it belongs.
  core.user_begin.assign(core.size() + 2, 0);
  for (const CoreNode child : core.child) ++core.user_begin[child + 2];
  for (std::size_t i = 2; i < core.size() + 2; ++i) core.user_begin[i] += core.user_begin[i - 1];
  core.user.resize(core.child.size());
  for (CoreNode n = 0; n < core.size(); ++n) {
    for (const CoreNode child : core.children(n)) core.user[core.user_begin[child + 1]++] = n;
  }
  core.user_begin.pop_back();
}

Core relevant_core(const Problem& problem, std::span<const Node> targets) {
  const SkillGraph& graph = *problem.graph;
  const auto is = [&](const Flags& flags, Node node) {
    return graph.is_skill(node) && flags[value(node)] != 0;
  };
  // What is found gets its number in the graph's order: neighbours there are neighbours here.
  constexpr std::uint8_t kFound = 1, kAvoided = 2;  // the latter a target: it can never hold
  std::vector<std::uint8_t> found(graph.node_count(), 0);
  // Breadth first: what lies together is looked at together, in a graph larger than the caches.
  std::vector<std::uint32_t> order;
  const auto visit = [&](Node node) {
    found[value(node)] = is(problem.avoided, node) ? kAvoided : kFound;
    order.push_back(value(node));
  };
  for (const Node target : targets) {
    if (found[value(target)] == 0 && !is(problem.known, target)) visit(target);
  }
  std::size_t edges = 0;
  for (std::size_t next = 0; next < order.size(); ++next) {
    if (found[order[next]] == kAvoided) continue;
    const auto children = graph.children(Node{order[next]});
    edges += children.size();
    for (const Node child : children) {
      if (found[value(child)] != 0 || is(problem.known, child) || is(problem.avoided, child))
        continue;
      visit(child);
    }
  }
  const std::size_t nodes = order.size();
  if (nodes < found.size() / 16) {
    std::sort(order.begin(), order.end());
  } else {
    order.clear();
    for (std::uint32_t n = 0; n < found.size(); ++n) {
      if (found[n] != 0) order.push_back(n);
    }
  }
  // Left as it is where nothing was found: a small question does not touch a large graph.
  const auto name = std::make_unique_for_overwrite<CoreNode[]>(graph.node_count());
  for (CoreNode i = 0; i < nodes; ++i) name[order[i]] = i;
  Core core;
  core.acyclic = graph.acyclic();
  core.threshold.reserve(nodes);
  core.cost.reserve(nodes);
  core.skill.reserve(nodes);
  core.child_begin.reserve(nodes + 1);
  core.child.reserve(edges);
  core.child_begin.push_back(0);
  for (const Node target : targets) {
    if (!is(problem.known, target)) core.goals.push_back(name[value(target)]);
  }
  for (const std::uint32_t n : order) {
    const Node node{n};
    std::uint32_t threshold = graph.threshold(node);
    if (found[n] == kAvoided) {
      threshold = 1;
    } else {
      for (const Node child : graph.children(node)) {
        if (found[value(child)] == kFound) {
          core.child.push_back(name[value(child)]);
        } else if (is(problem.known, child)) {
          threshold -= threshold > 0 ? 1 : 0;
        }
      }
    }
    core.threshold.push_back(threshold);
    core.child_begin.push_back(static_cast<std::uint32_t>(core.child.size()));
    core.skill.push_back(graph.is_skill(node) ? n : kNoSkill);
    core.cost.push_back(graph.is_skill(node) ? problem.cost[n].minutes() : 0);
  }
  index_users(core);
  return core;
}

std::vector<CoreNode> children_first(const Core& core) {
  std::vector<std::uint32_t> left(core.size());
  std::vector<CoreNode> order;
  order.reserve(core.size());
  for (CoreNode n = 0; n < core.size(); ++n) {
    left[n] = static_cast<std::uint32_t>(core.children(n).size());
    if (left[n] == 0) order.push_back(n);
  }
  for (std::size_t next = 0; next < order.size(); ++next) {
    for (const CoreNode user : core.users(order[next])) {
      if (--left[user] == 0) order.push_back(user);
    }
  }
  return order;
}

namespace {

// The nodes of `keep`, in order, as a core of their own; children outside are left out.
Core part_of(const Core& core, std::span<const CoreNode> keep, std::vector<CoreNode>& name) {
  for (CoreNode i = 0; i < keep.size(); ++i) name[keep[i]] = i;
  Core part;
  part.acyclic = core.acyclic;
  part.threshold.reserve(keep.size());
  part.cost.reserve(keep.size());
  part.skill.reserve(keep.size());
  part.child_begin.reserve(keep.size() + 1);
  part.child_begin.push_back(0);
  for (const CoreNode n : keep) {
    part.threshold.push_back(core.threshold[n]);
    part.cost.push_back(core.cost[n]);
    part.skill.push_back(core.skill[n]);
    for (const CoreNode child : core.children(n)) {
      if (name[child] != kNoSkill) part.child.push_back(name[child]);
    }
    part.child_begin.push_back(static_cast<std::uint32_t>(part.child.size()));
  }
  index_users(part);
  return part;
}

}  // namespace

bool drop_underivable(Core& core) {
  std::vector<CoreNode> order = derivation_order(core, [](CoreNode) { return true; });
  if (order.size() == core.size()) return true;
  std::sort(order.begin(), order.end());
  for (const CoreNode goal : core.goals) {
    if (!std::binary_search(order.begin(), order.end(), goal)) return false;
  }
  std::vector<CoreNode> name(core.size(), kNoSkill);
  Core part = part_of(core, order, name);
  for (const CoreNode goal : core.goals) part.goals.push_back(name[goal]);
  core = std::move(part);
  return true;
}

std::vector<Core> components(Core core) {
  std::vector<CoreNode> root(core.size());
  std::iota(root.begin(), root.end(), 0);
  const auto find = [&](CoreNode n) {
    while (root[n] != n) n = root[n] = root[root[n]];
    return n;
  };
  std::size_t count = core.size();
  for (CoreNode n = 0; n < core.size(); ++n) {
    for (const CoreNode child : core.children(n)) {
      const CoreNode a = find(n), b = find(child);
      count -= a != b ? 1 : 0;
      root[std::max(a, b)] = std::min(a, b);
    }
  }
  std::vector<Core> parts;
  const auto add = [&](Core part) {
    part.acyclic = part.acyclic || children_first(part).size() == part.size();
    parts.push_back(std::move(part));
  };
  if (count == 1) {
    add(std::move(core));
    return parts;
  }
  std::vector<std::vector<CoreNode>> members;
  std::vector<CoreNode> number(core.size(), kNoSkill);
  for (CoreNode n = 0; n < core.size(); ++n) {
    CoreNode& at = number[find(n)];
    if (at == kNoSkill) {
      at = static_cast<CoreNode>(members.size());
      members.emplace_back();
    }
    members[at].push_back(n);
  }
  std::vector<CoreNode> name(core.size(), kNoSkill);
  parts.reserve(members.size());
  for (const auto& nodes : members) add(part_of(core, nodes, name));
  for (const CoreNode goal : core.goals) parts[number[find(goal)]].goals.push_back(name[goal]);
  return parts;
}

}  // namespace cairn
