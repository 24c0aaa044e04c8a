#include "cairn/catalog/strict.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cairn/catalog/links.h"
#include "cairn/catalog/load.h"
#include "cairn/catalog/starter.h"
#include "tests/support/catalog_text.h"

namespace cairn::test {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::vector<std::string> texts(const Diagnostics& diagnostics) {
  std::vector<std::string> shown;
  for (const Diagnostic& finding : diagnostics) shown.push_back(finding.what);
  return shown;
}

// A skill with nothing to find, but for what `change` gives it instead.
std::string skill(std::string_view id, std::string_view name, std::string_view change = "") {
  const auto unless = [&](std::string_view key, std::string_view line) {
    return change.starts_with(key) ? std::string() : fmt::format("  {}: {}\n", key, line);
  };
  return fmt::format("- id: {}\n  name: \"{}\"\n  area: a\n  {}\n", id, name,
                     change.empty() ? "weight: 1" : change) +
         unless("hours", "[4, 8, 16]") + unless("summary", "One sentence.") +
         unless("outcomes", "[Write one, Explain one]") + unless("project", "Make it.") +
         unless("resources", "[r]");
}

std::vector<std::string> findings(std::string_view skills, std::string_view rest = "") {
  const Catalog catalog = catalog_from_yaml(
      fmt::format("cairn: 1\nareas: [{{id: a, title: A}}]\n"
                  "resources: [{{id: r, kind: book, title: R, by: B, url: 'https://example.org/', "
                  "access: free}}]\nskills:\n{}{}",
                  skills, rest));
  return texts(check_strict(catalog));
}

TEST(CheckStrict, GoodSkillPasses) { EXPECT_THAT(findings(skill("x", "X")), IsEmpty()); }

TEST(CheckStrict, EveryRuleOfASkill) {
  const auto finds = [](std::string_view change, std::string_view text) {
    EXPECT_THAT(findings(skill("y", "Other") + skill("x", "X", change)),
                ElementsAre(HasSubstr(std::string(text))))
        << change;
  };
  finds("hours: [1, 3, 9]", "'x' takes 3 h, less than 4");
  finds("hours: [4, 9, 121]", "'x' takes up to 121 h, more than 120");
  finds("hours: 9", "the hours of 'x' are no range");
  finds("outcomes: [Write one]", "'x' has 1 outcomes");
  finds("outcomes: [Write a, Write b, Write c, Write d, Write e]", "'x' has 5 outcomes");
  finds("outcomes: [Write one, Understand two]",
        "an outcome of 'x' begins with 'Understand', which nobody can check");
  finds("outcomes: [Write one, The other]",
        "an outcome of 'x' begins with 'The', which is no verb");
  finds("resources: []", "'x' has no resource");
  finds("summary: " + std::string(161, 'x'), "summary of 'x' has 161 characters, more than 160");
  finds("project: " + std::string(161, 'x'), "project of 'x' has 161 characters, more than 160");
}

TEST(CheckStrict, MissingTextsAreFound) {
  const Catalog catalog = catalog_from_yaml(
      "cairn: 1\nareas: [{id: a, title: A}]\nlevels: [{id: l, title: L}]\n"
      "skills: [{id: x, name: X, area: a, hours: [4, 5, 6]}]\n");
  EXPECT_THAT(texts(check_strict(catalog)),
              ElementsAre("'l' has no summary", "'l' needs nothing", "'x' has no summary",
                          "'x' has no project", "'x' has 0 outcomes", "'x' has no resource"));
}

TEST(CheckStrict, LengthCountsCharactersNotBytes) {
  std::string umlauts;
  for (int i = 0; i < 160; ++i) umlauts += "ü";
  EXPECT_THAT(findings(skill("x", "X", "summary: " + umlauts)), IsEmpty());
}

TEST(CheckStrict, NearlyEqualNames) {
  EXPECT_THAT(
      findings(skill("x", "Message Brokers") + skill("y", "Message Broker")),
      ElementsAre("'y' and 'x' are nearly one name: \"Message Broker\", \"Message Brokers\""));
  EXPECT_THAT(findings(skill("x", "Testing: Python") + skill("y", "Python testing")),
              ElementsAre(HasSubstr("are nearly one name")));
  EXPECT_THAT(findings(skill("x", "Go: Testing") + skill("y", "PHP: Testing")), IsEmpty());
  EXPECT_THAT(findings(skill("x", "C++") + skill("y", "C#") + skill("z", "C")), IsEmpty());
}

TEST(CheckStrict, Resources) {
  const Catalog catalog =
      catalog_from_yaml("cairn: 1\nareas: [{id: a, title: A}]\nskills:\n" + skill("x", "X") +
                        "resources:\n- {id: r, kind: book, title: R, by: B, url: "
                        "'https://example.org/', access: free}\n"
                        "- {id: s, title: S}\n");
  EXPECT_THAT(texts(check_strict(catalog)),
              ElementsAre("no skill uses the resource 's'", "the resource 's' has no kind",
                          "the resource 's' has no by", "the resource 's' has no url",
                          "the resource 's' has no access"));
}

TEST(CheckStrict, InterviewTopics) {
  const auto finds = [](std::string_view questions, auto matcher) {
    EXPECT_THAT(
        findings(skill("x", "X"),
                 fmt::format("interview: [{{id: i, title: I, needs: x, questions: [{}]}}]\n",
                             questions)),
        matcher)
        << questions;
  };
  const std::string good =
      "{q: a, grade: 1, points: [p, q]}, {q: b, grade: 1, points: [p, q]}, "
      "{q: c, grade: 1, points: [p, q]}, {q: d, grade: 2, points: [p, q]}, "
      "{q: e, grade: 2, points: [p, q]}, {q: f, grade: 2, points: [p, q]}, "
      "{q: g, grade: 3, points: [p, q]}";
  finds(good + ", {q: h, grade: 3, points: [p, q]}", IsEmpty());
  finds(good, ElementsAre("'i' has 7 questions, less than 8"));
  finds(good + ", {q: h, grade: 3, points: [p]}",
        ElementsAre(HasSubstr("a question of 'i' has 1 points of a good answer: \"h")));
  finds(good + ", {q: h, grade: 2, points: [p, q]}",
        ElementsAre(HasSubstr("is easier than the one before: \"h")));
  finds(good + ", {q: h, points: [p, q]}", ElementsAre(HasSubstr("has no grade: \"h")));
}

TEST(OutcomeFault, AVerbThatCanBeChecked) {
  for (const char* good :
       {"Write a query", "Explain the plan", "Bring a table to third normal form",
        "Implement a heap", "Document an API", "Partition a table", "Say which one",
        "Instrument a service"}) {
    EXPECT_EQ(outcome_fault(good), "") << good;
  }
  for (const char* bad : {"Understand joins", "Know the rules", "Be able to join", "how to join",
                          "Writing queries", "The joins", "Optimization of queries",
                          "write a query", "Familiarisation with joins", "A query"}) {
    EXPECT_NE(outcome_fault(bad), "") << bad;
  }
}

TEST(CheckLevelHours, PromiseAndProgress) {
  const Catalog catalog = catalog_from_yaml(
      "cairn: 1\nareas: [{id: a, title: A}]\n"
      "levels: [{id: l, title: L, hours: [10, 20]}, {id: m, title: M}]\n"
      "skills: [{id: x, name: X, area: a, hours: 1}]\n");
  EXPECT_THAT(check_level_hours(catalog, std::vector{Hours::whole(15), Hours::whole(16)}),
              IsEmpty());
  EXPECT_THAT(texts(check_level_hours(catalog, std::vector{Hours::whole(9), Hours::whole(9)})),
              ElementsAre("'l' takes 9 h from nothing, and promises 10 to 20",
                          "'m' takes no more than 'l'"));
}

TEST(CheckLock, IdsAreAddedOrAliasedAndNeverDropped) {
  const Catalog catalog = catalog_from_yaml(
      "cairn: 1\nareas: [{id: a, title: A}]\nlevels: [{id: l, title: L}]\n"
      "skills: [{id: x, name: X, area: a, hours: 1, aliases: [old-x]}]\n");
  EXPECT_THAT(check_lock(catalog, "ids.lock", "# ids\nlevel l\nskill old-x\n\nskill x\n"),
              IsEmpty());
  const Diagnostics gone = check_lock(catalog, "ids.lock", "level l\nskill gone\nskill x\nskil x");
  EXPECT_THAT(gone,
              ElementsAre(AllOf(testing::Field(&Diagnostic::place, Place{"ids.lock", 2, 1}),
                                testing::Field(&Diagnostic::what,
                                               "the skill 'gone' was shipped and is gone")),
                          testing::Field(&Diagnostic::what, "'skil x' is no line of a lock")));
  EXPECT_THAT(texts(check_lock(catalog, "ids.lock", "level l\n")),
              ElementsAre("'x' is not in ids.lock"));
  const std::string updated = updated_lock(catalog, "skill old-x\n");
  EXPECT_THAT(updated, HasSubstr("\nlevel l\nskill old-x\nskill x\n"));
  EXPECT_THAT(check_lock(catalog, "ids.lock", updated), IsEmpty());
}

TEST(LinksOf, EachAddressOnceSorted) {
  const Catalog catalog = catalog_from_yaml(
      "cairn: 1\nareas: [{id: a, title: A}]\nskills: [{id: x, name: X, area: a, hours: 1}]\n"
      "resources: [{id: r, title: R, url: 'https://b.example/'}, {id: s, title: S},\n"
      "  {id: t, title: T, url: 'https://a.example/'}, {id: u, title: U, url: "
      "'https://b.example/'}]\n");
  const std::vector<Link> links = links_of(catalog);
  ASSERT_EQ(links.size(), 2u);
  EXPECT_EQ(links[0].url, "https://a.example/");
  EXPECT_THAT(links[1].resources, ElementsAre("r", "u"));
}

TEST(Starter, LoadsWithoutFindingUnderItsOwnName) {
  const std::string text = starter_catalog("piano", "The \"Grand\" Piano");
  const LoadedCatalog loaded = load_catalog({"piano.yaml", text});
  EXPECT_THAT(loaded.diagnostics, IsEmpty());
  ASSERT_TRUE(loaded.catalog);
  EXPECT_EQ(loaded.catalog->id(), "piano");
  EXPECT_EQ(loaded.catalog->title(), "The \"Grand\" Piano");
  // Only what is for the author to fill in is left to find: the interview's questions.
  EXPECT_THAT(texts(check_strict(*loaded.catalog)), Not(Contains(HasSubstr("outcome"))));
}

}  // namespace
}  // namespace cairn::test
