#include "tests/support/faulty_disk.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "cairn/base/error.h"
#include "cairn/progress/store.h"
#include "tests/support/history.h"
#include "tests/support/soak.h"
#include "tests/support/source_tree.h"
#include "tests/support/temp_folder.h"

namespace cairn::test {
namespace {

namespace fs = std::filesystem;
using ::testing::IsEmpty;
using ::testing::Not;
using Fault = FaultyDisk::Fault;

// A few days' work on one store, of which some may fail: what was asked for, what was acknowledged.
struct Work {
  std::map<EventId, Event> acknowledged;
  std::vector<Event> merged;
  bool merge_acknowledged = false;
  int failures = 0;

  void attempt(const std::function<void()>& step) {
    try {
      step();
    } catch (const Error& error) {
      ++failures;
      EXPECT_EQ(error.code, Code::store);
      EXPECT_THAT(error.hint, Not(IsEmpty())) << error.what();
    }
  }

  // A store for each step, as a command has; a note is longer than a page now and then.
  void run(const fs::path& file) {
    const auto append = [&](std::int64_t second) {
      attempt([&] {
        NewEvent event = fact(EventKind::note, "go");
        event.note = std::string(second % 2 == 0 ? 60 : 6'000, 'n');
        Store store(file, Store::Access::write, seeded(static_cast<std::uint64_t>(second) + 50));
        const Event recorded = store.append(event, moment(second));
        acknowledged.emplace(recorded.id, recorded);
      });
    };
    for (std::int64_t second = 1; second <= 3; ++second) append(second);
    merged = random_history(3, 60);
    std::erase_if(merged, [](const Event& event) { return event.id == id_of(7); });  // of the old
    attempt([&] {
      Store(file, Store::Access::write, seeded(9)).merge(merged);
      merge_acknowledged = true;
    });
    for (std::int64_t second = 4; second <= 5; ++second) append(second);
  }

  // `old` events were there before.
  void expect_kept(const fs::path& file, std::size_t old) const {
    const Store store(file, Store::Access::read, seeded(1));
    EXPECT_THAT(store.integrity(), IsEmpty());
    std::map<EventId, Event> there;
    for (const Event& event : store.events()) {
      EXPECT_TRUE(there.emplace(event.id, event).second);
    }
    for (const auto& [id, event] : acknowledged) {
      ASSERT_TRUE(there.contains(id)) << "an acknowledged event is lost";
      EXPECT_EQ(there.at(id), event);
    }
    std::size_t of_merge = 0;
    for (const Event& event : merged) of_merge += there.count(event.id);
    EXPECT_TRUE(of_merge == merged.size() || (of_merge == 0 && !merge_acknowledged))
        << of_merge << " of " << merged.size() << " merged events";
    // What a failure cut off may be there as a whole, or not at all.
    const std::size_t certain = old + acknowledged.size() + of_merge;
    EXPECT_GE(there.size(), certain);
    EXPECT_LE(there.size(), certain + static_cast<std::size_t>(failures));
    EXPECT_EQ(store.state(), fold(store.events()));
  }
};

class FaultyDiskTest : public ::testing::TestWithParam<std::tuple<Fault, int>> {};

// The fault at every operation in turn, or every few of them in the short run.
TEST_P(FaultyDiskTest, WhatWasAcknowledgedIsThereAndNothingIsHalf) {
  const auto [fault, old_schema] = GetParam();
  const int stride = soaked(1) > 1 ? 1 : fault == Fault::failing_sync ? 2 : 11;
  int strikes = 0;
  for (int at = 1;; at += stride) {
    SCOPED_TRACE(fmt::format("fault {} at operation {}", static_cast<int>(fault), at));
    Dice dice(static_cast<std::uint64_t>(at));
    const TempFolder folder;
    const fs::path file = folder / "p.db";
    if (old_schema > 0) {
      const fs::path script =
          source_tree() / fmt::format("tests/progress/stores/schema_{}.sql", old_schema);
      SQLite::Database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
          .exec(read_bytes(script));
    }
    FaultyDisk disk;
    disk.break_at(fault, at);
    Work work;
    work.run(file);
    if (!disk.has_struck()) {
      EXPECT_EQ(work.failures, 0);
      break;
    }
    ++strikes;
    if (fault == Fault::power_cut) disk.restore_power(dice);
    ASSERT_NO_THROW(work.expect_kept(file, old_schema > 0 ? 5 : 0));
    Store(file, Store::Access::write, seeded(7)).append(fact(EventKind::stop), moment(99));
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(strikes, 5);
  RecordProperty("strikes", strikes);
}

INSTANTIATE_TEST_SUITE_P(
    New, FaultyDiskTest,
    ::testing::Combine(::testing::Values(Fault::short_write, Fault::failing_sync, Fault::power_cut),
                       ::testing::Values(0, 1)));

}  // namespace
}  // namespace cairn::test
