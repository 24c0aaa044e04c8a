#include <algorithm>
#include <utility>

#include "planner/core.h"

namespace cairn {
namespace {

// A core that can still be changed: nodes are taken out in place, lists of children only shrink.
class Reducer {
 public:
  explicit Reducer(const Core& whole) { begin_with(whole); }

  Reduced run(const StopCheck& stop);

 private:
  std::size_t size() const { return threshold_.size(); }
  std::span<CoreNode> children(CoreNode n) { return {child_.data() + begin_[n], count_[n]}; }
  std::span<const CoreNode> children(CoreNode n) const {
    return {child_.data() + begin_[n], count_[n]};
  }

  void begin_with(const Core& core);
  void index_users();
  void find_rings();
  std::span<const CoreNode> users(CoreNode n) const {
    return {user_.data() + user_begin_[n], user_.data() + user_begin_[n + 1]};
  }

  void settle();
  bool splice();
  bool merge_own();
  void keep_relevant();
  Core pack();
  bool pay_landmarks(const Core& core, const Landmarks& landmarks);
  bool drop_dominated(const Core& core, const Landmarks& landmarks);
  bool drop_implied(const Core& core);

  std::vector<std::uint32_t> threshold_;
  std::vector<Cost> cost_;
  std::vector<std::uint32_t> skill_;
  std::vector<std::uint8_t> goal_;
  std::vector<std::uint8_t> gone_;   // holds already, or is of no use
  std::vector<std::uint32_t> ring_;  // nodes of one ring have the same number
  std::vector<std::uint32_t> begin_, count_;
  std::vector<CoreNode> child_;
  std::vector<std::uint32_t> user_begin_;
  std::vector<CoreNode> user_;
  std::vector<SkillIndex> paid_;
  Cost paid_cost_ = 0;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> with_;
};

// What was paid and tied together so far stays.
void Reducer::begin_with(const Core& core) {
  threshold_ = core.threshold;
  cost_ = core.cost;
  skill_ = core.skill;
  child_ = core.child;
  goal_.assign(size(), 0);
  for (const CoreNode goal : core.goals) goal_[goal] = 1;
  gone_.assign(size(), 0);
  begin_.assign(core.child_begin.begin(), core.child_begin.end() - 1);
  count_.resize(size());
  for (CoreNode n = 0; n < size(); ++n) count_[n] = core.child_begin[n + 1] - begin_[n];
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

// Strong components of "rests on" (Tarjan 1972), without recursion. Lists of children only shrink
// afterwards, so the numbers stay true: what was in no common ring never will be.
void Reducer::find_rings() {
  std::vector<std::uint32_t> low(size()), seen(size(), kNoSkill);
  ring_.assign(size(), kNoSkill);
  std::vector<CoreNode> open;
  std::vector<std::pair<CoreNode, std::uint32_t>> calls;
  std::uint32_t clock = 0, rings = 0;
  for (CoreNode root = 0; root < size(); ++root) {
    if (seen[root] != kNoSkill || gone_[root] != 0) continue;
    calls.emplace_back(root, 0);
    while (!calls.empty()) {
      const CoreNode n = calls.back().first;
      if (seen[n] == kNoSkill) {
        seen[n] = low[n] = clock++;
        open.push_back(n);
      }
      bool deeper = false;
      for (std::uint32_t& at = calls.back().second; at < count_[n] && !deeper;) {
        const CoreNode child = child_[begin_[n] + at++];
        if (seen[child] == kNoSkill) {
          deeper = true;
          calls.emplace_back(child, 0);
          break;
        }
        if (ring_[child] == kNoSkill) low[n] = std::min(low[n], seen[child]);
      }
      if (deeper) continue;
      calls.pop_back();
      if (!calls.empty()) low[calls.back().first] = std::min(low[calls.back().first], low[n]);
      if (low[n] != seen[n]) continue;
      for (CoreNode member = kNoSkill; member != n;) {
        member = open.back();
        open.pop_back();
        ring_[member] = rings;
      }
      ++rings;
    }
  }
}

// Goals are paid and ask for all that they cannot do without; what holds at no cost leaves. Who
// rests on a goal may count on it from now on, as long as the goal does not rest on him in turn:
// then the goal is learnt without him, whatever the plan.
void Reducer::settle() {
  index_users();
  std::vector<CoreNode> goals, free;
  std::vector<std::uint32_t> left(size());  // children that are not counted off
  std::vector<std::uint8_t> counted(size(), 0);
  const auto count_off = [&](CoreNode user) {
    --left[user];
    if (gone_[user] != 0 || threshold_[user] == 0) return;
    if (--threshold_[user] == 0 && cost_[user] == 0) free.push_back(user);
  };
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
        paid_cost_ += std::exchange(cost_[n], 0);
        if (threshold_[n] == 0) free.push_back(n);
      }
      if (threshold_[n] == left[n]) {
        for (const CoreNode child : children(n)) {
          if (gone_[child] == 0 && std::exchange(goal_[child], std::uint8_t{1}) == 0)
            goals.push_back(child);
        }
      }
      for (const CoreNode user : users(n)) {
        if (ring_[user] != ring_[n]) count_off(user);
      }
      counted[n] = 1;
      continue;
    }
    const CoreNode n = free.back();
    free.pop_back();
    if (std::exchange(gone_[n], std::uint8_t{1}) != 0) continue;
    for (const CoreNode user : users(n)) {
      if (counted[n] == 0 || ring_[user] == ring_[n]) count_off(user);
    }
  }
  for (CoreNode n = 0; n < size(); ++n) {
    if (gone_[n] != 0 || threshold_[n] == 0) {
      count_[n] = 0;
      continue;
    }
    const auto list = children(n);
    const auto end = std::remove_if(list.begin(), list.end(), [&](CoreNode c) {
      return gone_[c] != 0 || (goal_[c] != 0 && ring_[c] != ring_[n]);
    });
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
      const auto falls = [](CoreNode a, CoreNode b) { return a >= b; };
      if (std::adjacent_find(list.begin(), list.end(), falls) != list.end()) {
        std::sort(list.begin(), list.end());
        const auto end = std::unique(list.begin(), list.end());
        count_[n] = static_cast<std::uint32_t>(end - list.begin());
        if (all) threshold_[n] = count_[n];
      }
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
  return merge_own() || changed;
}

// What only one node rests on, and cannot do without, is learnt exactly when that node is: it is
// paid there, and what it rests on is asked for there. An any-of of a single any-of is laid flat.
bool Reducer::merge_own() {
  bool changed = false;
  std::vector<std::uint32_t> uses(size(), 0);
  for (CoreNode n = 0; n < size(); ++n) {
    if (gone_[n] != 0) continue;
    for (const CoreNode child : children(n)) ++uses[child];
  }
  const auto own = [&](CoreNode n, CoreNode child) {
    return child != n && uses[child] == 1 && goal_[child] == 0 && gone_[child] == 0;
  };
  std::vector<CoreNode> stack, list;
  for (CoreNode n = 0; n < size(); ++n) {
    if (gone_[n] != 0 || threshold_[n] == 0) continue;
    const bool all = threshold_[n] == count_[n];
    if (!all && threshold_[n] != 1) continue;
    const auto owned = [&](CoreNode child) { return own(n, child); };
    if (std::ranges::none_of(children(n), owned)) continue;
    list.clear();
    stack.assign(children(n).rbegin(), children(n).rend());
    bool merged = false;
    while (!stack.empty()) {
      const CoreNode child = stack.back();
      stack.pop_back();
      if (all && own(n, child) && cost_[child] > 0) {
        if (skill_[n] == kNoSkill || cost_[n] == 0) {
          // A skill of no cost comes in by itself where it is needed: its number may go.
          skill_[n] = skill_[child];
        } else {
          with_.emplace_back(skill_[n], skill_[child]);
        }
        cost_[n] += std::exchange(cost_[child], 0);
        skill_[child] = kNoSkill;
        changed = true;
      }
      const bool same =
          all ? threshold_[child] == count_[child] : threshold_[child] == 1 && count_[child] > 0;
      if (!own(n, child) || cost_[child] != 0 || !same) {
        list.push_back(child);
        continue;
      }
      stack.insert(stack.end(), children(child).rbegin(), children(child).rend());
      gone_[child] = 1;
      count_[child] = 0;
      merged = true;
    }
    if (!merged) continue;
    changed = true;
    begin_[n] = static_cast<std::uint32_t>(child_.size());
    count_[n] = static_cast<std::uint32_t>(list.size());
    child_.insert(child_.end(), list.begin(), list.end());
    if (all) threshold_[n] = count_[n];
  }
  for (CoreNode n = 0; n < size(); ++n) {
    if (gone_[n] != 0) continue;
    while (threshold_[n] == 1 && count_[n] == 1) {
      const CoreNode gate = children(n)[0];
      if (gate == n || cost_[gate] != 0 || goal_[gate] != 0 || uses[gate] != 1 ||
          gone_[gate] != 0) {
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

// What is left, as a core; and goes on from that, so that later rounds cost no more than that.
Core Reducer::pack() {
  Core core;
  std::vector<CoreNode> packed(size(), kNoSkill);
  std::size_t nodes = 0, needs = 0;
  for (CoreNode n = 0; n < size(); ++n) {
    if (gone_[n] != 0) continue;
    packed[n] = static_cast<CoreNode>(nodes++);
    needs += count_[n];
  }
  core.threshold.reserve(nodes);
  core.cost.reserve(nodes);
  core.skill.reserve(nodes);
  core.child_begin.reserve(nodes + 1);
  core.child.reserve(needs);
  core.child_begin.push_back(0);
  for (CoreNode n = 0; n < size(); ++n) {
    if (gone_[n] != 0) continue;
    core.threshold.push_back(threshold_[n]);
    core.cost.push_back(cost_[n]);
    core.skill.push_back(skill_[n]);
    if (goal_[n] != 0) core.goals.push_back(packed[n]);
    for (const CoreNode child : children(n)) core.child.push_back(packed[child]);
    core.child_begin.push_back(static_cast<std::uint32_t>(core.child.size()));
  }
  cairn::index_users(core);
  begin_with(core);
  return core;
}

// Whatever every derivation of a goal goes through is a goal itself, and so is paid.
bool Reducer::pay_landmarks(const Core& core, const Landmarks& landmarks) {
  bool changed = false;
  const std::vector<std::uint8_t> needed = landmarks.of_any(core.goals);
  for (CoreNode n = 0; n < core.size(); ++n) {
    if (needed[n] == 0) continue;
    std::uint8_t& goal = goal_[n];
    changed = changed || goal == 0;
    goal = 1;
  }
  return changed;
}

// In an any-of, b can go when a sibling is on every way to b, or when another costs no more, does
// for everyone what b does, and asks for nothing that b does not bring.
bool Reducer::drop_dominated(const Core& core, const Landmarks& landmarks) {
  constexpr std::size_t kMostMembers = 64;  // wider choices would make this quadratic
  std::vector<std::uint8_t> dropped(core.size(), 0);
  // Members of each any-of that are still in it, in ascending order.
  const auto is_choice = [&](CoreNode n) {
    return core.threshold[n] == 1 && core.children(n).size() > 1 &&
           core.children(n).size() <= kMostMembers;
  };
  std::vector<std::uint32_t> left(core.size(), 0);
  for (CoreNode n = 0; n < core.size(); ++n)
    left[n] = static_cast<std::uint32_t>(core.children(n).size());
  const auto follows = [&](CoreNode a, CoreNode b) {
    std::uint32_t held = 0;
    for (const CoreNode child : core.children(a)) {
      held += child != b && landmarks.contains(b, child) ? 1 : 0;
    }
    return held >= core.threshold[a];
  };
  const auto has_child = [&](CoreNode n, CoreNode child) {
    const auto list = core.children(n);
    return std::find(list.begin(), list.end(), child) != list.end();
  };
  bool changed = false;
  for (CoreNode b = 0; b < core.size(); ++b) {
    const auto users = core.users(b);
    if (users.empty() || goal_[b] != 0 || users.size() > kMostMembers) continue;
    if (!std::all_of(users.begin(), users.end(), is_choice)) continue;
    const CoreNode fewest = *std::min_element(
        users.begin(), users.end(),
        [&](CoreNode x, CoreNode y) { return core.children(x).size() < core.children(y).size(); });
    for (const CoreNode a : core.children(fewest)) {
      if (a == b || dropped[a] != 0 || core.cost[a] > core.cost[b]) continue;
      if (std::any_of(users.begin(), users.end(),
                      [&](CoreNode user) { return user == a || !has_child(user, a); })) {
        continue;
      }
      if (!follows(a, b)) continue;
      dropped[b] = 1;
      break;
    }
  }
  std::vector<CoreNode> kept;
  for (CoreNode gate = 0; gate < core.size(); ++gate) {
    const auto members = core.children(gate);
    if (core.threshold[gate] != 1 || members.size() < 2 || members.size() > kMostMembers) continue;
    kept.assign(members.begin(), members.end());
    std::erase_if(kept, [&](CoreNode n) { return dropped[n] != 0; });
    std::sort(kept.begin(), kept.end());
    kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
    for (std::size_t i = 0; i < kept.size() && kept.size() > 1;) {
      const CoreNode b = kept[i];
      const bool dominated = std::any_of(
          kept.begin(), kept.end(), [&](CoreNode a) { return a != b && landmarks.contains(b, a); });
      if (dominated) {
        kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(i));
      } else {
        ++i;
      }
    }
    if (kept.size() == members.size()) continue;
    changed = true;
    const auto list = children(gate);
    for (std::size_t i = 0; i < kept.size(); ++i) list[i] = kept[i];
    count_[gate] = static_cast<std::uint32_t>(kept.size());
  }
  return changed;
}

// A goal that nobody rests on can go when another goal asks for as many of fewer.
bool Reducer::drop_implied(const Core& core) {
  constexpr std::size_t kMostUsers = 64;
  std::vector<std::vector<CoreNode>> sorted(core.size());
  const auto members = [&](CoreNode goal) -> const std::vector<CoreNode>& {
    auto& list = sorted[goal];
    if (list.empty()) {
      list.assign(core.children(goal).begin(), core.children(goal).end());
      std::sort(list.begin(), list.end());
    }
    return list;
  };
  bool changed = false;
  for (const CoreNode by : core.goals) {
    if (gone_[by] != 0 || core.threshold[by] == 0) continue;
    const auto& few = members(by);
    const CoreNode rarest = *std::min_element(few.begin(), few.end(), [&](CoreNode a, CoreNode b) {
      return core.users(a).size() < core.users(b).size();
    });
    if (core.users(rarest).size() > kMostUsers) continue;
    for (const CoreNode other : core.users(rarest)) {
      if (other == by || goal_[other] == 0 || gone_[other] != 0 || !core.users(other).empty())
        continue;
      if (core.threshold[other] > core.threshold[by]) continue;
      const auto& many = members(other);
      if (!std::includes(many.begin(), many.end(), few.begin(), few.end())) continue;
      gone_[other] = 1;
      goal_[other] = 0;
      count_[other] = 0;
      changed = true;
    }
  }
  return changed;
}

Reduced Reducer::run(const StopCheck& stop) {
  for (;;) {
    const bool stopped = stop && stop();
    find_rings();
    do {
      settle();
      keep_relevant();
    } while (!stopped && splice());
    keep_relevant();
    Core core = pack();
    const auto result = [&](bool complete) {
      return Reduced{std::move(core), std::move(paid_), paid_cost_, std::move(with_), complete};
    };
    if (core.goals.empty()) return result(true);
    if (stopped) return result(false);
    const Landmarks landmarks(core, stop);
    if (!landmarks.complete()) return result(false);
    // Dominance reads the core as it was packed, so it waits for a round in which nothing was paid.
    if (pay_landmarks(core, landmarks)) continue;
    const bool fewer_members = drop_dominated(core, landmarks);
    const bool fewer_goals = drop_implied(core);
    if (!fewer_members && !fewer_goals) return result(true);
  }
}

}  // namespace

Reduced reduce(const Core& whole, const StopCheck& stop) { return Reducer(whole).run(stop); }

}  // namespace cairn
