// What a person's own files change in a catalog.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "cairn/catalog/load.h"
#include "tests/support/catalog_findings.h"

namespace cairn::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(Overlay, GivenFieldsWinAndNewIdsAreAdded) {
  const std::string base = with_skills(
      "- {id: x, name: X, area: a, hours: [1, 2, 3], summary: old, outcomes: [One]}\n"
      "- {id: y, name: Y, area: a, hours: 1}\n");
  const CatalogText over[] = {{"o.yaml",
                               "cairn: 1\nskills:\n"
                               "- {id: x, hours: 9, needs: z}\n"
                               "- {id: z, name: Z, area: a, hours: 4}\n"}};
  const Catalog catalog = load(base, over);
  ASSERT_THAT(catalog.skills(), SizeIs(3));
  const Skill& x = catalog.skills()[0];
  EXPECT_EQ(x.hours.likely, Hours::whole(9));
  EXPECT_EQ(x.summary, "old");
  EXPECT_THAT(x.outcomes, ElementsAre("One"));
  EXPECT_EQ(x.needs, OwnedNeeds::of(SkillIndex{2}));
  EXPECT_EQ(catalog.place(catalog.skills()[2].mark).file, "o.yaml");
}

TEST(Overlay, ListsAreReplacedAndNeedsWithoutValueAreTakenAway) {
  const std::string base = with_skills(
      "- {id: x, name: X, area: a, hours: 1}\n"
      "- {id: y, name: Y, area: a, hours: 1, needs: x, after: x, outcomes: [One, Two]}\n");
  const CatalogText over[] = {
      {"o.yaml", "cairn: 1\nskills:\n- id: y\n  needs:\n  after: []\n  outcomes: [Three]\n"}};
  const Catalog catalog = load(base, over);
  const Skill& y = catalog.skills()[1];
  EXPECT_TRUE(y.needs.is_true());
  EXPECT_THAT(y.after, IsEmpty());
  EXPECT_THAT(y.outcomes, ElementsAre("Three"));
}

TEST(Overlay, RemovedIdMayBeGivenAgain) {
  const std::string base = with_skills(
      "- {id: x, name: X, area: a, hours: 1}\n- {id: y, name: Y, area: a, hours: 1, needs: x}\n");
  const CatalogText over[] = {
      {"o.yaml", "cairn: 1\nremove: [x]\nskills: [{id: x, name: New, area: a, hours: 5}]\n"}};
  const Catalog catalog = load(base, over);
  EXPECT_EQ(catalog.skill(*catalog.find_skill("x")).name, "New");
}

TEST(Overlay, LaterOverlayWins) {
  const std::string base = with_skills("- {id: x, name: X, area: a, hours: 1}\n");
  const CatalogText over[] = {{"o.yaml", "cairn: 1\nskills: [{id: x, hours: 2}]\n"},
                              {"p.yaml", "cairn: 1\nskills: [{id: x, hours: 3}]\n"}};
  EXPECT_EQ(load(base, over).skills()[0].hours.likely, Hours::whole(3));
}

TEST(Overlay, RemovedSkillDropsOutOfAlternatives) {
  const std::string base = with_skills(
      "- {id: x, name: X, area: a, hours: 1}\n"
      "- {id: y, name: Y, area: a, hours: 1}\n"
      "- {id: z, name: Z, area: a, hours: 1, needs: {any: [x, y]}}\n");
  const CatalogText over[] = {{"o.yaml", "cairn: 1\nremove: [x]\n"}};
  const Catalog catalog = load(base, over);
  ASSERT_THAT(catalog.skills(), SizeIs(2));
  EXPECT_EQ(catalog.find_skill("x"), std::nullopt);
}

TEST(Overlay, RemovingWhatIsNeededNamesBothPlaces) {
  const std::string base = with_skills(
      "- {id: x, name: X, area: a, hours: 1}\n"
      "- {id: z, name: Z, area: a, hours: 1, needs: [x]}\n");
  const CatalogText over[] = {{"o.yaml", "cairn: 1\nremove: [x]\n"}};
  EXPECT_THAT(
      findings(base, over),
      ElementsAre("c.yaml:5:47: error: 'z' needs 'x', which o.yaml:2:10 removes; remove 'z' "
                  "too, give it other needs in the overlay, or keep 'x'"));
}

TEST(Overlay, RemovingWhatIsNotThere) {
  const std::string base = with_skills("- {id: python, name: X, area: a, hours: 1}\n");
  const CatalogText over[] = {{"o.yaml", "cairn: 1\nremove: [pyton]\n"}};
  EXPECT_THAT(findings(base, over), ElementsAre("o.yaml:2:10: error: 'pyton' is not there to be "
                                                "removed; did you mean 'python'?"));
  EXPECT_THAT(findings(base + "remove: [python]\n"),
              ElementsAre(HasSubstr("only an overlay can remove; delete the entries themselves")));
}

TEST(Overlay, OfAnotherCatalogIsLeftAlone) {
  const std::string base = "id: mine\n" + with_skills("- {id: x, name: X, area: a, hours: 1}\n");
  const CatalogText over[] = {{"o.yaml", "cairn: 1\nid: other\nskills: [{id: x, hours: 9}]\n"}};
  EXPECT_EQ(load(base, over).skills()[0].hours.likely, Hours::whole(1));
}

TEST(Overlay, FindingsAreUnderItsOwnName) {
  const std::string base = with_skills("- {id: x, name: X, area: a, hours: 1}\n");
  const CatalogText over[] = {{"o.yaml", "cairn: 1\nskills: [{id: x, needs: [yyyyy]}]\n"}};
  EXPECT_THAT(findings(base, over), ElementsAre("o.yaml:2:26: error: no skill 'yyyyy'"));
}

}  // namespace
}  // namespace cairn::test
