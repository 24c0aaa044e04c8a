#include "cairn/planner/select.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
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

Plan plan_of(const Problem& problem) {
  Selection selection = select(problem);
  if (!std::holds_alternative<Plan>(selection)) throw std::runtime_error("unreachable");
  return std::get<Plan>(std::move(selection));
}

Unreachable unreachable_of(const Problem& problem) {
  Selection selection = select(problem);
  if (!std::holds_alternative<Unreachable>(selection)) throw std::runtime_error("reachable");
  return std::get<Unreachable>(std::move(selection));
}

std::string plan_of(const World& world, const Wish& wish) {
  const Plan plan = plan_of(world.problem(wish));
  EXPECT_TRUE(plan.optimal());
  return world.ids(plan.skills);
}

TEST(Select, CheaperAlternativeIsTaken) {
  const World world("a 3h; b 2h; goal needs any(a, b)");
  EXPECT_EQ(plan_of(world, {.goals = "goal"}), "b goal");
}

TEST(Select, SharedPrerequisiteIsPaidOnce) {
  const World world("base 5h; a 1h needs base; b 1h needs base; goal 1h needs a, b");
  const Plan plan = plan_of(world.problem({.goals = "goal"}));
  EXPECT_EQ(world.ids(plan.skills), "base a b goal");
  EXPECT_EQ(plan.cost, Hours::whole(8));
}

TEST(Select, SharingMakesTheDearerAlternativeTheCheaperOne) {
  // x alone is cheaper than shared, but goal2 needs shared anyhow.
  const World world("x 3h; shared 4h; goal1 0h needs any(x, shared); goal2 0h needs shared");
  EXPECT_EQ(plan_of(world, {.goals = "goal1 goal2"}), "shared goal1 goal2");
}

TEST(Select, SkillThatServesTwoGoalsIsCountedOnce) {
  const World world("a 2h; b 1h needs a; c 1h needs a");
  EXPECT_EQ(plan_of(world.problem({.goals = "b c"})).cost, Hours::whole(4));
}

TEST(Select, AtLeastKTakesTheKCheapest) {
  const World world("a 4h; b 1h; c 3h; d 2h; goal 1h needs 2of(a, b, c, d)");
  EXPECT_EQ(plan_of(world, {.goals = "goal"}), "b d goal");
}

TEST(Select, KnownMembersCountTowardsAtLeastK) {
  const World world("a 4h; b 1h; c 3h; goal 1h needs 2of(a, b, c)");
  EXPECT_EQ(plan_of(world, {.goals = "goal", .known = "a"}), "b goal");
}

TEST(Select, PlanNeverRestsOnAnUnfoundedCircle) {
  // a and b hold each other up for 2 hours, but nobody can begin there.
  const World world("a 1h needs b; b 1h needs any(a, start); start 9h");
  EXPECT_EQ(plan_of(world, {.goals = "a"}), "a b start");
}

TEST(Select, CircleOfFreeSkillsIsNoSupport) {
  const World world("a 0h needs any(b, dear); b 0h needs any(a, dearer); dear 7h; dearer 8h");
  EXPECT_EQ(plan_of(world, {.goals = "b"}), "a b dear");
}

TEST(Select, SkillsOfNoCostComeInOnlyWhereThePlanRestsOnThem) {
  const World world("free 0h; idle 0h; a 1h needs free");
  EXPECT_EQ(plan_of(world, {.goals = "a"}), "free a");
}

TEST(Select, KnownGoalNeedsNothing) {
  const World world("a 3h; b 1h needs a");
  EXPECT_EQ(plan_of(world, {.goals = "b", .known = "b"}), "");
}

TEST(Select, KnownSkillCountsWhateverItNeeds) {
  const World world("a 3h; b 1h needs a; c 1h needs b");
  EXPECT_EQ(plan_of(world, {.goals = "c", .known = "b"}), "c");
}

TEST(Select, LevelContainsTheLevelBelow) {
  const World world("a; b; level entry a; level senior b");
  EXPECT_EQ(plan_of(world, {.goals = "senior"}), "a b");
  EXPECT_EQ(plan_of(world, {.goals = "entry"}), "a");
}

TEST(Select, ChosenSkillIsPartOfTheGoal) {
  const World world("a 1h; b 9h; goal 1h needs any(a, b)");
  EXPECT_EQ(plan_of(world, {.goals = "goal", .chosen = "b"}), "b goal");
}

TEST(Select, AvoidedSkillIsInNoPlan) {
  const World world("a 1h; b 9h; goal 1h needs any(a, b)");
  EXPECT_EQ(plan_of(world, {.goals = "goal", .avoided = "a"}), "b goal");
}

TEST(Select, KnownSkillServesEvenWhenAvoided) {
  const World world("a 1h; goal 1h needs a");
  EXPECT_EQ(plan_of(world, {.goals = "goal", .known = "a", .avoided = "a"}), "goal");
}

TEST(Select, NoGoalIsAnEmptyPlan) {
  const World world("a");
  EXPECT_EQ(plan_of(world, {.goals = ""}), "");
}

TEST(Unreachable, NamesTheOneAvoidedSkillToBlame) {
  const World world("a; b; c; goal needs a, any(b, c)");
  const Unreachable none = unreachable_of(world.problem({.goals = "goal", .avoided = "a b"}));
  EXPECT_EQ(world.id(none.target), "goal");
  EXPECT_FALSE(none.target_is_chosen);
  EXPECT_EQ(world.ids(none.blame), "a");
}

TEST(Unreachable, NamesAllAlternativesWhenOnlyTogetherTheyBlock) {
  const World world("a; b; c; d; goal needs any(a, b, c)");
  const Unreachable none = unreachable_of(world.problem({.goals = "goal", .avoided = "a b c d"}));
  EXPECT_EQ(world.ids(none.blame), "a b c");
}

TEST(Unreachable, ChoiceAgainstAvoidIsSaidOfTheChoice) {
  const World world("a; b needs a; goal");
  const Unreachable none =
      unreachable_of(world.problem({.goals = "goal", .chosen = "b", .avoided = "a"}));
  EXPECT_EQ(world.id(none.target), "b");
  EXPECT_TRUE(none.target_is_chosen);
  EXPECT_EQ(world.ids(none.blame), "a");
}

TEST(Unreachable, BlamesNobodyForAGapInTheCatalog) {
  const World world("a needs b; b needs a; c");
  const Unreachable none = unreachable_of(world.problem({.goals = "a", .avoided = "c"}));
  EXPECT_THAT(none.blame, IsEmpty());
  EXPECT_EQ(none.ring.size(), 2U) << "a and b wait for each other";
}

// Is what is to be allowed again enough, none of it too many, and any one of the blame where that
// is said?
void expect_minimal_way_back(const RandomCase& random, const Unreachable& none) {
  Problem only = random.problem;
  only.goals = {none.target};
  only.chosen.clear();
  const auto opens = [&](std::span<const SkillIndex> back) {
    Problem other = only;
    for (const SkillIndex skill : back) other.avoided[value(skill)] = 0;
    return brute_force_optimum(random.world->catalog, other).has_value();
  };
  EXPECT_TRUE(opens(none.back)) << "not enough: " << random.world->ids(none.back);
  for (std::size_t i = 0; i < none.back.size(); ++i) {
    std::vector<SkillIndex> less = none.back;
    less.erase(less.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_FALSE(opens(less)) << "more than enough: " << random.world->ids(none.back);
  }
  const bool any = std::ranges::all_of(
      none.blame, [&](SkillIndex skill) { return opens(std::span(&skill, 1)); });
  EXPECT_EQ(none.any_one_is_enough, any);
}

// Is `blame` enough to block the target, and too little without any one of it?
void expect_minimal_blame(const RandomCase& random, const Unreachable& none) {
  const Catalog& catalog = random.world->catalog;
  Problem only = random.problem;
  only.goals = {none.target};
  only.chosen.clear();
  const auto blocked = [&](std::span<const SkillIndex> avoided) {
    only.avoided.assign(only.avoided.size(), 0);
    for (const SkillIndex skill : avoided) only.avoided[value(skill)] = 1;
    return !brute_force_optimum(catalog, only).has_value();
  };
  EXPECT_TRUE(blocked(none.blame)) << "not enough: " << random.world->ids(none.blame);
  for (std::size_t i = 0; i < none.blame.size(); ++i) {
    std::vector<SkillIndex> less = none.blame;
    EXPECT_NE(random.problem.avoided[value(less[i])], 0) << "blames what is not avoided";
    less.erase(less.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_FALSE(blocked(less)) << "more than enough: " << random.world->ids(none.blame);
  }
}

// 2,000 graphs in four tests, so that they may run side by side.
class SelectOnRandomGraphs : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(SelectOnRandomGraphs, EqualsBruteForce) {
  int plans = 0, unreachable = 0;
  for (std::uint64_t seed = GetParam(); seed < GetParam() + 500; ++seed) {
    const RandomCase random = random_case(seed);
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + random.text());
    const auto optimum = brute_force_optimum(random.world->catalog, random.problem);
    const Selection selection = select(random.problem);
    if (const auto* plan = std::get_if<Plan>(&selection)) {
      ++plans;
      ASSERT_TRUE(optimum.has_value()) << "brute force finds no plan";
      EXPECT_EQ(plan->cost.minutes(), optimum->minutes());
      EXPECT_TRUE(plan->optimal());
      EXPECT_THAT(check_plan(random.world->catalog, random.problem, *plan), IsEmpty());
    } else {
      ++unreachable;
      ASSERT_FALSE(optimum.has_value()) << "brute force finds a plan";
      const auto& none = std::get<Unreachable>(selection);
      expect_minimal_blame(random, none);
      if (!none.blame.empty()) expect_minimal_way_back(random, none);
    }
    if (HasFailure()) return;
  }
  EXPECT_GT(plans, 100);
  EXPECT_GT(unreachable, 100);
}

INSTANTIATE_TEST_SUITE_P(Seeds, SelectOnRandomGraphs, ::testing::Values(1, 501, 1001, 1501));

TEST(SelectOnRandomGraphs, SameInputTwiceGivesTheSamePlan) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    const RandomCase random = random_case(seed);
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + random.text());
    Problem turned = random.problem;
    std::reverse(turned.goals.begin(), turned.goals.end());
    std::reverse(turned.chosen.begin(), turned.chosen.end());
    const Selection first = select(random.problem), second = select(random.problem),
                    third = select(turned);
    ASSERT_EQ(first.index(), second.index());
    ASSERT_EQ(first.index(), third.index());
    if (const auto* plan = std::get_if<Plan>(&first)) {
      EXPECT_EQ(plan->skills, std::get<Plan>(second).skills);
      EXPECT_EQ(plan->skills, std::get<Plan>(third).skills);
    } else {
      EXPECT_EQ(std::get<Unreachable>(first).target, std::get<Unreachable>(third).target);
      EXPECT_EQ(std::get<Unreachable>(first).blame, std::get<Unreachable>(third).blame);
    }
  }
}

// Set cover: nothing in it can be reduced away, so the search has to branch.
std::string cover_case(std::uint64_t seed) {
  Dice dice(seed);
  std::string notation = "goal 0h needs x0";
  for (int gate = 0; gate < 14; ++gate) {
    notation += ", any(";
    for (int i = 0; i < 3; ++i) {
      notation += (i == 0 ? "x" : ", x") + std::to_string(1 + dice.roll(13));
    }
    notation += ")";
  }
  for (int skill = 0; skill < 14; ++skill) {
    notation += "; x" + std::to_string(skill) + " " + std::to_string(3 + dice.roll(3)) + "h";
  }
  return notation;
}

TEST(SelectStopped, GivesAFoundedPlanAndAValidBound) {
  int stopped = 0, bounded = 0;
  for (std::uint64_t seed = 1; seed <= 25; ++seed) {
    const std::string notation = cover_case(seed);
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + notation);
    const World world(notation);
    const Problem problem = world.problem({.goals = "goal"});
    const auto optimum = brute_force_optimum(world.catalog, problem);
    ASSERT_TRUE(optimum.has_value());
    Hours last_bound;
    for (int k = 1; k <= 20; ++k) {
      int calls = 0;
      const Selection selection = select(problem, [&] { return ++calls >= k; });
      const auto* plan = std::get_if<Plan>(&selection);
      ASSERT_NE(plan, nullptr);
      EXPECT_THAT(check_plan(world.catalog, problem, *plan), IsEmpty()) << "stopped at call " << k;
      EXPECT_LE(plan->lower_bound, *optimum) << "stopped at call " << k;
      EXPECT_GE(plan->cost, *optimum);
      EXPECT_GE(plan->lower_bound, last_bound) << "the bound falls with more time";
      EXPECT_GE(plan->gap(), 0);
      EXPECT_LE(plan->gap(), 1);
      last_bound = plan->lower_bound;
      stopped += calls >= k ? 1 : 0;
      bounded += plan->optimal() ? 0 : 1;
    }
    EXPECT_EQ(plan_of(problem).cost, *optimum);
  }
  EXPECT_GT(stopped, 100) << "the searches are too easy to be stopped";
  EXPECT_GT(bounded, 20) << "the searches are too easy to leave a gap";
}

// Where a search ends in proof, its plan is the one that more time would give.
TEST(SelectStopped, WhatIsProvenDoesNotDependOnTheTime) {
  const auto same_whenever_proven = [](const Problem& problem) {
    const Selection whole = select(problem);
    const auto* plan = std::get_if<Plan>(&whole);
    if (plan == nullptr) return 0;
    int proven = 0;
    for (int k = 1; k <= 8; ++k) {
      int calls = 0;
      const Selection stopped = select(problem, [&] { return ++calls >= k; });
      const Plan& other = std::get<Plan>(stopped);
      if (!other.optimal()) continue;
      EXPECT_EQ(other.skills, plan->skills) << "stopped at call " << k;
      ++proven;
    }
    return proven;
  };
  // Unspliced, the other of two equally cheap ways comes first.
  const World tie("s0 1h; s9 1h; s16 2h; g 0h needs any(all(all(s0, s9), s9, all(s0, s9)), s16)");
  EXPECT_GT(same_whenever_proven(tie.problem({.goals = "g"})), 0);
  int proven = 0;
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    const RandomCase random = random_case(seed);
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + random.text());
    proven += same_whenever_proven(random.problem);
  }
  EXPECT_GT(proven, 1000);
}

// With goals more that have nothing in common with the others, the same of equally cheap ways.
TEST(Select, WhatHasNothingInCommonIsPlannedAsIfItWereAlone) {
  const auto parted = [](std::uint64_t seed, const std::string& prefix) {
    const std::string text = random_case(seed, {.most_levels = 0, .wishes = false}).text();
    std::string named;  // each skill with the prefix
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool is_id = text[i] == 's' && i + 1 < text.size() && std::isdigit(text[i + 1]) != 0;
      if (is_id) named += prefix;
      named += text[i];
    }
    const std::size_t end = named.find("goals:"), line = named.find('\n', end);
    return std::pair(named.substr(0, end), named.substr(end + 6, line - end - 6));
  };
  const auto chosen = [](const std::string& notation, const std::string& goals) {
    const World world(notation);
    const Selection selection = select(world.problem({.goals = goals}));
    const auto* plan = std::get_if<Plan>(&selection);
    return plan != nullptr ? std::optional(world.ids(plan->skills)) : std::nullopt;
  };
  int held = 0;
  // Among these are two where it would matter how many ways the other part has.
  for (std::uint64_t seed = 2000; seed < 2600; ++seed) {
    const auto [one, goals] = parted(seed, "a-");
    const auto [other, more] = parted(seed + 1, "b-");
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + one + goals + "\n" + other + more);
    const auto alone = chosen(one, goals), beside = chosen(other, more);
    if (!alone || !beside) continue;
    EXPECT_EQ(chosen(one + other, goals + more), *alone + " " + *beside);
    ++held;
  }
  EXPECT_GT(held, 200);
}

TEST(SelectStopped, RandomGraphsKeepTheirPromisesAtTheFirstCall) {
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    const RandomCase random = random_case(seed);
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + random.text());
    const Selection selection = select(random.problem, [] { return true; });
    const auto* plan = std::get_if<Plan>(&selection);
    const auto optimum = brute_force_optimum(random.world->catalog, random.problem);
    ASSERT_EQ(plan != nullptr, optimum.has_value());
    if (plan == nullptr) continue;
    EXPECT_THAT(check_plan(random.world->catalog, random.problem, *plan), IsEmpty());
    EXPECT_LE(plan->lower_bound, *optimum);
    EXPECT_GE(plan->cost, *optimum);
  }
}

}  // namespace
}  // namespace cairn::test
