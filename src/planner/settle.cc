// What is settled from the goals down and from what is known up.
#include <algorithm>
#include <utility>

#include "planner/loose_core.h"

namespace cairn {

std::vector<std::uint32_t> rings(const LooseCore& core) {
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

// Goals are paid and ask for all that they cannot do without; what holds at no cost leaves. Who
// rests on a goal may count on it from now on, as long as the goal does not rest on him in turn:
// then the goal is learnt without him, whatever the plan.
void settle(LooseCore& core, std::span<const std::uint32_t> ring, Reduced& made) {
  core.index_users();
  std::vector<CoreNode> goals, free;
  std::vector<std::uint32_t> left(core.size());  // children that are not counted off
  std::vector<std::uint8_t> counted(core.size(), 0);
  const auto count_off = [&](CoreNode user) {
    --left[user];
    if (core.gone[user] != 0 || core.threshold[user] == 0) return;
    if (--core.threshold[user] == 0 && core.cost[user] == 0) free.push_back(user);
  };
  for (CoreNode n = 0; n < core.size(); ++n) {
    left[n] = core.count[n];
    if (core.gone[n] != 0) continue;
    if (core.goal[n] != 0) goals.push_back(n);
    if (core.threshold[n] == 0 && core.cost[n] == 0) free.push_back(n);
  }
  while (!goals.empty() || !free.empty()) {
    if (!goals.empty()) {
      const CoreNode n = goals.back();
      goals.pop_back();
      if (core.gone[n] != 0) continue;
      if (core.cost[n] > 0) {
        made.paid.push_back(SkillIndex{core.skill[n]});
        made.paid_cost += std::exchange(core.cost[n], 0);
        if (core.threshold[n] == 0) free.push_back(n);
      }
      if (core.threshold[n] == left[n]) {
        for (const CoreNode child : core.children(n)) {
          if (core.gone[child] == 0 && std::exchange(core.goal[child], std::uint8_t{1}) == 0)
            goals.push_back(child);
        }
      }
      for (const CoreNode user : core.users(n)) {
        if (ring[user] != ring[n]) count_off(user);
      }
      counted[n] = 1;
      continue;
    }
    const CoreNode n = free.back();
    free.pop_back();
    if (std::exchange(core.gone[n], std::uint8_t{1}) != 0) continue;
    for (const CoreNode user : core.users(n)) {
      if (counted[n] == 0 || ring[user] == ring[n]) count_off(user);
    }
  }
  for (CoreNode n = 0; n < core.size(); ++n) {
    if (core.gone[n] != 0 || core.threshold[n] == 0) {
      core.count[n] = 0;
      continue;
    }
    const auto list = core.children(n);
    const auto end = std::remove_if(list.begin(), list.end(), [&](CoreNode c) {
      return core.gone[c] != 0 || (core.goal[c] != 0 && ring[c] != ring[n]);
    });
    core.count[n] = static_cast<std::uint32_t>(end - list.begin());
  }
}

}  // namespace cairn
