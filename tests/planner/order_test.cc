#include "cairn/planner/order.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <variant>

#include "cairn/planner/select.h"
#include "tests/support/brute_force.h"
#include "tests/support/catalog_text.h"
#include "tests/support/check_plan.h"
#include "tests/support/random_graph.h"

namespace cairn::test {
namespace {

using ::testing::IsEmpty;

Plan plan_of(const Problem& problem) {
  Selection selection = select(problem);
  if (!std::holds_alternative<Plan>(selection)) throw std::runtime_error("unreachable");
  return std::get<Plan>(std::move(selection));
}

std::string order_of(const World& world, const Wish& wish) {
  const Problem problem = world.problem(wish);
  const Plan plan = plan_of(problem);
  const Order order = order_plan(problem, plan.skills);
  EXPECT_THAT(check_order(world.catalog, problem, plan.skills, order), IsEmpty());
  EXPECT_EQ(order.gap(), 0);
  return world.ids(order.steps);
}

std::int64_t weighted(const Problem& problem, const std::vector<SkillIndex>& steps) {
  std::int64_t time = 0, sum = 0;
  for (const SkillIndex skill : steps) {
    time += problem.cost[value(skill)].minutes();
    sum += problem.weight[value(skill)] * time;
  }
  return sum;
}

// The least sum over all orders that keep the stages as they are.
std::int64_t best_within_stages(const RandomCase& random, const Order& order) {
  Problem problem = random.problem;
  problem.avoided.assign(problem.avoided.size(), 0);
  std::int64_t total = 0, time = 0;
  for (const Stage& stage : order.stages) {
    const FoundedSets sets(random.world->catalog, problem);
    Mask set = mask_of(problem.known);
    std::int64_t minutes = 0, weight = 0;
    for (std::size_t i = stage.begin; i < stage.end; ++i) {
      set |= Mask{1} << value(order.steps[i]);
      minutes += problem.cost[value(order.steps[i])].minutes();
      weight += problem.weight[value(order.steps[i])];
    }
    total += sets.best_order(set) + weight * time;
    time += minutes;
    for (std::size_t i = stage.begin; i < stage.end; ++i) problem.known[value(order.steps[i])] = 1;
  }
  return total;
}

TEST(Order, PrerequisitesComeFirst) {
  const World world("c 1h needs b; b 1h needs a; a 1h");
  EXPECT_EQ(order_of(world, {.goals = "c"}), "a b c");
}

TEST(Order, MoreWeightPerHourComesFirst) {
  const World world("slow 9h w3; quick 1h w2; goal 0h needs slow, quick");
  EXPECT_EQ(order_of(world, {.goals = "goal"}), "quick slow goal");
}

TEST(Order, DullPrerequisiteOfAPrizeGoesWithIt) {
  // key is worth nothing, but prize behind it is worth more an hour than plain.
  const World world("plain 2h w2; key 1h w0; prize 1h w9 needs key; goal 0h needs plain, prize");
  EXPECT_EQ(order_of(world, {.goals = "goal"}), "key prize plain goal");
}

TEST(Order, TiesGoToFewerHoursThenToTheCatalogsOrder) {
  const World world("b 2h w2; a 1h w1; c 1h w1; goal 0h w0 needs a, b, c");
  EXPECT_EQ(order_of(world, {.goals = "goal"}), "a c b goal");
}

TEST(Order, TasteDecidesWhereItCostsNothing) {
  const World world("a 1h w1 after c; b 2h w2; c 1h w1; goal 0h w0 needs a, b, c");
  EXPECT_EQ(order_of(world, {.goals = "goal"}), "c a b goal");
}

TEST(Order, TasteTakesWhatRestsOnASkillWithIt) {
  // a and what rests on it pay as much as c alone, a by itself does not.
  const World world("a 1h w1 after c; top 1h w3 needs a; c 1h w2; goal 0h w0 needs top, c");
  EXPECT_EQ(order_of(world, {.goals = "goal"}), "c a top goal");
}

TEST(Order, TasteGivesWayToPayoffAndToNeeds) {
  const World world("a 1h w2 after c; b 1h w1 after goal; c 1h w1; goal 0h w0 needs a, b, c");
  EXPECT_EQ(order_of(world, {.goals = "goal"}), "a b c goal");
}

TEST(Order, TastesInARingMeetWhatTheyCan) {
  const World world("a 1h w1 after b; b 1h w1 after c; c 1h w1 after a; goal 0h w0 needs a, b, c");
  const std::string order = order_of(world, {.goals = "goal"});
  EXPECT_TRUE(order == "b a c goal" || order == "c b a goal" || order == "a c b goal") << order;
}

TEST(Order, StagesFollowTheLadder) {
  const World world("a 1h w0; b 1h w9; level entry a; level senior b");
  const Problem problem = world.problem({.goals = "senior"});
  const Plan plan = plan_of(problem);
  const Order order = order_plan(problem, plan.skills);
  EXPECT_EQ(world.ids(order.steps), "a b");
  ASSERT_EQ(order.stages.size(), 2U);
  EXPECT_EQ(order.stages[1].begin, 1U);
}

// Nobody needs the free alternative, but it is in the plan, and belongs to the level that names it.
TEST(Order, WhatCostsNothingStaysInItsLevel) {
  const World world("a 0h w1; b 2h w1; level entry any(any(a, b), a), b");
  const Problem problem = world.problem({.goals = "entry"});
  const Plan plan = plan_of(problem);
  EXPECT_EQ(order_plan(problem, plan.skills).stages.size(), 1U) << world.ids(plan.skills);
}

TEST(Order, AlternativeInsideThePlanIsWhicheverComesFirst) {
  // Both a and b are wanted; c rests on either, so only one of them must come before it.
  const World world("a 5h w1; b 1h w1; c 1h w9 needs any(a, b); goal 0h w0 needs a, b, c");
  EXPECT_EQ(order_of(world, {.goals = "goal"}), "b c a goal");
}

TEST(Order, StoppedIsStillLearnableAndBounded) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const RandomCase random = random_case(seed, {.learnable = true, .wishes = false});
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + random.text());
    const Plan plan = plan_of(random.problem);
    const Order full = order_plan(random.problem, plan.skills);
    int calls = 0;
    const Order order = order_plan(random.problem, plan.skills, [&] { return ++calls > 2; });
    EXPECT_THAT(check_learnable(random.world->catalog, random.problem, order.steps), IsEmpty());
    EXPECT_EQ(order.steps.size(), plan.skills.size());
    EXPECT_LE(order.lower_bound, order.weighted_minutes);
    EXPECT_GE(full.gap(), 0);
  }
}

TEST(Order, TasteNeverCosts) {
  int rearranged = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    RandomCase random = random_case(seed, {.least_skills = 6, .most_skills = 12});
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + random.text());
    const Selection selection = select(random.problem);
    const auto* plan = std::get_if<Plan>(&selection);
    if (plan == nullptr) continue;
    const Order plain = order_plan(random.problem, plan->skills);
    // What stands in the order now would all be liked better the other way round.
    for (std::size_t i = 1; i < plain.steps.size(); ++i) {
      random.problem.preferences.push_back({plain.steps[i], plain.steps[i - 1]});
    }
    const Order order = order_plan(random.problem, plan->skills);
    EXPECT_THAT(check_order(random.world->catalog, random.problem, plan->skills, order), IsEmpty());
    EXPECT_EQ(order.weighted_minutes, plain.weighted_minutes);
    rearranged += order.steps != plain.steps ? 1 : 0;
  }
  EXPECT_GT(rearranged, 10);
}

class OrderOnRandomGraphs : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(OrderOnRandomGraphs, EqualsExhaustiveSearch) {
  int long_ones = 0, with_choice = 0;
  for (std::uint64_t seed = GetParam(); seed < GetParam() + 500; ++seed) {
    const RandomCase random = random_case(seed, {.least_skills = 6, .most_skills = 12});
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + random.text());
    const Selection selection = select(random.problem);
    const auto* plan = std::get_if<Plan>(&selection);
    if (plan == nullptr) continue;
    // Everything that can be learnt, as well: plans with alternatives inside.
    for (const bool all : {false, true}) {
      std::vector<SkillIndex> set = plan->skills;
      if (all) {
        set.clear();
        Flags may(random.problem.avoided);
        for (auto& flag : may) flag = flag == 0;
        set = derive(random.world->graph, random.problem.known, may).order;
        std::sort(set.begin(), set.end());
      }
      if (set.size() > 9) continue;
      const Order order = order_plan(random.problem, set);
      EXPECT_THAT(check_order(random.world->catalog, random.problem, set, order), IsEmpty());
      EXPECT_EQ(order.weighted_minutes, weighted(random.problem, order.steps));
      const std::int64_t best = best_within_stages(random, order);
      EXPECT_EQ(order.weighted_minutes, best);
      EXPECT_LE(order.lower_bound, best);
      long_ones += set.size() >= 6 ? 1 : 0;
      with_choice += order.lower_bound < best ? 1 : 0;
      if (HasFailure()) return;
    }
  }
  EXPECT_GT(long_ones, 100);
  EXPECT_EQ(with_choice, 0) << "up to 20 steps the bound should be exact";
}

INSTANTIATE_TEST_SUITE_P(Seeds, OrderOnRandomGraphs, ::testing::Values(1, 501, 1001, 1501));

}  // namespace
}  // namespace cairn::test
