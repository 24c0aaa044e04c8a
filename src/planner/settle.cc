// What is settled from the goals down and from what is known up.
#include <algorithm>
#include <numeric>
#include <utility>

#include "planner/loose_core.h"

namespace cairn {

std::vector<std::uint32_t> rings(const LooseCore& core) {
  if (core.acyclic) {
    std::vector<std::uint32_t> alone(core.size());
    std::iota(alone.begin(), alone.end(), 0);
    return alone;
  }
  std::vector<std::uint32_t> low(core.size()), seen(core.size(), kNoSkill);
  std::vector<std::uint32_t> ring(core.size(), kNoSkill);
  std::vector<CoreNode> open;
  std::vector<std::pair<CoreNode, std::uint32_t>> calls;
  std::uint32_t clock = 0, number = 0;
  for (CoreNode root = 0; root < core.size(); ++root) {
    if (seen[root] != kNoSkill || core.gone[root] != 0) continue;
    calls.emplace_back(root, 0);
    while (!calls.empty()) {
      const CoreNode n = calls.back().first;
      if (seen[n] == kNoSkill) {
        seen[n] = low[n] = clock++;
        open.push_back(n);
      }
      bool deeper = false;
      for (std::uint32_t& at = calls.back().second; at < core.count[n] && !deeper;) {
        const CoreNode child = core.child[core.begin[n] + at++];
        if (seen[child] == kNoSkill) {
          deeper = true;
          calls.emplace_back(child, 0);
          break;
        }
        if (ring[child] == kNoSkill) low[n] = std::min(low[n], seen[child]);
      }
      if (deeper) continue;
      calls.pop_back();
      if (!calls.empty()) low[calls.back().first] = std::min(low[calls.back().first], low[n]);
      if (low[n] != seen[n]) continue;
      for (CoreNode member = kNoSkill; member != n;) {
        member = open.back();
        open.pop_back();
        ring[member] = number;
      }
      ++number;
    }
  }
  return ring;
}

namespace {

// All that settling asks of a node, in one place: in a graph larger than the caches, each is waited
// for.
struct Settling {
  std::uint32_t threshold;
  std::uint32_t left;  // children that are not counted off
  std::uint32_t ring;
  bool gone, goal, free, counted;  // free: it costs nothing, any more
};

}  // namespace

// Goals are paid and ask for all that they cannot do without; what holds at no cost leaves. Who
// rests on a goal may count on it from now on, as long as the goal does not rest on him in turn:
// then the goal is learnt without him, whatever the plan. First come, first served: what lies
// together is looked at together.
void settle(LooseCore& core, std::span<const std::uint32_t> ring, Reduced& made) {
  core.index_users();
  std::vector<Settling> nodes(core.size());
  std::vector<CoreNode> goals, held;
  goals.reserve(core.size());
  held.reserve(core.size());
  for (CoreNode n = 0; n < core.size(); ++n) {
    nodes[n] = {core.threshold[n], core.count[n],     ring[n], core.gone[n] != 0,
                core.goal[n] != 0, core.cost[n] == 0, false};
    if (nodes[n].gone) continue;
    if (nodes[n].goal) goals.push_back(n);
    if (nodes[n].threshold == 0 && nodes[n].free) held.push_back(n);
  }
  const auto count_off = [&](CoreNode user) {
    Settling& by = nodes[user];
    --by.left;
    if (by.gone || by.threshold == 0) return;
    if (--by.threshold == 0 && by.free) held.push_back(user);
  };
  for (std::size_t next_goal = 0, next_held = 0;
       next_goal < goals.size() || next_held < held.size();) {
    if (next_goal < goals.size()) {
      const CoreNode n = goals[next_goal++];
      Settling& goal = nodes[n];
      if (goal.gone) continue;
      if (!goal.free) {
        made.paid.push_back(SkillIndex{core.skill[n]});
        made.paid_cost += std::exchange(core.cost[n], 0);
        goal.free = true;
        if (goal.threshold == 0) held.push_back(n);
      }
      if (goal.threshold == goal.left) {
        for (const CoreNode child : core.children(n)) {
          if (!nodes[child].gone && !std::exchange(nodes[child].goal, true)) goals.push_back(child);
        }
      }
      for (const CoreNode user : core.users(n)) {
        if (nodes[user].ring != goal.ring) count_off(user);
      }
      goal.counted = true;
      continue;
    }
    const CoreNode n = held[next_held++];
    if (std::exchange(nodes[n].gone, true)) continue;
    for (const CoreNode user : core.users(n)) {
      if (!nodes[n].counted || nodes[user].ring == nodes[n].ring) count_off(user);
    }
  }
  for (CoreNode n = 0; n < core.size(); ++n) {
    const Settling& node = nodes[n];
    core.threshold[n] = node.threshold;
    core.goal[n] = node.goal ? 1 : 0;
    core.gone[n] = node.gone ? 1 : 0;
    if (node.gone || node.threshold == 0) {
      core.count[n] = 0;
      continue;
    }
    const auto list = core.children(n);
    const auto end = std::remove_if(list.begin(), list.end(), [&](CoreNode c) {
      return nodes[c].gone || (nodes[c].goal && nodes[c].ring != node.ring);
    });
    core.count[n] = static_cast<std::uint32_t>(end - list.begin());
  }
}

}  // namespace cairn
