#include "cairn/graph/stats.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/catalog_text.h"

namespace cairn::test {
namespace {

std::string chain(const World& world, const StatsRow& row) {
  return world.ids(row.chain.skills) + " " + std::to_string(row.chain.hours.minutes() / 60);
}

TEST(CatalogStats, RowsAddUp) {
  const World world("a 1h in l; b 2h in l needs a; c 4h; level l b");
  const CatalogStats stats = catalog_stats(world.catalog, world.graph);
  EXPECT_EQ(stats.all.skills, 3u);
  EXPECT_EQ(stats.all.hours.likely, Hours::whole(7));
  ASSERT_EQ(stats.levels.size(), 1u);
  EXPECT_EQ(stats.levels[0].id, "l");
  EXPECT_EQ(stats.levels[0].skills, 2u);
  EXPECT_EQ(stats.levels[0].hours.likely, Hours::whole(3));
  ASSERT_TRUE(stats.electives);
  EXPECT_EQ(stats.electives->skills, 1u);
  std::size_t in_areas = 0;
  for (const StatsRow& row : stats.areas) in_areas += row.skills;
  EXPECT_EQ(in_areas, 3u);
}

TEST(CatalogStats, LongestChainTakesTheCheapestWayAtAChoice) {
  const World world(
      "a 1h; b 9h needs a; c 2h needs a; d 1h needs any(b, c); e 5h; f 1h needs d, e; level l f");
  const CatalogStats stats = catalog_stats(world.catalog, world.graph);
  EXPECT_EQ(chain(world, stats.levels[0]), "e f 6");
  EXPECT_EQ(chain(world, stats.all), "a b 10");
}

TEST(CatalogStats, ChainOfAtLeastKWaitsForTheKth) {
  const World world("a 1h; b 3h; c 5h; d 1h needs 2of(a, b, c); level l d");
  EXPECT_EQ(chain(world, catalog_stats(world.catalog, world.graph).levels[0]), "b d 4");
}

TEST(CatalogStats, WhatCannotBeLearntHasNoChain) {
  const World world("a 1h needs a; level l a");
  const CatalogStats stats = catalog_stats(world.catalog, world.graph);
  EXPECT_TRUE(stats.levels[0].chain.skills.empty());
  EXPECT_EQ(stats.all.skills, 1u);
}

TEST(CatalogStats, ChoicesOnceWithTheirUsers) {
  const World world(
      "a 1h; b 2h; c 1h needs any(a, b); d 1h needs any(a, b); e 1h needs 2of(a, b, all(c, d))");
  const CatalogStats stats = catalog_stats(world.catalog, world.graph);
  ASSERT_EQ(stats.choices.size(), 2u);
  EXPECT_EQ(stats.choices[0].users.size(), 2u);
  EXPECT_EQ(stats.choices[0].members.size(), 2u);
  EXPECT_EQ(stats.choices[0].members[1].chain, Hours::whole(2));
  EXPECT_EQ(stats.choices[1].at_least, 2u);
  EXPECT_EQ(world.ids(stats.choices[1].members[2].skills), "c d");
}

}  // namespace
}  // namespace cairn::test
