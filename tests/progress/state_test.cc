#include "cairn/progress/state.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/state_of.h"

namespace cairn::test {
namespace {

using ::testing::IsEmpty;

constexpr EventKind kKnow = EventKind::know, kDone = EventKind::done, kLog = EventKind::log;

TEST(State, NothingRecordedIsNothing) { EXPECT_EQ(fold({}), State()); }

TEST(State, DoneSaysMoreThanKnownSaysMoreThanStarted) {
  EXPECT_EQ(record_of(state_of({fact(EventKind::start, "go")}), "go").status, SkillStatus::started);
  EXPECT_EQ(record_of(state_of({fact(kKnow, "go"), fact(EventKind::start, "go")}), "go").status,
            SkillStatus::known);
  EXPECT_EQ(record_of(state_of({fact(kDone, "go"), fact(kKnow, "go"), timed(kLog, "go", 30)}), "go")
                .status,
            SkillStatus::done);
}

TEST(State, DaysAreTheLocalDaysUnlessGiven) {
  Event late = recorded(fact(kDone, "go"), 1);
  late.at = *parse_moment("2026-03-01T00:30:00+02:00");  // still February in UTC
  EXPECT_EQ(record_of(fold(std::vector<Event>{late}), "go").done_on, parse_iso_date("2026-03-01"));
  late.on = parse_iso_date("2025-12-24");
  EXPECT_EQ(record_of(fold(std::vector<Event>{late}), "go").done_on, parse_iso_date("2025-12-24"));
}

TEST(State, TheFirstStartCounts) {
  const State state = state_of(
      {dated(EventKind::start, "go", "2026-01-02"), dated(EventKind::start, "go", "2026-02-03")});
  EXPECT_EQ(record_of(state, "go").started_on, parse_iso_date("2026-01-02"));
}

TEST(State, LoggingStartsASkill) {
  const State state = state_of({dated(kLog, "go", "2026-01-02")});
  EXPECT_EQ(record_of(state, "go").status, SkillStatus::started);
  EXPECT_EQ(record_of(state, "go").started_on, parse_iso_date("2026-01-02"));
}

TEST(United, TwoRecordsOfOneSkillSayTheMostOfEither) {
  const State state = state_of({dated(EventKind::start, "golang", "2026-01-02"),
                                timed(kLog, "golang", 30), dated(kDone, "go", "2026-02-03"),
                                timed(kLog, "go", 15), fact(EventKind::start, "golang")});
  const SkillRecord both = united(record_of(state, "go"), record_of(state, "golang"));
  EXPECT_EQ(both.status, SkillStatus::done);
  EXPECT_EQ(both.started_on, parse_iso_date("2026-01-01"));
  EXPECT_EQ(both.done_on, parse_iso_date("2026-02-03"));
  EXPECT_EQ(both.spent, Hours::from_minutes(45));
  EXPECT_TRUE(both.running_since);
  EXPECT_EQ(both, united(record_of(state, "golang"), record_of(state, "go")));
}

TEST(State, KnownSinceADayOnlyWhereOneIsGiven) {
  EXPECT_FALSE(record_of(state_of({fact(kKnow, "go")}), "go").known_on);
  EXPECT_EQ(
      record_of(state_of({dated(kKnow, "go", "2019-05-01"), fact(kKnow, "go")}), "go").known_on,
      parse_iso_date("2019-05-01"));
}

TEST(State, LoggedHoursAddUp) {
  EXPECT_EQ(minutes_of(state_of({timed(kLog, "go", 30), timed(kLog, "go", 45)}), "go"), 75);
}

TEST(State, HoursOfSeveralAreSharedAndNoMinuteIsLost) {
  const State state = state_of({timed(kLog, "a b c", 100)});
  EXPECT_EQ(minutes_of(state, "a"), 34);
  EXPECT_EQ(minutes_of(state, "b"), 33);
  EXPECT_EQ(minutes_of(state, "c"), 33);
}

TEST(State, HoursGivenWithDoneAreTheWhole) {
  EXPECT_EQ(minutes_of(state_of({timed(kLog, "go", 30), timed(kDone, "go", 600)}), "go"), 600);
  EXPECT_EQ(minutes_of(state_of({timed(kLog, "go", 30), fact(kDone, "go")}), "go"), 30);
}

TEST(State, WhatIsAlsoKnownIsKnownNotDone) {
  NewEvent done = fact(kDone, "django");
  done.also_known = ids("python sql");
  const State state = state_of({done});
  EXPECT_EQ(record_of(state, "django").status, SkillStatus::done);
  EXPECT_EQ(record_of(state, "python").status, SkillStatus::known);
  EXPECT_EQ(record_of(state, "sql").status, SkillStatus::known);
}

TEST(State, ANewerProgramsEventHasNoEffect) {
  Event event = recorded(fact(EventKind::other, "go"), 1);
  event.also_known = ids("python");
  event.hours = Hours::whole(3);
  event.word = "mastered";
  EXPECT_EQ(fold(std::vector<Event>{event}), State());
}

TEST(State, GoalsAreSetAddedAndDroppedInOrder) {
  EXPECT_EQ(state_of({fact(EventKind::goal_set, "senior"), fact(EventKind::goal_add, "go kafka go"),
                      fact(EventKind::goal_drop, "go")})
                .goals,
            ids("senior kafka"));
  EXPECT_EQ(state_of({fact(EventKind::goal_set, "senior"), fact(EventKind::goal_set, "mid")}).goals,
            ids("mid"));
  EXPECT_THAT(state_of({fact(EventKind::goal_set, "senior"), fact(EventKind::goal_set)}).goals,
              IsEmpty());
}

TEST(State, TheLatestWordOnAChoiceWins) {
  const State state =
      state_of({fact(EventKind::choose, "go java"), fact(EventKind::avoid, "java php"),
                fact(EventKind::choose, "php"), fact(EventKind::unchoose, "go")});
  EXPECT_EQ(state.chosen, ids("php"));
  EXPECT_EQ(state.avoided, ids("java"));
}

TEST(State, IdsAreTakenAsTheyAre) {
  const State state = state_of({fact(kDone, "golang"), fact(kDone, "go")});
  EXPECT_EQ(state.skills.size(), 2U);
}

TEST(State, EventsCountInTheOrderOfTimeHoweverTheyLie) {
  Dice dice(7);
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    SCOPED_TRACE(seed);
    std::vector<Event> events = random_history(seed, 60);
    std::sort(events.begin(), events.end(), comes_before);
    const State expected = fold(events);
    for (std::size_t i = events.size(); i > 1; --i) {
      std::swap(events[i - 1], events[dice.roll(static_cast<std::uint32_t>(i))]);
    }
    EXPECT_EQ(fold(events), expected);
  }
}

TEST(EventOrder, ByTimeThenDeviceThenSequenceThenId) {
  const Event event = recorded(fact(kDone, "go"), 5);
  Event other = event;
  other.at.utc_seconds += 1;
  other.device = "0000000000000000";
  EXPECT_TRUE(comes_before(event, other));
  other.at = event.at;
  other.at.offset_minutes = -600;  // the same instant elsewhere
  other.sequence = 9;
  EXPECT_TRUE(comes_before(other, event));
  other.device = event.device;
  EXPECT_TRUE(comes_before(event, other));
  other.sequence = event.sequence;
  EXPECT_FALSE(comes_before(event, other) || comes_before(other, event));
  other.id = id_of(6);
  EXPECT_TRUE(comes_before(event, other));
}

TEST(EventKinds, EveryWordNamesItsKindAndNoOther) {
  for (int i = 0; i < static_cast<int>(EventKind::other); ++i) {
    const auto kind = static_cast<EventKind>(i);
    EXPECT_FALSE(kind_word(kind).empty());
    EXPECT_EQ(kind_of_word(kind_word(kind)), kind);
  }
  EXPECT_EQ(kind_word(EventKind::other), "");
  EXPECT_EQ(kind_of_word("Done"), EventKind::other);
  EXPECT_EQ(kind_of_word(""), EventKind::other);
}

TEST(State, HoursLieOnTheDayTheyWereLoggedFor) {
  NewEvent early = timed(kLog, "go sql", 90);
  early.on = parse_iso_date("2025-12-30");
  const State state = state_of({early, timed(kLog, "go", 30), early});
  ASSERT_EQ(state.days.size(), 2U);
  EXPECT_EQ(state.days.at(*parse_iso_date("2025-12-30")).logged, Hours::from_minutes(180));
  EXPECT_EQ(state.days.at(moment().day()).logged, Hours::from_minutes(30));
}

TEST(State, HoursSaidWithDoneAreSpreadFromTheStart) {
  NewEvent logged = timed(kLog, "go", 60);
  logged.on = parse_iso_date("2025-12-02");
  NewEvent done = timed(kDone, "go", 60 + 25);
  done.on = parse_iso_date("2025-12-10");
  const State state = state_of({dated(EventKind::start, "go", "2025-12-01"), logged, done});
  ASSERT_EQ(state.days.size(), 10U);
  EXPECT_EQ(state.days.at(*parse_iso_date("2025-12-02")),
            (DayHours{Hours::from_minutes(60), Hours::from_minutes(3)}));
  EXPECT_EQ(state.days.at(*parse_iso_date("2025-12-10")),
            (DayHours{Hours(), Hours::from_minutes(2)}));
  // Said again it adds nothing; of a skill begun long ago it stays within a year.
  EXPECT_EQ(state_of({dated(EventKind::start, "go", "2025-12-01"), logged, done, done}).days,
            state.days);
  done.hours = Hours::whole(400);
  EXPECT_EQ(state_of({dated(EventKind::start, "go", "1900-01-01"), done}).days.size(), 366U);
  EXPECT_EQ(state_of({done}).days.size(), 1U);
  EXPECT_EQ(state_of({dated(EventKind::start, "go", "2026-02-01"), done}).days.size(), 1U);
}

}  // namespace
}  // namespace cairn::test
