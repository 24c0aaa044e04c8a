#include "cairn/interchange/sync_folder.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "cairn/base/error.h"
#include "cairn/interchange/jsonl.h"
#include "cairn/progress/backup.h"
#include "cairn/progress/store.h"
#include "tests/support/history.h"
#include "tests/support/soak.h"
#include "tests/support/temp_folder.h"

namespace cairn::test {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string lines(std::span<const Event> events) {
  std::string text;
  for (const Event& event : events) text += to_json_line(event);
  return text;
}

// What `cairn sync` does: takes all, then writes what is missing. How many were written.
std::size_t exchange(Store& store, const fs::path& folder) {
  const std::string own = sync_file_name(store.info().device);
  const SyncFolder read = read_sync_folder(folder, own);
  store.merge(read.events);
  std::size_t added = 0;
  const std::string text = extended_own_text(read, store.events(), added);
  if (added > 0) write_bytes(folder / own, text);
  return added;
}

TEST(SyncFolder, AFolderThatIsNotThereIsNotMade) {
  const TempFolder folder;
  EXPECT_THROW(read_sync_folder(folder / "none", "own.jsonl"), Error);
  write_bytes(folder / "file", "");
  EXPECT_THROW(read_sync_folder(folder / "file", "own.jsonl"), Error);
}

TEST(SyncFolder, AllFilesAreReadEachEventOnceWithItsPlace) {
  const TempFolder folder;
  const std::vector<Event> history = random_history(4, 20);
  write_bytes(folder / "a.jsonl", lines(std::span(history).first(12)));
  write_bytes(folder / "b.sync-conflict-20270314.jsonl", lines(std::span(history).subspan(8)));
  write_bytes(folder / "notes.txt", "not looked at");
  write_bytes(folder / ".hidden.jsonl", "not looked at");
  fs::create_directory(folder / "folder.jsonl");
  const SyncFolder read = read_sync_folder(folder.path(), "own.jsonl");
  EXPECT_EQ(read.events, history);
  EXPECT_THAT(read.skipped, IsEmpty());
  EXPECT_EQ(read.files, 2U);
  EXPECT_EQ(read.places[12], (Place{(folder / "b.sync-conflict-20270314.jsonl").string(), 5, 0}));
}

TEST(SyncFolder, TornForeignAndContradictingLinesAreNamedAndSkipped) {
  const TempFolder folder;
  const std::vector<Event> history = random_history(4, 3);
  Event changed = history[0];
  changed.note = "changed";
  const std::string torn = to_json_line(history[2]);
  write_bytes(folder / "a.jsonl", lines(std::span(history).first(2)) + torn.substr(0, 40));
  write_bytes(folder / "b.jsonl",
              "<<<<<<< HEAD\n" + to_json_line(changed) + to_json_line(history[2]));
  const SyncFolder read = read_sync_folder(folder.path(), "own.jsonl");
  EXPECT_EQ(read.events, history);
  ASSERT_THAT(read.skipped, SizeIs(3));
  EXPECT_EQ(to_string(read.skipped[0].place), (folder / "a.jsonl").string() + ":3:41");
  EXPECT_EQ(read.skipped[1].place.line, 1);
  EXPECT_EQ(read.skipped[2].place, (Place{(folder / "b.jsonl").string(), 2, 0}));
  EXPECT_THAT(read.skipped[2].what, HasSubstr("a.jsonl:1 again, with other content"));
}

TEST(SyncFolder, TheOwnFileKeepsEveryByteAndGetsWhatNoFileHas) {
  const TempFolder folder;
  const std::vector<Event> history = random_history(4, 6);
  const std::string own = "a newer line\n" + to_json_line(history[0]) + "{\"torn";
  write_bytes(folder / "own.jsonl", own);
  write_bytes(folder / "other.jsonl", to_json_line(history[1]));
  std::size_t added = 0;
  const std::string text =
      extended_own_text(read_sync_folder(folder.path(), "own.jsonl"), history, added);
  EXPECT_EQ(added, 4U);
  EXPECT_EQ(text, own + "\n" + lines(std::span(history).subspan(2)));
}

TEST(SyncFolder, AFileThatMayNotBeReadIsNamedAndTheOwnOneIsAFailure) {
  const TempFolder folder;
  fs::permissions(folder.path(), fs::perms(0755));
  write_bytes(folder / "a.jsonl", to_json_line(random_history(4, 1)[0]));
  fs::permissions(folder / "a.jsonl", fs::perms(0));
  EXPECT_EQ(in_child_without_privileges([&] {
              const SyncFolder read = read_sync_folder(folder.path(), "own.jsonl");
              return fmt::format("{} {}", read.events.size(), read.skipped.at(0).what);
            }),
            "0 can't be read: Permission denied");
  EXPECT_THAT(in_child_without_privileges([&]() -> std::string {
                read_sync_folder(folder.path(), "a.jsonl");
                return "read";
              }),
              HasSubstr("Permission denied"));
}

TEST(SyncFolder, AStoreThatWentBackToABackupGetsItsEventsAgain) {
  const TempFolder folder;
  fs::create_directory(folder / "shared");
  Store(folder / "p.db", Store::Access::write, seeded(1))
      .append(fact(EventKind::done, "go"), moment());
  fs::copy_file(folder / "p.db", folder / "backup.db");
  Store store(folder / "p.db", Store::Access::write, seeded(2));
  store.append(fact(EventKind::done, "sql"), moment(1));
  EXPECT_EQ(exchange(store, folder / "shared"), 2U);
  Store back(folder / "backup.db", Store::Access::write, seeded(3));
  back.append(fact(EventKind::done, "git"), moment(2));  // its sequence is taken already
  EXPECT_EQ(exchange(back, folder / "shared"), 1U);
  EXPECT_EQ(exchange(store, folder / "shared"), 0U);
  EXPECT_THAT(back.state().skills, SizeIs(3));
  EXPECT_EQ(store.events(), back.events());
}

TEST(SyncFolder, DevicesAgreeInWhateverOrderTheyComeAlong) {
  for (std::uint64_t seed = 1; seed <= soaked(8); ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    Dice dice(seed);
    const std::uint32_t devices = 2 + dice.roll(4);
    const TempFolder folder;
    fs::create_directory(folder / "shared");
    std::vector<std::unique_ptr<Store>> stores;
    for (std::uint32_t i = 0; i < devices; ++i) {
      const fs::path file = folder / fmt::format("{}.db", i);
      // The second is a copy of the first at times, with the same device.
      if (i == 1 && dice.percent(50)) back_up(folder / "0.db", file);
      stores.push_back(std::make_unique<Store>(file, Store::Access::write, seeded(seed * 100 + i)));
      stores.back()->append(fact(EventKind::start, "go"), moment(-1));
    }
    const std::vector<Event> history = random_history(seed, 60);
    for (const Event& event : history) {
      stores[dice.roll(devices)]->merge(std::vector<Event>{event});
      if (dice.percent(30)) exchange(*stores[dice.roll(devices)], folder / "shared");
      if (dice.percent(10)) {
        stores[dice.roll(devices)]->append(fact(EventKind::log, "sql"), moment(dice.roll(900)));
      }
    }
    for (int round = 0; round < 2; ++round) {
      for (const auto& store : stores) exchange(*store, folder / "shared");
    }
    for (const auto& store : stores) {
      EXPECT_EQ(exchange(*store, folder / "shared"), 0U);
      EXPECT_EQ(store->events(), stores[0]->events());
      EXPECT_EQ(store->state(), fold(stores[0]->events()));
    }
    for (const Event& event : history) {
      EXPECT_EQ(stores[0]->compare(std::vector<Event>{event}), Merged());
    }
  }
}

}  // namespace
}  // namespace cairn::test
