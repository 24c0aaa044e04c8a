#include "cairn/planner/roadmap.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <variant>

#include "cairn/planner/choice.h"
#include "cairn/planner/explain.h"
#include "cairn/planner/standing.h"
#include "tests/support/catalog_text.h"
#include "tests/support/check_plan.h"
#include "tests/support/random_graph.h"

namespace cairn::test {
namespace {

const Rate kRate{8, Date{std::chrono::days(20000)}};

Roadmap roadmap_of(const Problem& problem) {
  std::vector<HourRange> hours;
  for (const Hours cost : problem.cost) hours.push_back({cost, cost, cost});
  return make_roadmap(problem, chart(problem, std::get<Plan>(select(problem))), hours, kRate);
}

TEST(Recommend, FirstStepOfTheRoadmapIsTheFirstRecommendation) {
  int some = 0;
  for (std::uint64_t seed = 1; seed <= 600; ++seed) {
    const RandomCase random = random_case(seed);
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + random.text());
    if (!std::holds_alternative<Plan>(select(random.problem))) continue;
    const Roadmap roadmap = roadmap_of(random.problem);
    const std::vector<Recommendation> next = recommend(random.problem, roadmap);
    ASSERT_EQ(next.empty(), roadmap.steps.empty());
    if (next.empty()) continue;
    ++some;
    EXPECT_EQ(next.front().step, 0U);
    for (const Recommendation& one : next) {
      const Pays* pays = find_reason<Pays>(one.reasons);
      ASSERT_NE(pays, nullptr);
      double sum = 0;
      for (const PayoffTerm& term : pays->terms) sum += term.value;
      EXPECT_NEAR(sum, one.rank, 1e-9);
      EXPECT_EQ(pays->terms.front().skill, one.skill);
    }
    if (HasFailure()) return;
  }
  EXPECT_GT(some, 100);
}

TEST(Recommend, NothingThatIsReadyInTheStageRanksHigherWhereNothingIsChosen) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    const RandomCase random =
        random_case(seed, {.alternatives = false, .learnable = true, .wishes = false});
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + random.text());
    const Roadmap roadmap = roadmap_of(random.problem);
    const std::vector<Recommendation> next = recommend(random.problem, roadmap);
    for (const Recommendation& one : next) {
      if (roadmap.steps[one.step].stage != 0) continue;
      // Steps of no hours come first whatever they pay.
      if (random.problem.cost[value(next.front().skill)] == Hours()) continue;
      EXPECT_LE(one.rank, next.front().rank + 1e-9);
    }
    if (HasFailure()) return;
  }
}

TEST(Explain, SaysWhichChoiceASkillHangsOn) {
  const World world("base 1h; py 2h needs base; go 9h; web 1h needs any(py, go)");
  const Problem problem = world.problem({.goals = "web"});
  const Roadmap roadmap = roadmap_of(problem);
  EXPECT_EQ(world.ids(explain(problem, roadmap, world.skill("base")).hangs_on), "py");
  EXPECT_EQ(world.ids(explain(problem, roadmap, world.skill("web")).hangs_on), "");
}

TEST(Explain, SaysWhatKnowingItWouldBeWorth) {
  const World world("base 4h; py 2h needs base; go 9h; web 1h needs any(py, go)");
  const Problem problem = world.problem({.goals = "web"});
  const Explanation made = explain(problem, roadmap_of(problem), world.skill("base"));
  ASSERT_TRUE(made.if_known.has_value());
  EXPECT_EQ(made.if_known->cost, Hours::whole(3));
  ASSERT_TRUE(made.without.has_value());
  EXPECT_EQ(std::get<WhatIf>(*made.without).cost, Hours::whole(10));
}

TEST(Choices, OneThatFallsWithAnEarlierOneIsSettledByIt) {
  const World world(
      "py 30h; py-web 20h needs py; go 33h; go-web 22h needs go; "
      "goal 1h needs any(py, go), any(py-web, go-web)");
  const Problem problem = world.problem({.goals = "goal"});
  const std::vector<Choice> choices =
      find_choices(problem, std::get<Plan>(select(problem)), StopCheck{});
  ASSERT_EQ(choices.size(), 2U);
  EXPECT_EQ(choices[0].carries, Hours::whole(50));
  EXPECT_FALSE(choices[0].why.settled_by.has_value());
  EXPECT_EQ(choices[1].why.settled_by, choices[0].why.taken);
}

// What they say is true, however little time there was.
TEST(Choices, StoppedTheyAreFewerButNotOthers) {
  const auto same = [](const Choice& a, const Choice& b) {
    return a.gate == b.gate && a.why.taken == b.why.taken && a.why.saved == b.why.saved &&
           a.carries == b.carries;
  };
  int left_out = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    const RandomCase random = random_case(seed, {.learnable = true});
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + random.text());
    const Selection selection = select(random.problem);
    const auto* plan = std::get_if<Plan>(&selection);
    if (plan == nullptr) continue;
    const std::vector<Choice> all = find_choices(random.problem, *plan, StopCheck{});
    for (const int most : {0, 1, 2, 4, 8}) {
      int calls = 0;
      const std::vector<Choice> some =
          find_choices(random.problem, *plan, [&] { return ++calls > most; });
      for (const Choice& choice : some) {
        EXPECT_TRUE(std::ranges::any_of(all, [&](const Choice& one) { return same(one, choice); }));
      }
      left_out += some.size() < all.size() ? 1 : 0;
    }
  }
  EXPECT_GT(left_out, 50);
}

TEST(NeedsStanding, TakesTheCheaperAlternativeAndCountsWhatItRestsOn) {
  const World world("base 4h; py 6h needs base; go 20h; sql 10h");
  Problem problem = world.problem({});
  OwnedNeeds either;
  either.kind = FormulaKind::any;
  either.parts = {OwnedNeeds::of(world.skill("go")), OwnedNeeds::of(world.skill("py"))};
  OwnedNeeds both;
  both.parts = {OwnedNeeds::of(world.skill("sql")), std::move(either)};
  const Block block = Packer::pack<Needs>(both);
  const Needs& needs = root_of<Needs>(block);
  const NeedsStanding nothing = needs_standing(problem, needs);
  EXPECT_EQ(nothing.total, Hours::whole(20));
  EXPECT_EQ(nothing.left, Hours::whole(20));
  EXPECT_EQ(world.ids(nothing.missing), "py sql");
  problem.known[value(world.skill("go"))] = 1;
  const NeedsStanding some = needs_standing(problem, needs);
  EXPECT_EQ(world.ids(some.missing), "sql");
  EXPECT_EQ(some.share(), 0.5);
  problem.known[value(world.skill("sql"))] = 1;
  EXPECT_TRUE(needs_standing(problem, needs).met);
  EXPECT_EQ(needs_standing(problem, needs).share(), 1.0);
}

}  // namespace
}  // namespace cairn::test
