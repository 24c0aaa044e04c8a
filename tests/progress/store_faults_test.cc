#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <functional>

#include "cairn/base/error.h"
#include "cairn/progress/store.h"
#include "tests/support/history.h"
#include "tests/support/temp_folder.h"

namespace cairn::test {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::chrono::milliseconds kShort{30};

void record(const fs::path& file, const char* skill, std::int64_t second = 0) {
  Store(file, Store::Access::write, seeded(static_cast<std::uint64_t>(second) + 1), kShort)
      .append(fact(EventKind::done, skill), moment(second));
}

std::string read(const fs::path& file) {
  const Store store(file, Store::Access::read, seeded(0), kShort);
  return fmt::format("{} events", store.events().size());
}

// What the failure says, as `code: where: message; hint`; checks that it is one with a way out.
std::string failure(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    EXPECT_THAT(error.hint, Not(IsEmpty())) << error.what();
    return fmt::format("{}: {}", static_cast<int>(error.code), error.what());
  }
  return "no failure";
}

// Both ways to open refuse with the same sentence, and the file keeps every byte.
void expect_refused(const fs::path& file, const std::string& sentence) {
  const std::string before = read_bytes(file);
  EXPECT_THAT(failure([&] { read(file); }),
              AllOf(HasSubstr("4: " + file.string()), HasSubstr(sentence)));
  EXPECT_THAT(failure([&] { record(file, "sql"); }), HasSubstr(sentence));
  EXPECT_EQ(read_bytes(file), before);
  EXPECT_FALSE(fs::exists(file.string() + "-wal"));
}

void make_store(const fs::path& file, std::int64_t events) {
  Store store(file, Store::Access::write, seeded(1));
  std::vector<Event> history;
  for (std::int64_t i = 1; i <= events; ++i) {
    history.push_back(recorded(fact(EventKind::done, fmt::format("skill-{}", i)), i));
  }
  store.merge(history);
}

TEST(StoreFaults, ANewerProgramsFileIsRefusedUntouched) {
  const TempFolder folder;
  make_store(folder / "p.db", 3);
  SQLite::Database((folder / "p.db").string(), SQLite::OPEN_READWRITE)
      .exec("PRAGMA user_version = 99");
  expect_refused(folder / "p.db", "a newer cairn wrote this progress store (its format 99");
}

TEST(StoreFaults, ANewerProgramsFileIsRefusedWhileItIsInUse) {
  const TempFolder folder;
  make_store(folder / "p.db", 3);
  SQLite::Database newer((folder / "p.db").string(), SQLite::OPEN_READWRITE);
  newer.exec("PRAGMA wal_autocheckpoint = 0; PRAGMA user_version = 99");  // only in the -wal file
  const std::string before = read_bytes(folder / "p.db"), log = read_bytes(folder / "p.db-wal");
  EXPECT_THAT(failure([&] { record(folder / "p.db", "sql"); }), HasSubstr("a newer cairn"));
  EXPECT_THAT(failure([&] { read(folder / "p.db"); }), HasSubstr("a newer cairn"));
  EXPECT_EQ(read_bytes(folder / "p.db"), before);
  EXPECT_EQ(read_bytes(folder / "p.db-wal"), log);
}

TEST(StoreFaults, AnotherProgramsDatabaseIsRefusedUntouched) {
  const TempFolder folder;
  SQLite::Database((folder / "a.db").string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
      .exec("CREATE TABLE t (x)");
  expect_refused(folder / "a.db", "this is no progress store");
  SQLite::Database((folder / "b.db").string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
      .exec("PRAGMA application_id = 42; PRAGMA user_version = 1");
  expect_refused(folder / "b.db", "this is no progress store");
  SQLite::Database((folder / "c.db").string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
      .exec("PRAGMA user_version = 7");
  expect_refused(folder / "c.db", "this is no progress store");
}

TEST(StoreFaults, WhatIsNoDatabaseIsRefusedUntouched) {
  const TempFolder folder;
  for (const std::string& bytes : {std::string("x"), std::string("skills:\n  - go\n"),
                                   std::string(5'000, '\0'), std::string(200'000, 'z')}) {
    write_bytes(folder / "p.db", bytes);
    expect_refused(folder / "p.db", "this is no progress store");
  }
}

TEST(StoreFaults, AHeaderCutShortIsDamage) {
  const TempFolder folder;
  make_store(folder / "p.db", 3);
  const std::string whole = read_bytes(folder / "p.db");
  for (const std::size_t left : {std::size_t{1}, std::size_t{16}, std::size_t{99}}) {
    write_bytes(folder / "p.db", whole.substr(0, left));
    expect_refused(folder / "p.db", "the progress store is damaged");
  }
}

TEST(StoreFaults, AFileCutShortAnywhereIsDamageOrAllThere) {
  const TempFolder folder;
  make_store(folder / "p.db", 300);
  const std::string whole = read_bytes(folder / "p.db");
  for (std::size_t left = 100; left < whole.size(); left += 1'361) {
    SCOPED_TRACE(left);
    write_bytes(folder / "p.db", whole.substr(0, left));
    const std::string said = failure([&] { EXPECT_EQ(read(folder / "p.db"), "300 events"); });
    EXPECT_THAT(said, AnyOf("no failure", HasSubstr("damaged")));
  }
}

TEST(StoreFaults, OverwrittenPagesAreReportedNeverACrashOrALie) {
  const TempFolder folder;
  make_store(folder / "p.db", 300);
  const std::string whole = read_bytes(folder / "p.db");
  const std::vector<Event> events = Store(folder / "p.db", Store::Access::read, seeded(0)).events();
  constexpr std::size_t kPage = 4'096;
  constexpr std::uint64_t kSeed = 99;
  Dice dice(kSeed);
  for (std::size_t i = 0; i < 12 * whole.size() / kPage; ++i) {
    const std::size_t page = i / 12, from = page * kPage + dice.roll(kPage);
    for (const char fill : {'\0', '\xff', 'q'}) {
      SCOPED_TRACE(fmt::format("seed {}: from byte {} filled with {}", kSeed, from, int{fill}));
      std::string bytes = whole;
      bytes.replace(from, (page + 1) * kPage - from, (page + 1) * kPage - from, fill);
      write_bytes(folder / "p.db", bytes);
      const std::string said = failure([&] {
        const Store store(folder / "p.db", Store::Access::read, seeded(0), kShort);
        // What was overwritten may be free space, or an index that reading does without.
        EXPECT_EQ(store.events(), events);
        EXPECT_EQ(store.state(), fold(events));
      });
      EXPECT_THAT(said, AnyOf("no failure", HasSubstr("the progress store")));
    }
  }
}

TEST(StoreFaults, FlippedBitsNeverPassForTheTruth) {
  const TempFolder folder;
  make_store(folder / "p.db", 40);
  const std::string whole = read_bytes(folder / "p.db");
  const std::vector<Event> events = Store(folder / "p.db", Store::Access::read, seeded(0)).events();
  constexpr std::uint64_t kSeed = 20'260'101;
  SCOPED_TRACE(kSeed);
  Dice dice(kSeed);
  for (int i = 0; i < 400; ++i) {
    std::string bytes = whole;
    for (int flips = 0; flips < 4; ++flips) {
      char& byte = bytes[dice.roll(static_cast<std::uint32_t>(bytes.size()))];
      byte = static_cast<char>(byte ^ (1 << dice.roll(8)));
    }
    write_bytes(folder / "p.db", bytes);
    try {
      const Store store(folder / "p.db", Store::Access::read, seeded(0), kShort);
      store.integrity();
      EXPECT_EQ(store.events(), events);
    } catch (const Error& error) {
      EXPECT_EQ(error.code, Code::store);
    }
  }
}

TEST(StoreFaults, AFolderIsNoStore) {
  const TempFolder folder;
  EXPECT_THAT(failure([&] { read(folder.path()); }), HasSubstr("this is a folder"));
  EXPECT_THAT(failure([&] { record(folder.path(), "go"); }), HasSubstr("this is a folder"));
}

TEST(StoreFaults, APipeIsNoStore) {
  const TempFolder folder;
  ASSERT_EQ(::mkfifo((folder / "p.db").c_str(), 0600), 0);
  EXPECT_THAT(failure([&] { read(folder / "p.db"); }), HasSubstr("not an ordinary file"));
}

TEST(StoreFaults, AFolderThatCannotBeMadeIsNamed) {
  const TempFolder folder;
  write_bytes(folder / "file", "");
  EXPECT_THAT(failure([&] { record(folder / "file/cairn/p.db", "go"); }),
              AllOf(HasSubstr("folder of the progress store cannot be made"),
                    HasSubstr("Not a directory")));
  fs::permissions(folder.path(), fs::perms(0755));
  EXPECT_THAT(
      in_child_without_privileges(
          [&] { return failure([&] { record(folder / "data/cairn/p.db", "go"); }); }),
      AllOf(HasSubstr("cannot be made: Permission denied"), HasSubstr((folder / "data").string())));
}

TEST(StoreFaults, AReadOnlyFileIsReadAndNotWritten) {
  const TempFolder folder;
  make_store(folder / "p.db", 3);
  fs::permissions(folder.path(), fs::perms(0777));
  fs::permissions(folder / "p.db", fs::perms(0444));
  const std::string before = read_bytes(folder / "p.db");
  const auto reads = [&] {
    return in_child_without_privileges([&] { return read(folder / "p.db"); });
  };
  EXPECT_EQ(reads(), "3 events");
  EXPECT_EQ(reads(), "3 events");  // with what the first left beside the file
  EXPECT_THAT(
      in_child_without_privileges([&] { return failure([&] { record(folder / "p.db", "go"); }); }),
      HasSubstr("may not be written"));
  EXPECT_EQ(reads(), "3 events");
  EXPECT_EQ(read_bytes(folder / "p.db"), before);
}

TEST(StoreFaults, AReadOnlyFolderIsReadAndLeftAlone) {
  const TempFolder folder;
  fs::create_directory(folder / "a b?#%");
  const fs::path file = folder / "a b?#%/p.db";
  make_store(file, 3);
  fs::permissions(folder.path(), fs::perms(0755));
  fs::permissions(file, fs::perms(0444));
  fs::permissions(file.parent_path(), fs::perms(0555));
  EXPECT_EQ(in_child_without_privileges([&] { return read(file); }), "3 events");
  EXPECT_THAT(in_child_without_privileges([&] { return failure([&] { record(file, "go"); }); }),
              HasSubstr("may not be written"));
  EXPECT_EQ(std::distance(fs::directory_iterator(file.parent_path()), {}), 1);
}

TEST(StoreFaults, AFolderOfWhichTheFileMayBeWrittenButNothingAddedIsToldApart) {
  const TempFolder folder;
  make_store(folder / "p.db", 3);
  fs::permissions(folder / "p.db", fs::perms(0666));
  fs::permissions(folder.path(), fs::perms(0555));
  EXPECT_EQ(in_child_without_privileges([&] { return read(folder / "p.db"); }), "3 events");
  EXPECT_THAT(
      in_child_without_privileges([&] { return failure([&] { record(folder / "p.db", "go"); }); }),
      HasSubstr("folder"));
}

TEST(StoreFaults, AFileThatMayNotBeReadSaysSo) {
  const TempFolder folder;
  make_store(folder / "p.db", 3);
  fs::permissions(folder.path(), fs::perms(0755));
  EXPECT_THAT(in_child_without_privileges([&] { return failure([&] { read(folder / "p.db"); }); }),
              HasSubstr("cannot be read: Permission denied"));
}

TEST(StoreFaults, ALockThatStaysIsGivenUpAfterTheWait) {
  const TempFolder folder;
  make_store(folder / "p.db", 3);
  SQLite::Database other((folder / "p.db").string(), SQLite::OPEN_READWRITE);
  other.exec("BEGIN IMMEDIATE");
  EXPECT_EQ(read(folder / "p.db"), "3 events");  // readers do not wait
  EXPECT_THAT(failure([&] { record(folder / "p.db", "go"); }),
              AllOf(HasSubstr("another program keeps the progress store locked"),
                    HasSubstr("nothing was recorded")));
  other.exec("ROLLBACK");
  record(folder / "p.db", "go");
  EXPECT_EQ(read(folder / "p.db"), "4 events");
}

TEST(StoreFaults, AReaderDoesNotHoldUpAWriter) {
  const TempFolder folder;
  make_store(folder / "p.db", 3);
  SQLite::Database other((folder / "p.db").string(), SQLite::OPEN_READONLY);
  other.exec("BEGIN; SELECT count(*) FROM event");
  record(folder / "p.db", "go");
  EXPECT_EQ(read(folder / "p.db"), "4 events");
}

// Records until something fails; says what failed, and whether all that was acknowledged is there.
std::string record_until_failure(const fs::path& file) {
  constexpr int kMost = 5'000;
  Store store(file, Store::Access::write, seeded(1));
  int acknowledged = 0;
  const std::string said = failure([&] {
    NewEvent event = fact(EventKind::note, "go");
    event.note = std::string(500, 'n');
    for (; acknowledged < kMost; ++acknowledged) store.append(event, moment(acknowledged));
  });
  const Store again(file, Store::Access::read, seeded(0));
  return fmt::format("{} {}", said,
                     again.events().size() == static_cast<std::size_t>(acknowledged) &&
                             acknowledged > 0 && again.integrity().empty()
                         ? "all there"
                         : "some lost");
}

TEST(StoreFaults, AQuotaReachedLosesNothingThatWasAcknowledged) {
  const TempFolder folder;
  EXPECT_THAT(in_child([&] {
                ::signal(SIGXFSZ, SIG_IGN);
                const rlimit limit{256 * 1024, 256 * 1024};
                ::setrlimit(RLIMIT_FSIZE, &limit);
                return record_until_failure(folder / "p.db");
              }),
              AllOf(HasSubstr("free space"), HasSubstr("all there")));
}

TEST(StoreFaults, AFullDiskLosesNothingThatWasAcknowledged) {
  const TempFolder folder;
  const std::string said = in_child([&]() -> std::string {
    if (::unshare(CLONE_NEWNS) != 0 ||
        ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount("none", folder.path().c_str(), "tmpfs", 0, "size=512k") != 0) {
      return "no mount";
    }
    return record_until_failure(folder / "p.db");
  });
  if (said == "no mount") GTEST_SKIP() << "a small disk cannot be made here";
  EXPECT_THAT(said, AllOf(HasSubstr("the disk is full"), HasSubstr("all there")));
}

}  // namespace
}  // namespace cairn::test
