#include "cairn/planner/alternatives.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <variant>

#include "tests/support/brute_force.h"
#include "tests/support/catalog_text.h"
#include "tests/support/check_plan.h"
#include "tests/support/random_graph.h"

namespace cairn::test {
namespace {

using ::testing::IsEmpty;

TEST(Alternatives, CheapestOtherChoiceComesFirst) {
  const World world("py 3h; go 5h; java 9h; web 2h needs any(py, go, java)");
  const Problem problem = world.problem({.goals = "web"});
  const Plan best = std::get<Plan>(select(problem));
  const std::vector<Alternative> others = alternatives(problem, best, 5);
  ASSERT_EQ(others.size(), 2U);
  EXPECT_EQ(world.ids(others[0].added), "go");
  EXPECT_EQ(world.ids(others[0].dropped), "py");
  EXPECT_EQ(others[0].more, Hours::whole(2));
  EXPECT_EQ(world.ids(others[1].added), "java");
}

TEST(Alternatives, TwoSmallChangesComeBeforeOneLargeOne) {
  const World world("a 1h; a2 2h; b 1h; b2 3h; b3 90h; goal 1h needs any(a, a2), any(b, b2, b3)");
  const Problem problem = world.problem({.goals = "goal"});
  const std::vector<Alternative> others = alternatives(problem, std::get<Plan>(select(problem)), 3);
  ASSERT_EQ(others.size(), 3U);
  EXPECT_EQ(others[0].more, Hours::whole(1));
  EXPECT_EQ(others[1].more, Hours::whole(2));
  EXPECT_EQ(others[2].more, Hours::whole(3));
  EXPECT_EQ(world.ids(others[2].added), "a2 b2");
}

TEST(Alternatives, NoneWhereNothingCanBeChosen) {
  const World world("a 1h; b 1h needs a");
  const Problem problem = world.problem({.goals = "b"});
  EXPECT_THAT(alternatives(problem, std::get<Plan>(select(problem)), 3), IsEmpty());
}

TEST(Alternatives, OnRandomGraphsTheFirstIsTheBestWithoutATakenMember) {
  int some = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    const RandomCase random = random_case(seed, {.most_skills = 12});
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + random.text());
    const Selection selection = select(random.problem);
    const auto* best = std::get_if<Plan>(&selection);
    if (best == nullptr) continue;
    std::optional<Hours> second;
    for (const SkillIndex taken : taken_members(random.problem, *best)) {
      Problem without = random.problem;
      without.avoided[value(taken)] = 1;
      const auto cost = brute_force_optimum(random.world->catalog, without);
      if (cost && (!second || *cost < *second)) second = cost;
    }
    const std::vector<Alternative> others = alternatives(random.problem, *best, 4);
    ASSERT_EQ(others.empty(), !second.has_value());
    if (!second) continue;
    ++some;
    EXPECT_EQ(others.front().plan.cost, *second);
    for (std::size_t i = 0; i < others.size(); ++i) {
      EXPECT_THAT(check_plan(random.world->catalog, random.problem, others[i].plan), IsEmpty());
      EXPECT_EQ(others[i].plan.cost, best->cost + others[i].more);
      EXPECT_NE(others[i].plan.skills, best->skills);
      for (std::size_t j = 0; j < i; ++j) {
        EXPECT_NE(others[i].plan.skills, others[j].plan.skills);
        EXPECT_GE(others[i].plan.cost, others[j].plan.cost);
      }
    }
    if (HasFailure()) return;
  }
  EXPECT_GT(some, 50);
}

TEST(AlternativesByChoice, TheChoiceThatCarriesMostHoursComesFirstAndOnlyOnce) {
  const World world(
      "py 30h; py-web 20h needs py; go 33h; go-web 22h needs go; a 1h; b 2h; "
      "goal 1h needs any(py, go), any(py-web, go-web), any(a, b)");
  const Problem problem = world.problem({.goals = "goal"});
  const Plan best = std::get<Plan>(select(problem));
  const std::vector<Alternative> others = alternatives_by_choice(problem, best, 2);
  ASSERT_EQ(others.size(), 2U);
  EXPECT_EQ(world.ids(others[0].without), "py");
  EXPECT_EQ(world.ids(others[0].added), "go go-web");
  EXPECT_EQ(world.ids(others[0].dropped), "py py-web");
  EXPECT_EQ(world.ids(others[1].without), "a");
  EXPECT_EQ(others[1].more, Hours::whole(1));
}

TEST(AlternativesByChoice, PastTheChoicesTheCheapestOthersFollow) {
  const World world("py 3h; go 5h; java 9h; web 2h needs any(py, go, java)");
  const Problem problem = world.problem({.goals = "web"});
  const std::vector<Alternative> others =
      alternatives_by_choice(problem, std::get<Plan>(select(problem)), 5);
  ASSERT_EQ(others.size(), 2U);
  EXPECT_EQ(world.ids(others[0].added), "go");
  EXPECT_EQ(world.ids(others[1].added), "java");
}

TEST(AlternativesByChoice, OnRandomGraphsEveryChoiceThatCanBeGoneWithoutIsAnswered) {
  int some = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const RandomCase random = random_case(seed, {.most_skills = 12});
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + random.text());
    const Selection selection = select(random.problem);
    const auto* best = std::get_if<Plan>(&selection);
    if (best == nullptr) continue;
    const auto others = alternatives_by_choice(random.problem, *best, 12);
    const auto optimum_without = [&](const std::vector<SkillIndex>& skills) {
      Problem without = random.problem;
      for (const SkillIndex skill : skills) without.avoided[value(skill)] = 1;
      return brute_force_optimum(random.world->catalog, without);
    };
    if (!others.empty()) {
      EXPECT_EQ(*optimum_without(others.front().without), others.front().plan.cost);
    }
    for (const Alternative& other : others) {
      ++some;
      EXPECT_THAT(check_plan(random.world->catalog, random.problem, other.plan), IsEmpty());
      EXPECT_LE(*optimum_without(other.without), other.plan.cost);
    }
    for (const SkillIndex taken : taken_members(random.problem, *best)) {
      const bool answered = std::any_of(others.begin(), others.end(), [&](const Alternative& one) {
        return std::find(one.dropped.begin(), one.dropped.end(), taken) != one.dropped.end();
      });
      EXPECT_EQ(answered, optimum_without({taken}).has_value());
    }
    if (HasFailure()) return;
  }
  EXPECT_GT(some, 50);
}

TEST(CompareChoices, SaysWhatEachPathCosts) {
  const World world("py 3h; go 5h; web 2h needs any(py, go)");
  const Comparison made = compare_plans(world.problem({.goals = "web", .chosen = "go"}),
                                        world.problem({.goals = "web", .chosen = "py"}));
  EXPECT_EQ(world.ids(made.only_first), "go");
  EXPECT_EQ(world.ids(made.only_second), "py");
  EXPECT_EQ(made.difference, Hours::whole(-2));
}

TEST(CompareChoices, UnreachableIsAnAnswerToo) {
  const World world("py 3h; go 5h; web 2h needs any(py, go)");
  const Comparison made =
      compare_plans(world.problem({.goals = "web", .chosen = "go", .avoided = "go"}),
                    world.problem({.goals = "web", .chosen = "py"}));
  EXPECT_TRUE(std::holds_alternative<Unreachable>(made.first));
  EXPECT_TRUE(std::holds_alternative<Plan>(made.second));
}

}  // namespace
}  // namespace cairn::test
