#include "cairn/graph/derive.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/brute_force.h"
#include "tests/support/catalog_text.h"
#include "tests/support/check_plan.h"
#include "tests/support/random_graph.h"

namespace cairn::test {
namespace {

std::string learnable(const World& world, std::string_view known = "",
                      const std::string& may = "") {
  const Flags allowed = may.empty() ? Flags{} : world.flags(may);
  return world.ids(derive(world.graph, world.flags(known), allowed).order);
}

TEST(Derive, OrderPutsNeedsFirst) {
  EXPECT_EQ(learnable(World("c 1h needs b; b 1h needs a; a 1h")), "a b c");
}

TEST(Derive, RingHoldsItselfUpNever) {
  EXPECT_EQ(learnable(World("a 1h needs b; b 1h needs a; c 1h")), "c");
}

TEST(Derive, RingWithAWayInIsLearnable) {
  EXPECT_EQ(learnable(World("a 1h needs any(b, d); b 1h needs any(a, c); c 1h; d 1h needs b")),
            "c b d a");
}

TEST(Derive, KnownSkillsHoldWhateverTheyNeed) {
  const World world("a 1h needs b; b 1h needs a; c 1h needs a");
  EXPECT_EQ(learnable(world, "a"), "b c");
}

TEST(Derive, OnlyAllowedSkillsAreLearnt) {
  const World world("a 1h; b 1h needs a; c 1h needs any(a, b)");
  EXPECT_EQ(learnable(world, "", "b c"), "");
  EXPECT_EQ(learnable(world, "", "a c"), "a c");
}

TEST(Derive, AtLeastKCountsEachChild) {
  EXPECT_EQ(learnable(World("a 1h; b 1h needs q; q 1h needs b; c 1h needs 2of(a, b, q)")), "a");
  EXPECT_EQ(learnable(World("a 1h; b 1h; c 1h needs 2of(a, b, c)")), "a b c");
}

TEST(Derive, LevelsRestOnTheLevelBelow) {
  const World world("a 1h; b 1h; level low a; level high b");
  const Derivation without = derive(world.graph, world.flags("b"), world.flags("b"));
  EXPECT_FALSE(without.holds[value(world.node("high"))]);
  const Derivation with = derive(world.graph, world.flags("a b"), world.flags("a"));
  EXPECT_TRUE(with.holds[value(world.node("high"))]);
}

TEST(ReadySkills, UnknownSkillsWhoseNeedsHold) {
  const World world("a 1h; b 1h needs a; c 1h needs b; d 1h needs any(b, a); e 1h");
  EXPECT_EQ(world.ids(ready_skills(world.graph, world.flags(""))), "a e");
  EXPECT_EQ(world.ids(ready_skills(world.graph, world.flags("a"))), "b d e");
  EXPECT_EQ(world.ids(ready_skills(world.graph, world.flags("a b c d e"))), "");
}

TEST(ReadySkills, ASkillInARingIsReadyWhenTheOtherIsKnown) {
  const World world("a 1h needs b; b 1h needs a");
  EXPECT_EQ(world.ids(ready_skills(world.graph, world.flags(""))), "");
  EXPECT_EQ(world.ids(ready_skills(world.graph, world.flags("b"))), "a");
}

TEST(ReadySkills, AreThoseThatCanBeTheNextStepOnRandomGraphs) {
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    const RandomCase random = random_case(seed);
    const SkillGraph& graph = random.world->graph;
    const Flags& known = random.problem.known;
    std::vector<SkillIndex> next;
    for (std::uint32_t s = 0; s < graph.skill_count(); ++s) {
      if (is_learnable_order(graph, known, std::vector{SkillIndex{s}}))
        next.push_back(SkillIndex{s});
    }
    EXPECT_EQ(ready_skills(graph, known), next) << "seed " << seed << ": " << random.text();
  }
}

TEST(IsLearnableOrder, EachStepRestsOnWhatCameBefore) {
  const World world("a 1h; b 1h needs a; c 1h needs any(a, b)");
  const SkillIndex a = world.skill("a"), b = world.skill("b"), c = world.skill("c");
  EXPECT_TRUE(is_learnable_order(world.graph, {}, std::vector{a, b, c}));
  EXPECT_TRUE(is_learnable_order(world.graph, {}, std::vector{a, c, b}));
  EXPECT_FALSE(is_learnable_order(world.graph, {}, std::vector{b, a}));
  EXPECT_TRUE(is_learnable_order(world.graph, world.flags("a"), std::vector{b}));
  EXPECT_FALSE(is_learnable_order(world.graph, {}, std::vector{a, a}));
  EXPECT_FALSE(is_learnable_order(world.graph, world.flags("a"), std::vector{a}));
}

TEST(Derive, AgreesWithBruteForceOnRandomGraphs) {
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    const RandomCase random = random_case(seed, {.most_skills = 10});
    const FoundedSets sets(random.world->catalog, random.problem);
    Mask largest = 0;
    sets.for_each([&](Mask set) { largest |= set; });
    Flags may = random.problem.avoided;
    for (auto& flag : may) flag = flag == 0;
    may.resize(random.world->graph.skill_count(), 1);
    const Derivation all = derive(random.world->graph, random.problem.known, may);
    EXPECT_EQ(mask_of(all.order) | mask_of(random.problem.known), largest)
        << "seed " << seed << ": " << random.text();
    EXPECT_TRUE(is_learnable_order(random.world->graph, random.problem.known, all.order));
  }
}

}  // namespace
}  // namespace cairn::test
