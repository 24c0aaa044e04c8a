#include "cairn/workspace/kept_standings.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/support/catalog_text.h"
#include "tests/support/temp_folder.h"

namespace cairn::test {
namespace {

class KeptStandingsTest : public testing::Test {
 protected:
  KeptStandings here() const { return KeptStandings(Cache(temp_ / "cache")); }

  TempFolder temp_;
  const World world_{"a 2h; b 3h needs a; c 4h needs any(a, b); level entry c; level mid b"};
  const Problem problem_ = world_.problem({"mid"});
  const StopCheck never_ = [] { return true; };
};

TEST_F(KeptStandingsTest, GivesTheNextProgramTheSameAgain) {
  const std::vector<LevelStanding> first = here().of(problem_, {});
  // One that may not search at all has it all the same, whatever is wanted or chosen.
  Problem other = world_.problem({.goals = "entry", .chosen = "b"});
  KeptStandings again = here();
  const std::vector<LevelStanding>& second = again.of(other, never_);
  ASSERT_EQ(second.size(), 2u);
  for (std::size_t l = 0; l < 2; ++l) {
    EXPECT_TRUE(second[l].proven);
    EXPECT_EQ(second[l].left, first[l].left);
    EXPECT_EQ(second[l].total, first[l].total);
  }
}

TEST_F(KeptStandingsTest, TellsAfterALessonWhatFollows) {
  KeptStandings kept = here();
  kept.of(problem_, {});
  Problem learnt = problem_;
  learnt.known = world_.flags("a");
  const std::vector<LevelStanding>& after = kept.of(learnt, never_);
  EXPECT_EQ(after[1].left, Hours::from_minutes(7 * 60));
  EXPECT_TRUE(after[1].proven);
  KeptStandings next = here();
  EXPECT_EQ(next.of(learnt, never_)[1].left, Hours::from_minutes(7 * 60));
}

TEST_F(KeptStandingsTest, AnotherGraphIsAnotherQuestion) {
  KeptStandings kept = here();
  kept.of(problem_, {});
  const World dearer("a 2h; b 9h; c 4h needs any(a, b); level entry c; level mid all(b, c)");
  EXPECT_EQ(kept.of(dearer.problem({"mid"}), {})[1].left, Hours::from_minutes(13 * 60));
}

}  // namespace
}  // namespace cairn::test
