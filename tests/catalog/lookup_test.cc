#include "cairn/catalog/lookup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <variant>
#include <vector>

#include "tests/support/catalog_text.h"

namespace cairn::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kCatalog = R"(
cairn: 1
areas: [{id: data, title: Databases}, {id: lang, title: Languages}]
levels: [{id: entry, title: Entry-Level, needs: sql}]
skills:
- {id: sql, name: "SQL: First Queries", area: data, hours: 1, aliases: [structured-query]}
- {id: sql-joins, name: "SQL: Joins", area: data, hours: 1, outcomes: [Join four tables]}
- {id: postgresql, name: PostgreSQL, area: data, hours: 1, aliases: [postgres, Pg]}
- {id: python, name: Python, area: lang, hours: 1, summary: A language with indentation.}
- {id: python-testing, name: "Python: Testing", area: lang, hours: 1, project: Test a joins tool.}
)";

// What the word means: an id, "a | b" where it is ambiguous, "? id" or "?" where it is unknown.
std::string meaning(std::string_view word) {
  const Catalog catalog = catalog_from_yaml(kCatalog);
  const Lookup lookup = look_up(catalog, word);
  if (const auto* found = std::get_if<Subject>(&lookup)) return id_of(catalog, *found).text;
  if (const auto* several = std::get_if<Ambiguous>(&lookup)) {
    std::string ids;
    for (const Subject& subject : several->candidates) {
      ids += (ids.empty() ? "" : " | ") + id_of(catalog, subject).text;
    }
    return ids;
  }
  const auto& nearest = std::get<Unknown>(lookup).nearest;
  return nearest ? "? " + id_of(catalog, *nearest).text : "?";
}

std::vector<std::string> found(const std::vector<std::string>& words) {
  const Catalog catalog = catalog_from_yaml(kCatalog);
  std::vector<std::string> ids;
  for (const SkillIndex skill : search(catalog, words)) ids.push_back(catalog.skill(skill).id.text);
  return ids;
}

TEST(LookUp, WholeIdAliasAndNameInAnyCase) {
  EXPECT_EQ(meaning("python"), "python");
  EXPECT_EQ(meaning("PyThOn"), "python");
  EXPECT_EQ(meaning("PG"), "postgresql");
  EXPECT_EQ(meaning("python: testing"), "python-testing");
  EXPECT_EQ(meaning("Entry-Level"), "entry");
}

TEST(LookUp, SpaceStandsForTheDashOfAnIdOrAlias) {
  EXPECT_EQ(meaning("SQL joins"), "sql-joins");
  EXPECT_EQ(meaning("structured query"), "sql");
}

TEST(LookUp, WholeIdWinsOverPrefix) { EXPECT_EQ(meaning("sql"), "sql"); }

TEST(LookUp, UniquePrefixOfIdAliasOrName) {
  EXPECT_EQ(meaning("post"), "postgresql");
  EXPECT_EQ(meaning("struct"), "sql");
  EXPECT_EQ(meaning("sql: j"), "sql-joins");
}

TEST(LookUp, OneLetterIsNoPrefix) { EXPECT_EQ(meaning("e"), "?"); }

TEST(LookUp, AmbiguousPrefixListsAll) { EXPECT_EQ(meaning("py"), "python | python-testing"); }

TEST(LookUp, UnknownWordGetsTheNearest) {
  EXPECT_EQ(meaning("pyhton"), "? python");
  EXPECT_EQ(meaning("zzzzzz"), "?");
  EXPECT_EQ(meaning(""), "?");
}

TEST(Search, EveryWordMustOccurSomewhere) {
  EXPECT_THAT(found({"indentation"}), ElementsAre("python"));
  EXPECT_THAT(found({"sql", "four"}), ElementsAre("sql-joins"));
  EXPECT_THAT(found({"sql", "indentation"}), IsEmpty());
}

TEST(Search, InflectedWordsFindEachOther) {
  EXPECT_THAT(found({"query"}), ElementsAre("sql"));  // First Queries
  EXPECT_THAT(found({"joined", "tables"}), ElementsAre("sql-joins"));
  EXPECT_THAT(found({"tests"}), ElementsAre("python-testing"));
  EXPECT_THAT(found({"ing"}), ElementsAre("python-testing"));
}

TEST(NearestWord, OfNamesAndAliases) {
  const Catalog catalog = catalog_from_yaml(kCatalog);
  EXPECT_EQ(nearest_word(catalog, {"pyton", "x"}), "python");
  EXPECT_EQ(nearest_word(catalog, {"quantum"}), std::nullopt);
}

TEST(Search, NameBeatsTheRestAndTheWholeIdBeatsBoth) {
  EXPECT_THAT(found({"sql"}), ElementsAre("sql", "sql-joins", "postgresql"));
  EXPECT_THAT(found({"joins"}), ElementsAre("sql-joins", "python-testing"));
}

TEST(Search, AreaCounts) {
  EXPECT_THAT(found({"databases"}), ElementsAre("sql", "sql-joins", "postgresql"));
}

TEST(FindSkill, ByIdOrAliasToTheLetter) {
  const Catalog catalog = catalog_from_yaml(kCatalog);
  EXPECT_TRUE(catalog.find_skill("postgres"));
  EXPECT_TRUE(catalog.find_skill("pg"));
  EXPECT_FALSE(catalog.find_skill("Python"));
  EXPECT_FALSE(catalog.find_skill("pyth"));
}

}  // namespace
}  // namespace cairn::test
