#include "cairn/progress/conflicts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "cairn/progress/goal_field.h"
#include "cairn/progress/state.h"
#include "tests/support/history.h"

namespace cairn::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// The fact as the `sequence`-th of that device, recorded `sequence` minutes after noon.
Event of(int device, NewEvent fact, std::int64_t sequence) {
  Event event = recorded(fact, sequence);
  event.device = std::string(15, '0') + std::to_string(device);
  return event;
}

NewEvent done(std::string_view skills, std::int64_t minutes) {
  NewEvent event = fact(EventKind::done, skills);
  event.hours = Hours::from_minutes(minutes);
  return event;
}

std::vector<Overruled> find(const std::vector<Event>& events) {
  return find_overruled(events, effective_events(events));
}

TEST(Conflicts, TheLatestWordOnASkillOverrulesThatOfAnotherDevice) {
  EXPECT_THAT(find({of(1, done("go", 60), 1), of(2, done("go", 90), 2)}),
              ElementsAre(Overruled{0, 1}));
  EXPECT_THAT(
      find({of(1, fact(EventKind::avoid, "go"), 5), of(2, fact(EventKind::choose, "go"), 2)}),
      ElementsAre(Overruled{1, 0}));
  EXPECT_THAT(find({of(1, fact(EventKind::goal_set, "mid"), 1),
                    of(2, fact(EventKind::goal_set, "senior"), 2),
                    of(1, fact(EventKind::goal_set, "go"), 3)}),
              ElementsAre(Overruled{0, 1}, Overruled{1, 2}));
}

TEST(Conflicts, AtTheSameMomentTheDeviceDecides) {
  Event one = of(1, done("go", 60), 1), two = of(2, done("go", 90), 1);
  two.at = one.at;
  EXPECT_THAT(find({two, one}), ElementsAre(Overruled{1, 0}));
  EXPECT_EQ(fold(std::vector<Event>{two, one}).skills.at({"go"}).spent, Hours::from_minutes(90));
}

TEST(Conflicts, ASecondThoughtOnOneDeviceIsNone) {
  EXPECT_THAT(find({of(1, done("go", 60), 1), of(1, done("go", 90), 2)}), IsEmpty());
}

TEST(Conflicts, WhatAgreesOrIsAboutAnotherSkillIsNone) {
  EXPECT_THAT(
      find({of(1, done("go", 60), 1), of(2, done("go", 60), 2),
            of(1, fact(EventKind::start, "go"), 3), of(2, done("sql", 90), 4),
            of(1, fact(EventKind::choose, "git"), 5), of(2, fact(EventKind::choose, "git"), 6)}),
      IsEmpty());
}

TEST(Conflicts, WhatIsUndoneContradictsNothing) {
  NewEvent undo = fact(EventKind::undo);
  undo.undoes = id_of(1);
  EXPECT_THAT(find({of(1, done("go", 60), 1), of(2, done("go", 90), 2), of(1, undo, 3)}),
              IsEmpty());
}

TEST(Conflicts, AreTheSameHoweverTheEventsLie) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    std::vector<Event> events = random_history(seed, 200);
    const auto pairs = [&] {
      std::vector<std::pair<std::string, std::string>> ids;
      for (const Overruled& one : find(events)) {
        ids.emplace_back(events[one.event].id.text, events[one.by].id.text);
      }
      std::sort(ids.begin(), ids.end());
      return ids;
    };
    const auto before = pairs();
    std::reverse(events.begin(), events.end());
    EXPECT_EQ(pairs(), before) << seed;
  }
}

NewEvent due(std::string_view goal, GoalDay day) {
  NewEvent event = fact(EventKind::goal_add, goal);
  event.extra = write_by(day);
  return event;
}

TEST(Conflicts, TwoDaysForOneGoalAreOneAndADayBesideNoneSaidIsNot) {
  const Date june = *parse_iso_date("2028-06-30");
  EXPECT_THAT(find({of(1, due("mid", june), 1), of(2, due("mid", june + std::chrono::days(1)), 2)}),
              ElementsAre(Overruled{0, 1}));
  EXPECT_THAT(find({of(1, due("mid", june), 1), of(2, due("mid", std::nullopt), 2)}),
              ElementsAre(Overruled{0, 1}));
  EXPECT_THAT(find({of(1, due("mid", june), 1), of(2, due("mid", june), 2)}), IsEmpty());
  EXPECT_THAT(find({of(1, due("mid", june), 1), of(2, fact(EventKind::goal_add, "mid"), 2)}),
              IsEmpty());
}

}  // namespace
}  // namespace cairn::test
