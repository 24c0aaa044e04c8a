#include "cairn/progress/recent_weeks.h"

#include <gtest/gtest.h>

#include <vector>

namespace cairn::test {
namespace {

const Date kToday{std::chrono::days(20'000)};

// So many hours in each of the last weeks, the earliest first, on its third day.
std::map<Date, DayHours> weeks(const std::vector<int>& hours) {
  std::map<Date, DayHours> days;
  for (std::size_t i = 0; i < hours.size(); ++i) {
    const auto ago = static_cast<int>(7 * (hours.size() - i));
    days[kToday - std::chrono::days(ago)];  // the week is begun
    days[kToday - std::chrono::days(ago - 2)].logged = Hours::whole(hours[i]);
  }
  return days;
}

TEST(RecentWeeks, AHolidayAndAWeekendCourseDoNotCount) {
  const auto steady = recent_weeks(weeks({6, 6, 6, 6, 6, 6, 6, 6}), kToday);
  ASSERT_TRUE(steady);
  EXPECT_DOUBLE_EQ(steady->hours, 6);
  EXPECT_EQ(steady->weeks, 8);
  EXPECT_DOUBLE_EQ(steady->spread, 0.1);
  EXPECT_DOUBLE_EQ(recent_weeks(weeks({6, 6, 0, 6, 6, 30, 6, 6}), kToday)->hours, 6);
}

TEST(RecentWeeks, AreTheLastEightUpToYesterday) {
  std::map<Date, DayHours> days = weeks({40, 40, 40, 5, 5, 5, 5, 5, 5, 5, 5});
  days[kToday].logged = Hours::whole(20);
  EXPECT_DOUBLE_EQ(recent_weeks(days, kToday)->hours, 5);
}

TEST(RecentWeeks, TooFewSayNothing) {
  EXPECT_FALSE(recent_weeks({}, kToday));
  EXPECT_FALSE(recent_weeks(weeks({6, 6, 6}), kToday));
  EXPECT_FALSE(recent_weeks(weeks({6, 0, 0, 0, 0, 0, 0, 6}), kToday));
  EXPECT_FALSE(recent_weeks(weeks({6, 6, 6, 6, 0, 0, 0, 0, 0, 0, 0, 0}), kToday));
  const auto four = recent_weeks(weeks({4, 8, 4, 8}), kToday);
  ASSERT_TRUE(four);
  EXPECT_DOUBLE_EQ(four->hours, 6);
  EXPECT_EQ(four->weeks, 4);
}

TEST(RecentWeeks, UnevenOnesAreLessSure) {
  EXPECT_GT(recent_weeks(weeks({1, 12, 2, 9, 0, 11, 3, 10}), kToday)->spread,
            recent_weeks(weeks({5, 7, 6, 6, 5, 7, 6, 6}), kToday)->spread);
  EXPECT_LE(recent_weeks(weeks({0, 0, 0, 0, 1, 1, 100, 100}), kToday)->spread, 1);
}

TEST(RecentWeeks, SharedHoursCountLikeLoggedOnes) {
  std::map<Date, DayHours> days;
  for (int ago = 1; ago <= 56; ++ago) {
    days[kToday - std::chrono::days(ago)] = {Hours(), Hours::from_minutes(60)};
  }
  EXPECT_DOUBLE_EQ(recent_weeks(days, kToday)->hours, 7);
}

}  // namespace
}  // namespace cairn::test
