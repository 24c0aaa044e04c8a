#include <algorithm>
#include <queue>
#include <utility>

#include "planner/core.h"

namespace cairn {
namespace {

// Do the goals hold when only `allowed` skills may be paid?
bool goals_hold(const Core& core, const SearchState& state,
                const std::vector<std::uint8_t>& allowed) {
  std::vector<std::uint32_t> missing = core.threshold;
  std::vector<std::uint8_t> holds(core.size(), 0);
  std::vector<CoreNode> queue;
  const auto supported = [&](CoreNode node) {
    if (state.banned[node] != 0 || (state.cost[node] > 0 && allowed[node] == 0)) return;
    holds[node] = 1;
    queue.push_back(node);
  };
  for (CoreNode node = 0; node < core.size(); ++node) {
    if (missing[node] == 0) supported(node);
  }
  for (std::size_t next = 0; next < queue.size(); ++next) {
    for (const CoreNode user : core.users(queue[next])) {
      if (missing[user] != 0 && --missing[user] == 0) supported(user);
    }
  }
  return std::all_of(state.goals.begin(), state.goals.end(),
                     [&](CoreNode goal) { return holds[goal] != 0; });
}

// Drops taken nodes, dearest first, whose users all have enough other support that settled before
// them: what is left is founded along the same order. The priced ones that stay, dearest first.
std::vector<CoreNode> drop_by_rank(const Core& core, const SearchState& state,
                                   const std::vector<std::uint32_t>& settled_at,
                                   std::vector<std::uint8_t>& taken) {
  std::vector<std::uint32_t> held(core.size(), 0);
  std::vector<std::uint8_t> goal(core.size(), 0);
  std::vector<CoreNode> all;
  for (const CoreNode n : state.goals) goal[n] = 1;
  for (CoreNode n = 0; n < core.size(); ++n) {
    if (taken[n] == 0) continue;
    all.push_back(n);
    for (const CoreNode child : core.children(n)) {
      held[n] += taken[child] != 0 && settled_at[child] < settled_at[n] ? 1 : 0;
    }
  }
  std::stable_sort(all.begin(), all.end(), [&](CoreNode a, CoreNode b) {
    return state.cost[a] != state.cost[b] ? state.cost[a] > state.cost[b] : a < b;
  });
  const auto can_go = [&](CoreNode n) {
    if (goal[n] != 0 || taken[n] == 0) return false;
    const auto users = core.users(n);
    for (std::size_t i = 0; i < users.size();) {
      std::size_t j = i;
      while (j < users.size() && users[j] == users[i]) ++j;
      const CoreNode user = users[i];
      if (taken[user] != 0 && settled_at[n] < settled_at[user] &&
          held[user] < core.threshold[user] + (j - i)) {
        return false;
      }
      i = j;
    }
    return true;
  };
  std::vector<CoreNode> stack;
  for (const CoreNode first : all) {
    stack.assign(1, first);
    while (!stack.empty()) {
      const CoreNode n = stack.back();
      stack.pop_back();
      if (!can_go(n)) continue;
      taken[n] = 0;
      for (const CoreNode user : core.users(n)) {
        if (taken[user] != 0 && settled_at[n] < settled_at[user]) --held[user];
      }
      for (const CoreNode child : core.children(n)) stack.push_back(child);
    }
  }
  std::erase_if(all, [&](CoreNode n) { return taken[n] == 0 || state.cost[n] == 0; });
  return all;
}

// When each node comes to hold, if the least comes first: a node's value is that of its threshold
// first children, joined, with its own.
template <class Value, class Join, class Own>
std::vector<std::uint32_t> settle(const Core& core, const SearchState& state, Join join, Own own) {
  std::vector<Value> value(core.size(), Value{0});
  std::vector<std::uint32_t> missing = core.threshold;
  std::vector<std::uint32_t> settled_at(core.size(), kNoSkill);
  using Entry = std::pair<Value, CoreNode>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  const auto supported = [&](CoreNode node) {
    if (state.banned[node] == 0) queue.emplace(own(value[node], node), node);
  };
  for (CoreNode node = 0; node < core.size(); ++node) {
    if (missing[node] == 0) supported(node);
  }
  std::uint32_t clock = 0;
  while (!queue.empty()) {
    const auto [at, node] = queue.top();
    queue.pop();
    if (settled_at[node] != kNoSkill) continue;
    settled_at[node] = clock++;
    for (const CoreNode user : core.users(node)) {
      if (missing[user] == 0) continue;
      value[user] = join(value[user], at);
      if (--missing[user] == 0) supported(user);
    }
  }
  return settled_at;
}

// Each needed node with its children that settled first; then what the goals hold without goes.
std::vector<CoreNode> needed_set(const Core& core, const SearchState& state,
                                 const std::vector<std::uint32_t>& settled_at) {
  std::vector<std::uint8_t> taken(core.size(), 0);
  std::vector<CoreNode> stack, support;
  const auto take = [&](CoreNode node) {
    if (taken[node] != 0) return;
    taken[node] = 1;
    stack.push_back(node);
  };
  for (const CoreNode goal : state.goals) take(goal);
  while (!stack.empty()) {
    const CoreNode node = stack.back();
    stack.pop_back();
    const auto children = core.children(node);
    support.assign(children.begin(), children.end());
    std::stable_sort(support.begin(), support.end(),
                     [&](CoreNode a, CoreNode b) { return settled_at[a] < settled_at[b]; });
    for (std::uint32_t i = 0; i < core.threshold[node]; ++i) take(support[i]);
  }
  std::vector<CoreNode> priced = drop_by_rank(core, state, settled_at, taken);
  if (priced.size() <= kMostTried) {
    std::erase_if(priced, [&](CoreNode node) {
      taken[node] = 0;
      if (goals_hold(core, state, taken)) return true;
      taken[node] = 1;
      return false;
    });
  }
  std::sort(priced.begin(), priced.end());
  return priced;
}

}  // namespace

std::vector<CoreNode> greedy_set(const Core& core, const SearchState& state) {
  return needed_set(
      core, state,
      settle<Cost>(
          core, state, [](Cost sum, Cost child) { return std::min(kInfinite, sum + child); },
          [&](Cost sum, CoreNode n) { return std::min(kInfinite, sum + state.cost[n]); }));
}

std::vector<CoreNode> nearest_set(const Core& core, const SearchState& state,
                                  const std::vector<double>& away) {
  return needed_set(core, state,
                    settle<double>(
                        core, state, [](double far, double child) { return std::max(far, child); },
                        [&](double far, CoreNode n) { return std::max(far, away[n]); }));
}

}  // namespace cairn
