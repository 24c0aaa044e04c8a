#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "cairn/progress/store.h"
#include "progress/record.h"
#include "progress/state_text.h"
#include "tests/support/history.h"
#include "tests/support/soak.h"
#include "tests/support/temp_folder.h"

namespace cairn::test {
namespace {

namespace fs = std::filesystem;

Store writer(const fs::path& file) { return {file, Store::Access::write, seeded(1)}; }
Store reader(const fs::path& file) { return {file, Store::Access::read, seeded(1)}; }

// What the checkpoint's row column says; 0 where there is none.
std::int64_t checkpoint_row(const fs::path& file) {
  SQLite::Database raw(file.string(), SQLite::OPEN_READONLY);
  return raw.execAndGet("SELECT ifnull(max(row), 0) FROM checkpoint").getInt64();
}

// So many facts that follow each other in time, none of them undone.
std::vector<Event> plain_history(std::int64_t first, std::int64_t last) {
  std::vector<Event> events;
  for (std::int64_t i = first; i <= last; ++i) {
    NewEvent event = fact(static_cast<EventKind>(i % 11), fmt::format("skill-{}", i % 37));
    if (event.kind == EventKind::log) event.hours = Hours::from_minutes(i);
    events.push_back(recorded(event, i));
  }
  return events;
}

TEST(Checkpoint, AStateIsItsText) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    const State state = fold(random_history(seed, 100));
    EXPECT_EQ(parse_state(to_text(state)), state) << seed;
  }
  EXPECT_EQ(parse_state(to_text({})), State());
  EXPECT_EQ(parse_state("\n\n\n\n\n\n\ngo 9 0 - - - - - - -\n"), std::nullopt);
  EXPECT_EQ(parse_state("\n\n\n\n\n\n\ngo 1\n"), std::nullopt);
}

TEST(Checkpoint, FewEventsNeedNone) {
  const TempFolder folder;
  writer(folder / "p.db").merge(plain_history(1, 1'000));
  EXPECT_EQ(checkpoint_row(folder / "p.db"), 0);
}

TEST(Checkpoint, ManyEventsGetOneAndItMovesOn) {
  const TempFolder folder;
  Store store = writer(folder / "p.db");
  store.merge(plain_history(1, 2'000));
  EXPECT_EQ(checkpoint_row(folder / "p.db"), 2'000);
  store.merge(plain_history(2'001, 2'500));
  EXPECT_EQ(checkpoint_row(folder / "p.db"), 2'000);
  store.merge(plain_history(2'501, 3'000));
  EXPECT_EQ(checkpoint_row(folder / "p.db"), 3'000);
  EXPECT_EQ(store.state(), fold(plain_history(1, 3'000)));
}

TEST(Checkpoint, IsWhatTheStateIsReadFrom) {
  const TempFolder folder;
  writer(folder / "p.db").merge(plain_history(1, 2'000));
  const State state = reader(folder / "p.db").state();
  SQLite::Database raw((folder / "p.db").string(), SQLite::OPEN_READWRITE);
  raw.exec(
      "PRAGMA ignore_check_constraints = 1; DROP TRIGGER event_stays_as_it_is; "
      "UPDATE event SET note = 'not what was recorded' WHERE row = 5");
  EXPECT_EQ(reader(folder / "p.db").state(), state);
  raw.exec("DELETE FROM checkpoint");
  EXPECT_ANY_THROW(reader(folder / "p.db").state());
}

TEST(Checkpoint, ADamagedOneIsPassedOver) {
  const TempFolder folder;
  writer(folder / "p.db").merge(plain_history(1, 2'000));
  const State state = fold(plain_history(1, 2'000));
  SQLite::Database raw((folder / "p.db").string(), SQLite::OPEN_READWRITE);
  for (const char* damage :
       {"UPDATE checkpoint SET state = replace(state, 'skill-3', 'skill-4')",
        "UPDATE checkpoint SET state = ''", "UPDATE checkpoint SET row = 99999",
        "UPDATE checkpoint SET fold = 0", "DELETE FROM checkpoint"}) {
    raw.exec(damage);
    EXPECT_EQ(reader(folder / "p.db").state(), state) << damage;
  }
  writer(folder / "p.db").append(fact(EventKind::stop), moment(1'000'000));
  EXPECT_EQ(checkpoint_row(folder / "p.db"), 2'001);
}

TEST(Checkpoint, RebuildingGivesTheSameState) {
  const TempFolder folder;
  Store store = writer(folder / "p.db");
  EXPECT_TRUE(store.rebuild());
  store.merge(plain_history(1, 900));
  EXPECT_TRUE(store.rebuild());
  EXPECT_EQ(checkpoint_row(folder / "p.db"), 0);
  store.merge(plain_history(901, 2'000));
  store.append(fact(EventKind::stop), moment(99'999'999));
  const State state = store.state();
  EXPECT_TRUE(store.rebuild());
  EXPECT_EQ(checkpoint_row(folder / "p.db"), 2'001);
  EXPECT_EQ(store.state(), state);
}

TEST(Checkpoint, RebuildingPutsAFalseOneRightAndSaysSo) {
  const TempFolder folder;
  writer(folder / "p.db").merge(plain_history(1, 2'000));
  const std::string text = to_text({});
  SQLite::Database((folder / "p.db").string(), SQLite::OPEN_READWRITE)
      .exec(fmt::format("UPDATE checkpoint SET state = '{}', checksum = {}", text, checksum(text)));
  ASSERT_NE(reader(folder / "p.db").state(), fold(plain_history(1, 2'000)));
  EXPECT_FALSE(writer(folder / "p.db").rebuild());
  EXPECT_EQ(reader(folder / "p.db").state(), fold(plain_history(1, 2'000)));
}

TEST(Checkpoint, UndoingWhatIsInItAndWhatIsNotIsRight) {
  const TempFolder folder;
  std::vector<Event> all = plain_history(1, 2'000);
  Store store = writer(folder / "p.db");
  store.merge(all);
  const auto undo = [&](std::int64_t target) {
    NewEvent event = fact(EventKind::undo);
    event.undoes = id_of(target);
    all.push_back(store.append(event, moment(1'000'000)));
    EXPECT_EQ(store.state(), fold(all)) << target;
  };
  undo(1'999);
  EXPECT_EQ(checkpoint_row(folder / "p.db"), 2'000);
  undo(7);
  EXPECT_EQ(checkpoint_row(folder / "p.db"), 2'002);
  undo(99'999);  // to come
  all.push_back(recorded(fact(EventKind::done, "late"), 99'999));
  store.merge(std::span(all).last(1));
  EXPECT_EQ(store.state(), fold(all));
}

TEST(Checkpoint, EventsFromThePastAreFoldedIn) {
  const TempFolder folder;
  std::vector<Event> all = plain_history(1'000, 4'000);
  Store store = writer(folder / "p.db");
  store.merge(all);
  const std::vector<Event> early = plain_history(1, 999);
  all.insert(all.end(), early.begin(), early.end());
  store.merge(early);
  EXPECT_EQ(store.state(), fold(all));
  EXPECT_EQ(checkpoint_row(folder / "p.db"), 4'000);
}

TEST(Checkpoint, AClockThatRunsAheadDoesNotVoidItEveryTime) {
  const TempFolder folder;
  std::vector<Event> all = plain_history(1, 2'000);
  all.push_back(recorded(fact(EventKind::done, "future"), 90'000));
  Store store = writer(folder / "p.db");
  store.merge(all);
  const std::int64_t row = checkpoint_row(folder / "p.db");
  all.push_back(store.append(fact(EventKind::done, "go"), moment(2'001 * 60)));
  EXPECT_EQ(checkpoint_row(folder / "p.db"), row);
  EXPECT_EQ(store.state(), fold(all));
}

// Histories of several devices reach the store in pieces and out of order; undos reach back a few
// events mostly, anywhere at times.
TEST(Checkpoint, WithItAndWithoutItTheStateIsTheSame) {
  for (std::uint64_t seed = 1; seed <= soaked(8); ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    Dice dice(seed);
    std::vector<Event> history = random_history(seed, 3'000);
    for (std::size_t i = 0; i < history.size(); ++i) {
      if (!history[i].undoes || dice.percent(2)) continue;
      history[i].undoes = history[i - std::min<std::size_t>(i, dice.roll(30))].id;
    }
    const auto any = [&] { return dice.roll(static_cast<std::uint32_t>(history.size())); };
    for (std::uint32_t late = dice.percent(60) ? 0 : dice.roll(20); late > 0; --late) {
      std::swap(history[any()], history[any()]);
    }
    const TempFolder folder;
    std::vector<Event> there;
    int kept = 0, pieces = 0;
    while (there.size() < history.size()) {
      const std::size_t piece = std::min<std::size_t>(1 + dice.roll(dice.percent(50) ? 5 : 600),
                                                      history.size() - there.size());
      const auto from = history.begin() + static_cast<std::ptrdiff_t>(there.size());
      const std::vector<Event> more(from, from + static_cast<std::ptrdiff_t>(piece));
      there.insert(there.end(), more.begin(), more.end());
      const std::int64_t before = pieces == 0 ? 0 : checkpoint_row(folder / "p.db");
      writer(folder / "p.db").merge(more);
      ++pieces;
      kept += before > 0 && checkpoint_row(folder / "p.db") == before ? 1 : 0;
      ASSERT_EQ(reader(folder / "p.db").state(), fold(there));
    }
    RecordProperty(fmt::format("kept_{}", seed), fmt::format("{} of {}", kept, pieces));
  }
}

}  // namespace
}  // namespace cairn::test
