#include "cairn/planner/poset.h"

#include <algorithm>

#include "planner/stage_order.h"

namespace cairn {
namespace {

constexpr CoreNode kOut = kNoSkill - 1;  // of no use: nothing through the steps makes it hold

// What leads to the steps, over nodes that are not out. `name` has kNoSkill or kOut by node.
Core leading_core(const SkillGraph& graph, const Flags& have, std::span<const SkillIndex> steps,
                  std::vector<CoreNode>& name, std::vector<Node>& nodes) {
  const auto visit = [&](Node node) {
    if (name[value(node)] != kNoSkill) return;
    name[value(node)] = static_cast<CoreNode>(nodes.size());
    nodes.push_back(node);
  };
  Core core;
  // Mostly there are fewer gates than steps, and few needs within a stage.
  nodes.reserve(2 * steps.size());
  core.threshold.reserve(2 * steps.size());
  core.child_begin.reserve(2 * steps.size() + 1);
  core.child.reserve(4 * steps.size());
  for (const SkillIndex skill : steps) visit(graph.node(skill));
  core.child_begin.push_back(0);
  for (std::size_t next = 0; next < nodes.size(); ++next) {
    const Node node = nodes[next];
    std::uint32_t threshold = graph.threshold(node);
    for (const Node child : graph.children(node)) {
      if (graph.is_skill(child) && have[value(child)] != 0) {
        threshold -= threshold > 0 ? 1 : 0;
        continue;
      }
      if (name[value(child)] == kOut) continue;
      // Skills that are no steps have no name at this point, and do not get one.
      if (graph.is_skill(child) && name[value(child)] == kNoSkill) continue;
      visit(child);
      core.child.push_back(name[value(child)]);
    }
    core.threshold.push_back(threshold);
    core.child_begin.push_back(static_cast<std::uint32_t>(core.child.size()));
  }
  index_users(core);
  return core;
}

}  // namespace

Core plan_core(const SkillGraph& graph, const Flags& have, std::span<const SkillIndex> steps) {
  std::vector<CoreNode> name(graph.node_count(), kNoSkill);
  std::vector<Node> nodes;
  Core core = leading_core(graph, have, steps, name, nodes);
  const std::vector<CoreNode> held = derivation_order(core, [](CoreNode) { return true; });
  if (held.size() == core.size()) return core;
  for (const Node node : nodes) name[value(node)] = kOut;
  for (const CoreNode n : held) name[value(nodes[n])] = kNoSkill;
  nodes.clear();
  return leading_core(graph, have, steps, name, nodes);
}

PlanPoset::PlanPoset(const Problem& problem, std::span<const SkillIndex> steps)
    : size_(steps.size()) {
  if (size_ == 0 || size_ > kMostSteps) return;
  const Core core = plan_core(*problem.graph, problem.known, steps);
  const Landmarks landmarks(core);
  words_ = (size_ + 63) / 64;
  rows_.assign(size_ * words_, 0);
  // The steps are the core's first nodes, in their order.
  for (CoreNode x = 0; x < size_; ++x) {
    for (CoreNode z = 0; z < size_; ++z) {
      if (landmarks.contains(x, z)) rows_[x * words_ + z / 64] |= std::uint64_t{1} << (z % 64);
    }
  }
}

std::vector<std::size_t> PlanPoset::after(std::size_t z) const {
  std::vector<std::size_t> steps;
  for (std::size_t x = 0; x < size_; ++x) {
    if (before(z, x)) steps.push_back(x);
  }
  return steps;
}

std::vector<std::size_t> longest_chain(const PlanPoset& poset, std::span<const Hours> cost) {
  const std::size_t n = poset.size();
  std::vector<Hours> length(n);
  std::vector<std::size_t> previous(n, n);
  std::size_t last = n;
  for (std::size_t x = 0; x < n; ++x) {
    for (std::size_t z = 0; z < x; ++z) {
      if (poset.before(z, x) && (previous[x] == n || length[z] > length[previous[x]])) {
        previous[x] = z;
      }
    }
    length[x] = cost[x] + (previous[x] == n ? Hours() : length[previous[x]]);
    if (last == n || length[x] > length[last]) last = x;
  }
  std::vector<std::size_t> chain;
  for (std::size_t x = last; x < n; x = previous[x]) chain.push_back(x);
  std::reverse(chain.begin(), chain.end());
  return chain;
}

}  // namespace cairn
