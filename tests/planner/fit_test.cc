#include "cairn/planner/fit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tests/support/brute_force.h"
#include "tests/support/catalog_text.h"
#include "tests/support/check_plan.h"
#include "tests/support/random_graph.h"

namespace cairn::test {
namespace {

using ::testing::IsEmpty;

TEST(Fit, TakesTheGreatestWeightNotTheGreatestDensity) {
  const World world("a 1h w3; b 4h w8; c 3h w6; d 2h w3");
  const Fit made = fit(world.problem({.goals = ""}), Hours::whole(5));
  EXPECT_EQ(made.set.weight, 11);
  EXPECT_EQ(world.ids(made.set.steps), "a b");
  EXPECT_TRUE(made.set.optimal());
}

TEST(Fit, PrerequisitesCountAgainstTheBudget) {
  const World world("base 4h w0; prize 1h w9 needs base; plain 4h w5");
  EXPECT_EQ(world.ids(fit(world.problem({.goals = ""}), Hours::whole(4)).set.steps), "plain");
  EXPECT_EQ(world.ids(fit(world.problem({.goals = ""}), Hours::whole(5)).set.steps), "base prize");
}

TEST(Fit, CheaperAlternativeOpensTheSame) {
  const World world("a 3h w0; b 1h w0; prize 1h w9 needs any(a, b)");
  EXPECT_EQ(world.ids(fit(world.problem({.goals = ""}), Hours::whole(4)).set.steps), "b prize");
}

TEST(Fit, SaysWhatIsJustOutAndWhatTenMoreHoursAdd) {
  const World world("a 3h w3; b 4h w1; c 30h w90");
  const Fit made = fit(world.problem({.goals = ""}), Hours::whole(5));
  EXPECT_EQ(world.ids(made.set.steps), "a");
  ASSERT_EQ(made.just_out.size(), 2U);
  EXPECT_EQ(world.ids(made.just_out[0].closure.skills), "b");
  EXPECT_EQ(made.just_out[0].missing, Hours::whole(2));
  EXPECT_EQ(world.ids(made.more.added), "b");
  EXPECT_THAT(made.more.dropped, IsEmpty());
}

TEST(Fit, GoesOnAsLongAsThereIsRoomHoweverManySkillsThereAre) {
  std::string notation;
  for (int i = 0; i < 2100; ++i) notation += "s" + std::to_string(i) + " 1h w1; ";
  const World world(notation);
  const Fit made = fit(world.problem({.goals = ""}), Hours::whole(500));
  EXPECT_EQ(made.set.weight, 500);
  EXPECT_EQ(made.more.set.weight, 510);
}

TEST(Fit, RingIsNoSupport) {
  const World world("a 1h w9 needs any(b, far); b 1h w9 needs any(a, far); far 9h w0; c 1h w1");
  EXPECT_EQ(world.ids(fit(world.problem({.goals = ""}), Hours::whole(3)).set.steps), "c");
}

class FitOnRandomGraphs : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(FitOnRandomGraphs, EqualsExhaustiveSearch) {
  int tight = 0;
  for (std::uint64_t seed = GetParam(); seed < GetParam() + 250; ++seed) {
    const RandomCase random = random_case(seed, {.most_skills = 14});
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + random.text());
    const Problem& problem = random.problem;
    Dice dice(seed);
    Hours all;
    for (const Hours cost : problem.cost) all += cost;
    const Hours budget = Hours::from_minutes(all.minutes() * (10 + dice.roll(60)) / 100);
    const FoundedSets sets(random.world->catalog, problem);
    int best = 0;
    sets.for_each([&](Mask set) {
      if (sets.cost(set) > budget) return;
      int weight = 0;
      for (std::size_t s = 0; s < problem.weight.size(); ++s) {
        if ((set >> s & 1U) != 0 && problem.known[s] == 0) weight += problem.weight[s];
      }
      best = std::max(best, weight);
    });
    const FitSet set = fit_within(problem, budget);
    EXPECT_EQ(set.weight, best);
    EXPECT_TRUE(set.optimal());
    EXPECT_LE(set.cost, budget);
    EXPECT_THAT(check_learnable(random.world->catalog, problem, set.steps), IsEmpty());
    for (const SkillIndex skill : set.steps) EXPECT_EQ(problem.avoided[value(skill)], 0);
    // Stopped at once: still within the budget, still bounded.
    const FitSet stopped = fit_within(problem, budget, {}, [] { return true; });
    EXPECT_LE(stopped.weight, best);
    EXPECT_GE(stopped.upper_bound, best);
    EXPECT_LE(stopped.cost, budget);
    tight += best > 0 ? 1 : 0;
    if (HasFailure()) return;
  }
  EXPECT_GT(tight, 100);
}

INSTANTIATE_TEST_SUITE_P(Seeds, FitOnRandomGraphs, ::testing::Values(1, 251, 501, 751));

}  // namespace
}  // namespace cairn::test
