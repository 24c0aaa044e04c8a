#include "cairn/progress/salvage.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "cairn/base/error.h"
#include "tests/support/history.h"
#include "tests/support/temp_folder.h"

namespace cairn::test {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::size_t kPage = 4'096;

class SalvageTest : public ::testing::Test {
 protected:
  void make(std::size_t events) {
    history_ = random_history(17, events);
    for (std::size_t i = 0; i < events; i += 50) history_[i].note = std::string(9'000 + i, 'n');
    Store(file_, Store::Access::write, seeded(1)).merge(history_);
    std::sort(history_.begin(), history_.end(), comes_before);
    whole_ = read_bytes(file_);
  }

  Salvaged salvage_bytes(const std::string& bytes) {
    fs::remove(fresh_);
    write_bytes(file_, bytes);
    const Salvaged salvaged = salvage(file_, fresh_, seeded(2));
    EXPECT_EQ(read_bytes(file_), bytes);
    return salvaged;
  }

  std::vector<Event> found() { return Store(fresh_, Store::Access::read, seeded(1)).events(); }

  // All that was found was once recorded, as it was found.
  void expect_nothing_made_up() {
    for (const Event& event : found()) {
      EXPECT_TRUE(std::binary_search(history_.begin(), history_.end(), event, comes_before));
      EXPECT_EQ(*std::lower_bound(history_.begin(), history_.end(), event, comes_before), event);
    }
  }

  const TempFolder folder_;
  const fs::path file_ = folder_ / "p.db", fresh_ = folder_ / "fresh.db";
  std::vector<Event> history_;
  std::string whole_;
};

TEST_F(SalvageTest, FindsEverythingInASoundStore) {
  make(400);
  const Salvaged salvaged = salvage_bytes(whole_);
  EXPECT_EQ(salvaged.events, 400);
  EXPECT_EQ(salvaged.unverified, 0);
  EXPECT_EQ(salvaged.lost, 0);
  EXPECT_EQ(found(), history_);
  EXPECT_TRUE(Store(fresh_, Store::Access::read, seeded(1)).integrity().empty());
}

TEST_F(SalvageTest, NeedsNeitherHeaderNorSchema) {
  make(400);
  const Salvaged salvaged = salvage_bytes(std::string(whole_).replace(0, kPage, kPage, '\0'));
  EXPECT_EQ(salvaged.events, 400);
  EXPECT_EQ(found(), history_);
}

TEST_F(SalvageTest, AnyOnePageLostCostsOnlyWhatWasOnIt) {
  make(400);
  for (std::size_t page = 0; page < whole_.size() / kPage; ++page) {
    SCOPED_TRACE(page);
    const Salvaged salvaged =
        salvage_bytes(std::string(whole_).replace(page * kPage, kPage, kPage, '\xee'));
    EXPECT_EQ(salvaged.unverified, 0);  // the devices are said twice
    EXPECT_GT(salvaged.events, 300);
    if (salvaged.lost) {
      EXPECT_EQ(salvaged.events + *salvaged.lost, 400);
    }
    expect_nothing_made_up();
  }
}

TEST_F(SalvageTest, ATornFileGivesWhatIsLeft) {
  make(400);
  const Salvaged salvaged = salvage_bytes(whole_.substr(whole_.size() / 2));
  EXPECT_GT(salvaged.events + salvaged.unverified, 50);
  const Salvaged other = salvage_bytes(whole_.substr(0, whole_.size() / 2));
  EXPECT_GT(other.events, 50);
  EXPECT_EQ(other.events + other.lost.value_or(0), 400);
  expect_nothing_made_up();
}

TEST_F(SalvageTest, WithoutAnyDeviceEventsAreTakenAsTheyLook) {
  make(20);
  std::string bytes = whole_;
  for (const Event& event : history_) {  // wherever a device's id is stored
    std::string raw;
    for (std::size_t i = 0; i < 16; i += 2) {
      raw += static_cast<char>(std::stoi(event.device.substr(i, 2), nullptr, 16));
    }
    for (auto at = bytes.find("\x1c" + raw); at != std::string::npos;
         at = bytes.find("\x1c" + raw)) {
      bytes[at] = 'x';
    }
    for (auto at = bytes.find(raw); at != std::string::npos; at = bytes.find(raw)) {
      // Its record's header goes with it.
      bytes.replace(at - 8, 16, 16, 'x');
    }
  }
  const Salvaged salvaged = salvage_bytes(bytes);
  EXPECT_EQ(salvaged.events, 0);
  EXPECT_EQ(salvaged.unverified, 20);
  EXPECT_EQ(salvaged.lost, std::nullopt);
  std::set<EventId> ids;
  for (const Event& event : found()) ids.insert(event.id);
  EXPECT_EQ(ids.size(), 20U);
}

TEST_F(SalvageTest, FindsWhatIsOnlyInTheLog) {
  make(10);
  const Event last = recorded(fact(EventKind::done, "only-in-the-log"), 999);
  EXPECT_EQ(in_child([&]() -> std::string {
              Store store(file_, Store::Access::write, seeded(1));
              store.merge(std::vector<Event>{last});
              fs::copy_file(file_, folder_ / "crashed.db");  // as a power loss leaves it
              fs::copy_file(file_.string() + "-wal", folder_ / "crashed.db-wal");
              return "done";
            }),
            "done");
  write_bytes(folder_ / "crashed.db", std::string(kPage, 'x'));
  EXPECT_EQ(salvage(folder_ / "crashed.db", fresh_, seeded(2)).unverified, 0);
  EXPECT_THAT(found(), ::testing::Contains(last));
}

TEST_F(SalvageTest, RandomDamageNeverMakesAnythingUp) {
  make(120);
  constexpr std::uint64_t kSeed = 5;
  SCOPED_TRACE(kSeed);
  Dice dice(kSeed);
  for (int i = 0; i < 15; ++i) {
    std::string bytes = whole_;
    for (int hit = 0; hit < 40; ++hit) {
      const std::size_t at = dice.roll(static_cast<std::uint32_t>(bytes.size()));
      const std::size_t length = std::min<std::size_t>(1 + dice.roll(60), bytes.size() - at);
      bytes.replace(at, length, length, static_cast<char>(dice.roll(256)));
    }
    const Salvaged salvaged = salvage_bytes(bytes);
    EXPECT_GT(salvaged.events, 40);
    if (salvaged.unverified == 0) expect_nothing_made_up();
  }
}

TEST_F(SalvageTest, WhereNothingIsLeftItSaysSoAndMakesNothing) {
  const auto failure = [&]() -> std::string {
    try {
      salvage(file_, fresh_, seeded(2));
    } catch (const Error& error) {
      return error.what();
    }
    return "no failure";
  };
  EXPECT_THAT(failure(), HasSubstr("there is no progress store here"));
  write_bytes(file_, std::string(100'000, 'x'));
  EXPECT_THAT(failure(), HasSubstr("no event is left"));
  write_bytes(file_, "");
  EXPECT_THAT(failure(), HasSubstr("no event is left"));
  EXPECT_FALSE(fs::exists(fresh_));
  write_bytes(fresh_, "mine");
  EXPECT_THAT(failure(), HasSubstr("there is a file already"));
  EXPECT_EQ(read_bytes(fresh_), "mine");
}

}  // namespace
}  // namespace cairn::test
