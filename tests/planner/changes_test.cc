#include "cairn/planner/changes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace cairn::test {
namespace {

using ::testing::IsEmpty;

std::vector<SkillIndex> steps(std::initializer_list<std::uint32_t> numbers) {
  std::vector<SkillIndex> made;
  for (const std::uint32_t number : numbers) made.push_back(SkillIndex{number});
  return made;
}

TEST(Difference, OfTheSameOrderIsNone) {
  EXPECT_TRUE(difference(steps({1, 2, 3}), steps({1, 2, 3})).empty());
  EXPECT_TRUE(difference({}, {}).empty());
}

TEST(Difference, StepsInAndOut) {
  const OrderDifference made = difference(steps({1, 2, 3}), steps({4, 1, 3, 5}));
  EXPECT_EQ(made.in, steps({4, 5}));
  EXPECT_EQ(made.out, steps({2}));
  EXPECT_THAT(made.moved, IsEmpty());
}

TEST(Difference, OneStepThatMovedIsTheOnlyOne) {
  EXPECT_EQ(difference(steps({1, 2, 3, 4, 5}), steps({5, 1, 2, 3, 4})).moved, steps({5}));
  EXPECT_EQ(difference(steps({1, 2, 3, 4, 5}), steps({2, 3, 4, 5, 1})).moved, steps({1}));
}

// What has not moved stands in the same order in both, and no step less could have moved.
TEST(Difference, MovesAsFewAsCanBe) {
  std::mt19937 engine(5);
  for (int round = 0; round < 200; ++round) {
    std::vector<SkillIndex> before, after;
    for (std::uint32_t i = 0; i < 7; ++i) before.push_back(SkillIndex{i});
    after = before;
    std::shuffle(after.begin(), after.end(), engine);
    const std::vector<SkillIndex> moved = difference(before, after).moved;
    std::size_t longest = 0;
    for (unsigned set = 0; set < 128U; ++set) {
      std::vector<SkillIndex> kept;
      for (const SkillIndex step : after) {
        if ((set >> value(step) & 1U) != 0) kept.push_back(step);
      }
      if (std::is_sorted(kept.begin(), kept.end())) longest = std::max(longest, kept.size());
    }
    EXPECT_EQ(moved.size(), after.size() - longest);
    std::vector<SkillIndex> stays = after;
    std::erase_if(stays, [&](SkillIndex step) {
      return std::find(moved.begin(), moved.end(), step) != moved.end();
    });
    EXPECT_TRUE(std::is_sorted(stays.begin(), stays.end()));
  }
}

}  // namespace
}  // namespace cairn::test
