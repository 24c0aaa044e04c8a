#include "planner/loose_core.h"

namespace cairn {

LooseCore::LooseCore(const Core& core)
    : threshold(core.threshold),
      cost(core.cost),
      skill(core.skill),
      goal(core.size(), 0),
      gone(core.size(), 0),
      begin(core.child_begin.begin(), core.child_begin.end() - 1),
      count(core.size()),
      child(core.child),
      acyclic(core.acyclic) {
  for (const CoreNode n : core.goals) goal[n] = 1;
  for (CoreNode n = 0; n < size(); ++n) count[n] = core.child_begin[n + 1] - begin[n];
}

void LooseCore::index_users() {
  // Counted two places on, so that filling moves each begin to where it belongs.
  user_begin.assign(size() + 2, 0);
  for (CoreNode n = 0; n < size(); ++n) {
    if (gone[n] != 0) continue;
    for (const CoreNode c : children(n)) ++user_begin[c + 2];
  }
  for (std::size_t i = 2; i < size() + 2; ++i) user_begin[i] += user_begin[i - 1];
  user.resize(user_begin.back());
  for (CoreNode n = 0; n < size(); ++n) {
    if (gone[n] != 0) continue;
    for (const CoreNode c : children(n)) user[user_begin[c + 1]++] = n;
  }
  user_begin.pop_back();
}

void LooseCore::keep_relevant(std::vector<std::uint32_t>& ring) {
  std::vector<CoreNode> name(size(), kNoSkill);
  std::vector<CoreNode> queue;
  queue.reserve(size());
  const auto visit = [&](CoreNode n) {
    if (name[n] != kNoSkill || gone[n] != 0) return;
    name[n] = 0;  // a number follows
    queue.push_back(n);
  };
  for (CoreNode n = 0; n < size(); ++n) {
    if (goal[n] != 0) visit(n);
  }
  std::size_t needs = 0;
  for (std::size_t next = 0; next < queue.size(); ++next) {
    needs += count[queue[next]];
    for (const CoreNode c : children(queue[next])) visit(c);
  }
  if (queue.size() == size() && needs == child.size()) return;
  CoreNode nodes = 0;
  for (CoreNode& to : name) {
    if (to != kNoSkill) to = nodes++;
  }
  std::vector<CoreNode> closer;
  closer.reserve(needs);
  for (CoreNode n = 0; n < size(); ++n) {
    const CoreNode to = name[n];
    if (to == kNoSkill) continue;
    const auto first = static_cast<std::uint32_t>(closer.size());
    for (const CoreNode c : children(n)) closer.push_back(name[c]);
    threshold[to] = threshold[n];
    cost[to] = cost[n];
    skill[to] = skill[n];
    goal[to] = goal[n];
    gone[to] = 0;
    count[to] = count[n];
    begin[to] = first;
    ring[to] = ring[n];
  }
  threshold.resize(nodes);
  cost.resize(nodes);
  skill.resize(nodes);
  goal.resize(nodes);
  gone.resize(nodes);
  count.resize(nodes);
  begin.resize(nodes);
  ring.resize(nodes);
  child = std::move(closer);
}

Core LooseCore::packed() const {
  Core core;
  core.acyclic = acyclic;
  core.threshold = threshold;
  core.cost = cost;
  core.skill = skill;
  core.child_begin.reserve(size() + 1);
  core.child_begin.push_back(0);
  core.child.reserve(child.size());
  for (CoreNode n = 0; n < size(); ++n) {
    if (goal[n] != 0) core.goals.push_back(n);
    const auto list = children(n);
    core.child.insert(core.child.end(), list.begin(), list.end());
    core.child_begin.push_back(static_cast<std::uint32_t>(core.child.size()));
  }
  cairn::index_users(core);
  return core;
}

}  // namespace cairn
