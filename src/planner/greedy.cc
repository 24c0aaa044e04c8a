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

}  // namespace

std::vector<CoreNode> greedy_set(const Core& core, const SearchState& state) {
  // Additive values: a node costs its own price and the sum of its threshold cheapest children.
  std::vector<Cost> sum(core.size(), 0);
  std::vector<std::uint32_t> missing = core.threshold;
  std::vector<std::uint32_t> settled_at(core.size(), kNoSkill);
  using Entry = std::pair<Cost, CoreNode>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  const auto supported = [&](CoreNode node) {
    if (state.banned[node] == 0)
      queue.emplace(std::min(kInfinite, sum[node] + state.cost[node]), node);
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
      sum[user] = std::min(kInfinite, sum[user] + at);
      if (--missing[user] == 0) supported(user);
    }
  }

  // Take each needed node with its earliest-settled children.
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
  std::vector<CoreNode> priced;
  for (CoreNode node = 0; node < core.size(); ++node) {
    if (taken[node] != 0 && state.cost[node] > 0) priced.push_back(node);
  }
  std::stable_sort(priced.begin(), priced.end(),
                   [&](CoreNode a, CoreNode b) { return state.cost[a] > state.cost[b]; });
  std::erase_if(priced, [&](CoreNode node) {
    taken[node] = 0;
    if (goals_hold(core, state, taken)) return true;
    taken[node] = 1;
    return false;
  });
  std::sort(priced.begin(), priced.end());
  return priced;
}

}  // namespace cairn
