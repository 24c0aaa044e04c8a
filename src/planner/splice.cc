// Which nodes hold together, and so are one: shorter chains, flatter gates.
#include <algorithm>
#include <ranges>
#include <utility>

#include "planner/loose_core.h"

namespace cairn {
namespace {

// What only one node rests on, and cannot do without, is learnt exactly when that node is: it is
// paid there, and what it rests on is asked for there. An any-of of a single any-of is laid flat.
bool merge_own(LooseCore& core, Reduced& made) {
  bool changed = false;
  std::vector<std::uint32_t> uses(core.size(), 0);
  for (CoreNode n = 0; n < core.size(); ++n) {
    if (core.gone[n] != 0) continue;
    for (const CoreNode child : core.children(n)) ++uses[child];
  }
  const auto own = [&](CoreNode n, CoreNode child) {
    return child != n && uses[child] == 1 && core.goal[child] == 0 && core.gone[child] == 0;
  };
  std::vector<CoreNode> stack, list;
  for (CoreNode n = 0; n < core.size(); ++n) {
    if (core.gone[n] != 0 || core.threshold[n] == 0) continue;
    const bool all = core.threshold[n] == core.count[n];
    if (!all && core.threshold[n] != 1) continue;
    const auto owned = [&](CoreNode child) { return own(n, child); };
    if (std::ranges::none_of(core.children(n), owned)) continue;
    list.clear();
    stack.assign(core.children(n).rbegin(), core.children(n).rend());
    bool merged = false;
    while (!stack.empty()) {
      const CoreNode child = stack.back();
      stack.pop_back();
      if (all && own(n, child) && core.cost[child] > 0) {
        if (core.skill[n] == kNoSkill || core.cost[n] == 0) {
          // A skill of no cost comes in by itself where it is needed: its number may go.
          core.skill[n] = core.skill[child];
        } else {
          made.with.emplace_back(core.skill[n], core.skill[child]);
        }
        core.cost[n] += std::exchange(core.cost[child], 0);
        core.skill[child] = kNoSkill;
        changed = true;
      }
      const bool same = all ? core.threshold[child] == core.count[child]
                            : core.threshold[child] == 1 && core.count[child] > 0;
      if (!own(n, child) || core.cost[child] != 0 || !same) {
        list.push_back(child);
        continue;
      }
      stack.insert(stack.end(), core.children(child).rbegin(), core.children(child).rend());
      core.gone[child] = 1;
      core.count[child] = 0;
      merged = true;
    }
    if (!merged) continue;
    changed = true;
    core.begin[n] = static_cast<std::uint32_t>(core.child.size());
    core.count[n] = static_cast<std::uint32_t>(list.size());
    core.child.insert(core.child.end(), list.begin(), list.end());
    if (all) core.threshold[n] = core.count[n];
  }
  for (CoreNode n = 0; n < core.size(); ++n) {
    if (core.gone[n] != 0) continue;
    while (core.threshold[n] == 1 && core.count[n] == 1) {
      const CoreNode gate = core.children(n)[0];
      if (gate == n || core.cost[gate] != 0 || core.goal[gate] != 0 || uses[gate] != 1 ||
          core.gone[gate] != 0) {
        break;
      }
      core.threshold[n] = core.threshold[gate];
      core.begin[n] = core.begin[gate];
      core.count[n] = core.count[gate];
      core.gone[gate] = 1;
      core.count[gate] = 0;
      changed = true;
    }
  }
  return changed;
}

}  // namespace

// A node of no cost with one child to wait for stands for that child; a node with one child that
// is a gate of its own takes over the gate's children. Repeated children of all-of and any-of go.
bool splice(LooseCore& core, Reduced& made) {
  bool changed = false;
  std::vector<CoreNode> stands_for(core.size());
  for (CoreNode n = 0; n < core.size(); ++n) {
    stands_for[n] = n;
    if (core.gone[n] != 0 || core.threshold[n] == 0) continue;
    const auto list = core.children(n);
    if (list.size() > 1 && (core.threshold[n] == 1 || core.threshold[n] == list.size())) {
      const bool all = core.threshold[n] == list.size();
      const auto falls = [](CoreNode a, CoreNode b) { return a >= b; };
      if (std::adjacent_find(list.begin(), list.end(), falls) != list.end()) {
        std::sort(list.begin(), list.end());
        const auto end = std::unique(list.begin(), list.end());
        core.count[n] = static_cast<std::uint32_t>(end - list.begin());
        if (all) core.threshold[n] = core.count[n];
      }
    }
    if (core.cost[n] == 0 && core.count[n] == 1 && core.children(n)[0] != n)
      stands_for[n] = core.children(n)[0];
  }
  // All nodes can be derived, so such nodes never form a ring.
  const auto last = [&](CoreNode n) {
    CoreNode end = n;
    while (stands_for[end] != end) end = stands_for[end];
    while (stands_for[n] != end && n != end) n = std::exchange(stands_for[n], end);
    return end;
  };
  for (CoreNode n = 0; n < core.size(); ++n) {
    if (core.gone[n] != 0) continue;
    for (CoreNode& child : core.children(n)) {
      const CoreNode end = last(child);
      changed = changed || end != child;
      child = end;
    }
    const CoreNode end = last(n);
    if (end == n) continue;
    if (std::exchange(core.goal[n], std::uint8_t{0}) != 0) core.goal[end] = 1;
    core.gone[n] = 1;
    changed = true;
  }
  return merge_own(core, made) || changed;
}

}  // namespace cairn
