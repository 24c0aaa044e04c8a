#include <algorithm>
#include <utility>

#include "cairn/graph/unfounded.h"
#include "planner/core.h"

namespace cairn {
namespace {

bool reachable(const Problem& problem, Node target, const Flags& avoided) {
  Flags may_learn(avoided.size());
  for (std::size_t s = 0; s < avoided.size(); ++s) may_learn[s] = avoided[s] == 0;
  return derive(*problem.graph, problem.known, may_learn).holds[value(target)] != 0;
}

// Avoided skills that block the target: one, else two, else as few as are left when what is not
// needed is left out one by one.
std::vector<SkillIndex> smallest_blame(const Problem& problem, Node target) {
  std::vector<std::uint32_t> avoided;
  for (std::uint32_t s = 0; s < problem.avoided.size(); ++s) {
    if (problem.avoided[s] != 0) avoided.push_back(s);
  }
  Flags none(problem.avoided.size(), 0);
  if (!reachable(problem, target, none)) return {};
  for (std::size_t i = 0; i < avoided.size(); ++i) {
    Flags one = none;
    one[avoided[i]] = 1;
    if (!reachable(problem, target, one)) return {SkillIndex{avoided[i]}};
  }
  constexpr std::size_t kMostForPairs = 40;
  for (std::size_t i = 0; i < avoided.size() && avoided.size() <= kMostForPairs; ++i) {
    for (std::size_t j = i + 1; j < avoided.size(); ++j) {
      Flags two = none;
      two[avoided[i]] = two[avoided[j]] = 1;
      if (!reachable(problem, target, two)) return {SkillIndex{avoided[i]}, SkillIndex{avoided[j]}};
    }
  }
  Flags kept = problem.avoided;
  for (const std::uint32_t s : avoided) {
    kept[s] = 0;
    if (reachable(problem, target, kept)) kept[s] = 1;
  }
  std::vector<SkillIndex> blame;
  for (const std::uint32_t s : avoided) {
    if (kept[s] != 0) blame.push_back(SkillIndex{s});
  }
  return blame;
}

// What to allow again of all that is avoided.
void find_way_back(const Problem& problem, Unreachable& none) {
  none.any_one_is_enough = std::ranges::all_of(none.blame, [&](SkillIndex skill) {
    Flags avoided = problem.avoided;
    avoided[value(skill)] = 0;
    return reachable(problem, none.target, avoided);
  });
  if (none.any_one_is_enough) {
    none.back = {none.blame.front()};
    return;
  }
  // All of it, but for what may stay avoided; what is to blame comes back last.
  std::vector<SkillIndex> lifted;
  Flags avoided(problem.avoided.size(), 0);
  for (std::uint32_t s = 0; s < avoided.size(); ++s) {
    if (problem.avoided[s] != 0) lifted.push_back(SkillIndex{s});
  }
  std::ranges::stable_partition(lifted, [&](SkillIndex skill) {
    return std::ranges::find(none.blame, skill) == none.blame.end();
  });
  for (const SkillIndex skill : lifted) {
    avoided[value(skill)] = 1;
    if (reachable(problem, none.target, avoided)) continue;
    avoided[value(skill)] = 0;
    none.back.push_back(skill);
  }
  std::ranges::sort(none.back);
}

// The ring in the catalog that the target waits in or behind.
std::vector<Node> ring_behind(const Problem& problem, Node target) {
  const Flags holds = derive(*problem.graph, problem.known).holds;
  for (const Ring& ring : find_rings(*problem.graph, holds)) {
    const bool inside = std::find(ring.nodes.begin(), ring.nodes.end(), target) != ring.nodes.end();
    if (inside || std::binary_search(ring.waiting.begin(), ring.waiting.end(), target))
      return ring.nodes;
  }
  return {};
}

}  // namespace

Unreachable explain_unreachable(const Problem& problem, std::span<const Node> targets) {
  Flags may_learn(problem.avoided.size());
  for (std::size_t s = 0; s < may_learn.size(); ++s) may_learn[s] = problem.avoided[s] == 0;
  const Flags holds = derive(*problem.graph, problem.known, may_learn).holds;
  Unreachable best;
  bool found = false;
  for (const Node target : targets) {
    if (holds[value(target)] != 0) continue;
    const bool goal =
        std::find(problem.goals.begin(), problem.goals.end(), target) != problem.goals.end();
    Unreachable candidate;
    candidate.target = target;
    candidate.target_is_chosen = !goal;
    candidate.blame = smallest_blame(problem, target);
    if (candidate.blame.empty()) candidate.ring = ring_behind(problem, target);
    if (!found || candidate.blame.size() < best.blame.size()) best = std::move(candidate);
    found = true;
  }
  if (!best.blame.empty()) find_way_back(problem, best);
  return best;
}

}  // namespace cairn
