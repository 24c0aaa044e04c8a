#include "cairn/progress/watch.h"

#include <gtest/gtest.h>

#include "tests/support/history.h"
#include "tests/support/temp_folder.h"

namespace cairn::test {
namespace {

class WatchTest : public ::testing::Test {
 protected:
  void record() {
    Store(file, Store::Access::write, seeded(++seed))
        .append(fact(EventKind::know, "sql"), moment());
  }

  TempFolder folder;
  std::filesystem::path file = folder.path() / "progress.db";
  std::uint64_t seed = 0;
};

TEST_F(WatchTest, SeesEveryCommitOfAnother) {
  record();
  Watch watch(file);
  std::uint64_t last = watch.changes();
  EXPECT_EQ(watch.changes(), last);
  for (int i = 0; i < 3; ++i) {
    record();
    EXPECT_NE(watch.changes(), last);
    last = watch.changes();
    EXPECT_EQ(watch.changes(), last);
  }
}

TEST_F(WatchTest, SeesTheFileBeingMadeAndMakesNone) {
  Watch watch(file);
  const std::uint64_t none = watch.changes();
  EXPECT_FALSE(std::filesystem::exists(file));
  record();
  EXPECT_NE(watch.changes(), none);
}

TEST_F(WatchTest, SeesTheFileBeingReplacedAndGoesOnWithTheNewOne) {
  record();
  const std::filesystem::path other = folder.path() / "other.db";
  Store(other, Store::Access::write, seeded(99)).append(fact(EventKind::know, "go"), moment());
  Watch watch(file);
  std::uint64_t last = watch.changes();
  std::filesystem::rename(other, file);
  EXPECT_NE(watch.changes(), last);
  last = watch.changes();
  record();
  EXPECT_NE(watch.changes(), last);
}

TEST_F(WatchTest, FileThatIsNoStoreIsNoReasonToStop) {
  write_bytes(file, std::string(2000, 'x'));
  Watch watch(file);
  const std::uint64_t last = watch.changes();
  EXPECT_EQ(watch.changes(), last);
}

}  // namespace
}  // namespace cairn::test
