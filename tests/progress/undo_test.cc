// Taking back, and taking that back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

#include "cairn/progress/state.h"
#include "tests/support/state_of.h"

namespace cairn::test {
namespace {

using ::testing::ElementsAre;

constexpr EventKind kDone = EventKind::done, kLog = EventKind::log;

TEST(Undo, AnUndoneFactNeverWas) {
  EXPECT_EQ(state_of({fact(kDone, "go"), undo(1)}), State());
  EXPECT_EQ(state_of({timed(kLog, "go", 30), timed(kLog, "go", 45), undo(1)}),
            state_of({NewEvent(fact(EventKind::note)), timed(kLog, "go", 45)}));
}

TEST(Undo, GoalsBeforeAnUndoneSetAreBack) {
  EXPECT_EQ(
      state_of({fact(EventKind::goal_set, "mid"), fact(EventKind::goal_set, "senior"), undo(2)})
          .goals,
      ids("mid"));
}

TEST(Undo, UndoingTheUndoBringsTheFactBack) {
  EXPECT_EQ(state_of({fact(kDone, "go"), undo(1), undo(2)}), state_of({fact(kDone, "go")}));
  EXPECT_EQ(state_of({fact(kDone, "go"), undo(1), undo(2), undo(3)}), State());
}

TEST(Undo, TwiceIsOnce) {
  EXPECT_EQ(state_of({fact(kDone, "go"), undo(1), undo(1)}), State());
  // One of the two undos is undone, the other still counts.
  EXPECT_EQ(state_of({fact(kDone, "go"), undo(1), undo(1), undo(2)}), State());
}

TEST(Undo, OfWhatIsNotThereHasNoEffect) {
  EXPECT_EQ(state_of({fact(kDone, "go"), undo(77)}), state_of({fact(kDone, "go")}));
}

TEST(Undo, MayArriveBeforeItsFact) {
  std::vector<Event> events = in_turn({fact(kDone, "go"), undo(1)});
  std::swap(events[0], events[1]);
  EXPECT_EQ(fold(events), State());
  events[0].at = moment(-1'000);  // the other device's clock is behind
  EXPECT_EQ(fold(events), State());
}

TEST(Undo, OfItselfHasNoEffect) {
  EXPECT_EQ(state_of({fact(kDone, "go"), undo(2)}), state_of({fact(kDone, "go")}));
  EXPECT_THAT(effective_events(in_turn({fact(kDone, "go"), undo(2)})), ElementsAre(1, 0));
}

TEST(Undo, InARingHasNoEffect) {
  EXPECT_THAT(effective_events(in_turn({undo(2), undo(3), undo(1), fact(kDone, "go")})),
              ElementsAre(0, 0, 0, 1));
}

TEST(Undo, AMillionDeepIsNoRecursion) {
  std::vector<NewEvent> facts{fact(kDone, "go")};
  for (std::int64_t i = 1; i < 200'000; ++i) facts.push_back(undo(i));
  EXPECT_EQ(effective_events(in_turn(facts))[0], 0);  // an odd number of undos
}

}  // namespace
}  // namespace cairn::test
