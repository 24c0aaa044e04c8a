#include "cairn/progress/repair.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "cairn/base/error.h"
#include "cairn/progress/backup.h"
#include "tests/support/history.h"
#include "tests/support/temp_folder.h"

namespace cairn::test {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

constexpr std::size_t kPage = 4'096;

class RepairTest : public ::testing::Test {
 protected:
  RepairTest() {
    history_ = random_history(5, 400);
    std::sort(history_.begin(), history_.end(), comes_before);
  }

  void record(std::size_t first, std::size_t last) {
    Store(file_, Store::Access::write, seeded(1))
        .merge(std::span(history_).subspan(first, last - first));
  }

  // The pages from the 10th on, where events are, are overwritten.
  void damage(std::size_t pages) {
    std::string bytes = read_bytes(file_);
    ASSERT_GT(bytes.size(), (10 + pages) * kPage);
    write_bytes(file_, bytes.replace(10 * kPage, pages * kPage, pages * kPage, '\xee'));
  }

  std::optional<Repaired> mend(bool rehearse = false) {
    return repair(file_, moment(), seeded(9), rehearse);
  }

  const TempFolder folder_;
  const fs::path file_ = folder_ / "data/p.db";
  std::vector<Event> history_;
};

TEST_F(RepairTest, ASoundStoreIsLeftAlone) {
  EXPECT_EQ(mend(), std::nullopt);
  record(0, 400);
  const std::string before = read_bytes(file_);
  EXPECT_EQ(mend(), std::nullopt);
  EXPECT_EQ(read_bytes(file_), before);
}

TEST_F(RepairTest, WhatIsLeftIsTheRecordAndTheDamagedFileIsKept) {
  record(0, 400);
  damage(2);
  const std::string damaged = read_bytes(file_);
  const auto repaired = mend();
  ASSERT_TRUE(repaired);
  EXPECT_THAT(repaired->damage, HasSubstr("Page"));
  EXPECT_GT(repaired->salvaged, 300);
  EXPECT_LT(repaired->salvaged, 400);
  EXPECT_EQ(repaired->from_backups, 0);
  EXPECT_EQ(repaired->lost, 400 - repaired->salvaged);
  EXPECT_EQ(read_bytes(repaired->kept), damaged);
  Store store(file_, Store::Access::write, seeded(3));
  EXPECT_EQ(store.info().events, repaired->salvaged);
  EXPECT_TRUE(store.integrity().empty());
  store.append(fact(EventKind::stop), moment(1));
  EXPECT_EQ(mend(), std::nullopt);
}

TEST_F(RepairTest, WhatIsLostIsTakenFromTheBackups) {
  record(0, 250);
  back_up_daily(file_, moment().day());
  record(250, 400);
  damage(2);
  const auto repaired = mend();
  ASSERT_TRUE(repaired);
  EXPECT_GT(repaired->from_backups, 0);
  EXPECT_EQ(repaired->salvaged + repaired->from_backups + *repaired->lost, 400);
  const std::vector<Event> events = Store(file_, Store::Access::read, seeded(1)).events();
  EXPECT_TRUE(
      std::includes(history_.begin(), history_.end(), events.begin(), events.end(), comes_before));
  EXPECT_TRUE(std::includes(events.begin(), events.end(), history_.begin(), history_.begin() + 250,
                            comes_before));
}

TEST_F(RepairTest, ARehearsalChangesNothing) {
  record(0, 400);
  damage(2);
  const std::string damaged = read_bytes(file_);
  const auto rehearsed = mend(true);
  ASSERT_TRUE(rehearsed);
  EXPECT_EQ(read_bytes(file_), damaged);
  EXPECT_EQ(std::distance(fs::directory_iterator(file_.parent_path()), {}), 1);
  EXPECT_EQ(mend()->salvaged, rehearsed->salvaged);
}

TEST_F(RepairTest, WhatIsNoStoreIsRefusedUntouched) {
  fs::create_directories(file_.parent_path());
  write_bytes(file_, "skills:\n  - go\n");
  EXPECT_THROW(mend(), Error);
  EXPECT_EQ(read_bytes(file_), "skills:\n  - go\n");
}

TEST_F(RepairTest, ANewerProgramsStoreIsNotDamage) {
  record(0, 400);
  SQLite::Database(file_.string(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 99");
  const std::string before = read_bytes(file_);
  try {
    mend();
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("a newer cairn"));
  }
  EXPECT_EQ(read_bytes(file_), before);
}

}  // namespace
}  // namespace cairn::test
