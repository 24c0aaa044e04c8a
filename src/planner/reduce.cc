#include <algorithm>
#include <utility>

#include "planner/core.h"

namespace cairn {
namespace {

// A core that can still be changed: nodes are taken out in place, lists of children only shrink.
class Reducer {
 public:
  explicit Reducer(Core whole);

  Reduced run(const StopCheck& stop);

 private:
  std::size_t size() const { return threshold_.size(); }
  std::span<CoreNode> children(CoreNode n) { return {child_.data() + begin_[n], count_[n]}; }
  std::span<const CoreNode> children(CoreNode n) const {
    return {child_.data() + begin_[n], count_[n]};
  }

  void index_users();
  std::span<const CoreNode> users(CoreNode n) const {
    return {user_.data() + user_begin_[n], user_.data() + user_begin_[n + 1]};
  }

  void settle();
  bool splice();
  void keep_relevant();
  Core pack();
  bool pay_landmarks(const Core& core, const Landmarks& landmarks);
  bool drop_dominated(const Core& core, const Landmarks& landmarks);

  std::vector<std::uint32_t> threshold_;
  std::vector<Cost> cost_;
  std::vector<std::uint32_t> skill_;
  std::vector<std::uint8_t> goal_;
  std::vector<std::uint8_t> gone_;  // holds already, or is of no use
  std::vector<std::uint32_t> begin_, count_;
  std::vector<CoreNode> child_;
  std::vector<std::uint32_t> user_begin_;
  std::vector<CoreNode> user_;
  std::vector<CoreNode> names_;  // of the packed core's nodes
  std::vector<SkillIndex> paid_;
};

Reducer::Reducer(Core whole)
    : threshold_(std::move(whole.threshold)),
      cost_(std::move(whole.cost)),
      skill_(std::move(whole.skill)),
      goal_(threshold_.size(), 0),
      gone_(threshold_.size(), 0),
      begin_(threshold_.size()),
      count_(threshold_.size()),
      child_(std::move(whole.child)) {
  for (CoreNode n = 0; n < size(); ++n) {
    begin_[n] = whole.child_begin[n];
    count_[n] = whole.child_begin[n + 1] - whole.child_begin[n];
  }
  for (const CoreNode goal : whole.goals) goal_[goal] = 1;
}

void Reducer::index_users() {
  user_begin_.assign(size() + 1, 0);
  for (CoreNode n = 0; n < size(); ++n) {
    if (gone_[n] != 0) continue;
    for (const CoreNode child : children(n)) ++user_begin_[child + 1];
  }
  for (std::size_t i = 0; i < size(); ++i) user_begin_[i + 1] += user_begin_[i];
  user_.resize(user_begin_.back());
  std::vector<std::uint32_t> fill(user_begin_.begin(), user_begin_.end() - 1);
  for (CoreNode n = 0; n < size(); ++n) {
    if (gone_[n] != 0) continue;
    for (const CoreNode child : children(n)) user_[fill[child]++] = n;
  }
}

// Goals are paid and ask for all that they cannot do without; what holds at no cost leaves.
void Reducer::settle() {
  index_users();
  std::vector<CoreNode> goals, free;
  std::vector<std::uint32_t> left(size());  // children that have not left
  for (CoreNode n = 0; n < size(); ++n) {
    left[n] = count_[n];
    if (gone_[n] != 0) continue;
    if (goal_[n] != 0) goals.push_back(n);
    if (threshold_[n] == 0 && cost_[n] == 0) free.push_back(n);
  }
  while (!goals.empty() || !free.empty()) {
    if (!goals.empty()) {
      const CoreNode n = goals.back();
      goals.pop_back();
      if (gone_[n] != 0) continue;
      if (cost_[n] > 0) {
        paid_.push_back(SkillIndex{skill_[n]});
        cost_[n] = 0;
        if (threshold_[n] == 0) free.push_back(n);
      }
      if (threshold_[n] != left[n]) continue;
      for (const CoreNode child : children(n)) {
        if (gone_[child] == 0 && std::exchange(goal_[child], std::uint8_t{1}) == 0) goals.push_back(child);
      }
      continue;
    }
    const CoreNode n = free.back();
    free.pop_back();
    if (std::exchange(gone_[n], std::uint8_t{1}) != 0) continue;
    for (const CoreNode user : users(n)) {
      --left[user];
      if (gone_[user] != 0 || threshold_[user] == 0) continue;
      if (--threshold_[user] == 0 && cost_[user] == 0) free.push_back(user);
    }
  }
  for (CoreNode n = 0; n < size(); ++n) {
    if (gone_[n] != 0 || threshold_[n] == 0) {
      count_[n] = 0;
      continue;
    }
    const auto list = children(n);
    const auto end = std::remove_if(list.begin(), list.end(), [&](CoreNode c) { return gone_[c] != 0; });
    count_[n] = static_cast<std::uint32_t>(end - list.begin());
  }
}

// A node of no cost with one child to wait for stands for that child; a node with one child that
// is a gate of its own takes over the gate's children. Repeated children of all-of and any-of go.
bool Reducer::splice() {
  bool changed = false;
  std::vector<CoreNode> stands_for(size());
  for (CoreNode n = 0; n < size(); ++n) {
    stands_for[n] = n;
    if (gone_[n] != 0 || threshold_[n] == 0) continue;
    const auto list = children(n);
    if (list.size() > 1 && (threshold_[n] == 1 || threshold_[n] == list.size())) {
      const bool all = threshold_[n] == list.size();
      std::sort(list.begin(), list.end());
      const auto end = std::unique(list.begin(), list.end());
      count_[n] = static_cast<std::uint32_t>(end - list.begin());
      if (all) threshold_[n] = count_[n];
    }
    if (cost_[n] == 0 && count_[n] == 1 && children(n)[0] != n) stands_for[n] = children(n)[0];
  }
  // All nodes can be derived, so such nodes never form a ring.
  const auto last = [&](CoreNode n) {
    CoreNode end = n;
    while (stands_for[end] != end) end = stands_for[end];
    while (stands_for[n] != end && n != end) n = std::exchange(stands_for[n], end);
    return end;
  };
  for (CoreNode n = 0; n < size(); ++n) {
    if (gone_[n] != 0) continue;
    for (CoreNode& child : children(n)) {
      const CoreNode end = last(child);
      changed = changed || end != child;
      child = end;
    }
    const CoreNode end = last(n);
    if (end == n) continue;
    if (std::exchange(goal_[n], std::uint8_t{0}) != 0) goal_[end] = 1;
    gone_[n] = 1;
    changed = true;
  }
  std::vector<std::uint32_t> uses(size(), 0);
  for (CoreNode n = 0; n < size(); ++n) {
    if (gone_[n] != 0) continue;
    for (const CoreNode child : children(n)) ++uses[child];
  }
  for (CoreNode n = 0; n < size(); ++n) {
    if (gone_[n] != 0) continue;
    while (threshold_[n] == 1 && count_[n] == 1) {
      const CoreNode gate = children(n)[0];
      if (gate == n || cost_[gate] != 0 || goal_[gate] != 0 || uses[gate] != 1 || gone_[gate] != 0) {
        break;
      }
      threshold_[n] = threshold_[gate];
      begin_[n] = begin_[gate];
      count_[n] = count_[gate];
      gone_[gate] = 1;
      count_[gate] = 0;
      changed = true;
    }
  }
  return changed;
}

void Reducer::keep_relevant() {
  std::vector<std::uint8_t> reached(size(), 0);
  std::vector<CoreNode> stack;
  const auto visit = [&](CoreNode n) {
    if (reached[n] != 0 || gone_[n] != 0) return;
    reached[n] = 1;
    stack.push_back(n);
  };
  for (CoreNode n = 0; n < size(); ++n) {
    if (goal_[n] != 0) visit(n);
  }
  while (!stack.empty()) {
    const CoreNode n = stack.back();
    stack.pop_back();
    for (const CoreNode child : children(n)) visit(child);
  }
  for (CoreNode n = 0; n < size(); ++n) {
    if (reached[n] != 0) continue;
    gone_[n] = 1;
    count_[n] = 0;
  }
}

Core Reducer::pack() {
  Core core;
  std::vector<CoreNode> packed(size(), kNoSkill);
  names_.clear();
  for (CoreNode n = 0; n < size(); ++n) {
    if (gone_[n] != 0) continue;
    packed[n] = static_cast<CoreNode>(names_.size());
    names_.push_back(n);
  }
  core.child_begin.push_back(0);
  for (const CoreNode n : names_) {
    core.threshold.push_back(threshold_[n]);
    core.cost.push_back(cost_[n]);
    core.skill.push_back(skill_[n]);
    if (goal_[n] != 0) core.goals.push_back(packed[n]);
    for (const CoreNode child : children(n)) core.child.push_back(packed[child]);
    core.child_begin.push_back(static_cast<std::uint32_t>(core.child.size()));
  }
  cairn::index_users(core);
  return core;
}

// Whatever every derivation of a goal goes through is a goal itself, and so is paid.
bool Reducer::pay_landmarks(const Core& core, const Landmarks& landmarks) {
  bool changed = false;
  const std::vector<std::uint8_t> needed = landmarks.of_any(core.goals);
  for (CoreNode n = 0; n < core.size(); ++n) {
    if (needed[n] == 0) continue;
    std::uint8_t& goal = goal_[names_[n]];
    changed = changed || goal == 0;
    goal = 1;
  }
  return changed;
}

// In an any-of, b can go when a sibling is on every way to b, or when b serves nothing else and a
// sibling costs no more and asks for nothing that b does not bring.
bool Reducer::drop_dominated(const Core& core, const Landmarks& landmarks) {
  const auto follows = [&](CoreNode a, CoreNode b) {
    std::uint32_t held = 0;
    for (const CoreNode child : core.children(a)) {
      held += child != b && landmarks.contains(b, child) ? 1 : 0;
    }
    return held >= core.threshold[a];
  };
  constexpr std::size_t kMostMembers = 64;  // wider choices would make this quadratic
  bool changed = false;
  std::vector<CoreNode> kept;
  for (CoreNode gate = 0; gate < core.size(); ++gate) {
    const auto members = core.children(gate);
    if (core.threshold[gate] != 1 || members.size() < 2 || members.size() > kMostMembers) continue;
    kept.assign(members.begin(), members.end());
    std::sort(kept.begin(), kept.end());
    kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
    for (std::size_t i = 0; i < kept.size() && kept.size() > 1;) {
      const CoreNode b = kept[i];
      const bool only_here = core.users(b).size() == 1 && goal_[names_[b]] == 0;
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
    if (kept.size() == members.size()) continue;
    changed = true;
    const auto list = children(names_[gate]);
    for (std::size_t i = 0; i < kept.size(); ++i) list[i] = names_[kept[i]];
    count_[names_[gate]] = static_cast<std::uint32_t>(kept.size());
  }
  return changed;
}

Reduced Reducer::run(const StopCheck& stop) {
  for (;;) {
    const bool stopped = stop && stop();
    do {
      settle();
      keep_relevant();
    } while (!stopped && splice());
    keep_relevant();
    Core core = pack();
    if (core.goals.empty()) return {std::move(core), std::move(paid_), true};
    if (stopped) return {std::move(core), std::move(paid_), false};
    const Landmarks landmarks(core, stop);
    if (!landmarks.complete()) return {std::move(core), std::move(paid_), false};
    // Dominance reads the core as it was packed, so it waits for a round in which nothing was paid.
    if (pay_landmarks(core, landmarks)) continue;
    if (!drop_dominated(core, landmarks)) return {std::move(core), std::move(paid_), true};
  }
}

}  // namespace

Reduced reduce(Core whole, const StopCheck& stop) { return Reducer(std::move(whole)).run(stop); }

}  // namespace cairn
