#include "planner/core.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>

#include "planner/cases.h"
#include "planner/shares.h"
#include "tests/support/brute_force.h"
#include "tests/support/made_graph.h"
#include "tests/support/random_graph.h"

namespace cairn::test {
namespace {

constexpr RandomOptions kFromNothing{.most_skills = 12, .wishes = false};

// The whole derivable graph as a core, nothing reduced. Nothing is known or avoided.
Core whole_core(const Problem& problem) {
  const SkillGraph& graph = *problem.graph;
  const Flags all = derive(graph, {}).holds;
  std::vector<CoreNode> name(graph.node_count(), kNoSkill);
  std::vector<Node> nodes;
  for (std::uint32_t n = 0; n < graph.node_count(); ++n) {
    if (all[n] == 0) continue;
    name[n] = static_cast<CoreNode>(nodes.size());
    nodes.push_back(Node{n});
  }
  Core core;
  core.child_begin.push_back(0);
  std::vector<std::vector<CoreNode>> users(nodes.size());
  for (const Node node : nodes) {
    core.threshold.push_back(graph.threshold(node));
    core.skill.push_back(graph.is_skill(node) ? value(node) : kNoSkill);
    core.cost.push_back(graph.is_skill(node) ? problem.cost[value(node)].minutes() : 0);
    for (const Node child : graph.children(node)) {
      if (all[value(child)] == 0) continue;
      users[name[value(child)]].push_back(name[value(node)]);
      core.child.push_back(name[value(child)]);
    }
    core.child_begin.push_back(static_cast<std::uint32_t>(core.child.size()));
  }
  core.acyclic = graph.acyclic();
  core.user_begin.push_back(0);
  for (const auto& list : users) {
    core.user.insert(core.user.end(), list.begin(), list.end());
    core.user_begin.push_back(static_cast<std::uint32_t>(core.user.size()));
  }
  for (const Node target : targets(problem)) {
    if (all[value(target)] != 0) core.goals.push_back(name[value(target)]);
  }
  return core;
}

SearchState fresh_state(const Core& core) {
  return {core.cost, std::vector<std::uint8_t>(core.size(), 0), core.goals};
}

// Do the goals hold when the nodes of `paid` are paid, and what is free besides? By sweeps over
// the core until nothing changes.
bool goals_hold(const Core& core, const SearchState& state, const std::vector<CoreNode>& paid) {
  std::vector<std::uint8_t> may(core.size()), now(core.size(), 0);
  for (CoreNode n = 0; n < core.size(); ++n) may[n] = state.cost[n] == 0 && state.banned[n] == 0;
  for (const CoreNode n : paid) may[n] = 1;
  for (bool changed = true; changed;) {
    changed = false;
    for (CoreNode n = 0; n < core.size(); ++n) {
      if (now[n] != 0 || may[n] == 0) continue;
      std::uint32_t held = 0;
      for (const CoreNode child : core.children(n)) held += now[child];
      if (held < core.threshold[n]) continue;
      now[n] = 1;
      changed = true;
    }
  }
  return std::all_of(state.goals.begin(), state.goals.end(),
                     [&](CoreNode goal) { return now[goal] != 0; });
}

// The least price of priced nodes that make the goals hold; nothing when all together do not.
std::optional<Cost> core_optimum(const Core& core, const SearchState& state) {
  std::vector<CoreNode> priced;
  for (CoreNode n = 0; n < core.size(); ++n) {
    if (state.cost[n] > 0 && state.banned[n] == 0) priced.push_back(n);
  }
  std::optional<Cost> best;
  for (Mask set = 0; set < Mask{1} << priced.size(); ++set) {
    std::vector<CoreNode> paid;
    Cost sum = 0;
    for (std::size_t i = 0; i < priced.size(); ++i) {
      if ((set >> i & 1U) == 0) continue;
      paid.push_back(priced[i]);
      sum += state.cost[priced[i]];
    }
    if ((!best || sum < *best) && goals_hold(core, state, paid)) best = sum;
  }
  return best;
}

Reduced reduced_core(const Problem& problem) {
  Core whole = relevant_core(problem, targets(problem));
  if (!drop_underivable(whole)) throw std::runtime_error("unreachable");
  return reduce(whole);
}

TEST(Reduce, KeepsTheOptimum) {
  int left = 0;
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    const RandomCase random = random_case(seed, {.most_skills = 12});
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + random.text());
    const auto optimum = brute_force_optimum(random.world->catalog, random.problem);
    if (!optimum) continue;
    const Reduced reduced = reduced_core(random.problem);
    Cost cost = reduced.paid_cost;
    for (const Core& part : reduced.parts) {
      const auto rest = core_optimum(part, fresh_state(part));
      ASSERT_TRUE(rest.has_value());
      cost += *rest;
      left += *rest > 0 ? 1 : 0;
    }
    ASSERT_EQ(cost, optimum->minutes());
  }
  EXPECT_GT(left, 20) << "reduction solves all of them: the test says little of the core";
}

TEST(Reduce, PlainPrerequisitesLeaveNoCore) {
  const World world("a 1h; b 2h needs a; c 4h needs a, b; d 1h");
  const Problem problem = world.problem({.goals = "c"});
  const Reduced reduced = reduced_core(problem);
  EXPECT_TRUE(reduced.parts.empty());
  EXPECT_EQ(mask_of(reduced.paid), mask_of(world.flags("a b c")));
}

TEST(Landmarks, AreWhatNoPlanGoesWithout) {
  for (std::uint64_t seed = 1; seed <= 600; ++seed) {
    const RandomCase random = random_case(seed, kFromNothing);
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + random.text());
    const Core core = whole_core(random.problem);
    const Landmarks landmarks(core);
    const FoundedSets sets(random.world->catalog, random.problem);
    // what[x]: the skills that are in every founded set with x.
    std::vector<Mask> what(random.world->graph.skill_count(), ~Mask{0});
    sets.for_each([&](Mask set) {
      for (std::size_t x = 0; x < what.size(); ++x) {
        if ((set >> x & 1U) != 0) what[x] &= set;
      }
    });
    for (CoreNode x = 0; x < core.size(); ++x) {
      for (CoreNode z = 0; z < core.size(); ++z) {
        if (core.skill[x] == kNoSkill || core.skill[z] == kNoSkill) continue;
        ASSERT_EQ(landmarks.contains(x, z), (what[core.skill[x]] >> core.skill[z] & 1U) != 0)
            << "s" << core.skill[z] << " for s" << core.skill[x];
      }
    }
  }
}

// The same core over and over, side by side, up to a size.
Core side_by_side(const Core& core, std::size_t least) {
  Core many;
  many.child_begin.push_back(0);
  while (many.size() < least) {
    const auto first = static_cast<CoreNode>(many.size());
    for (CoreNode n = 0; n < core.size(); ++n) {
      many.threshold.push_back(core.threshold[n]);
      many.cost.push_back(core.cost[n]);
      many.skill.push_back(core.skill[n]);
      for (const CoreNode child : core.children(n)) many.child.push_back(first + child);
      many.child_begin.push_back(static_cast<std::uint32_t>(many.child.size()));
    }
  }
  index_users(many);
  many.acyclic = children_first(many).size() == many.size();
  return many;
}

// Past the size up to which all are kept: what is said is true, and nothing is missing where there
// are no rings and no node has more of them than are kept.
TEST(Landmarks, OfALargeCoreAreSomeOfThose) {
  int whole = 0, cut = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const bool acyclic = seed % 2 == 0;
    const RandomCase random =
        random_case(seed, {.least_skills = 12, .most_skills = 24, .learnable = acyclic});
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + random.text());
    Core core = relevant_core(random.problem, targets(random.problem));
    if (!drop_underivable(core) || core.size() == 0) continue;
    const Landmarks all(core);
    const Landmarks some(side_by_side(core, Landmarks::kMostExact + 1));
    std::size_t most = 0;
    for (CoreNode x = 0; x < core.size(); ++x) {
      std::size_t count = 0;
      for (CoreNode z = 0; z < core.size(); ++z) count += all.contains(x, z) ? 1 : 0;
      most = std::max(most, count);
    }
    const bool fits = acyclic && most <= Landmarks::kMostKept;
    ++(fits ? whole : cut);
    for (CoreNode x = 0; x < core.size(); ++x) {
      for (CoreNode z = 0; z < core.size(); ++z) {
        const bool is = all.contains(x, z), said = some.contains(x, z);
        ASSERT_TRUE(fits ? said == is : is || !said) << z << " for " << x;
      }
    }
  }
  EXPECT_GT(whole, 20);
  EXPECT_GT(cut, 5);
}

TEST(Greedy, IsFoundedAndHoldsNothingThatItCouldDrop) {
  for (std::uint64_t seed = 1; seed <= 600; ++seed) {
    const RandomCase random = random_case(seed, kFromNothing);
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + random.text());
    const Core core = whole_core(random.problem);
    const SearchState state = fresh_state(core);
    const std::vector<CoreNode> set = greedy_set(core, state);
    ASSERT_TRUE(goals_hold(core, state, set));
    for (const CoreNode dropped : set) {
      std::vector<CoreNode> less = set;
      std::erase(less, dropped);
      EXPECT_FALSE(goals_hold(core, state, less)) << "s" << core.skill[dropped];
    }
  }
}

// What a case asks for is what every plan of it has: so no plan of it is below its bound, and with
// a node more it costs at least what the shares say on top.
TEST(Shares, AreNeverWorthMoreThanAPlanOfTheCaseCosts) {
  int tight = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    const RandomCase random = random_case(seed, {.most_skills = 9, .wishes = false});
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + random.text());
    const Core core = whole_core(random.problem);
    Dice dice(seed);
    std::vector<Given> given(core.size(), Given::open);
    for (CoreNode n = 0; n < core.size(); ++n) {
      const std::uint32_t roll = dice.roll(10);
      if (roll < 2) given[n] = roll == 0 ? Given::in : Given::out;
    }
    for (const CoreNode goal : core.goals) given[goal] = Given::in;
    SearchState state = fresh_state(core);
    state.goals.clear();
    for (CoreNode n = 0; n < core.size(); ++n) {
      if (given[n] == Given::in) state.goals.push_back(n);
      state.banned[n] = given[n] == Given::out ? 1 : 0;
    }
    const StopCheck never;
    Shares shares(core, never);
    shares.look_at(given, {});
    shares.improve(50);
    const Cost bound = shares.bound();
    const auto optimum = core_optimum(core, state);
    if (!optimum) continue;
    ASSERT_LE(bound, *optimum);
    tight += bound == *optimum ? 1 : 0;
    for (CoreNode n = 0; n < core.size(); ++n) {
      if (given[n] != Given::open || shares.extra(n) == 0) continue;
      state.goals.push_back(n);
      const auto with = core_optimum(core, state);
      if (with) {
        ASSERT_LE(bound + shares.extra(n), *with) << "with node " << n;
      }
      state.goals.pop_back();
    }
  }
  EXPECT_GT(tight, 50);
}

// How many of the random cores were solved for a price, by the method, each at its optimum.
int solved_at_optimum(const RandomOptions& options, const std::function<bool(const Core&)>& suits,
                      const std::function<Solution(const Core&)>& solve) {
  int solved = 0;
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    const RandomCase random = random_case(seed, options);
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + random.text());
    const Core core = whole_core(random.problem);
    if (!suits(core)) continue;
    const SearchState state = fresh_state(core);
    const Solution solution = solve(core);
    EXPECT_EQ(solution.cost, core_optimum(core, state));
    EXPECT_EQ(solution.lower_bound, solution.cost);
    EXPECT_TRUE(goals_hold(core, state, solution.skills));
    solved += solution.cost > 0 ? 1 : 0;
  }
  return solved;
}

constexpr RandomOptions kSmall{.most_skills = 11, .wishes = false};
bool any_core(const Core&) { return true; }

TEST(Trying, EndsAtTheOptimum) {
  EXPECT_GT(solved_at_optimum(kSmall, has_few_ways, solve_by_trying), 100);
}

TEST(Trying, TakesTheFirstOfEqualSets) {
  const World world("a 2h; b 2h; c 1h needs any(a, b)");
  const Core core = whole_core(world.problem({.goals = "c"}));
  ASSERT_TRUE(has_few_ways(core));
  const Solution solution = solve_by_trying(core);
  std::vector<std::uint32_t> skills;
  for (const CoreNode n : solution.skills) skills.push_back(core.skill[n]);
  EXPECT_THAT(skills, testing::UnorderedElementsAre(0U, 2U));
}

TEST(Trying, IsForFewWaysAndNoRings) {
  const World ring("a 1h needs any(b, c); b 1h needs any(a, c); c 2h");
  EXPECT_FALSE(has_few_ways(whole_core(ring.problem({.goals = "a"}))));
  const MadeInstance made = layered(1500, 40, 5, 1);
  const SkillGraph flat = made.graph.build();
  EXPECT_FALSE(has_few_ways(whole_core(made.graph.problem(flat, {}, made.goals))));
}

TEST(Cases, EndAtTheOptimum) {
  EXPECT_GT(solved_at_optimum(kSmall, any_core,
                              [](const Core& core) { return solve_by_cases(core, {}); }),
            1000);
}

TEST(Relaxation, EndsAtTheOptimum) {
  EXPECT_GT(solved_at_optimum(kSmall, any_core,
                              [](const Core& core) { return solve_by_relaxation(core, {}); }),
            1000);
}

TEST(Cases, GoalsThatHoldEachOtherUpAreNoPlanYet) {
  const World world(
      "a 1h needs any(b, x); b 1h needs any(a, y); y 9h; x 1h needs p, q; p 0h needs any(s, t); "
      "q 0h needs any(s, u); s 3h; t 2h; u 2h");
  const Problem problem = world.problem({.goals = "a b"});
  const Solution solution = solve_by_cases(whole_core(problem), {});
  EXPECT_EQ(solution.cost, 6 * 60);
  EXPECT_EQ(solution.lower_bound, 6 * 60);
}

TEST(Cases, AgreeWithTheRelaxation) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const MadeInstance made = layered(600, 30, 5, seed);
    const SkillGraph flat = made.graph.build();
    for (const Core& part : reduced_core(made.graph.problem(flat, {}, made.goals)).parts) {
      const Solution one = solve_by_cases(part, {}), other = solve_by_relaxation(part, {});
      EXPECT_EQ(one.cost, other.cost);
      EXPECT_EQ(one.lower_bound, other.lower_bound);
    }
  }
}

TEST(Cases, StoppedAnywhereKnowAPlanAndABound) {
  const MadeInstance made = layered(1500, 40, 5, 1);
  const SkillGraph flat = made.graph.build();
  const Reduced reduced = reduced_core(made.graph.problem(flat, {}, made.goals));
  ASSERT_EQ(reduced.parts.size(), 1U);
  const Core& core = reduced.parts.front();
  const Cost optimum = solve_by_cases(core, {}).cost;
  for (int most = 0; most < 2000; most = most * 3 / 2 + 1) {
    int calls = 0;
    const Solution solution = solve_by_cases(core, [&] { return ++calls > most; });
    ASSERT_TRUE(goals_hold(core, fresh_state(core), solution.skills));
    ASSERT_GE(solution.cost, optimum);
    ASSERT_LE(solution.lower_bound, optimum);
  }
}

}  // namespace
}  // namespace cairn::test
