#include "cairn/graph/unfounded.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/catalog_text.h"
#include "tests/support/random_graph.h"

namespace cairn::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// "a b; c" for the rings a-b and c.
std::string rings(const World& world) {
  std::string text;
  for (const Ring& ring : find_rings(world.graph, derive(world.graph, {}).holds)) {
    if (!text.empty()) text += "; ";
    for (std::size_t i = 0; i < ring.nodes.size(); ++i) {
      text += (i == 0 ? "" : " ") + world.id(ring.nodes[i]);
    }
  }
  return text;
}

std::vector<std::string> explained(std::string_view yaml) {
  const Catalog catalog = catalog_from_yaml(yaml);
  std::vector<std::string> texts;
  for (const Diagnostic& finding : explain_unlearnable(catalog, build_graph(catalog))) {
    texts.push_back(to_string(finding));
  }
  return texts;
}

TEST(FindRings, NothingWhereAllCanBeLearnt) {
  EXPECT_EQ(rings(World("a 1h; b 1h needs any(a, c); c 1h needs any(b, a)")), "");
}

TEST(FindRings, EachRingOnceSmallestFirst) {
  EXPECT_EQ(rings(World("a 1h needs b; b 1h needs c; c 1h needs a; x 1h needs x")), "a b c; x");
}

TEST(FindRings, ShortestWayRound) {
  EXPECT_EQ(rings(World("a 1h needs b; b 1h needs any(c, a); c 1h needs a")), "a b");
}

TEST(FindRings, RingThroughAlternativesThatAllWait) {
  EXPECT_EQ(rings(World("a 1h needs any(b, c); b 1h needs a; c 1h needs a")), "a b");
}

TEST(FindRings, WhatWaitsForARingIsNoRing) {
  const World world("a 1h needs a; b 1h needs a; c 1h needs b; level top c");
  const auto found = find_rings(world.graph, derive(world.graph, {}).holds);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].waiting.size(), 3u);
}

TEST(ExplainUnlearnable, NamesTheRingWithItsPlaces) {
  EXPECT_THAT(explained(R"(cairn: 1
areas: [{id: a, title: A}]
skills:
- {id: x, name: X, area: a, hours: 1, needs: y}
- {id: y, name: Y, area: a, hours: 1, needs: {any: [x]}}
- {id: z, name: Z, area: a, hours: 1, needs: x}
)"),
              ElementsAre(testing::AllOf(
                  HasSubstr(":4:8: error: 'x' can't be learnt from nothing: x (line 4) needs y, y "
                            "(line 5) needs x; one more waits for it: z"),
                  HasSubstr("give one of them another way in"))));
}

TEST(ExplainUnlearnable, ASkillThatNeedsItself) {
  EXPECT_THAT(explained("cairn: 1\nareas: [{id: a, title: A}]\n"
                        "skills: [{id: x, name: X, area: a, hours: 1, needs: x}]\n"),
              ElementsAre(HasSubstr("'x' can't be learnt from nothing: it needs itself")));
}

TEST(ExplainUnlearnable, EveryUnlearnableSkillIsInARingOrWaitsForOne) {
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    const RandomCase random = random_case(seed);
    const SkillGraph& graph = random.world->graph;
    const Derivation all = derive(graph, {});
    Flags seen(graph.skill_count() + graph.level_count(), 0);
    for (const Ring& ring : find_rings(graph, all.holds)) {
      EXPECT_FALSE(ring.nodes.empty()) << "seed " << seed << ": " << random.text();
      for (const Node node : ring.nodes) seen[value(node)] = 1;
      for (const Node node : ring.waiting) seen[value(node)] = 1;
    }
    for (std::size_t n = 0; n < seen.size(); ++n) {
      EXPECT_EQ(seen[n] != 0, all.holds[n] == 0) << "seed " << seed << ": " << random.text();
    }
  }
}

// A chain of a million skills, its end in a ring or not: no recursion, no quadratic time.
SkillGraph chain(std::uint32_t length, bool ring) {
  GraphBuilder builder(length, 0);
  for (std::uint32_t i = 0; i < length; ++i) {
    if (i + 1 == length && !ring) break;
    const Node next{(i + 1) % length};
    builder.set_needs(Node{i}, 1, std::span(&next, 1));
  }
  return builder.build();
}

TEST(LongChain, DerivesAMillionSkillsInARow) {
  constexpr std::uint32_t kLength = 1'000'000;
  const SkillGraph graph = chain(kLength, false);
  const Derivation all = derive(graph, {});
  EXPECT_EQ(all.order.size(), kLength);
  EXPECT_TRUE(is_learnable_order(graph, {}, all.order));
  EXPECT_THAT(find_rings(graph, all.holds), IsEmpty());
}

TEST(LongChain, FindsARingOfAMillionSkills) {
  constexpr std::uint32_t kLength = 1'000'000;
  const SkillGraph graph = chain(kLength, true);
  const std::vector<Ring> found = find_rings(graph, derive(graph, {}).holds);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].nodes.size(), kLength);
  EXPECT_EQ(found[0].nodes.front(), Node{0});
}

}  // namespace
}  // namespace cairn::test
