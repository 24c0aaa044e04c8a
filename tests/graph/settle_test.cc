#include "cairn/graph/settle.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/support/catalog_text.h"
#include "tests/support/random_graph.h"

namespace cairn::test {
namespace {

// The level's any-of members that are left, "go py": by what they name first.
std::string left(const World& world, std::string_view chosen, std::string_view known = "",
                 std::string_view avoided = "") {
  const Flags wanted = world.flags(chosen);
  std::vector<SkillIndex> skills;
  for (std::uint32_t s = 0; s < wanted.size(); ++s) {
    if (wanted[s] != 0) skills.push_back(SkillIndex{s});
  }
  const SkillGraph settled =
      settle_choices(world.graph, world.flags(known), world.flags(avoided), skills);
  EXPECT_EQ(settled.node_count(), world.graph.node_count());
  std::string text;
  for (const Node gate : settled.children(world.node("top"))) {
    if (settled.is_skill(gate)) continue;
    for (Node member : settled.children(gate)) {
      while (!settled.is_skill(member)) member = settled.children(member).front();
      text += (text.empty() ? "" : " ") + world.id(member);
    }
  }
  return text;
}

constexpr const char* kTwoPaths =
    "py 1h; django 1h needs py; go 1h; web 1h needs go; other 1h; "
    "level top any(all(py, django), all(go, web), other)";

TEST(SettleChoices, NothingChosenChangesNothing) {
  EXPECT_EQ(left(World(kTwoPaths), ""), "py go other");
}

TEST(SettleChoices, AChosenSkillSettlesItsAlternative) {
  EXPECT_EQ(left(World(kTwoPaths), "go"), "go");
  EXPECT_EQ(left(World(kTwoPaths), "go", "py"), "go");
  EXPECT_EQ(left(World(kTwoPaths), "other"), "other");
}

TEST(SettleChoices, WhatAChosenSkillRestsOnSettlesToo) {
  EXPECT_EQ(left(World("py 1h; go 1h; web 1h needs go; level top any(py, go)"), "web"), "go");
  EXPECT_EQ(left(World("py 1h; go 1h; web 1h needs any(py, go); level top any(py, go)"), "web"),
            "py go");
}

TEST(SettleChoices, TwoChoicesLeaveTwoMembers) {
  EXPECT_EQ(left(World(kTwoPaths), "go py"), "py go");
}

TEST(SettleChoices, WhatHoldsAlreadyIsLeftAlone) {
  EXPECT_EQ(left(World(kTwoPaths), "go", "py django"), "py go other");
}

TEST(SettleChoices, AMemberThatIsAvoidedIsNoWay) {
  EXPECT_EQ(left(World(kTwoPaths), "go", "", "web"), "py go other");
}

TEST(SettleChoices, AtLeastKAndPlainNeedsStay) {
  EXPECT_EQ(left(World("a 1h; b 1h; c 1h; level top 2of(a, b, c)"), "a"), "a b c");
  const World world("a 1h; b 1h; c 1h needs any(a, b); level top c");
  const SkillIndex b[] = {world.skill("b")};
  const SkillGraph settled = settle_choices(world.graph, {}, {}, b);
  const Node gate = settled.children(world.node("c")).front();
  EXPECT_EQ(settled.children(gate).size(), 2u);
}

TEST(SettleChoices, NeverTakesTheLastWay) {
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    const RandomCase random = random_case(seed);
    const Problem& problem = random.problem;
    const SkillGraph& graph = random.world->graph;
    const SkillGraph settled =
        settle_choices(graph, problem.known, problem.avoided, problem.chosen);
    Flags may(graph.skill_count(), 1);
    for (std::size_t s = 0; s < problem.avoided.size(); ++s) may[s] = problem.avoided[s] == 0;
    EXPECT_EQ(derive(graph, problem.known, may).holds, derive(settled, problem.known, may).holds)
        << "seed " << seed << ": " << random.text();
  }
}

}  // namespace
}  // namespace cairn::test
