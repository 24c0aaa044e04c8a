// The ladder of levels: what follows from earlier standings is what a search would find.
#include "cairn/planner/standing.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/catalog_text.h"
#include "tests/support/random_graph.h"

namespace cairn::test {
namespace {

const StopCheck kNever = [] { return true; };

void expect_same(const std::vector<LevelStanding>& found,
                 const std::vector<LevelStanding>& searched) {
  ASSERT_EQ(found.size(), searched.size());
  for (std::size_t l = 0; l < found.size(); ++l) {
    EXPECT_EQ(found[l].reached, searched[l].reached);
    EXPECT_EQ(found[l].left, searched[l].left);
    EXPECT_EQ(found[l].total, searched[l].total);
    EXPECT_EQ(found[l].proven, searched[l].proven);
  }
}

// The way is founded on what is known and costs what is left.
void expect_ways(const Problem& problem, const std::vector<LevelStanding>& levels) {
  for (const LevelStanding& level : levels) {
    if (!level.left || level.reached) continue;
    Flags way(problem.known.size(), 0);
    Hours cost;
    for (const SkillIndex skill : level.way) {
      way[value(skill)] = 1;
      cost += problem.cost[value(skill)];
      EXPECT_EQ(problem.known[value(skill)], 0);
    }
    EXPECT_EQ(cost, *level.left);
    const Node goal = problem.graph->node(level.level);
    EXPECT_NE(derive(*problem.graph, problem.known, way).holds[value(goal)], 0);
  }
}

TEST(Standing, WhatIsLeftOfAWayNeedsNoSearch) {
  const World world("a 2h; b 3h needs a; c 9h; d 4h needs any(b, c); level entry d");
  const Problem before = world.problem({"entry"});
  const auto levels = level_standings(before);
  EXPECT_EQ(levels[0].left, Hours::from_minutes(9 * 60));
  Problem now = before;
  now.known = world.flags("a");
  // Even one that may not search knows.
  const EarlierStandings earlier{before, levels};
  const auto after = level_standings(now, kNever, &earlier);
  EXPECT_EQ(after[0].left, Hours::from_minutes(7 * 60));
  EXPECT_EQ(after[0].total, Hours::from_minutes(9 * 60));
  EXPECT_TRUE(after[0].proven);
  EXPECT_EQ(world.ids(after[0].way), "b d");
}

TEST(Standing, WhatWasLearntBeforeItsNeedsMaySpareThem) {
  const World world("a 2h; b 3h needs a; level entry b");
  const Problem before = world.problem({"entry"});
  const auto levels = level_standings(before);
  Problem now = before;
  now.known = world.flags("b");
  const EarlierStandings earlier{before, levels};
  EXPECT_EQ(level_standings(now, {}, &earlier)[0].left, Hours());
}

TEST(Standing, FollowsFromEarlierOnesAsSearched) {
  for (std::uint32_t seed = 1; seed <= 400; ++seed) {
    SCOPED_TRACE(seed);
    const RandomCase made = random_case(seed);
    Problem before = made.problem;
    Dice dice(seed);
    auto levels = level_standings(before);
    for (int step = 0; step < 4; ++step) {
      Problem now = before;
      if (dice.percent(50) && now.whole.empty()) now.whole = now.cost;
      for (std::size_t s = 0; s < now.known.size(); ++s) {
        const bool on_a_way = std::any_of(levels.begin(), levels.end(), [&](const auto& level) {
          return std::binary_search(level.way.begin(), level.way.end(),
                                    SkillIndex{static_cast<std::uint32_t>(s)});
        });
        if (dice.percent(on_a_way ? 40 : 5)) {
          if (dice.percent(70)) {
            now.known[s] = 1;
          } else if (!now.whole.empty()) {
            now.cost[s] = Hours::from_minutes(now.cost[s].minutes() / 2);
          }
        }
        if (now.known[s] != 0 && dice.percent(3)) now.known[s] = 0;
      }
      const EarlierStandings earlier{before, levels};
      auto found = level_standings(now, {}, &earlier);
      expect_same(found, level_standings(now));
      expect_ways(now, found);
      before = now;
      levels = std::move(found);
    }
  }
}

TEST(Standing, SurvivesAsBytes) {
  const RandomCase made = random_case(7);
  const Problem& problem = made.problem;
  const auto levels = level_standings(problem);
  const std::string bytes = write_standings(levels, 5);
  const auto read = read_standings(bytes, 5);
  ASSERT_TRUE(read);
  expect_same(*read, levels);
  for (std::size_t l = 0; l < levels.size(); ++l) EXPECT_EQ((*read)[l].way, levels[l].way);
  EXPECT_FALSE(read_standings(bytes, 6));
  EXPECT_FALSE(read_standings({}, 5));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 16);
    EXPECT_FALSE(read_standings(damaged, 5)) << i;
    EXPECT_FALSE(read_standings(std::string_view(bytes).substr(0, i), 5)) << i;
  }
}

}  // namespace
}  // namespace cairn::test
