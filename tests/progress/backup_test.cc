#include "cairn/progress/backup.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <functional>

#include "cairn/base/error.h"
#include "cairn/progress/store.h"
#include "tests/support/history.h"
#include "tests/support/temp_folder.h"

namespace cairn::test {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Date day(const char* text) { return *parse_iso_date(text); }

Store writer(const fs::path& file) { return {file, Store::Access::write, seeded(1)}; }
Store reader(const fs::path& file) { return {file, Store::Access::read, seeded(1)}; }

std::string failure(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    EXPECT_EQ(error.code, Code::store);
    return error.what();
  }
  return "no failure";
}

std::vector<std::string> names(const fs::path& folder) {
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(folder)) {
    found.push_back(entry.path().filename().string());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string days(const std::vector<Date>& some) {
  std::string text;
  for (const Date each : some) text += to_iso(each) + " ";
  return text;
}

class BackupTest : public ::testing::Test {
 protected:
  void record(const char* skill, std::int64_t second) {
    writer(file_).append(fact(EventKind::done, skill), moment(second));
  }
  // Ids of the skills that the store at `file` has as done.
  static std::string done(const fs::path& file) {
    std::string text;
    for (const auto& [id, record] : reader(file).state().skills) text += id.text + " ";
    return text;
  }

  const TempFolder folder_;
  const fs::path file_ = folder_ / "progress.db";
};

TEST_F(BackupTest, IsTheStoreInOnePrivateFile) {
  record("go", 1);
  record("sql", 2);
  EXPECT_EQ(back_up(file_, folder_ / "copy/of.db"), 2);
  EXPECT_EQ(reader(folder_ / "copy/of.db").events(), reader(file_).events());
  EXPECT_THAT(names(folder_ / "copy"), ElementsAre("of.db"));
  struct stat found {};
  ::stat((folder_ / "copy/of.db").c_str(), &found);
  EXPECT_EQ(found.st_mode & 07777U, 0600U);
}

TEST_F(BackupTest, HoldsWhatIsStillInTheLogOfAStoreInUse) {
  Store open = writer(file_);
  open.append(fact(EventKind::done, "go"), moment(1));
  EXPECT_EQ(back_up(file_, folder_ / "copy.db"), 1);
  EXPECT_EQ(done(folder_ / "copy.db"), "go ");
}

TEST_F(BackupTest, ReplacesAnOlderOneOnlyWhenItIsGood) {
  record("go", 1);
  back_up(file_, folder_ / "copy.db");
  record("sql", 2);
  back_up(file_, folder_ / "copy.db");
  EXPECT_EQ(done(folder_ / "copy.db"), "go sql ");
  {
    SQLite::Database raw(file_.string(), SQLite::OPEN_READWRITE);
    raw.exec("DROP TRIGGER event_stays_as_it_is; UPDATE event SET note = 'x' WHERE row = 1");
  }
  EXPECT_THAT(failure([&] { back_up(file_, folder_ / "copy.db"); }), HasSubstr("damaged"));
  EXPECT_EQ(done(folder_ / "copy.db"), "go sql ");
  EXPECT_THAT(names(folder_.path()), ElementsAre("copy.db", "progress.db"));
}

TEST_F(BackupTest, ClearsAwayWhatAKilledProcessLeftUnfinished) {
  record("go", 1);
  const std::string gone = in_child([] { return std::to_string(::getpid()); });
  const std::string left = "copy.db." + gone + "-1.cairn-unfinished";
  const std::string under_way = fmt::format("copy.db.{}-1.cairn-unfinished", ::getppid());
  for (const std::string& name : {left, left + "-journal", under_way}) {
    write_bytes(folder_ / name, "x");
  }
  back_up(file_, folder_ / "copy.db");
  EXPECT_THAT(names(folder_.path()), ElementsAre("copy.db", under_way, "progress.db"));
}

TEST_F(BackupTest, OfNothingIsAFailure) {
  EXPECT_THAT(failure([&] { back_up(file_, folder_ / "copy.db"); }),
              HasSubstr("no progress store"));
  record("go", 1);
  EXPECT_THAT(failure([&] { back_up(file_, file_); }), HasSubstr("the progress store itself"));
  write_bytes(folder_ / "file", "");
  EXPECT_THAT(failure([&] { back_up(file_, folder_ / "file/copy.db"); }),
              HasSubstr("cannot be made"));
}

TEST_F(BackupTest, IsMadeOncePerDayBeforeItsFirstWrite) {
  EXPECT_EQ(back_up_daily(file_, day("2026-03-01")), std::nullopt);
  record("go", 1);
  EXPECT_EQ(back_up_daily(file_, day("2026-03-01")), folder_ / "backups/progress-2026-03-01.db");
  record("sql", 2);
  EXPECT_EQ(back_up_daily(file_, day("2026-03-01")), std::nullopt);
  EXPECT_EQ(done(folder_ / "backups/progress-2026-03-01.db"), "go ");
}

TEST_F(BackupTest, OldOnesGoAndOtherFilesStay) {
  record("go", 1);
  fs::create_directory(folder_ / "backups");
  for (const char* name : {"mine.db", "progress-mine.db", "progress-2026-01-01.txt"}) {
    write_bytes(folder_ / "backups" / name, "x");
  }
  for (int i = 0; i < 99; ++i) {
    const std::string date = to_iso(day("2026-01-01") + std::chrono::days(i));
    write_bytes(folder_ / "backups" / ("progress-" + date + ".db"), "x");
  }
  back_up_daily(file_, day("2026-04-10"));
  const std::vector<Backup> kept = list_backups(file_);
  EXPECT_EQ(kept.size(), 7U + 6U);  // the last days of two weeks are among the seven
  EXPECT_EQ(kept.front().day, day("2026-04-10"));
  EXPECT_EQ(kept.back().day, day("2026-02-22"));
  EXPECT_EQ(names(folder_ / "backups").size(), kept.size() + 3);
}

TEST(OutdatedBackups, AreThoseBeyondSevenDaysAndEightWeeks) {
  EXPECT_THAT(outdated_backups({}), IsEmpty());
  std::vector<Date> each_day;
  for (int i = 0; i < 7; ++i) each_day.push_back(day("2026-03-01") + std::chrono::days(i));
  EXPECT_THAT(outdated_backups(each_day), IsEmpty());
  each_day.push_back(day("2026-02-28"));  // the Saturday before Sunday the 1st, of the same week
  EXPECT_EQ(days(outdated_backups(each_day)), "2026-02-28 ");
  each_day.push_back(day("2026-02-22"));  // a Sunday, the last of its week
  each_day.push_back(day("2026-02-20"));
  EXPECT_EQ(days(outdated_backups(each_day)), "2026-02-20 2026-02-28 ");
}

TEST(OutdatedBackups, ALongPauseCostsNone) {
  // Once a month for a year: seven days and eight weeks that have one.
  std::vector<Date> monthly;
  for (unsigned month = 1; month <= 12; ++month) {
    monthly.push_back(day(fmt::format("2025-{:02}-15", month).c_str()));
  }
  EXPECT_EQ(days(outdated_backups(monthly)), "2025-01-15 2025-02-15 2025-03-15 2025-04-15 ");
}

TEST_F(BackupTest, RestoringPutsItBackAndKeepsTheOldOne) {
  record("go", 1);
  back_up(file_, folder_ / "copy.db");
  record("sql", 2);
  record("git", 3);
  const Restored restored = restore(file_, folder_ / "copy.db", moment(0));
  EXPECT_EQ(restored.events, 1);
  EXPECT_EQ(restored.kept, folder_ / "progress-replaced-20260101T120000.db");
  EXPECT_EQ(restored.only_in_old, 2U);
  EXPECT_EQ(done(file_), "go ");
  EXPECT_EQ(done(*restored.kept), "git go sql ");
  EXPECT_THAT(reader(file_).integrity(), IsEmpty());
  record("linux", 4);
  EXPECT_EQ(done(file_), "go linux ");
  EXPECT_EQ(done(folder_ / "copy.db"), "go ");
  EXPECT_EQ(restore(file_, folder_ / "copy.db", moment(0)).kept,
            folder_ / "progress-replaced-20260101T120000-2.db");
}

TEST_F(BackupTest, TryingToRestoreTellsTheDifferenceAndChangesNothing) {
  record("go", 1);
  back_up(file_, folder_ / "copy.db");
  record("sql", 2);
  record("git", 3);
  const Restored tried = restore(file_, folder_ / "copy.db", moment(0), true);
  EXPECT_EQ(tried.events, 1);
  EXPECT_EQ(tried.only_in_old, 2U);
  ASSERT_EQ(tried.lost.size(), 2U);
  EXPECT_EQ(tried.lost[0].ids, ids("git"));
  EXPECT_EQ(tried.only_in_backup, 0U);
  EXPECT_EQ(done(file_), "git go sql ");
  EXPECT_FALSE(std::filesystem::exists(*tried.kept));
  // Where there is nothing to put it in the place of, nothing is made.
  EXPECT_EQ(restore(folder_ / "new.db", folder_ / "copy.db", moment(0), true).only_in_backup, 1U);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "new.db"));
}

TEST_F(BackupTest, RestoringUnderAnOpenStoreIsSeenByIt) {
  record("go", 1);
  back_up(file_, folder_ / "copy.db");
  Store open = writer(file_);
  open.append(fact(EventKind::done, "sql"), moment(2));
  restore(file_, folder_ / "copy.db", moment(0));
  EXPECT_EQ(open.events().size(), 1U);
  open.append(fact(EventKind::done, "git"), moment(3));
  EXPECT_EQ(done(file_), "git go ");
}

TEST_F(BackupTest, RestoringWhereThereIsNoStoreMakesOne) {
  record("go", 1);
  back_up(file_, folder_ / "copy.db");
  const Restored restored = restore(folder_ / "new/progress.db", folder_ / "copy.db", moment(0));
  EXPECT_EQ(restored.kept, std::nullopt);
  EXPECT_EQ(done(folder_ / "new/progress.db"), "go ");
}

TEST_F(BackupTest, RestoringOverADamagedStoreMovesItAside) {
  record("go", 1);
  back_up(file_, folder_ / "copy.db");
  record("sql", 2);
  const std::string damaged = read_bytes(file_).replace(50, 4'000, 4'000, 'x');
  write_bytes(file_, damaged);
  write_bytes(file_.string() + "-wal", "a log of the damaged one");
  const Restored restored = restore(file_, folder_ / "copy.db", moment(0));
  EXPECT_EQ(restored.only_in_old, std::nullopt);
  EXPECT_EQ(read_bytes(*restored.kept), damaged);
  EXPECT_EQ(read_bytes(restored.kept->string() + "-wal"), "a log of the damaged one");
  EXPECT_EQ(done(file_), "go ");
  record("git", 3);
  EXPECT_EQ(done(file_), "git go ");
}

TEST_F(BackupTest, RestoringWhatIsNoBackupChangesNothing) {
  record("go", 1);
  write_bytes(folder_ / "text", std::string(5'000, 't'));
  EXPECT_THAT(failure([&] { restore(file_, folder_ / "text", moment()); }),
              HasSubstr("this is no progress store"));
  EXPECT_THAT(failure([&] { restore(file_, folder_ / "absent", moment()); }),
              HasSubstr("there is no progress store here"));
  EXPECT_THAT(failure([&] { restore(file_, file_, moment()); }),
              HasSubstr("the progress store itself"));
  back_up(file_, folder_ / "copy.db");
  write_bytes(folder_ / "copy.db", read_bytes(folder_ / "copy.db").substr(0, 9'000));
  EXPECT_THAT(failure([&] { restore(file_, folder_ / "copy.db", moment()); }),
              HasSubstr("damaged"));
  EXPECT_EQ(done(file_), "go ");
  EXPECT_FALSE(fs::exists(folder_ / "progress-replaced-20260101T120000.db"));
}

}  // namespace
}  // namespace cairn::test
