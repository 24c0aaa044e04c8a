#include "cairn/progress/store.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <set>

#include "cairn/base/error.h"
#include "tests/support/history.h"
#include "tests/support/source_tree.h"
#include "tests/support/temp_folder.h"

namespace cairn::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Store writer(const std::filesystem::path& file, std::uint64_t seed = 1) {
  return {file, Store::Access::write, seeded(seed)};
}
Store reader(const std::filesystem::path& file) { return {file, Store::Access::read, seeded(0)}; }

NewEvent full_fact(EventKind kind) {
  NewEvent event = fact(kind, "postgresql c++ c# node.js 12factor");
  event.also_known = ids("sql linux-basics");
  event.hours = Hours::from_minutes(95);
  event.on = parse_iso_date("2024-02-29");
  event.note = "a note: \"naïve\" 日本語\nsecond line";
  if (kind == EventKind::undo) event.undoes = id_of(77);
  return event;
}

mode_t mode_of(const std::filesystem::path& file) {
  struct stat found {};
  ::stat(file.c_str(), &found);
  return found.st_mode & 07777U;
}

TEST(Store, AbsentFileReadsAsAnEmptyRecordAndIsNotMade) {
  const TempFolder folder;
  const Store store = reader(folder / "deep/er/progress.db");
  EXPECT_THAT(store.events(), IsEmpty());
  EXPECT_EQ(store.state(), State());
  EXPECT_FALSE(store.info().exists);
  EXPECT_THAT(store.integrity(), IsEmpty());
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(Store, EmptyFileReadsAsAnEmptyRecordAndCanBeWritten) {
  const TempFolder folder;
  write_bytes(folder / "p.db", "");
  EXPECT_FALSE(reader(folder / "p.db").info().exists);
  writer(folder / "p.db").append(fact(EventKind::done, "go"), moment());
  EXPECT_EQ(reader(folder / "p.db").events().size(), 1U);
}

TEST(Store, FolderAndFileArePrivate) {
  const TempFolder folder;
  const auto file = folder / "data/cairn/progress.db";
  Store store = writer(file);
  store.append(fact(EventKind::done, "go"), moment());
  EXPECT_EQ(mode_of(folder / "data"), 0700U);
  EXPECT_EQ(mode_of(folder / "data/cairn"), 0700U);
  for (const auto& entry : std::filesystem::directory_iterator(folder / "data/cairn")) {
    EXPECT_EQ(mode_of(entry.path()), 0600U) << entry.path();
  }
}

TEST(Store, EveryKindComesBackAsItWasRecorded) {
  const TempFolder folder;
  std::vector<Event> appended;
  {
    Store store = writer(folder / "p.db");
    for (int i = 0; i < static_cast<int>(EventKind::other); ++i) {
      appended.push_back(store.append(full_fact(static_cast<EventKind>(i)), moment(i)));
      appended.push_back(
          store.append(fact(static_cast<EventKind>(i)), Moment{moment(i).utc_seconds, -765}));
    }
    EXPECT_THAT(store.integrity(), IsEmpty());
  }
  std::sort(appended.begin(), appended.end(), comes_before);
  EXPECT_EQ(reader(folder / "p.db").events(), appended);
}

TEST(Store, NewerProgramsEventsAreKeptWhole) {
  const TempFolder folder;
  Event event = recorded(full_fact(EventKind::other), 3);
  event.word = "mastered";
  event.extra = R"({ "stars" : 5.0, "nested": {"x": [1, 2]} })";
  EXPECT_EQ(writer(folder / "p.db").merge(std::vector<Event>{event}).fresh.size(), 1U);
  EXPECT_THAT(reader(folder / "p.db").events(), ElementsAre(event));
}

TEST(Store, SequencesCountFromOneAndIdsDiffer) {
  const TempFolder folder;
  std::set<EventId> seen;
  for (std::int64_t i = 1; i <= 5; ++i) {
    // The same seed every time, as if the source of random numbers were broken.
    const Event event = writer(folder / "p.db", 9).append(fact(EventKind::done, "go"), moment());
    EXPECT_EQ(event.sequence, i);
    EXPECT_EQ(event.device, reader(folder / "p.db").info().device);
    EXPECT_EQ(event.device.size(), 16U);
    seen.insert(event.id);
  }
  EXPECT_EQ(seen.size(), 5U);
}

TEST(Store, WhatAnotherObjectRecordedIsSeen) {
  const TempFolder folder;
  Store first = writer(folder / "p.db", 1), second = writer(folder / "p.db", 2);
  const Store third = reader(folder / "p.db");
  first.append(fact(EventKind::done, "go"), moment());
  second.append(fact(EventKind::done, "sql"), moment());
  EXPECT_EQ(first.events().size(), 2U);
  EXPECT_EQ(third.state().skills.size(), 2U);
}

TEST(Store, ReadsInTheOrderOfTimeNotOfArrival) {
  const TempFolder folder;
  Store store = writer(folder / "p.db");
  store.append(fact(EventKind::goal_set, "late"), moment(100));
  store.append(fact(EventKind::goal_set, "early"), moment(0));
  EXPECT_EQ(store.events()[0].ids, ids("early"));
  EXPECT_EQ(store.state().goals, ids("late"));
}

TEST(Store, MergeIsAUnionByIdAndCanBeRepeated) {
  const TempFolder folder;
  const std::vector<Event> history = random_history(3, 50);
  Store store = writer(folder / "p.db");
  EXPECT_EQ(store.merge(std::span(history).first(30)).fresh.size(), 30U);
  EXPECT_EQ(store.merge(history).fresh.size(), 20U);
  EXPECT_EQ(store.merge(history), Merged());
  std::vector<Event> sorted = history;
  std::sort(sorted.begin(), sorted.end(), comes_before);
  EXPECT_EQ(store.events(), sorted);
  EXPECT_EQ(store.state(), fold(history));
}

TEST(Store, AnIdTwiceInOneMergeCountsOnce) {
  const TempFolder folder;
  const Event event = recorded(fact(EventKind::done, "go"), 1);
  EXPECT_EQ(writer(folder / "p.db").merge(std::vector<Event>{event, event}).fresh.size(), 1U);
}

TEST(Store, AnIdWithOtherContentIsLeftOutAndToldOf) {
  const TempFolder folder;
  const Event first = recorded(fact(EventKind::done, "go"), 1);
  Event other = first;
  other.ids = ids("sql");
  const Event fresh = recorded(fact(EventKind::done, "git"), 2);
  Event other_fresh = fresh;
  other_fresh.note = "changed";
  Store store = writer(folder / "p.db");
  store.merge(std::vector<Event>{first});
  const std::vector<Event> offered = {first, other, fresh, other_fresh};
  const Merged expected = {.fresh = {2}, .clashing = {1, 3}};
  EXPECT_EQ(store.compare(offered), expected);
  EXPECT_THAT(store.events(), SizeIs(1));  // comparing records nothing
  EXPECT_EQ(store.merge(offered), expected);
  EXPECT_EQ(store.events(), (std::vector<Event>{first, fresh}));
}

TEST(Store, ComparingWithNothingFindsAllNew) {
  const TempFolder folder;
  const std::vector<Event> history = random_history(3, 20);
  EXPECT_THAT(reader(folder / "p.db").compare(history).fresh, SizeIs(20));
  EXPECT_FALSE(std::filesystem::exists(folder / "p.db"));
}

TEST(Store, ReadingLeavesNothingBesideTheFile) {
  const TempFolder folder;
  writer(folder / "p.db").append(fact(EventKind::done, "go"), moment());
  const std::string before = read_bytes(folder / "p.db");
  EXPECT_THAT(reader(folder / "p.db").events(), SizeIs(1));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
  EXPECT_EQ(read_bytes(folder / "p.db"), before);
}

TEST(Store, ReadingLeavesTheLogOfAKilledProcessToTheNextWriter) {
  const TempFolder folder;
  {
    Store in_use = writer(folder / "p.db");
    in_use.append(fact(EventKind::done, "go"), moment());
    for (const char* end : {"", "-wal"}) {
      std::filesystem::copy_file((folder / "p.db").string() + end,
                                 (folder / "left.db").string() + end);
    }
  }
  const std::string before = read_bytes(folder / "left.db");
  EXPECT_THAT(reader(folder / "left.db").events(), SizeIs(1));
  EXPECT_EQ(read_bytes(folder / "left.db"), before);
  EXPECT_THAT(reader(folder / "left.db").events(), SizeIs(1));
  writer(folder / "left.db").append(fact(EventKind::done, "sql"), moment(1));
  EXPECT_THAT(reader(folder / "left.db").events(), SizeIs(2));
  EXPECT_FALSE(std::filesystem::exists(folder / "left.db-wal"));
}

TEST(Store, SeveralAreRecordedInTheirOrderAllOrNone) {
  const TempFolder folder;
  Store store = writer(folder / "p.db");
  const std::vector<NewEvent> facts{fact(EventKind::stop, "go"), fact(EventKind::start, "sql")};
  const std::vector<Event> both = store.append(facts, moment());
  EXPECT_EQ(store.events(), both);
  EXPECT_EQ(both[1].sequence, both[0].sequence + 1);
  std::vector<NewEvent> bad{fact(EventKind::done, "sql"), fact(EventKind::done, "go")};
  bad.back().ids = {{"two words"}};
  EXPECT_THROW(store.append(bad, moment(1)), Error);
  EXPECT_EQ(store.events(), both);
}

TEST(Store, MergeIsAllOrNone) {
  const TempFolder folder;
  Store store = writer(folder / "p.db");
  std::vector<Event> events = random_history(3, 20);
  events.back().ids = {{"two words"}};
  EXPECT_THROW(store.merge(events), Error);
  EXPECT_THAT(store.events(), IsEmpty());
}

TEST(Store, ACopyOfTheFileMergesBackWithoutLoss) {
  const TempFolder folder;
  writer(folder / "p.db").append(fact(EventKind::done, "go"), moment());
  std::filesystem::copy_file(folder / "p.db", folder / "copy.db");
  writer(folder / "p.db", 5).append(fact(EventKind::done, "sql"), moment(1));
  writer(folder / "copy.db", 6).append(fact(EventKind::done, "git"), moment(2));
  Store store = writer(folder / "p.db", 7);
  EXPECT_EQ(store.merge(reader(folder / "copy.db").events()).fresh.size(), 1U);
  EXPECT_EQ(store.state().skills.size(), 3U);
  EXPECT_EQ(store.append(fact(EventKind::stop), moment(3)).sequence, 3);
}

TEST(Store, RefusesWhatNoExportCouldCarry) {
  const TempFolder folder;
  Store store = writer(folder / "p.db");
  const auto refusal = [&](const NewEvent& event, const Moment& at) -> std::string {
    try {
      store.append(event, at);
    } catch (const Error& error) {
      EXPECT_EQ(error.code, Code::store);
      return error.message;
    }
    return "accepted";
  };
  NewEvent event = fact(EventKind::done);
  event.ids = {{"two words"}};
  EXPECT_THAT(refusal(event, moment()), HasSubstr("'two words' cannot be the id of a skill"));
  event.ids = {{""}};
  EXPECT_THAT(refusal(event, moment()), HasSubstr("'' cannot be the id"));
  event = fact(EventKind::note, "go");
  event.note = "\xff";
  EXPECT_THAT(refusal(event, moment()), HasSubstr("not UTF-8"));
  event.note = std::string(64 * 1024 + 1, 'x');
  EXPECT_THAT(refusal(event, moment()), HasSubstr("64 KiB"));
  event = fact(EventKind::done, "go");
  event.hours = Hours::from_minutes(-1);
  EXPECT_THAT(refusal(event, moment()), HasSubstr("hours"));
  event = fact(EventKind::done, "go");
  event.on = Date(std::chrono::days(1'000'000'000));
  EXPECT_THAT(refusal(event, moment()), HasSubstr("a day"));
  EXPECT_THAT(refusal(fact(EventKind::stop), Moment{1'000'000'000'000, 0}), HasSubstr("a moment"));
  EXPECT_THAT(refusal(fact(EventKind::stop), Moment{0, 1440}), HasSubstr("UTC"));
  EXPECT_THAT(refusal(fact(EventKind::other), moment()), HasSubstr("kind"));
  event = fact(EventKind::undo);
  event.undoes = EventId{"3"};
  EXPECT_THAT(refusal(event, moment()), HasSubstr("undone"));
  EXPECT_THAT(store.events(), IsEmpty());
}

TEST(Store, AReadersAppendIsRefused) {
  const TempFolder folder;
  writer(folder / "p.db");
  Store store = reader(folder / "p.db");
  EXPECT_THROW(store.append(fact(EventKind::stop), moment()), Error);
  Store absent = reader(folder / "absent.db");
  EXPECT_THROW(absent.merge({}), Error);
}

TEST(Store, EventsCannotBeChangedDeletedOrReplacedByAnyone) {
  const TempFolder folder;
  writer(folder / "p.db").append(fact(EventKind::done, "go"), moment());
  SQLite::Database raw((folder / "p.db").string(), SQLite::OPEN_READWRITE);
  const auto refusal = [&](const char* sql) -> std::string {
    try {
      raw.exec(sql);
    } catch (const SQLite::Exception& exception) {
      return exception.what();
    }
    return "done";
  };
  EXPECT_EQ(refusal("UPDATE event SET note = 'x'"), "events are never changed");
  EXPECT_EQ(refusal("DELETE FROM event"), "events are never deleted");
  EXPECT_EQ(refusal("INSERT OR REPLACE INTO event SELECT * FROM event"),
            "events are never replaced");
  EXPECT_EQ(
      refusal("REPLACE INTO event (row, id, device, sequence, at, offset, kind, checksum) VALUES "
              "(1, randomblob(16), 1, 9, 0, 0, 'stop', 0)"),
      "events are never replaced");
  EXPECT_EQ(reader(folder / "p.db").events().size(), 1U);
}

TEST(Store, TheFileSaysWhatItIs) {
  const TempFolder folder;
  writer(folder / "p.db");
  SQLite::Database raw((folder / "p.db").string(), SQLite::OPEN_READONLY);
  EXPECT_EQ(raw.execAndGet("PRAGMA application_id").getInt(), 0x63616972);
  const StoreInfo info = reader(folder / "p.db").info();
  EXPECT_TRUE(info.exists);
  EXPECT_EQ(info.schema, raw.execAndGet("PRAGMA user_version").getInt());
  EXPECT_EQ(info.journal, "wal");
  EXPECT_EQ(info.sqlite.substr(0, 2), "3.");
}

TEST(Store, TheDocsQueriesWork) {
  const TempFolder folder;
  writer(folder / "p.db").append(full_fact(EventKind::log), moment());
  SQLite::Database raw((folder / "p.db").string(), SQLite::OPEN_READONLY);
  const auto docs = source_tree() / "docs/formats.md";
  const std::string text = read_bytes(docs);
  int queries = 0;
  for (auto from = text.find("\nSELECT"); from != std::string::npos;
       from = text.find("\nSELECT", from + 1)) {
    SQLite::Statement query(raw, text.substr(from, text.find(';', from) - from));
    EXPECT_TRUE(query.executeStep());
    ++queries;
  }
  EXPECT_EQ(queries, 2);
}

TEST(Store, AnEventTakesLessThan250Bytes) {
  const TempFolder folder;
  std::vector<Event> events;
  for (std::int64_t i = 1; i <= 5'000; ++i) {
    NewEvent event = fact(EventKind::done, "postgresql-replication");
    event.hours = Hours::whole(12);
    event.on = parse_iso_date("2026-01-01");
    if (i % 4 == 0) event.note = "Set up a standby and failed over to it.";
    events.push_back(recorded(event, i));
    events.back().id.text = std::to_string(i * 7'919 % 10'007) + events.back().id.text.substr(5);
    events.back().id.text.resize(32, '0');
  }
  writer(folder / "p.db").merge(events);
  const double bytes = static_cast<double>(std::filesystem::file_size(folder / "p.db")) / 5'000.0;
  RecordProperty("bytes_per_event", std::to_string(bytes));
  EXPECT_LT(bytes, 250);
}

TEST(Store, StrangePathsArePathsAllTheSame) {
  const TempFolder folder;
  for (const char* name : {"a b.db", "100%.db", "q?mode=memory.db", "#1.db", "file:x.db", "ü.db"}) {
    SCOPED_TRACE(name);
    writer(folder / name).append(fact(EventKind::done, "go"), moment());
    EXPECT_EQ(reader(folder / name).events().size(), 1U);
    EXPECT_TRUE(std::filesystem::exists(folder / name));
  }
}

}  // namespace
}  // namespace cairn::test
