#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <map>
#include <set>
#include <stdexcept>

#include "cairn/base/error.h"
#include "cairn/progress/store.h"
#include "tests/support/history.h"
#include "tests/support/temp_folder.h"

namespace cairn::test {
namespace {

namespace fs = std::filesystem;

pid_t in_background(const std::function<void()>& work) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  int code = 0;
  try {
    work();
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    code = 1;
  }
  ::_exit(code);
}

TEST(StoreProcesses, ThirtyTwoAtOnceLoseNothingAndRepeatNothing) {
  constexpr int kProcesses = 32, kEach = 8;
  const TempFolder folder;
  const fs::path file = folder / "data/p.db";  // made by whoever is first
  std::vector<pid_t> children;
  for (int process = 0; process < kProcesses; ++process) {
    children.push_back(in_background([&] {
      for (int i = 0; i < kEach; ++i) {
        // A store for each, as a command has.
        Store store(file, Store::Access::write, seeded(static_cast<std::uint64_t>(process + 1)));
        store.append(fact(EventKind::done, fmt::format("skill-{}-{}", process, i)), moment(i));
      }
    }));
  }
  for (const pid_t child : children) {
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
  }
  const Store store(file, Store::Access::read, seeded(0));
  std::set<EventId> seen;
  std::set<std::int64_t> sequences;
  for (const Event& event : store.events()) {
    EXPECT_TRUE(seen.insert(event.id).second);
    EXPECT_TRUE(sequences.insert(event.sequence).second);
    EXPECT_EQ(event.device, store.info().device);
  }
  EXPECT_EQ(seen.size(), std::size_t{kProcesses * kEach});
  EXPECT_EQ(*sequences.rbegin(), kProcesses * kEach);
  EXPECT_EQ(store.state().skills.size(), std::size_t{kProcesses * kEach});
  EXPECT_TRUE(store.integrity().empty());
}

TEST(StoreProcesses, AFileIsMadeOnceHoweverManyBeginTogether) {
  for (int round = 0; round < 40; ++round) {
    const TempFolder folder;
    std::vector<pid_t> children;
    for (int process = 0; process < 6; ++process) {
      children.push_back(in_background([&] {
        Store(folder / "p.db", Store::Access::read, seeded(0)).state();
        Store(folder / "p.db", Store::Access::write,
              seeded(static_cast<std::uint64_t>(process + 1)))
            .append(fact(EventKind::stop), moment());
      }));
    }
    for (const pid_t child : children) {
      int status = 0;
      ::waitpid(child, &status, 0);
      EXPECT_EQ(status, 0);
    }
    EXPECT_EQ(Store(folder / "p.db", Store::Access::read, seeded(0)).info().events, 6);
  }
}

TEST(StoreProcesses, MergesAndAppendsAtOnceAddUp) {
  const TempFolder folder;
  const std::vector<Event> history = random_history(11, 300);
  std::vector<pid_t> children;
  for (int process = 0; process < 4; ++process) {
    children.push_back(in_background([&] {
      Store store(folder / "p.db", Store::Access::write,
                  seeded(static_cast<std::uint64_t>(process + 1)));
      for (std::size_t i = 0; i + 50 <= history.size(); i += 25) {
        store.merge(std::span(history).subspan(i, 50));
        store.append(fact(EventKind::stop), moment());
      }
    }));
  }
  for (const pid_t child : children) {
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
  }
  EXPECT_EQ(Store(folder / "p.db", Store::Access::read, seeded(0)).info().events, 300 + 4 * 11);
}

// Where one process has a store open twice, opening the second must not drop the locks of the
// first: another process would take itself for the last one and clear the log that the first still
// uses.
TEST(StoreProcesses, OpeningAStoreTwiceKeepsItsLocks) {
  const TempFolder folder;
  const fs::path file = folder / "p.db";
  std::array<int, 2> go{};
  ASSERT_EQ(::pipe(go.data()), 0);
  // Made before this process opens anything, so that it inherits nothing of SQLite's.
  const pid_t other = in_background([&] {
    char byte = 0;
    if (::read(go[0], &byte, 1) != 1) throw std::runtime_error("no sign");
    Store(file, Store::Access::write, seeded(3)).append(fact(EventKind::done, "sql"), moment(2));
  });
  Store first(file, Store::Access::write, seeded(1));
  first.append(fact(EventKind::done, "go"), moment(1));
  EXPECT_EQ(Store(file, Store::Access::read, seeded(2)).events().size(), 1U);
  EXPECT_EQ(Store(file, Store::Access::write, seeded(2)).events().size(), 1U);
  ASSERT_EQ(::write(go[1], "x", 1), 1);
  int status = 0;
  ::waitpid(other, &status, 0);
  EXPECT_EQ(status, 0);
  EXPECT_TRUE(fs::exists(file.string() + "-wal"));
  first.append(fact(EventKind::done, "git"), moment(3));
  EXPECT_EQ(first.events().size(), 3U);
  EXPECT_EQ(Store(file, Store::Access::read, seeded(2)).events().size(), 3U);
}

// Appends for ever, and says which ones it was told are recorded.
void append_and_tell(const fs::path& file, int told, std::uint64_t seed) {
  for (std::uint64_t i = 0;; ++i) {
    Store store(file, Store::Access::write, seeded(seed * 1'000'003 + i));
    for (int j = 0; j < 3; ++j) {
      NewEvent event = fact(EventKind::note, "go");
      event.note = std::string(200 + 300 * static_cast<std::size_t>(j), 'n');
      const Event recorded = store.append(event, moment());
      if (::write(told, recorded.id.text.data(), 32) != 32) ::_exit(1);
    }
  }
}

TEST(StoreProcesses, KilledAtAnyMomentKeepsWhatWasAcknowledged) {
  constexpr int kKills = 40;
  constexpr std::uint64_t kSeed = 4'711;
  SCOPED_TRACE(kSeed);
  Dice dice(kSeed);
  const TempFolder folder;
  std::set<EventId> acknowledged;
  for (int kill = 0; kill < kKills; ++kill) {
    if (kill % 10 == 0) {  // now and then the first moments of a file as well
      fs::remove_all(folder / "data");
      acknowledged.clear();
    }
    const fs::path file = folder / "data/p.db";
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe(ends.data()), 0);
    const auto seed = static_cast<std::uint64_t>(kill + 1);
    const pid_t child = in_background([&] { append_and_tell(file, ends[1], seed); });
    ::close(ends[1]);
    ::usleep(500 + dice.roll(kill % 10 == 0 ? 20'000 : 60'000));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    std::array<char, 32> id{};
    while (::read(ends[0], id.data(), id.size()) == 32) {
      acknowledged.insert({std::string(id.data(), id.size())});
    }
    ::close(ends[0]);
    const Store store(file, kill % 2 == 0 ? Store::Access::read : Store::Access::write, seeded(1));
    std::set<EventId> there;
    for (const Event& event : store.events()) there.insert(event.id);
    for (const EventId& each : acknowledged) {
      ASSERT_TRUE(there.contains(each)) << "lost after kill " << kill;
    }
    // At most the one whose acknowledgement the kill cut off was not told of.
    EXPECT_LE(there.size(), acknowledged.size() + static_cast<std::size_t>(kill % 10) + 1);
    EXPECT_TRUE(store.integrity().empty());
  }
}

}  // namespace
}  // namespace cairn::test
