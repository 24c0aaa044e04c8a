#include "cairn/render/stats.h"

#include <gtest/gtest.h>

#include <map>

namespace cairn::test {
namespace {

using std::chrono::days;

// 15 March 2027 is a Monday.
const Date kMonday = *parse_iso_date("2027-03-15");

std::map<Date, Hours> studied(std::initializer_list<int> after_monday) {
  std::map<Date, Hours> all;
  for (const int day : after_monday) all[kMonday + days(day)] = Hours::whole(1);
  return all;
}

TEST(MondayOf, IsTheSameDayOrOneBefore) {
  EXPECT_EQ(monday_of(kMonday), kMonday);
  EXPECT_EQ(monday_of(kMonday + days(6)), kMonday);
  EXPECT_EQ(monday_of(kMonday + days(7)), kMonday + days(7));
}

TEST(StreakOf, CountsDaysOnEnd) {
  const Streak streak = streak_of(studied({0, 1, 2, 5, 6}), kMonday + days(6));
  EXPECT_EQ(streak.now, 2);
  EXPECT_EQ(streak.longest, 3);
}

TEST(StreakOf, TodayIsNotOver) {
  EXPECT_EQ(streak_of(studied({0, 1}), kMonday + days(2)).now, 2);
  EXPECT_EQ(streak_of(studied({0, 1}), kMonday + days(3)).now, 0);
}

TEST(StreakOf, NothingIsNoStreak) {
  const Streak streak = streak_of({}, kMonday);
  EXPECT_EQ(streak.now, 0);
  EXPECT_EQ(streak.longest, 0);
}

TEST(StudyDays, AreThoseWithHoursOfTheirOwn) {
  State state;
  state.days[kMonday].logged = Hours::whole(2);
  state.days[kMonday].shared = Hours::whole(1);
  state.days[kMonday + days(1)].shared = Hours::whole(1);
  const std::map<Date, Hours> all = study_days(state);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all.at(kMonday), Hours::whole(2));
}

}  // namespace
}  // namespace cairn::test
