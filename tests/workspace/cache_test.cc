#include "cairn/workspace/cache.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <string>

#include "tests/support/temp_folder.h"

namespace cairn::test {
namespace {

namespace fs = std::filesystem;

class CacheTest : public testing::Test {
 protected:
  TempFolder temp_;
  const fs::path folder_ = temp_ / "cache";
  const Cache cache_{folder_};

  std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), {}));
  }
};

TEST_F(CacheTest, WhatIsSealedIsWholeAndOfItsKeyOrNotThere) {
  cache_.put_sealed("map-1", "a picture");
  EXPECT_EQ(cache_.get_sealed("map-1"), "a picture");
  EXPECT_EQ(cache_.get_sealed("map-2"), std::nullopt);
  const std::string whole = read_bytes(folder_ / "map-1");
  write_bytes(folder_ / "map-2", whole);
  EXPECT_EQ(cache_.get_sealed("map-2"), std::nullopt) << "it is another's";
  for (std::size_t size = 0; size < whole.size(); ++size) {
    write_bytes(folder_ / "map-1", whole.substr(0, size));
    EXPECT_EQ(cache_.get_sealed("map-1"), std::nullopt) << size;
    std::string changed = whole;
    changed[size] ^= 1;
    write_bytes(folder_ / "map-1", changed);
    EXPECT_EQ(cache_.get_sealed("map-1"), std::nullopt) << size;
  }
  cache_.put_sealed("map-1", "");
  EXPECT_EQ(cache_.get_sealed("map-1"), "");
}

TEST_F(CacheTest, DropsTheOldestAndNeverWhatItWasJustGiven) {
  cache_.put("map-first", "x");
  for (std::size_t i = 0; i < Cache::kMostEntries; ++i)
    cache_.put("plan-" + std::to_string(i), "x");
  // Of a clock that was ahead.
  for (const auto& entry : fs::directory_iterator(folder_)) {
    fs::last_write_time(entry.path(),
                        fs::file_time_type::clock::now() + std::chrono::hours(24 * 365));
  }
  for (const char* key : {"plan-new", "plan-newer"}) {
    cache_.put(key, "y");
    EXPECT_EQ(cache_.get(key), "y");
    EXPECT_EQ(entries(), Cache::kMostEntries + 1) << "the map is of another kind";
  }
  EXPECT_EQ(cache_.get("plan-new"), "y");
  EXPECT_EQ(cache_.get("map-first"), "x");
}

TEST_F(CacheTest, NeitherWaitsForAPipeNorWritesThroughALink) {
  fs::create_directories(folder_);
  ASSERT_EQ(::mkfifo((folder_ / "plan-1").c_str(), 0666), 0);
  EXPECT_EQ(cache_.get("plan-1"), std::nullopt);
  EXPECT_FALSE(cache_.map("plan-1").has_value());
  cache_.put("plan-1", "x");
  EXPECT_EQ(cache_.get("plan-1"), "x");
  write_bytes(temp_ / "letter", "dear");
  fs::create_symlink(temp_ / "letter", folder_ / "plan-2");
  cache_.put("plan-2", "x");
  EXPECT_EQ(cache_.get("plan-2"), "x");
  EXPECT_EQ(read_bytes(temp_ / "letter"), "dear");
}

}  // namespace
}  // namespace cairn::test
