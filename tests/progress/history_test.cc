#include "cairn/progress/history.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "cairn/progress/store.h"
#include "tests/support/history.h"
#include "tests/support/temp_folder.h"

namespace cairn::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

NewEvent undo(std::int64_t sequence) {
  NewEvent event = fact(EventKind::undo);
  event.undoes = id_of(sequence);
  return event;
}

class History : public ::testing::Test {
 protected:
  // The sequences of what is found, `-` before those that do not count.
  std::string found(const std::vector<NewEvent>& facts, const HistoryQuery& query) {
    const TempFolder folder;
    Store store(folder / "p.db", Store::Access::write, seeded(1));
    std::vector<Event> events;
    for (const NewEvent& each : facts) {
      events.push_back(recorded(each, static_cast<std::int64_t>(events.size()) + 1));
    }
    store.merge(events);
    std::string text;
    for (const HistoryEntry& entry : store.history(query)) {
      text += fmt::format("{}{} ", entry.counts ? "" : "-", entry.event.sequence);
    }
    return text;
  }
};

TEST_F(History, IsAllThatWasRecordedInOrder) {
  EXPECT_EQ(found({fact(EventKind::done, "go"), fact(EventKind::stop)}, {}), "1 2 ");
  EXPECT_EQ(found({}, {}), "");
}

TEST_F(History, MarksWhatIsUndone) {
  EXPECT_EQ(found({fact(EventKind::done, "go"), undo(1)}, {}), "-1 2 ");
  EXPECT_EQ(found({fact(EventKind::done, "go"), undo(1), undo(2)}, {}), "1 -2 3 ");
  EXPECT_EQ(found({undo(2), undo(1), undo(3)}, {}), "-1 -2 -3 ");
}

TEST_F(History, LeavesOutWhatDoesNotCount) {
  const std::vector<NewEvent> facts = {fact(EventKind::done, "go"), fact(EventKind::done, "sql"),
                                       undo(1), fact(EventKind::stop)};
  EXPECT_EQ(found(facts, {.only_counting = true}), "2 4 ");
  EXPECT_EQ(found(facts, {.only_counting = true, .most = 1}), "4 ");
  EXPECT_EQ(found(facts, {.only_counting = true, .most = 2}), "2 4 ");
}

TEST_F(History, FindsASkillByItsWholeId) {
  NewEvent also = fact(EventKind::know, "django");
  also.also_known = ids("go");
  const std::vector<NewEvent> facts = {fact(EventKind::done, "golang go-web"),
                                       fact(EventKind::done, "sql go"), also,
                                       fact(EventKind::note, "sql"), fact(EventKind::stop)};
  EXPECT_EQ(found(facts, {.ids = ids("go")}), "2 3 ");
  EXPECT_EQ(found(facts, {.ids = ids("golang sql")}), "1 2 4 ");
  EXPECT_EQ(found(facts, {.ids = ids("g")}), "");
}

TEST_F(History, FindsKindsAndDays) {
  NewEvent dated = fact(EventKind::log, "go");
  dated.on = parse_iso_date("2025-12-24");
  NewEvent old = fact(EventKind::know, "go");
  old.on = parse_iso_date("1969-12-31");
  const std::vector<NewEvent> facts = {fact(EventKind::done, "go"), dated, old};  // on 2026-01-01
  EXPECT_EQ(found(facts, {.kinds = {EventKind::log, EventKind::know}}), "2 3 ");
  EXPECT_EQ(found(facts, {.kinds = {EventKind::other}}), "");
  EXPECT_EQ(found(facts, {.from = parse_iso_date("2026-01-01")}), "1 ");
  EXPECT_EQ(
      found(facts, {.from = parse_iso_date("1970-01-01"), .to = parse_iso_date("2025-12-24")}),
      "2 ");
  EXPECT_EQ(found(facts, {.to = parse_iso_date("1969-12-31")}), "3 ");
}

TEST_F(History, TheLatestFewAreTheLatestFew) {
  std::vector<NewEvent> facts(30, fact(EventKind::stop));
  EXPECT_EQ(found(facts, {.most = 3}), "28 29 30 ");
  EXPECT_EQ(found(facts, {.most = 0}), "");
  EXPECT_EQ(found(facts, {.most = 99}).size(), std::size_t{9 * 2 + 21 * 3});
}

TEST(HistoryQueries, AgreeWithALookThroughAllEvents) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    Dice dice(seed);
    std::vector<Event> events = random_history(seed, 150);
    const TempFolder folder;
    Store store(folder / "p.db", Store::Access::write, seeded(1));
    store.merge(events);
    std::sort(events.begin(), events.end(), comes_before);
    const std::vector<std::uint8_t> counts = effective_events(events);
    for (int i = 0; i < 10; ++i) {
      HistoryQuery query;
      if (dice.percent(50)) query.ids = ids("skill-1 skill-7");
      if (dice.percent(50)) query.kinds = {EventKind::done, EventKind::other, EventKind::undo};
      if (dice.percent(50)) query.from = Date(std::chrono::days(20'000 + dice.roll(500)));
      if (dice.percent(50)) query.to = Date(std::chrono::days(20'000 + dice.roll(500)));
      if (dice.percent(50)) query.most = dice.roll(20);
      query.only_counting = dice.percent(50);
      std::vector<HistoryEntry> expected;
      for (std::size_t at = 0; at < events.size(); ++at) {
        const Event& event = events[at];
        const auto names = [&](const std::vector<SkillId>& some) {
          return std::any_of(some.begin(), some.end(), [&](const SkillId& id) {
            return std::count(query.ids.begin(), query.ids.end(), id) > 0;
          });
        };
        if (!query.ids.empty() && !names(event.ids) && !names(event.also_known)) continue;
        if (!query.kinds.empty() &&
            std::count(query.kinds.begin(), query.kinds.end(), event.kind) == 0) {
          continue;
        }
        if (query.from && day_of(event) < *query.from) continue;
        if (query.to && day_of(event) > *query.to) continue;
        if (query.only_counting && (counts[at] == 0 || event.kind == EventKind::undo)) continue;
        expected.push_back({event, counts[at] != 0});
      }
      if (query.most && expected.size() > *query.most) {
        expected.erase(expected.begin(), expected.end() - static_cast<std::ptrdiff_t>(*query.most));
      }
      ASSERT_EQ(store.history(query), expected);
    }
  }
}

}  // namespace
}  // namespace cairn::test
