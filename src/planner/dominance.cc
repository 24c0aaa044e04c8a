// Which members of choices, and which goals, can do no good: by what is on every way to a node.
#include <algorithm>

#include "planner/loose_core.h"

namespace cairn {

// Whatever every derivation of a goal goes through is a goal itself, and so is paid.
bool pay_landmarks(LooseCore& core, const Core& packed, const Landmarks& landmarks) {
  bool changed = false;
  const std::vector<std::uint8_t> needed = landmarks.of_any(packed.goals);
  for (CoreNode n = 0; n < packed.size(); ++n) {
    if (needed[n] == 0) continue;
    std::uint8_t& goal = core.goal[n];
    changed = changed || goal == 0;
    goal = 1;
  }
  return changed;
}

// In an any-of, b can go when a sibling is on every way to b, or when another costs no more, does
// for everyone what b does, and asks for nothing that b does not bring.
bool drop_dominated(LooseCore& core, const Core& packed, const Landmarks& landmarks) {
  constexpr std::size_t kMostMembers = 64;  // wider choices would make this quadratic
  std::vector<std::uint8_t> dropped(packed.size(), 0);
  const auto is_choice = [&](CoreNode n) {
    return packed.threshold[n] == 1 && packed.children(n).size() > 1 &&
           packed.children(n).size() <= kMostMembers;
  };
  const auto follows = [&](CoreNode a, CoreNode b) {
    std::uint32_t held = 0;
    for (const CoreNode child : packed.children(a)) {
      held += child != b && landmarks.contains(b, child) ? 1 : 0;
    }
    return held >= packed.threshold[a];
  };
  const auto has_child = [&](CoreNode n, CoreNode child) {
    const auto list = packed.children(n);
    return std::find(list.begin(), list.end(), child) != list.end();
  };
  bool changed = false;
  for (CoreNode b = 0; b < packed.size(); ++b) {
    const auto users = packed.users(b);
    if (users.empty() || core.goal[b] != 0 || users.size() > kMostMembers) continue;
    if (!std::all_of(users.begin(), users.end(), is_choice)) continue;
    const CoreNode fewest =
        *std::min_element(users.begin(), users.end(), [&](CoreNode x, CoreNode y) {
          return packed.children(x).size() < packed.children(y).size();
        });
    for (const CoreNode a : packed.children(fewest)) {
      if (a == b || dropped[a] != 0 || packed.cost[a] > packed.cost[b]) continue;
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
  for (CoreNode gate = 0; gate < packed.size(); ++gate) {
    const auto members = packed.children(gate);
    if (packed.threshold[gate] != 1 || members.size() < 2 || members.size() > kMostMembers)
      continue;
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
    const auto list = core.children(gate);
    for (std::size_t i = 0; i < kept.size(); ++i) list[i] = kept[i];
    core.count[gate] = static_cast<std::uint32_t>(kept.size());
  }
  return changed;
}

// A goal that nobody rests on can go when another goal asks for as many of fewer.
bool drop_implied(LooseCore& core, const Core& packed) {
  constexpr std::size_t kMostUsers = 64;
  std::vector<std::vector<CoreNode>> sorted(packed.size());
  const auto members = [&](CoreNode goal) -> const std::vector<CoreNode>& {
    auto& list = sorted[goal];
    if (list.empty()) {
      list.assign(packed.children(goal).begin(), packed.children(goal).end());
      std::sort(list.begin(), list.end());
    }
    return list;
  };
  bool changed = false;
  for (const CoreNode by : packed.goals) {
    if (core.gone[by] != 0 || packed.threshold[by] == 0) continue;
    const auto& few = members(by);
    const CoreNode rarest = *std::min_element(few.begin(), few.end(), [&](CoreNode a, CoreNode b) {
      return packed.users(a).size() < packed.users(b).size();
    });
    if (packed.users(rarest).size() > kMostUsers) continue;
    for (const CoreNode other : packed.users(rarest)) {
      if (other == by || core.goal[other] == 0 || core.gone[other] != 0 ||
          !packed.users(other).empty())
        continue;
      if (packed.threshold[other] > packed.threshold[by]) continue;
      const auto& many = members(other);
      if (!std::includes(many.begin(), many.end(), few.begin(), few.end())) continue;
      core.take_out(other);
      core.goal[other] = 0;
      changed = true;
    }
  }
  return changed;
}

}  // namespace cairn
