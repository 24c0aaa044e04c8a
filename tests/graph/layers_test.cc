#include "cairn/graph/layers.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/catalog_text.h"

namespace cairn::test {
namespace {

// `name:band.column` for each skill.
std::string places(std::string_view notation) {
  const World world(notation);
  const std::vector<Layer> all = layers(world.catalog, world.graph);
  std::string text;
  for (std::size_t s = 0; s < all.size(); ++s) {
    text += fmt::format("{}{}:{}.{}", s == 0 ? "" : " ", world.catalog.skills()[s].id.text,
                        all[s].band, all[s].column);
  }
  return text;
}

TEST(Layers, SkillStandsRightOfAllThatItNeeds) {
  EXPECT_EQ(places("a 1h; b 1h needs a; c 1h needs all(a, b); d 1h"), "a:0.0 b:0.1 c:0.2 d:0.0");
}

TEST(Layers, OfAlternativesTheEarliestCounts) {
  EXPECT_EQ(places("a 1h; b 1h needs a; c 1h needs any(a, b); d 1h needs 2of(a, b, c)"),
            "a:0.0 b:0.1 c:0.1 d:0.2");
}

TEST(Layers, LevelIsABandThatItsSkillsDoNotPrecede) {
  EXPECT_EQ(places("a 1h; b 1h in high needs a; c 1h needs b; level low a; level high b"),
            "a:0.0 b:1.0 c:1.1");
}

TEST(Layers, RingsThatCanBeLearntEnd) {
  EXPECT_EQ(places("a 1h needs any(b, c); b 1h needs a; c 1h"), "a:0.1 b:0.2 c:0.0");
}

}  // namespace
}  // namespace cairn::test
