#include "cairn/progress/records_in_time.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <string>

#include "progress/state_text.h"
#include "tests/support/history.h"
#include "tests/support/soak.h"

namespace cairn::test {
namespace {

std::string text_of(const std::map<SkillId, SkillRecord>& records) {
  State state;
  state.skills = records;
  return to_text(state);
}

// What RecordsInTime leaves out is left out here as well.
std::map<SkillId, SkillRecord> plain(std::map<SkillId, SkillRecord> records) {
  for (auto& [id, record] : records) {
    record.running_since.reset();
    record.overtaken = false;
    record.forecast.reset();
    record.source = HoursSource::logged;
  }
  return records;
}

// The same by the definition: a fold for each day. An undo counts from the beginning.
std::map<SkillId, SkillRecord> folded(const std::vector<Event>& events, Date day) {
  std::vector<Event> until;
  std::copy_if(events.begin(), events.end(), std::back_inserter(until), [&](const Event& event) {
    return event.kind == EventKind::undo || day_of(event) <= day;
  });
  return plain(fold(until).skills);
}

TEST(RecordsInTime, AreThoseOfAFoldForEachDay) {
  for (std::uint64_t seed = 1; seed <= soaked(40); ++seed) {
    const std::vector<Event> events = random_history(seed, 60);
    std::vector<Date> days;
    for (const Event& event : events) days.push_back(day_of(event));
    std::sort(days.begin(), days.end());
    RecordsInTime records(events);
    for (std::size_t i = 0; i < days.size(); i += 1 + seed % 3) {
      records.advance(days[i]);
      EXPECT_EQ(text_of(records.records()), text_of(folded(events, days[i])))
          << "seed " << seed << ", " << to_iso(days[i]);
    }
    records.advance(days.back());
    EXPECT_EQ(text_of(records.records()), text_of(plain(fold(events).skills))) << "seed " << seed;
  }
}

TEST(RecordsInTime, WhatIsSaidLaterOfAnEarlierDayCountsFromThatDayOn) {
  NewEvent log = fact(EventKind::log, "go");
  log.hours = Hours::whole(3);
  NewEvent before = log;
  const Date today = moment().day();
  before.on = today - std::chrono::days(10);
  RecordsInTime records(std::vector<Event>{recorded(log, 1), recorded(before, 2)});
  records.advance(today - std::chrono::days(11));
  EXPECT_TRUE(records.records().empty());
  records.advance(today - std::chrono::days(1));
  EXPECT_EQ(records.records().at({"go"}).spent, Hours::whole(3));
  EXPECT_EQ(records.records().at({"go"}).started_on, before.on);
  records.advance(today);
  EXPECT_EQ(records.records().at({"go"}).spent, Hours::whole(6));
}

}  // namespace
}  // namespace cairn::test
