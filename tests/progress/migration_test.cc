#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <thread>

#include "cairn/base/error.h"
#include "cairn/progress/backup.h"
#include "cairn/progress/store.h"
#include "progress/schema.h"
#include "tests/support/history.h"
#include "tests/support/source_tree.h"
#include "tests/support/temp_folder.h"

namespace cairn::test {
namespace {

namespace fs = std::filesystem;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// The file as the program of that version left it.
void make_old_store(int version, const fs::path& file) {
  const fs::path script =
      source_tree() / fmt::format("tests/progress/stores/schema_{}.sql", version);
  SQLite::Database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
      .exec(read_bytes(script));
}

// Every table, index and trigger, in words.
std::vector<std::string> shape(const fs::path& file) {
  SQLite::Database raw(file.string(), SQLite::OPEN_READONLY);
  std::vector<std::string> lines;
  SQLite::Statement query(raw,
                          "SELECT type || ' ' || name || ': ' || ifnull(sql, '') FROM "
                          "sqlite_master ORDER BY 1");
  while (query.executeStep()) lines.push_back(query.getColumn(0).getString());
  return lines;
}

class OldStore : public ::testing::TestWithParam<int> {
 protected:
  OldStore() { make_old_store(GetParam(), file_); }

  // What each of these stores holds: five facts, one of which is undone and one of which is new.
  void expect_all_there(const Store& store, std::size_t more = 0) {
    const std::vector<Event> events = store.events();
    ASSERT_THAT(events, SizeIs(5 + more));
    EXPECT_EQ(events[1].ids, ids("postgresql c++"));
    EXPECT_EQ(events[1].note, "a plan's scan, naïve");
    EXPECT_EQ(events[3].undoes, events[0].id);
    EXPECT_EQ(events[4].word, "mastered");
    EXPECT_EQ(events[4].extra, R"({"stars":5.0})");
    EXPECT_EQ(store.state(), fold(events));
    EXPECT_EQ(store.state().goals, ids("senior"));
    EXPECT_EQ(store.history({.only_counting = true}).size(), 3 + more);
    EXPECT_THAT(store.integrity(), IsEmpty());
  }

  const TempFolder folder_;
  const fs::path file_ = folder_ / "p.db";
};

TEST_P(OldStore, IsReadAsItIs) {
  const std::string before = read_bytes(file_);
  const Store store(file_, Store::Access::read, seeded(1));
  EXPECT_EQ(store.info().schema, GetParam());
  expect_all_there(store);
  EXPECT_EQ(read_bytes(file_), before);
}

TEST_P(OldStore, IsBroughtUpToDateByTheFirstWrite) {
  Store(file_, Store::Access::write, seeded(1)).append(fact(EventKind::stop), moment(9'999));
  const Store store(file_, Store::Access::read, seeded(1));
  EXPECT_EQ(store.info().schema, newest_schema());
  EXPECT_EQ(store.info().device, "2245bd5fbb686f68");
  expect_all_there(store, 1);
}

TEST_P(OldStore, IsCopiedBeforeItIsBroughtUpToDate) {
  Store(file_, Store::Access::write, seeded(1)).append(fact(EventKind::stop), moment(9'999));
  const std::vector<Backup> backups = list_backups(file_);
  ASSERT_THAT(backups, SizeIs(1));
  EXPECT_EQ(backups[0].file, folder_ / fmt::format("backups/p-schema-{}.db", GetParam()));
  const Store copy(backups[0].file, Store::Access::read, seeded(1));
  EXPECT_EQ(copy.info().schema, GetParam());
  expect_all_there(copy);
}

TEST_P(OldStore, StaysAsItIsWhereItCannotBeCopied) {
  write_bytes(folder_ / "backups", "in the way");
  const std::string before = read_bytes(file_);
  EXPECT_THROW(Store(file_, Store::Access::write, seeded(1)), Error);
  EXPECT_EQ(read_bytes(file_), before);
}

TEST_P(OldStore, EndsUpInTheShapeOfANewOne) {
  Store(file_, Store::Access::write, seeded(1)).info();
  Store(folder_ / "new.db", Store::Access::write, seeded(1)).info();
  EXPECT_EQ(shape(file_), shape(folder_ / "new.db"));
}

TEST_P(OldStore, IsMigratedOnceHoweverManyBeginTogether) {
  std::vector<std::thread> threads;
  for (std::uint64_t i = 1; i <= 6; ++i) {
    threads.emplace_back([&, i] {
      Store(file_, Store::Access::write, seeded(i)).append(fact(EventKind::stop), moment(9'999));
    });
  }
  for (std::thread& thread : threads) thread.join();
  expect_all_there(Store(file_, Store::Access::read, seeded(1)), 6);
}

// A store of each version that was ever shipped, but the newest.
INSTANTIATE_TEST_SUITE_P(Every, OldStore, ::testing::Range(1, newest_schema()));

}  // namespace
}  // namespace cairn::test
