#include "cairn/planner/track_record.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "tests/support/draws.h"

namespace cairn {
namespace {

PastForecast took(std::int64_t hours, std::size_t area = 0) {
  return {area, Hours::whole(10), Hours::whole(16), Hours::whole(hours)};
}

TEST(TrackRecord, CountsHowOftenEachHeldAndHowFarItWasOff) {
  const std::vector<PastForecast> past = {took(5), took(10), took(12), took(16), took(20)};
  const TrackRecord track = track_record(past);
  EXPECT_EQ(track.skills, 5U);
  EXPECT_EQ(track.even.times, 2U);
  EXPECT_EQ(track.safe.times, 4U);
  EXPECT_DOUBLE_EQ(track.median, 1.2);
}

TEST(TrackRecord, NothingIsNoVerdict) {
  const TrackRecord track = track_record({});
  EXPECT_EQ(track.skills, 0U);
  EXPECT_EQ(track.even.most, 0U);
  EXPECT_FALSE(track.even.too_seldom() || track.even.too_often());
}

// By hand, from the binomial distribution: of 10, at even odds, 0 or 1 has a probability of 1.1 %,
// 0 to 2 of 5.5 %; nine times in ten, 0 to 6 has 1.3 % and 10 has 34.9 %.
TEST(TrackRecord, FairIsWhatChanceMakesOfAForecastWithoutFault) {
  const TrackRecord track = track_record(std::vector<PastForecast>(10, took(10)));
  EXPECT_EQ(track.even.least, 2U);
  EXPECT_EQ(track.even.most, 8U);
  EXPECT_EQ(track.safe.least, 7U);
  EXPECT_EQ(track.safe.most, 10U);
  EXPECT_TRUE(track.even.too_often());
  EXPECT_FALSE(track.safe.too_often());
  EXPECT_TRUE(track_record(std::vector<PastForecast>(10, took(20))).safe.too_seldom());
}

TEST(TrackRecord, OneSkillProvesNothingAndManyDo) {
  EXPECT_FALSE(track_record(std::vector<PastForecast>(1, took(99))).even.too_seldom());
  EXPECT_TRUE(track_record(std::vector<PastForecast>(2000, took(99))).even.too_seldom());
}

// A forecast without fault is called faulty in no more than one case of twenty, whatever the
// number.
TEST(TrackRecord, FairForecastsAreSeldomBlamed) {
  test::Draws draws(4);
  for (const std::size_t skills : {3U, 8U, 20U, 75U}) {
    constexpr int kTries = 2000;
    int blamed = 0;
    for (int i = 0; i < kTries; ++i) {
      std::vector<PastForecast> past;
      for (std::size_t s = 0; s < skills; ++s) {
        const auto draw = draws.below(1000);
        past.push_back(took(draw < 500 ? 9 : draw < 900 ? 15 : 20));
      }
      const TrackRecord track = track_record(past);
      blamed += track.safe.too_seldom() || track.safe.too_often() ? 1 : 0;
    }
    EXPECT_LE(blamed, kTries / 20 + 3 * std::sqrt(kTries / 20)) << skills;
  }
}

TEST(TrackRecord, AreasWithTooFewAreLeftOut) {
  std::vector<PastForecast> past(4, took(12, 7));
  past.insert(past.end(), 5, took(8, 2));
  const auto areas = track_records_by_area(past, 5);
  ASSERT_EQ(areas.size(), 1U);
  EXPECT_EQ(areas[0].area, 2U);
  EXPECT_EQ(areas[0].track.even.times, 5U);
}

}  // namespace
}  // namespace cairn
