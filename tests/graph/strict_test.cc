#include "cairn/graph/strict.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cairn/base/text.h"
#include "cairn/catalog/starter.h"
#include "tests/support/catalog_text.h"

namespace cairn::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> findings(const World& world) {
  std::vector<std::string> texts;
  for (const Diagnostic& finding : check_structure(world.catalog, world.graph)) {
    texts.push_back(finding.what);
  }
  return texts;
}
std::vector<std::string> findings(std::string_view notation) { return findings(World(notation)); }

TEST(CheckStructure, SkillThatNoLevelCanUse) {
  EXPECT_THAT(findings("a 1h in low; b 1h in low needs a; c 1h; level low a"),
              ElementsAre("no level can use 'b'"));
}

TEST(CheckStructure, SkillThatALowerLevelCanUse) {
  EXPECT_THAT(findings("a 1h in high; b 1h in low needs a; level low b; level high a"),
              testing::Contains("'a' stands under high, and low can use it already"));
}

TEST(CheckStructure, NeedThatAnotherNeedBringsAlong) {
  EXPECT_THAT(findings("a 1h; b 1h needs a; c 1h needs a, b"),
              ElementsAre("'c' needs 'a', which 'b' brings along"));
  EXPECT_THAT(findings("a 1h; b 1h needs a; c 1h needs a; d 1h needs a, any(b, c)"),
              ElementsAre("'d' needs 'a', which 'b' or others brings along"));
  EXPECT_THAT(findings("a 1h; b 1h needs a; c 1h; d 1h needs a, any(b, c)"), IsEmpty());
}

TEST(CheckStructure, AlternativesThatAnotherNeedBringsAlong) {
  EXPECT_THAT(findings("a 1h; b 1h; c 1h needs any(a, b); d 1h needs any(a, b), c"),
              ElementsAre("'d' needs 'a' or others, which 'c' brings along"));
  EXPECT_THAT(findings("a 1h; b 1h; c 1h needs any(a, b); level l any(a, b), c"), IsEmpty());
}

TEST(CheckStructure, NeedOfALevelThatTheLevelBelowBringsAlong) {
  EXPECT_THAT(findings("a 1h in l; b 1h in m; level l a; level m a, b"),
              ElementsAre("'m' needs 'a', which 'l' brings along"));
}

TEST(CheckStructure, RingsAreNotTakenForRedundancy) {
  EXPECT_THAT(findings("s 1h; t 1h; a 1h needs any(b, s); b 1h needs any(a, t); c 1h needs a, b"),
              IsEmpty());
}

TEST(CheckStructure, AlternativeThatBringsAnotherAlong) {
  EXPECT_THAT(findings("a 1h; b 1h needs a; c 1h needs any(a, b)"),
              ElementsAre("'b' is no alternative to 'a' in 'c': it brings it along"));
  EXPECT_THAT(findings("a 1h; b 1h needs a; x 1h; c 1h needs 2of(a, b, x)"), IsEmpty());
}

TEST(CheckStructure, SoftOrderThatIsNeededAnyhow) {
  const World world(catalog_from_yaml(
      "cairn: 1\nareas: [{id: a, title: A}]\nskills:\n"
      "- {id: x, name: X, area: a, hours: 1}\n- {id: y, name: Y, area: a, hours: 1, needs: x}\n"
      "- {id: z, name: Z, area: a, hours: 1, needs: y, after: [x, z]}\n"
      "- {id: q, name: Q, area: a, hours: 1, after: [y]}\n"));
  EXPECT_THAT(findings(world),
              ElementsAre("'z' comes after 'x', which it needs anyhow", "'z' comes after itself"));
}

TEST(CheckStructure, StarterPasses) {
  EXPECT_THAT(findings(World(catalog_from_yaml(starter_catalog("mine", "Mine")))), IsEmpty());
}

}  // namespace
}  // namespace cairn::test
