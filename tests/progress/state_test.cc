#include "cairn/progress/state.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "cairn/progress/forecast_field.h"
#include "cairn/progress/goal_field.h"
#include "cairn/progress/outcomes_field.h"
#include "cairn/progress/running.h"
#include "tests/support/history.h"

namespace cairn::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr EventKind kKnow = EventKind::know, kDone = EventKind::done, kLog = EventKind::log;

// Events that follow each other on one device.
std::vector<Event> history(const std::vector<NewEvent>& facts) {
  std::vector<Event> events;
  for (const NewEvent& fact : facts) {
    events.push_back(recorded(fact, static_cast<std::int64_t>(events.size()) + 1));
  }
  return events;
}

State state_of(const std::vector<NewEvent>& facts) { return fold(history(facts)); }

NewEvent undo(std::int64_t sequence) {
  NewEvent event = fact(EventKind::undo);
  event.undoes = id_of(sequence);
  return event;
}

NewEvent timed(EventKind kind, std::string_view blank_separated, std::int64_t minutes) {
  NewEvent event = fact(kind, blank_separated);
  event.hours = Hours::from_minutes(minutes);
  return event;
}

NewEvent dated(EventKind kind, std::string_view blank_separated, std::string_view day) {
  NewEvent event = fact(kind, blank_separated);
  event.on = parse_iso_date(day);
  return event;
}

const SkillRecord& record(const State& state, const char* id) {
  static const SkillRecord kUntouched;
  const auto found = state.skills.find({id});
  return found == state.skills.end() ? kUntouched : found->second;
}

std::int64_t minutes(const State& state, const char* id) {
  return record(state, id).spent.minutes();
}

TEST(State, NothingRecordedIsNothing) { EXPECT_EQ(fold({}), State()); }

TEST(State, DoneSaysMoreThanKnownSaysMoreThanStarted) {
  EXPECT_EQ(record(state_of({fact(EventKind::start, "go")}), "go").status, SkillStatus::started);
  EXPECT_EQ(record(state_of({fact(kKnow, "go"), fact(EventKind::start, "go")}), "go").status,
            SkillStatus::known);
  EXPECT_EQ(
      record(state_of({fact(kDone, "go"), fact(kKnow, "go"), timed(kLog, "go", 30)}), "go").status,
      SkillStatus::done);
}

TEST(State, DaysAreTheLocalDaysUnlessGiven) {
  Event late = recorded(fact(kDone, "go"), 1);
  late.at = *parse_moment("2026-03-01T00:30:00+02:00");  // still February in UTC
  EXPECT_EQ(record(fold(std::vector<Event>{late}), "go").done_on, parse_iso_date("2026-03-01"));
  late.on = parse_iso_date("2025-12-24");
  EXPECT_EQ(record(fold(std::vector<Event>{late}), "go").done_on, parse_iso_date("2025-12-24"));
}

TEST(State, TheFirstStartCounts) {
  const State state = state_of(
      {dated(EventKind::start, "go", "2026-01-02"), dated(EventKind::start, "go", "2026-02-03")});
  EXPECT_EQ(record(state, "go").started_on, parse_iso_date("2026-01-02"));
}

TEST(State, LoggingStartsASkill) {
  const State state = state_of({dated(kLog, "go", "2026-01-02")});
  EXPECT_EQ(record(state, "go").status, SkillStatus::started);
  EXPECT_EQ(record(state, "go").started_on, parse_iso_date("2026-01-02"));
}

TEST(Running, FromItsStartToItsStop) {
  const State started = state_of({fact(EventKind::start, "go")});
  EXPECT_EQ(record(started, "go").running_since, moment(60));
  const State stopped = state_of({fact(EventKind::start, "go"), timed(EventKind::stop, "go", 25)});
  EXPECT_FALSE(record(stopped, "go").running_since);
  EXPECT_EQ(minutes(stopped, "go"), 25);
}

TEST(Running, AStopWithoutMinutesCountsNothing) {
  const State state = state_of({fact(EventKind::start, "go"), fact(EventKind::stop, "go")});
  EXPECT_FALSE(record(state, "go").running_since);
  EXPECT_EQ(minutes(state, "go"), 0);
}

TEST(Running, AStopThatNamesNoneEndsAll) {
  const State state = state_of(
      {fact(EventKind::start, "go"), fact(EventKind::start, "sql"), fact(EventKind::stop)});
  EXPECT_THAT(running_sessions(state, moment(0)), IsEmpty());
}

TEST(Running, AStopMayComeWithoutItsStart) {
  const State state = state_of({timed(EventKind::stop, "go", 25), fact(EventKind::stop, "sql")});
  EXPECT_EQ(record(state, "go").status, SkillStatus::started);
  EXPECT_EQ(minutes(state, "go"), 25);
  EXPECT_EQ(state.skills.size(), 1U);
}

TEST(Running, EndsUncountedWhenTheSkillIsLearnt) {
  for (const EventKind kind : {kDone, kKnow}) {
    const State state = state_of({fact(EventKind::start, "go"), fact(kind, "go")});
    EXPECT_FALSE(record(state, "go").running_since);
    EXPECT_EQ(minutes(state, "go"), 0);
  }
}

TEST(Running, NotSinceAnotherDay) {
  const State state = state_of({dated(EventKind::start, "go", "2025-12-30")});
  EXPECT_FALSE(record(state, "go").running_since);
}

TEST(Running, GoesOnWhenItsStopIsUndone) {
  const State state =
      state_of({fact(EventKind::start, "go"), timed(EventKind::stop, "go", 25), undo(2)});
  EXPECT_EQ(record(state, "go").running_since, moment(60));
  EXPECT_EQ(minutes(state, "go"), 0);
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

TEST(United, TwoRecordsOfOneSkillSayTheMostOfEither) {
  const State state = state_of({dated(EventKind::start, "golang", "2026-01-02"),
                                timed(kLog, "golang", 30), dated(kDone, "go", "2026-02-03"),
                                timed(kLog, "go", 15), fact(EventKind::start, "golang")});
  const SkillRecord both = united(record(state, "go"), record(state, "golang"));
  EXPECT_EQ(both.status, SkillStatus::done);
  EXPECT_EQ(both.started_on, parse_iso_date("2026-01-01"));
  EXPECT_EQ(both.done_on, parse_iso_date("2026-02-03"));
  EXPECT_EQ(both.spent, Hours::from_minutes(45));
  EXPECT_TRUE(both.running_since);
  EXPECT_EQ(both, united(record(state, "golang"), record(state, "go")));
}

TEST(State, KnownSinceADayOnlyWhereOneIsGiven) {
  EXPECT_FALSE(record(state_of({fact(kKnow, "go")}), "go").known_on);
  EXPECT_EQ(record(state_of({dated(kKnow, "go", "2019-05-01"), fact(kKnow, "go")}), "go").known_on,
            parse_iso_date("2019-05-01"));
}

TEST(State, LoggedHoursAddUp) {
  EXPECT_EQ(minutes(state_of({timed(kLog, "go", 30), timed(kLog, "go", 45)}), "go"), 75);
}

TEST(State, HoursOfSeveralAreSharedAndNoMinuteIsLost) {
  const State state = state_of({timed(kLog, "a b c", 100)});
  EXPECT_EQ(minutes(state, "a"), 34);
  EXPECT_EQ(minutes(state, "b"), 33);
  EXPECT_EQ(minutes(state, "c"), 33);
}

TEST(State, HoursGivenWithDoneAreTheWhole) {
  EXPECT_EQ(minutes(state_of({timed(kLog, "go", 30), timed(kDone, "go", 600)}), "go"), 600);
  EXPECT_EQ(minutes(state_of({timed(kLog, "go", 30), fact(kDone, "go")}), "go"), 30);
}

TEST(State, WhatIsAlsoKnownIsKnownNotDone) {
  NewEvent done = fact(kDone, "django");
  done.also_known = ids("python sql");
  const State state = state_of({done});
  EXPECT_EQ(record(state, "django").status, SkillStatus::done);
  EXPECT_EQ(record(state, "python").status, SkillStatus::known);
  EXPECT_EQ(record(state, "sql").status, SkillStatus::known);
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

NewEvent due(EventKind kind, std::string_view blank_separated, std::string_view day) {
  NewEvent event = fact(kind, blank_separated);
  event.extra = write_by(*parse_iso_date(day));
  return event;
}

TEST(State, GoalsKeepTheDayThatTheyAreDue) {
  using Days = std::map<SkillId, Date>;
  const Date june = *parse_iso_date("2028-06-30"), july = *parse_iso_date("2028-07-31");
  const NewEvent add = due(EventKind::goal_add, "senior kafka", "2028-06-30");
  EXPECT_EQ(state_of({add}).goal_days, (Days{{{"kafka"}, june}, {{"senior"}, june}}));
  EXPECT_EQ(state_of({add, fact(EventKind::goal_add, "kafka")}).goal_days.size(), 2U);
  EXPECT_EQ(state_of({add, due(EventKind::goal_add, "kafka", "2028-07-31")}).goal_days,
            (Days{{{"kafka"}, july}, {{"senior"}, june}}));
  EXPECT_EQ(state_of({add, fact(EventKind::goal_drop, "senior")}).goal_days,
            (Days{{{"kafka"}, june}}));
  EXPECT_EQ(state_of({add, due(EventKind::goal_set, "mid", "2028-07-31")}).goal_days,
            (Days{{{"mid"}, july}}));
  EXPECT_EQ(state_of({add, fact(EventKind::goal_set, "senior")}).goal_days, Days());
  NewEvent never = fact(EventKind::goal_add, "senior");
  never.extra = write_by(std::nullopt);
  EXPECT_EQ(never.extra, R"({"by":"none"})");
  EXPECT_EQ(state_of({add, never}).goal_days, (Days{{{"kafka"}, june}}));
  EXPECT_EQ(state_of({add, never}).goals, ids("senior kafka"));
  NewEvent odd = fact(EventKind::goal_add, "mid");
  for (const char* extra : {R"({"by":"soon"})", R"({"by":7})", R"({"by":"2028-06-31"})", "{", ""}) {
    odd.extra = extra;
    EXPECT_EQ(state_of({odd}).goal_days, Days()) << extra;
    EXPECT_EQ(state_of({odd}).goals, ids("mid")) << extra;
  }
  odd.extra = R"({"colour": {"by": ["x", "}"]}, "by" : "2028-06-30"})";
  EXPECT_EQ(state_of({odd}).goal_days, (Days{{{"mid"}, june}}));
}

Pin some_pin() {
  const Date day = *parse_iso_date("2027-03-14");
  return {day,
          ids("senior c#"),
          ids("go"),
          ids("php"),
          ids("git sql"),
          Hours::from_minutes(450),
          1'250,
          {{{"http"}, Hours::from_minutes(720), day, day + std::chrono::days(10)}}};
}

NewEvent pin_of(const Pin& pin) {
  NewEvent event = fact(EventKind::pin);
  event.extra = write_pin(pin);
  return event;
}

TEST(Pinned, IsWhatWasPinnedLastUntilItIsUnpinned) {
  EXPECT_EQ(state_of({pin_of(some_pin())}).pin, some_pin());
  Pin later = some_pin();
  later.steps.clear();
  EXPECT_EQ(state_of({pin_of(some_pin()), pin_of(later)}).pin, later);
  EXPECT_EQ(state_of({pin_of(some_pin()), pin_of(later), undo(2)}).pin, some_pin());
  EXPECT_EQ(state_of({pin_of(some_pin()), fact(EventKind::unpin)}).pin, std::nullopt);
}

TEST(Pinned, OfANewerProgramIsReadAsFarAsItIsKnown) {
  NewEvent event = fact(EventKind::pin);
  event.extra =
      R"({"mood":"good","pinned":["mood good","day 2027-03-14","step http 1 2027-03-14 2027-03-15"]})";
  EXPECT_EQ(state_of({event}).pin->steps.size(), 1U);
}

TEST(Pinned, WhatMakesNoSenseHasNoEffect) {
  for (const char* extra :
       {R"({"pinned":[]})", R"({"pinned":"day"})", R"({"pinned":["day soon"]})",
        R"({"pinned":["day 2027-03-14","step http -1 2027-03-14 2027-03-15"]})",
        R"({"pinned":["day 2027-03-14","goal Two Words"]})", R"({"pinned":["day 2027-03-14)"}) {
    NewEvent event = fact(EventKind::pin);
    event.extra = extra;
    EXPECT_EQ(state_of({event}).pin, std::nullopt) << extra;
  }
}

NewEvent ticked(EventKind kind, std::string_view id, const std::vector<std::string>& outcomes) {
  NewEvent event = fact(kind, id);
  event.extra = write_outcomes(outcomes);
  return event;
}

TEST(Ticked, IsEachOutcomeByItsLatestWord) {
  const NewEvent both = ticked(EventKind::tick, "go", {"Say \"hi\"", "a\\b\nc \xC3\xA9"});
  const State state = state_of({both, ticked(EventKind::untick, "go", {"Say \"hi\""})});
  EXPECT_EQ(state.ticked,
            (std::map<SkillId, std::set<std::string>>{{{"go"}, {"a\\b\nc \xC3\xA9"}}}));
  EXPECT_THAT(state.skills, IsEmpty()) << "to tick is not to have begun";
  EXPECT_EQ(state_of({both, ticked(EventKind::untick, "go", {"Say \"hi\""}), undo(2)}),
            state_of({both}));
  EXPECT_EQ(state_of({both, undo(1)}), State());
}

TEST(Ticked, IsReadHoweverItWasEscaped) {
  NewEvent event = fact(EventKind::tick, "go");
  event.extra = R"({"mood":1,"outcomes":["\u00e9\/\ud83d\ude00\t","\ud83d","\u12"]})";
  EXPECT_THAT(state_of({event}).ticked.at({"go"}),
              ::testing::UnorderedElementsAre("\xC3\xA9/\xF0\x9F\x98\x80\t", "\xEF\xBF\xBD",
                                              "\xEF\xBF\xBD"
                                              "12"));
}

TEST(Ticked, WhatMakesNoSenseHasNoEffect) {
  for (const char* extra : {"", "{}", R"({"outcomes":"x"})", R"({"outcomes":[1]})",
                            R"({"outcomes":["x")", R"({"outcomes":[""]})"}) {
    NewEvent event = fact(EventKind::tick, "go");
    event.extra = extra;
    EXPECT_EQ(state_of({event}), State()) << extra;
  }
  NewEvent other = fact(EventKind::note, "go");
  other.extra = write_outcomes(std::vector<std::string>{"x"});
  EXPECT_EQ(state_of({other}), State());
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
  std::vector<Event> events = history({fact(kDone, "go"), undo(1)});
  std::swap(events[0], events[1]);
  EXPECT_EQ(fold(events), State());
  events[0].at = moment(-1'000);  // the other device's clock is behind
  EXPECT_EQ(fold(events), State());
}

TEST(Undo, OfItselfHasNoEffect) {
  EXPECT_EQ(state_of({fact(kDone, "go"), undo(2)}), state_of({fact(kDone, "go")}));
  EXPECT_THAT(effective_events(history({fact(kDone, "go"), undo(2)})), ElementsAre(1, 0));
}

TEST(Undo, InARingHasNoEffect) {
  EXPECT_THAT(effective_events(history({undo(2), undo(3), undo(1), fact(kDone, "go")})),
              ElementsAre(0, 0, 0, 1));
}

TEST(Undo, AMillionDeepIsNoRecursion) {
  std::vector<NewEvent> facts{fact(kDone, "go")};
  for (std::int64_t i = 1; i < 200'000; ++i) facts.push_back(undo(i));
  EXPECT_EQ(effective_events(history(facts))[0], 0);  // an odd number of undos
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

TEST(State, KeepsTheForecastOfTheLastDone) {
  NewEvent done = fact(kDone, "go sql");
  const std::vector<SkillForecast> forecasts = {{Hours::whole(5), Hours::whole(9)},
                                                {Hours::whole(1), Hours::from_minutes(90)}};
  done.extra = write_forecasts(forecasts);
  EXPECT_EQ(record(state_of({done}), "sql").forecast, forecasts[1]);
  EXPECT_EQ(record(state_of({done, fact(kDone, "sql")}), "sql").forecast, std::nullopt);
  done.ids.pop_back();  // one forecast too many: whose is it?
  EXPECT_EQ(record(state_of({done}), "go").forecast, std::nullopt);
}

TEST(ForecastField, IsFoundAmongOthersAndElseIsNone) {
  const std::vector<SkillForecast> two = {{Hours::from_minutes(300), Hours::from_minutes(540)},
                                          {Hours(), Hours::from_minutes(1)}};
  EXPECT_EQ(write_forecasts(two), R"({"forecast":[[300,540],[0,1]]})");
  EXPECT_EQ(read_forecasts(write_forecasts(two)), two);
  EXPECT_EQ(read_forecasts(R"( { "a\"}" : {"forecast":[[1,2]],"b":[1,"]"]} , "n":-1.5e3,
                               "forecast" : [ [300 , 540],[0,1] ], "z":null} )"),
            two);
  for (const char* none :
       {"", "{}", R"({"a":"forecast"})", R"({"forecast":[]})", R"({"forecast":[[1]]})",
        R"({"forecast":[[1,-2]]})", R"({"forecast":[[1,2.5]]})", R"({"forecast":[[1,2])",
        R"({"forecast":"[[1,2]]"})", R"({"forecast")", R"({"forecast":[[1,99999999999999999999]]})",
        R"({"a":{"forecast":[[1,2]]}})", R"({"a)", R"({"a":[)"}) {
    EXPECT_TRUE(read_forecasts(none).empty()) << none;
  }
}

}  // namespace
}  // namespace cairn::test
