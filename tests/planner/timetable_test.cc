#include "cairn/planner/timetable.h"

#include <gtest/gtest.h>

#include <string>

namespace cairn {
namespace {

Date day(const char* text) { return *parse_iso_date(text); }

std::string shown(const std::optional<std::vector<WeeklySession>>& sessions) {
  if (!sessions) return "none";
  std::string text;
  for (const WeeklySession& s : *sessions) {
    text += std::to_string(s.weekday) + ":" + std::to_string(s.from) + "+" +
            std::to_string(s.minutes()) + " ";
  }
  return text;
}

TEST(Timetable, DaysAndTimesAreReadAsPeopleWriteThem) {
  EXPECT_EQ(shown(parse_timetable("Tue 19:00-21:00, Sat 09:00-12:00")), "1:1140+120 5:540+180 ");
  EXPECT_EQ(shown(parse_timetable(" saturday 9 – 12,tues 19:30-20 ")), "1:1170+30 5:540+180 ");
  EXPECT_EQ(shown(parse_timetable("Fri-Sun 6:30-7")), "4:390+30 5:390+30 6:390+30 ");
  EXPECT_EQ(shown(parse_timetable("Sun 23:00-1:00")), "6:1380+120 ");
  EXPECT_EQ(shown(parse_timetable("mon 22-24")), "0:1320+120 ");
}

TEST(Timetable, WhatIsNoneIsNotRead) {
  for (const char* text :
       {"", "Tue", "Tue 19:00", "Tue 19:00-", "19:00-21:00", "Tue 19:00-21:00,", "Tu 19-21",
        "Tue 25-26", "Tue 19:60-21", "Tue 24-1", "Tue 19-21 Sat 9-12", "Tue 19-21; Sat 9-12",
        "Tue 19:00-19:10", "Tue 19-21, Tue 20-22", "Sun 23-2, Mon 1-3", "Tueday 9-10", "Tue -1-3",
        "Tue 1:-3", "Tue 19.5-21"}) {
    EXPECT_EQ(shown(parse_timetable(text)), "none") << text;
  }
}

TEST(Timetable, SessionsThatTouchDoNotOverlap) {
  EXPECT_TRUE(parse_timetable("Sun 22-24, Mon 0-2"));
  EXPECT_TRUE(parse_timetable("Tue 9-10, Tue 10-11"));
}

TEST(Timetable, UsualWeekHasTheHours) {
  for (const double hours : {0.25, 1.0, 2.0, 5.0, 8.0, 14.0, 20.0, 40.0, 100.0, 168.0}) {
    const auto week = usual_timetable(hours);
    EXPECT_NEAR(hours_per_week(week), hours, 0.12) << hours;
    EXPECT_LE(week.size(), 7U);
  }
  EXPECT_EQ(shown(usual_timetable(8)), "0:1140+120 1:1140+120 3:1140+120 5:1140+120 ");
}

TEST(LaySessions, EveryMinuteOfEveryStepIsInOneSession) {
  const std::vector<Hours> steps = {Hours::from_minutes(90), Hours(), Hours::whole(3),
                                    Hours::from_minutes(1), Hours()};
  const auto week = *parse_timetable("Mon 19-21, Thu 18:00-18:30");
  const auto sessions = *lay_sessions(steps, week, day("2027-03-14"), 0);
  std::vector<std::int64_t> done(steps.size(), 0), parts(steps.size(), 0);
  for (const StudySession& session : sessions) {
    std::int64_t filled = 0;
    for (const StudyPart& part : session.parts) {
      EXPECT_EQ(part.from, done[part.step]);
      done[part.step] = part.to;
      ++parts[part.step];
      filled += part.to - part.from;
    }
    EXPECT_EQ(filled, session.minutes);
    EXPECT_LE(session.minutes, week[session.slot].minutes());
  }
  for (std::size_t s = 0; s < steps.size(); ++s) {
    EXPECT_EQ(done[s], steps[s].minutes());
    EXPECT_GE(parts[s], 1);
  }
  EXPECT_EQ(sessions.front().day, day("2027-03-15"));
  EXPECT_EQ(sessions.back().minutes, 1);
}

TEST(LaySessions, WhatHasBegunTodayIsOver) {
  const std::vector<Hours> steps = {Hours::whole(1)};
  const auto week = *parse_timetable("Sun 18-19");
  EXPECT_EQ(lay_sessions(steps, week, day("2027-03-14"), 18 * 60)->front().day, day("2027-03-14"));
  EXPECT_EQ(lay_sessions(steps, week, day("2027-03-14"), 18 * 60 + 1)->front().day,
            day("2027-03-21"));
}

TEST(LaySessions, NothingToLearnNeedsNoSession) {
  EXPECT_TRUE(lay_sessions({}, usual_timetable(8), day("2027-03-14"), 0)->empty());
  const std::vector<Hours> free = {Hours()};
  EXPECT_TRUE(lay_sessions(free, usual_timetable(8), day("2027-03-14"), 0)->empty());
}

TEST(LaySessions, TheYearsEnd) {
  const std::vector<Hours> steps = {Hours::whole(1'000'000)};
  EXPECT_FALSE(lay_sessions(steps, *parse_timetable("Sun 18-19"), day("9000-01-01"), 0));
}

}  // namespace
}  // namespace cairn
