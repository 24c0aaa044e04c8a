#include "planner/loose_core.h"

namespace cairn {

void LooseCore::load(const Core& core) {
  threshold = core.threshold;
  cost = core.cost;
  skill = core.skill;
  child = core.child;
  goal.assign(size(), 0);
  for (const CoreNode n : core.goals) goal[n] = 1;
  gone.assign(size(), 0);
  begin.assign(core.child_begin.begin(), core.child_begin.end() - 1);
  count.resize(size());
  for (CoreNode n = 0; n < size(); ++n) count[n] = core.child_begin[n + 1] - begin[n];
}

void LooseCore::index_users() {
  user_begin.assign(size() + 1, 0);
  for (CoreNode n = 0; n < size(); ++n) {
    if (gone[n] != 0) continue;
    for (const CoreNode c : children(n)) ++user_begin[c + 1];
  }
  for (std::size_t i = 0; i < size(); ++i) user_begin[i + 1] += user_begin[i];
  user.resize(user_begin.back());
  std::vector<std::uint32_t> fill(user_begin.begin(), user_begin.end() - 1);
  for (CoreNode n = 0; n < size(); ++n) {
    if (gone[n] != 0) continue;
    for (const CoreNode c : children(n)) user[fill[c]++] = n;
  }
}

void LooseCore::keep_relevant() {
  std::vector<std::uint8_t> reached(size(), 0);
  std::vector<CoreNode> queue;
  const auto visit = [&](CoreNode n) {
    if (reached[n] != 0 || gone[n] != 0) return;
    reached[n] = 1;
    queue.push_back(n);
  };
  for (CoreNode n = 0; n < size(); ++n) {
    if (goal[n] != 0) visit(n);
  }
  for (std::size_t next = 0; next < queue.size(); ++next) {
    for (const CoreNode c : children(queue[next])) visit(c);
  }
  for (CoreNode n = 0; n < size(); ++n) {
    if (reached[n] == 0) take_out(n);
  }
}

Core LooseCore::pack() {
  Core core;
  std::vector<CoreNode> packed(size(), kNoSkill);
  std::size_t nodes = 0, needs = 0;
  for (CoreNode n = 0; n < size(); ++n) {
    if (gone[n] != 0) continue;
    packed[n] = static_cast<CoreNode>(nodes++);
    needs += count[n];
  }
  core.threshold.reserve(nodes);
  core.cost.reserve(nodes);
  core.skill.reserve(nodes);
  core.child_begin.reserve(nodes + 1);
  core.child.reserve(needs);
  core.child_begin.push_back(0);
  for (CoreNode n = 0; n < size(); ++n) {
    if (gone[n] != 0) continue;
    core.threshold.push_back(threshold[n]);
    core.cost.push_back(cost[n]);
    core.skill.push_back(skill[n]);
    if (goal[n] != 0) core.goals.push_back(packed[n]);
    for (const CoreNode c : children(n)) core.child.push_back(packed[c]);
    core.child_begin.push_back(static_cast<std::uint32_t>(core.child.size()));
  }
  cairn::index_users(core);
  load(core);
  return core;
}

}  // namespace cairn
