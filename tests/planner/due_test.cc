#include "cairn/planner/due.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/catalog_text.h"

namespace cairn {
namespace {

using test::World;
using testing::ElementsAre;
using testing::IsEmpty;

const Date kStart = *parse_iso_date("2027-03-14");

Date day(const char* text) { return *parse_iso_date(text); }

std::vector<Due> due_of(const World& world, const test::Wish& wish,
                        const std::vector<DatedGoal>& dated) {
  const Problem problem = world.problem(wish);
  const Plan plan = std::get<Plan>(select(problem));
  std::vector<HourRange> left;
  for (const Skill& skill : world.catalog.skills()) left.push_back(skill.hours);
  return what_is_due(problem, plan, dated, left, LearnedPace::exactly(1), {10, kStart});
}

TEST(Due, WhatIsDueEarlierCountsAndWhatIsSharedCountsOnce) {
  const World world("base 10h; a 4h needs base; b 6h needs base; c 20h");
  const auto due =
      due_of(world, {.goals = "a b c"},
             {{world.node("b"), day("2027-04-10")}, {world.node("a"), day("2027-03-27")}});
  ASSERT_EQ(due.size(), 2U);
  EXPECT_EQ(due[0].by, day("2027-03-27"));
  EXPECT_THAT(due[0].goals, ElementsAre(world.node("a")));
  EXPECT_THAT(due[0].before, IsEmpty());
  EXPECT_EQ(due[0].hours.likely, Hours::whole(14));
  EXPECT_FALSE(due[0].whole);
  // Two weeks, from the first day to the last.
  EXPECT_NEAR(due[0].deadline->even_rate, 7, 1e-9);
  EXPECT_THAT(due[1].before, ElementsAre(world.node("a")));
  EXPECT_EQ(due[1].hours.likely, Hours::whole(20));
  EXPECT_NEAR(due[1].deadline->even_rate, 5, 1e-9);
}

TEST(Due, AGoalRestsOnWhatThePlanTakesNotOnWhatWouldBeCheaperByItself) {
  // Alone, `a` would take the 5 h of x; the plan has y for b in any case.
  const World world("x 5h; y 8h; a 1h needs any(x, y); b 1h needs y");
  const auto due = due_of(world, {.goals = "a b"}, {{world.node("a"), day("2027-03-27")}});
  EXPECT_EQ(due[0].hours.likely, Hours::whole(9));
}

TEST(Due, ChosenSkillsOfNoUseForItComeLater) {
  const World world("a 4h; taste 30h");
  const auto due =
      due_of(world, {.goals = "a", .chosen = "taste"}, {{world.node("a"), day("2027-03-27")}});
  EXPECT_EQ(due[0].hours.likely, Hours::whole(4));
  EXPECT_FALSE(due[0].whole);
}

TEST(Due, WhatIsReachedAsksForNothing) {
  const World world("a 4h; b 6h");
  const auto due =
      due_of(world, {.goals = "a b", .known = "a"},
             {{world.node("a"), day("2027-03-01")}, {world.node("b"), day("2027-03-27")}});
  EXPECT_TRUE(due[0].reached);
  EXPECT_FALSE(due[0].deadline);
  EXPECT_THAT(due[1].before, IsEmpty());
  EXPECT_TRUE(due[1].whole);
}

TEST(Due, OneDayHasOneRow) {
  const World world("a 4h; b 6h");
  const auto due =
      due_of(world, {.goals = "a b"},
             {{world.node("b"), day("2027-03-27")}, {world.node("a"), day("2027-03-27")}});
  ASSERT_EQ(due.size(), 1U);
  EXPECT_THAT(due[0].goals, ElementsAre(world.node("b"), world.node("a")));
  EXPECT_EQ(due[0].hours.likely, Hours::whole(10));
}

}  // namespace
}  // namespace cairn
