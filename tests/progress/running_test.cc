// Sessions: what begins one, what ends it, and what is forgotten.
#include "cairn/progress/running.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/state_of.h"

namespace cairn::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr EventKind kKnow = EventKind::know, kDone = EventKind::done;

TEST(Running, FromItsStartToItsStop) {
  const State started = state_of({fact(EventKind::start, "go")});
  EXPECT_EQ(record_of(started, "go").running_since, moment(60));
  const State stopped = state_of({fact(EventKind::start, "go"), timed(EventKind::stop, "go", 25)});
  EXPECT_FALSE(record_of(stopped, "go").running_since);
  EXPECT_EQ(minutes_of(stopped, "go"), 25);
}

TEST(Running, AStopWithoutMinutesCountsNothing) {
  const State state = state_of({fact(EventKind::start, "go"), fact(EventKind::stop, "go")});
  EXPECT_FALSE(record_of(state, "go").running_since);
  EXPECT_EQ(minutes_of(state, "go"), 0);
}

TEST(Running, AStopThatNamesNoneEndsAll) {
  const State state = state_of(
      {fact(EventKind::start, "go"), fact(EventKind::start, "sql"), fact(EventKind::stop)});
  EXPECT_THAT(running_sessions(state, moment(0)), IsEmpty());
}

TEST(Running, AStopMayComeWithoutItsStart) {
  const State state = state_of({timed(EventKind::stop, "go", 25), fact(EventKind::stop, "sql")});
  EXPECT_EQ(record_of(state, "go").status, SkillStatus::started);
  EXPECT_EQ(minutes_of(state, "go"), 25);
  EXPECT_EQ(state.skills.size(), 1U);
}

TEST(Running, EndsUncountedWhenTheSkillIsLearnt) {
  for (const EventKind kind : {kDone, kKnow}) {
    const State state = state_of({fact(EventKind::start, "go"), fact(kind, "go")});
    EXPECT_FALSE(record_of(state, "go").running_since);
    EXPECT_EQ(minutes_of(state, "go"), 0);
  }
}

TEST(Running, NotSinceAnotherDay) {
  const State state = state_of({dated(EventKind::start, "go", "2025-12-30")});
  EXPECT_FALSE(record_of(state, "go").running_since);
}

TEST(Running, GoesOnWhenItsStopIsUndone) {
  const State state =
      state_of({fact(EventKind::start, "go"), timed(EventKind::stop, "go", 25), undo(2)});
  EXPECT_EQ(record_of(state, "go").running_since, moment(60));
  EXPECT_EQ(minutes_of(state, "go"), 0);
}

TEST(Running, TheLatestFirstAndWhatWasOvertakenIsForgotten) {
  const State state = state_of({fact(EventKind::start, "go"), fact(EventKind::start, "sql")});
  const Moment now = moment(120 + 25 * 60 + 59);
  EXPECT_THAT(running_sessions(state, now),
              ElementsAre(Running{{"sql"}, moment(120), Hours::from_minutes(25), false},
                          Running{{"go"}, moment(60), Hours::from_minutes(26), true}));
}

TEST(Running, ForgottenAfterFourHoursOrMidnight) {
  const State state = state_of({fact(EventKind::start, "go")});
  const auto forgotten = [&](const Moment& now) {
    return running_sessions(state, now).front().forgotten;
  };
  EXPECT_FALSE(forgotten(moment(60 + 4 * 3'600 + 59)));
  EXPECT_TRUE(forgotten(moment(60 + 4 * 3'600 + 60)));
  Moment late = moment(60 + 60);
  late.offset_minutes += 14 * 60;  // where it is tomorrow already
  EXPECT_TRUE(forgotten(late));
  EXPECT_EQ(running_sessions(state, moment(0)).front().lasted, Hours());  // the clock was set back
}

}  // namespace
}  // namespace cairn::test
