#include "cairn/workspace/kept_courses.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <variant>

#include "tests/support/catalog_text.h"
#include "tests/support/temp_folder.h"

namespace cairn::test {
namespace {

class KeptCoursesTest : public testing::Test {
 protected:
  std::size_t kept() const {
    const auto folder = temp_ / "cache";
    if (!std::filesystem::exists(folder)) return 0;
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
  }
  Plan plan_of(KeptCourses& courses, const Problem& problem, const StopCheck& stop = {}) const {
    return std::get<Plan>(courses.selection(problem, stop));
  }

  TempFolder temp_;
  KeptCourses here() const { return KeptCourses(Cache(temp_ / "cache")); }
  const World world_{"a 2h; b 3h; c 4h needs any(a, b); level entry c"};
  const Problem problem_ = world_.problem({"entry"});
};

TEST_F(KeptCoursesTest, GivesTheNextProgramTheSameAgain) {
  KeptCourses first = here();
  const Plan plan = plan_of(first, problem_);
  const std::string bytes = write_course(first.course(problem_, plan, {}), 1);
  EXPECT_EQ(kept(), 1u);
  KeptCourses second = here();
  // One that may not search at all has it all the same.
  const StopCheck never = [] { return true; };
  EXPECT_EQ(plan_of(second, problem_, never).skills, plan.skills);
  EXPECT_EQ(write_course(second.course(problem_, plan, never), 1), bytes);
  EXPECT_EQ(kept(), 1u);
}

TEST_F(KeptCoursesTest, KeepsNoOtherPlanThanTheSelectedOne) {
  KeptCourses courses = here();
  const Plan cheapest = plan_of(courses, problem_);
  Plan other = cheapest;
  other.skills = {world_.skill("b"), world_.skill("c")};
  EXPECT_EQ(courses.course(problem_, other, {}).plan.skills, other.skills);
  EXPECT_EQ(kept(), 0u);
  courses.course(problem_, cheapest, {});
  courses.course(problem_, other, {});
  KeptCourses again = here();
  EXPECT_EQ(plan_of(again, problem_).skills, cheapest.skills);
}

TEST_F(KeptCoursesTest, KeepsNothingThatWasCutShort) {
  KeptCourses courses = here();
  const Plan plan = plan_of(courses, problem_);
  courses.course(problem_, plan, [] { return true; });
  EXPECT_EQ(kept(), 0u);
}

}  // namespace
}  // namespace cairn::test
