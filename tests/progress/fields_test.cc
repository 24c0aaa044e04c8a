// What events carry in further fields: days of goals, pins, ticks and forecasts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cairn/progress/forecast_field.h"
#include "cairn/progress/goal_field.h"
#include "cairn/progress/outcomes_field.h"
#include "cairn/progress/state.h"
#include "tests/support/state_of.h"

namespace cairn::test {
namespace {

using ::testing::IsEmpty;

constexpr EventKind kDone = EventKind::done;

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

TEST(State, KeepsTheForecastOfTheLastDone) {
  NewEvent done = fact(kDone, "go sql");
  const std::vector<SkillForecast> forecasts = {{Hours::whole(5), Hours::whole(9)},
                                                {Hours::whole(1), Hours::from_minutes(90)}};
  done.extra = write_forecasts(forecasts);
  EXPECT_EQ(record_of(state_of({done}), "sql").forecast, forecasts[1]);
  EXPECT_EQ(record_of(state_of({done, fact(kDone, "sql")}), "sql").forecast, std::nullopt);
  done.ids.pop_back();  // one forecast too many: whose is it?
  EXPECT_EQ(record_of(state_of({done}), "go").forecast, std::nullopt);
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
