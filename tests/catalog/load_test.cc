#include "cairn/catalog/load.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "cairn/catalog/embedded.h"
#include "cairn/graph/unfounded.h"
#include "tests/support/catalog_findings.h"

namespace cairn::test {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

TEST(LoadCatalog, SkillKeepsEveryField) {
  const Catalog catalog = load(R"(
cairn: 1
id: test
title: A Test
areas: [{id: a, title: Area}]
levels:
- {id: low, title: Low, summary: first, years: [0, 2], hours: [1, 2.5], needs: x,
   salary: {currency: EUR, low: 10, high: 20, open: true, region: DE}}
- {id: top, title: Top, years: [5], needs: [y]}
skills:
- {id: x, name: X, area: a, hours: 1}
- id: y
  name: Why
  aliases: [old-y]
  area: a
  level: top
  hours: [1, 1.5, 3]
  weight: 7
  summary: "One\n  sentence."
  outcomes: [Do it, Do it again]
  project: Build it.
  needs: [x, {any: [x, z]}, {at_least: 2, of: [x, z, {all: [x, z]}]}]
  after: [x, zed]
  resources: [r]
- {id: z, name: Z, area: a, hours: [0, 0, 0], aliases: [zed]}
resources: [{id: r, kind: book, title: R, by: Me, url: "https://example.org/", access: paid}]
interview: [{id: i, kind: soft, title: I, needs: y, 
  questions: ["Why?", {q: "How?", grade: 2, points: [First, Then]}]}]
)");
  EXPECT_EQ(catalog.id(), "test");
  EXPECT_EQ(catalog.title(), "A Test");
  ASSERT_THAT(catalog.levels(), SizeIs(2));
  const Level& low = catalog.levels()[0];
  EXPECT_EQ(low.years_from, 0);
  EXPECT_EQ(low.years_to, 2);
  EXPECT_EQ(low.salary->low, 10);
  EXPECT_EQ(low.salary->high, 20);
  EXPECT_TRUE(low.salary->open);
  EXPECT_EQ(low.salary->currency, "EUR");
  EXPECT_EQ(low.salary->region, "DE");
  EXPECT_EQ(low.hours, (HourBounds{Hours::whole(1), Hours::from_minutes(150)}));
  EXPECT_EQ(catalog.levels()[1].years_to, std::nullopt);
  const Skill& y = catalog.skill(*catalog.find_skill("old-y"));
  EXPECT_EQ(y.id.text, "y");
  EXPECT_EQ(y.level, LevelIndex{1});
  EXPECT_EQ(y.hours.likely, Hours::from_minutes(90));
  EXPECT_EQ(y.weight, 7);
  EXPECT_EQ(y.summary, "One sentence.");
  EXPECT_THAT(y.outcomes, ElementsAre("Do it", "Do it again"));
  EXPECT_EQ(y.project, "Build it.");
  ASSERT_EQ(y.needs.kind, FormulaKind::all);
  ASSERT_THAT(y.needs.parts, SizeIs(3));
  EXPECT_EQ(y.needs.parts[1].kind, FormulaKind::any);
  EXPECT_EQ(y.needs.parts[2].kind, FormulaKind::at_least);
  EXPECT_EQ(y.needs.parts[2].at_least, 2u);
  EXPECT_EQ(catalog.resources()[y.resources[0]].by, "Me");
  EXPECT_THAT(y.after, ElementsAre(SkillIndex{0}, SkillIndex{2}));
  EXPECT_EQ(y.mark.line, 12u);
  const auto& questions = catalog.interview()[0].questions;
  ASSERT_THAT(questions, SizeIs(2));
  EXPECT_EQ(questions[0].text, "Why?");
  EXPECT_EQ(questions[0].grade, 0);
  EXPECT_EQ(questions[1].text, "How?");
  EXPECT_EQ(questions[1].grade, 2);
  EXPECT_THAT(questions[1].points, ElementsAre("First", "Then"));
  EXPECT_EQ(catalog.skill(*catalog.find_skill("x")).weight, 1);
}

TEST(LoadCatalog, FindingsNamePlaceAndWayOut) {
  EXPECT_THAT(findings(with_field("hourz: 2")),
              ElementsAre("c.yaml:7:3: error: unknown key 'hourz'; did you mean 'hours'?"));
  EXPECT_THAT(findings(with_field("zzz: 2")),
              ElementsAre(AllOf(StartsWith("c.yaml:7:3: error: unknown key 'zzz'; an entry of "
                                           "skills has id, name, aliases"))));
  EXPECT_THAT(findings(with_field("name: Y")),
              ElementsAre("c.yaml:7:3: error: key 'name' stands twice, first in line 5; keep one"));
  EXPECT_THAT(findings(with_skills("- {id: x, name: X, area: a, hours: 1}\n"
                                   "- {id: x, name: Y, area: a, hours: 1}\n")),
              ElementsAre("c.yaml:5:8: error: skill 'x' stands twice, first at c.yaml:4:8; give "
                          "each its own id"));
  EXPECT_THAT(findings(with_skills("- {id: python, name: P, area: a, hours: 1}\n"
                                   "- {id: x, name: X, area: a, hours: 1, needs: [pyhton]}\n")),
              ElementsAre("c.yaml:5:47: error: no skill 'pyhton'; did you mean 'python'?"));
}

TEST(LoadCatalog, DanglingReferencesOfEveryKind) {
  EXPECT_THAT(findings("cairn: 1\nareas: [{id: data, title: D}]\n"
                       "levels: [{id: entry, title: E}]\nskills:\n"
                       "- {id: x, name: X, area: daat, hours: 1}\n"
                       "- {id: y, name: Y, area: data, level: entri, hours: 1}\n"
                       "- {id: z, name: Z, area: data, hours: 1, resources: [bok]}\n"
                       "- {id: l, name: L, area: data, hours: 1, needs: entry}\n"
                       "resources: [{id: book, title: B}]\n"),
              ElementsAre("c.yaml:5:26: error: no area 'daat'; did you mean 'data'?",
                          "c.yaml:6:39: error: no level 'entri'; did you mean 'entry'?",
                          "c.yaml:7:54: error: no resource 'bok'; did you mean 'book'?",
                          "c.yaml:8:49: error: 'entry' is a level, and only skills can be needed; "
                          "name the skills that it stands for"));
}

TEST(LoadCatalog, WrongTypes) {
  const auto finds = [](std::string_view field, std::string_view text) {
    EXPECT_THAT(findings(with_field(field)), ElementsAre(HasSubstr(std::string(text)))) << field;
  };
  finds("summary: [a]", "c.yaml:7:12: error: summary must be text, not a list");
  finds("summary: ''", "c.yaml:7:12: error: summary is empty");
  finds("summary: \"a\\u0007b\"", "summary holds a control character");
  finds("summary: \"pay \\u202E001\"", "warning: summary holds an invisible sign: pay <U+202E>001");
  finds("outcomes: {a: b}", "c.yaml:7:13: error: outcomes must be a list of texts, not a map");
  finds("outcomes: [[a]]", "an entry of outcomes must be text, not a list");
  finds("needs: {any: []}", "any of nothing can never hold");
  finds("needs: {any: x}", "what is needed must be a list, not text");
  finds("needs: {some: [x]}", "unknown key 'some'");
  finds("needs: {anny: [x]}", "did you mean 'any'?");
  finds("needs: {any: [x], all: [x]}", "a need is one of");
  finds("needs: {at_least: 1}", "a need is one of");
  finds("needs: {at_least: 3, of: [x, x]}", "at_least must be from 1 to 2");
  finds("needs: {at_least: 0, of: [x, x]}", "at_least must be from 1 to 2");
  finds("needs: {at_least: 1.5, of: [x, x]}", "at_least must be a whole number");
  finds("weight: heavy", "weight must be a number from 0 to 1000, not 'heavy'");
  finds("weight: 1001", "weight must be a number from 0 to 1000, not '1001'");
  finds("weight: -1", "weight must be a number from 0 to 1000, not '-1'");
  finds("weight: '5'", "weight must be a number from 0 to 1000, not '5'");
  finds("weight: 1e3", "weight must be a number from 0 to 1000, not '1e3'");
  finds("weight: 0x10", "weight must be a number from 0 to 1000, not '0x10'");
  finds("weight: .nan", "weight must be a number from 0 to 1000, not '.nan'");
  finds("weight: .inf", "weight must be a number from 0 to 1000, not '.inf'");
}

TEST(LoadCatalog, HoursInOrderAndInBounds) {
  const auto finds = [](std::string_view field, std::string_view text) {
    EXPECT_THAT(findings(with_field(field)), Contains(HasSubstr(std::string(text)))) << field;
  };
  finds("hours: [3, 2, 4]", "c.yaml:7:10: error: hours are out of order; low <= likely <= high");
  finds("hours: [1, 2]", "hours must be [low, likely, high]");
  finds("hours: {low: 1}", "hours must be [low, likely, high]");
  finds("hours: ten", "hours must be a number from 0 to 100000, not 'ten'");
  finds("hours: [1, -2, 3]", "hours must be a number from 0 to 100000, not '-2'");
  finds("hours: 100001", "hours must be a number from 0 to 100000, not '100001'");
}

TEST(LoadCatalog, NumbersThatLookOctalAreRefused) {
  EXPECT_THAT(findings(with_field("weight: 010")),
              ElementsAre("c.yaml:7:11: error: weight '010' begins with a zero, which some read as "
                          "octal; write 10"));
  EXPECT_THAT(findings(with_field("hours: [08, 9, 10]")),
              ElementsAre("c.yaml:7:11: error: hours '08' begins with a zero, which some read as "
                          "octal; write 8"));
  EXPECT_THAT(findings(with_field("hours: [0, 0.5, 1]")), IsEmpty());
}

TEST(LoadCatalog, Questions) {
  const auto finds = [](std::string_view question, std::string_view text) {
    const std::string yaml =
        with_skills("- {id: x, name: X, area: a, hours: 1}\n") +
        fmt::format("interview: [{{id: i, title: I, questions: [{}]}}]\n", question);
    EXPECT_THAT(findings(yaml), ElementsAre(HasSubstr(std::string(text)))) << question;
  };
  finds("[a]", "a question must be text, not a list");
  finds("{grade: 1}", "a question has no q; write {q: the question, ...}");
  finds("{q: a, grade: 0}", "grade must be 1 (easy), 2 or 3 (hard)");
  finds("{q: a, grade: 4}", "grade must be a number from 0 to 3, not '4'");
  finds("{q: a, point: [b]}", "unknown key 'point'; did you mean 'points'?");
  finds("{q: a, points: {b: c}}", "points must be a list of texts, not a map");
}

TEST(LoadCatalog, SoftOrder) {
  EXPECT_THAT(findings(with_field("after: [y]")), ElementsAre(HasSubstr("error: no skill 'y'")));
  const CatalogText over[] = {{"o.yaml", "cairn: 1\nremove: [y]\n"}};
  EXPECT_THAT(load(with_field("after: [y]") + "- {id: y, name: Y, area: a, hours: 1}\n", over)
                  .skills()[0]
                  .after,
              IsEmpty());
}

TEST(LoadCatalog, HoursOfALevel) {
  const auto finds = [](std::string_view hours, std::string_view text) {
    const std::string yaml = with_skills("- {id: x, name: X, area: a, hours: 1}\n") +
                             fmt::format("levels: [{{id: l, title: L, hours: {}}}]\n", hours);
    EXPECT_THAT(findings(yaml), ElementsAre(HasSubstr(std::string(text)))) << hours;
  };
  finds("[2, 1]", "hours are out of order; least <= most");
  finds("[1, 2, 3]", "hours of a level must be [least, most]");
  finds("[1, x]", "hours must be a number from 0 to 100000, not 'x'");
}

TEST(LoadCatalog, MissingFields) {
  EXPECT_THAT(
      findings("cairn: 1\nskills:\n- id: x\n- name: Y\n- z\n"),
      ElementsAre("c.yaml:3:7: error: 'x' has no name", "c.yaml:3:7: error: 'x' has no area",
                  "c.yaml:3:7: error: 'x' has no hours",
                  "c.yaml:4:3: error: an entry of skills has no id",
                  "c.yaml:5:3: error: an entry of skills must be a map, not text"));
}

TEST(LoadCatalog, BadIds) {
  EXPECT_THAT(findings(with_skills("- {id: Not Good, name: X, area: a, hours: 1}\n")),
              Contains(StartsWith("c.yaml:4:8: error: 'Not Good' is no id; use lower-case")));
  EXPECT_THAT(findings("cairn: 1\nareas: [{id: a, title: A}]\nlevels: [{id: x, title: X}]\n"
                       "skills: [{id: x, name: X, area: a, hours: 1}]\n"),
              ElementsAre("c.yaml:3:15: error: 'x' is a level and a skill; give one of them "
                          "another id"));
}

TEST(LoadCatalog, AnAliasBelongsToOneSkill) {
  EXPECT_THAT(findings(with_skills("- {id: x, name: X, area: a, hours: 1, aliases: [old]}\n"
                                   "- {id: y, name: Y, area: a, hours: 1, aliases: [old, x]}\n")),
              ElementsAre("c.yaml:5:49: error: alias 'old' already means 'x'; an alias belongs to "
                          "one skill",
                          "c.yaml:5:54: error: alias 'x' already means 'x'; an alias belongs to "
                          "one skill"));
}

TEST(LoadCatalog, TwoSkillsOfOneNameAreWarnedOf) {
  EXPECT_THAT(findings(with_skills("- {id: x, name: SQL, area: a, hours: 1}\n"
                                   "- {id: y, name: sql, area: a, hours: 1}\n")),
              ElementsAre("c.yaml:5:17: warning: 'y' and 'x' have one name; tell them apart"));
}

TEST(LoadCatalog, SalariesYearsUrlsAndAccess) {
  EXPECT_THAT(
      findings("cairn: 1\nareas: [{id: a, title: A}]\n"
               "levels:\n"
               "- {id: l, title: L, years: [5, 2], salary: {low: 2, high: 1}}\n"
               "- {id: m, title: M, years: [1, 2, 3], salary: {low: 1, hihg: 2}}\n"
               "- {id: n, title: N, salary: {low: 1, high: 2, open: maybe}}\n"
               "skills: [{id: x, name: X, area: a, hours: 1}]\n"
               "resources:\n"
               "- {id: r, title: R, url: 'ftp://example.org', access: free}\n"
               "- {id: s, title: S, url: 'javascript:alert(1)', access: fre}\n"),
      ElementsAre("c.yaml:4:28: error: years are out of order; from <= to",
                  "c.yaml:4:44: error: a salary needs low and high, low <= high",
                  "c.yaml:5:28: error: years must be [from, to] or [from]",
                  "c.yaml:5:47: error: a salary needs low and high, low <= high",
                  "c.yaml:5:56: error: unknown key 'hihg'; did you mean 'high'?",
                  "c.yaml:6:53: error: open must be true or false",
                  "c.yaml:9:26: error: a url must begin with https:// or http://",
                  "c.yaml:10:26: error: a url must begin with https:// or http://",
                  "c.yaml:10:57: error: access must be free, paid or mixed; did you mean 'free'?"));
}

TEST(LoadCatalog, FormatVersion) {
  EXPECT_THAT(findings("cairn: 2\nskills: []\n"),
              ElementsAre("c.yaml:1:8: error: this program reads format version 1 only; write "
                          "'cairn: 1', or use a newer cairn"));
  EXPECT_THAT(findings("skills: []\n"),
              Contains("c.yaml:1:1: error: the format version is missing; begin with 'cairn: 1'"));
  EXPECT_THAT(findings("cairn: 1\n"), ElementsAre("c.yaml:1:1: error: the catalog has no skills; "
                                                  "add at least one under 'skills:'"));
}

TEST(LoadCatalog, TextThatIsNoCatalog) {
  EXPECT_THAT(findings(""), ElementsAre(StartsWith("c.yaml:1:1: error: a catalog is a map")));
  EXPECT_THAT(findings("# only a comment\n"), ElementsAre(HasSubstr("a catalog is a map")));
  EXPECT_THAT(findings("just words\n"), ElementsAre(HasSubstr("c.yaml:1:1: error: a catalog is")));
  EXPECT_THAT(findings("- a\n- b\n"), ElementsAre(HasSubstr("a catalog is a map")));
  EXPECT_THAT(findings("cairn: 1\nskills: [\n"),
              ElementsAre(AllOf(StartsWith("c.yaml:3:1: error: not readable as YAML: "),
                                HasSubstr("look at the indentation"))));
  EXPECT_THAT(findings("cairn: 1\n\tskills: []\n"), ElementsAre(HasSubstr("not readable as YAML")));
  EXPECT_THAT(findings("cairn: 1\ntitle: \xff\n"),
              ElementsAre("c.yaml:2:8: error: this byte is not UTF-8; save the file as UTF-8"));
  EXPECT_THAT(findings(std::string_view("cairn: 1\n\0", 10)),
              ElementsAre("c.yaml:2:1: error: a zero byte stands here; is this a text file?"));
}

TEST(LoadCatalog, WhatBreaksTheYamlIsAllThatIsSaidOfIt) {
  EXPECT_THAT(findings(with_skills("- {id: x, name: X, area: b, hours: [3, 2, 1]}\n"
                                   "- {id: X X}\n- [\n")),
              ElementsAre(StartsWith("c.yaml:7:1: error: not readable as YAML: ")));
  EXPECT_THAT(findings(with_skills("- {id: x, name: X, hours: -1}\n- " + std::string(50, '['))),
              ElementsAre(HasSubstr("nested deeper than 40 levels")));
}

TEST(LoadCatalog, AListUnderAListIsNoSection) {
  EXPECT_THAT(findings("cairn: 1\nareas: [{id: a, title: A}]\n? [skills]\n: - {id: x}\n"),
              ElementsAre("c.yaml:3:3: error: a key in a catalog must be text, not a list"));
}

TEST(LoadCatalog, ALongListIsReadWholeWhateverItsEntriesTake) {
  std::string skills;
  for (int i = 0; i < 700; ++i) {
    skills += fmt::format("- id: s{}\n  name: Skill {}\n  area: a\n  hours: 1\n", i, i);
    if (i > 300 && i % 2 == 0) skills += "  outcomes:\n  - One\n  - Two\n\n  weight: 3\n";
    if (i > 500) skills += "  summary: S\n  project: P\n";
  }
  const Catalog catalog = load(with_skills(skills + "- {id: z, name: Z, area: a, hours: 1}"));
  ASSERT_THAT(catalog.skills(), SizeIs(701));
  for (std::uint32_t i = 0; i < 700; ++i) {
    EXPECT_EQ(catalog.skills()[i].name, fmt::format("Skill {}", i));
  }
}

TEST(LoadCatalog, YamlThatIsNotRead) {
  EXPECT_THAT(findings(with_skills("- &x {id: x, name: X, area: a, hours: 1}\n- *x\n")),
              Contains("c.yaml:5:3: error: aliases (*name) are not read; write the value out"));
  EXPECT_THAT(findings("cairn: 1\nskills: &x [*x]\n"),
              Contains(StartsWith("c.yaml:2:13: error: aliases (*name) are not read")));
  EXPECT_THAT(findings(with_field("weight: !!int 3")), Contains(HasSubstr("is not read; leave")));
  EXPECT_THAT(
      findings("cairn: 1\n---\ncairn: 1\n"),
      Contains("c.yaml:3:1: error: a second document begins here; keep one document a file"));
}

TEST(LoadCatalog, DepthIsBounded) {
  for (const std::size_t depth : {41, 2'000, 1'000'000}) {
    EXPECT_THAT(
        findings("cairn: 1\nskills: " + std::string(depth, '[')),
        Contains(HasSubstr("lists and maps are nested deeper than 40 levels; flatten this")))
        << depth;
  }
  std::string needs = "x";
  for (int i = 0; i <= kMostFormulaDepth; ++i) needs = "{any: [" + needs + "]}";
  EXPECT_THAT(findings(with_field("needs: " + needs)),
              Contains(HasSubstr("needs are nested deeper than 16 levels")));
}

TEST(LoadCatalog, FormulaSizeIsBounded) {
  std::string needs;
  for (std::size_t i = 0; i < kMostFormulaAtoms; ++i) needs += i == 0 ? "y" : ", y";
  const std::string other = "- {id: y, name: Y, area: a, hours: 1}\n";
  EXPECT_THAT(findings(with_field("needs: [" + needs + "]") + other), IsEmpty());
  EXPECT_THAT(findings(with_field("needs: [" + needs + ", y]") + other),
              ElementsAre(AllOf(HasSubstr("needs name more than 5000 ids"),
                                HasSubstr("put a skill of 0 hours in between"))));
}

TEST(LoadCatalog, FileSizeIsBounded) {
  const std::string large(kMostCatalogBytes + 1, '#');
  EXPECT_THAT(findings(large),
              ElementsAre("c.yaml: error: the file is larger than 64 MiB; split it into overlays"));
}

TEST(LoadCatalog, TextIsBounded) {
  EXPECT_THAT(findings(with_field("summary: " + std::string(2'001, 'x'))),
              ElementsAre(HasSubstr("summary is longer than 2000 bytes")));
}

TEST(LoadCatalog, EverythingIsReportedAtOnceByPlace) {
  EXPECT_THAT(findings("cairn: 1\nareas: [{id: a, title: A}]\nskills:\n"
                       "- {id: x, name: X, area: b, hours: [3, 2, 1]}\n"
                       "- {id: y, nmae: Y, area: a, hours: 1, needs: [qqqqq]}\n"),
              ElementsAre(HasSubstr("c.yaml:4:26: error: no area 'b'"),
                          HasSubstr("c.yaml:4:36: error: hours are out of order"),
                          HasSubstr("c.yaml:5:8: error: 'y' has no name"),
                          HasSubstr("c.yaml:5:11: error: unknown key 'nmae'"),
                          HasSubstr("c.yaml:5:47: error: no skill 'qqqqq'")));
}

TEST(LoadCatalog, WindowsLineEndsAndByteOrderMark) {
  EXPECT_THAT(findings("\xEF\xBB\xBF"
                       "cairn: 1\r\nareas: [{id: a, title: A}]\r\nskills:\r\n"
                       "- {id: x, name: X, area: a, hours: 1}\r\n"),
              IsEmpty());
}

TEST(ShippedCatalog, LoadsWithoutFindingAndAllOfItCanBeLearnt) {
  const Catalog catalog = load(embedded_catalog());
  EXPECT_EQ(catalog.id(), "backend");
  EXPECT_THAT(catalog.levels(), SizeIs(3));
  const SkillGraph graph = build_graph(catalog);
  EXPECT_THAT(texts(explain_unlearnable(catalog, graph)), IsEmpty());
}

}  // namespace
}  // namespace cairn::test
