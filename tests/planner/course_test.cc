#include "cairn/planner/course.h"

#include <gtest/gtest.h>

#include <string>
#include <variant>

#include "cairn/planner/select.h"
#include "tests/support/random_graph.h"

namespace cairn::test {
namespace {

std::optional<Course> course_of(const Problem& problem) {
  const Selection selection = select(problem);
  if (const auto* plan = std::get_if<Plan>(&selection)) return chart(problem, *plan);
  return std::nullopt;
}

TEST(Course, ComesBackFromItsBytes) {
  int courses = 0, choices = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    const RandomCase drawn = random_case(seed);
    const auto course = course_of(drawn.problem);
    if (!course) continue;
    ASSERT_TRUE(course->whole);
    const std::uint64_t number = hash_of(drawn.problem);
    const std::string bytes = write_course(*course, number);
    const auto back = read_course(bytes, number);
    ASSERT_TRUE(back) << drawn.text();
    EXPECT_EQ(back->plan.skills, course->plan.skills);
    EXPECT_EQ(back->plan.cost, course->plan.cost);
    EXPECT_EQ(back->order.steps, course->order.steps);
    EXPECT_EQ(back->order.stages.size(), course->order.stages.size());
    ASSERT_EQ(back->choices.size(), course->choices.size());
    // All of it, without naming each field again.
    EXPECT_EQ(write_course(*back, number), bytes);
    EXPECT_FALSE(read_course(bytes, number + 1));
    ++courses;
    choices += static_cast<int>(course->choices.size());
  }
  EXPECT_GT(courses, 200);
  EXPECT_GT(choices, 100);
}

TEST(Course, DamagedBytesAreNone) {
  const RandomCase drawn = random_case(3);
  const auto course = course_of(drawn.problem);
  ASSERT_TRUE(course);
  const std::string bytes = write_course(*course, 1);
  Dice dice(4);
  for (int round = 0; round < 2000; ++round) {
    std::string mutated = bytes;
    mutated[dice.roll(static_cast<std::uint32_t>(bytes.size()))] ^=
        static_cast<char>(1U << dice.roll(8));
    if (dice.percent(20)) mutated.resize(dice.roll(static_cast<std::uint32_t>(bytes.size())));
    EXPECT_FALSE(read_course(mutated, 1)) << round;
  }
  EXPECT_FALSE(read_course("", 1));
}

TEST(Course, EveryPartOfTheProblemCounts) {
  const World world("a 2h; b 3h needs a; c 4h needs any(a, b); level entry c");
  const Problem plain = world.problem({"entry"});
  const std::uint64_t number = hash_of(plain);
  EXPECT_EQ(hash_of(world.problem({"entry"})), number);
  EXPECT_NE(hash_of(world.problem({"c"})), number);
  EXPECT_NE(hash_of(world.problem({"entry", "a"})), number);
  EXPECT_NE(hash_of(world.problem({"entry", "", "b"})), number);
  EXPECT_NE(hash_of(world.problem({"entry", "", "", "b"})), number);
  Problem other = plain;
  other.cost[1] += Hours::from_minutes(1);
  EXPECT_NE(hash_of(other), number);
  other = plain;
  other.weight[2] += 1;
  EXPECT_NE(hash_of(other), number);
  other = plain;
  other.preferences.push_back({SkillIndex{0}, SkillIndex{1}});
  EXPECT_NE(hash_of(other), number);
  const World changed("a 2h; b 3h needs a; c 4h needs a; level entry c");
  EXPECT_NE(hash_of(changed.problem({"entry"})), number);
}

TEST(Course, CutShortIsNotWhole) {
  const World world("a 2h; b 3h needs a; level entry b");
  const Problem problem = world.problem({"entry"});
  const Selection selection = select(problem);
  EXPECT_FALSE(chart(problem, std::get<Plan>(selection), [] { return true; }).whole);
}

}  // namespace
}  // namespace cairn::test
