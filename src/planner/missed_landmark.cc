#include "planner/missed_landmark.h"

#include <algorithm>

namespace cairn {

bool goals_hold(const Core& core, const std::vector<std::uint8_t>& allowed) {
  std::vector<std::uint8_t> left(core.size(), 0);
  for (const CoreNode goal : core.goals) left[goal] = 1;
  const auto order = derivation_order(
      core, [&](CoreNode n) { return left[n] != 0 || core.cost[n] == 0 || allowed[n] != 0; });
  std::size_t held = 0;
  for (const CoreNode n : order) held += left[n];
  return held == core.goals.size();
}

// A maximal set that does not make the goals hold is grown from `allowed`, dearest first, and what
// it leaves out is the landmark.
std::vector<CoreNode> missed_landmark(const Core& core, std::vector<std::uint8_t> allowed,
                                      std::span<const double> value) {
  std::vector<std::uint8_t> is_goal(core.size(), 0);
  for (const CoreNode goal : core.goals) is_goal[goal] = 1;
  std::vector<CoreNode> priced;
  for (CoreNode n = 0; n < core.size(); ++n) {
    if (core.cost[n] > 0 && is_goal[n] == 0 && allowed[n] == 0) priced.push_back(n);
  }
  // What matters is small sets of skills that the solution has little of.
  std::stable_sort(priced.begin(), priced.end(), [&](CoreNode a, CoreNode b) {
    const double va = value[a], vb = value[b];
    return va != vb ? va > vb : core.cost[a] > core.cost[b];
  });
  // Learn along: what holds only grows, and is taken back where it reaches the goals.
  std::vector<std::uint32_t> missing = core.threshold;
  std::vector<std::uint8_t> holds(core.size(), 0);
  std::vector<CoreNode> trail;
  std::size_t goals_left = core.goals.size();
  const auto may = [&](CoreNode n) {
    return is_goal[n] != 0 || core.cost[n] == 0 || allowed[n] != 0;
  };
  const auto spread = [&](std::size_t from) {
    for (std::size_t next = from; next < trail.size(); ++next) {
      const CoreNode n = trail[next];
      goals_left -= is_goal[n];
      for (const CoreNode user : core.users(n)) {
        if (missing[user]-- != 1 || holds[user] != 0 || !may(user)) continue;
        holds[user] = 1;
        trail.push_back(user);
      }
    }
  };
  const auto undo = [&](std::size_t to) {
    for (std::size_t i = trail.size(); i-- > to;) {
      const CoreNode n = trail[i];
      goals_left += is_goal[n];
      holds[n] = 0;
      for (const CoreNode user : core.users(n)) ++missing[user];
    }
    trail.resize(to);
  };
  // Counters go on falling below zero as unsigned numbers; only the step from 1 to 0 counts.
  for (CoreNode n = 0; n < core.size(); ++n) {
    if (missing[n] != 0 || !may(n)) continue;
    holds[n] = 1;
    trail.push_back(n);
  }
  spread(0);
  if (goals_left == 0) return {};
  std::vector<CoreNode> landmark;
  for (const CoreNode n : priced) {
    allowed[n] = 1;
    const bool supported = missing[n] == 0 || missing[n] > core.threshold[n];
    if (!supported) continue;
    const std::size_t mark = trail.size();
    holds[n] = 1;
    trail.push_back(n);
    spread(mark);
    if (goals_left != 0) continue;
    undo(mark);
    allowed[n] = 0;
    landmark.push_back(n);
  }
  return landmark;
}

}  // namespace cairn
