// Every item of the career guide that cairn began with is in the shipped catalog, under its own
// name and with its own figures.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "cairn/catalog/embedded.h"
#include "cairn/catalog/lookup.h"
#include "tests/support/catalog_text.h"

namespace cairn::test {
namespace {

const Catalog& shipped() {
  static const Catalog catalog = catalog_from_yaml(embedded_catalog());
  return catalog;
}

// The id of the skill that somebody finds who types the item; empty where it is none.
std::string skill_of(std::string_view item) {
  const Lookup lookup = look_up(shipped(), item);
  if (const auto* subject = std::get_if<Subject>(&lookup)) {
    if (const auto* skill = std::get_if<SkillIndex>(subject)) {
      return shipped().skill(*skill).id.text;
    }
  }
  return "";
}

struct Item {
  std::string_view text;
  std::string_view skill;
  std::string_view area;
};

void PrintTo(const Item& item, std::ostream* out) { *out << item.text; }

class GuideItem : public testing::TestWithParam<Item> {};

TEST_P(GuideItem, IsASkillOfItsArea) {
  EXPECT_EQ(skill_of(GetParam().text), GetParam().skill) << GetParam().text;
  const auto skill = shipped().find_skill(GetParam().skill);
  ASSERT_TRUE(skill) << GetParam().text;
  EXPECT_EQ(shipped().area_of(*skill).id, GetParam().area) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    ProgrammingLanguages, GuideItem,
    testing::Values(Item{"Python", "python", "languages"}, Item{"Java", "java", "languages"},
                    Item{"Node.js", "nodejs", "languages"}, Item{"PHP", "php", "languages"},
                    Item{"Ruby", "ruby", "languages"}, Item{"Go", "go", "languages"}));
INSTANTIATE_TEST_SUITE_P(Databases, GuideItem,
                         testing::Values(Item{"PostgreSQL", "postgresql", "databases"},
                                         Item{"MySQL", "mysql", "databases"},
                                         Item{"MongoDB", "mongodb", "databases"},
                                         Item{"Redis", "redis", "databases"},
                                         Item{"Elasticsearch", "elasticsearch", "databases"}));
INSTANTIATE_TEST_SUITE_P(WebFrameworks, GuideItem,
                         testing::Values(Item{"Django", "django", "frameworks"},
                                         Item{"Spring Boot", "spring-boot", "frameworks"},
                                         Item{"Express.js", "express", "frameworks"},
                                         Item{"Laravel", "laravel", "frameworks"},
                                         Item{"Ruby on Rails", "rails", "frameworks"}));
INSTANTIATE_TEST_SUITE_P(DevOpsAndCloud, GuideItem,
                         testing::Values(Item{"Docker", "docker", "devops"},
                                         Item{"Kubernetes", "kubernetes", "devops"},
                                         Item{"AWS", "aws", "devops"},
                                         Item{"Azure", "azure", "devops"},
                                         Item{"CI/CD", "ci-cd", "devops"}));
INSTANTIATE_TEST_SUITE_P(
    CoreSkills, GuideItem,
    testing::Values(Item{"System Design", "system-design", "architecture"},
                    Item{"Database Design", "database-design", "databases"},
                    Item{"API Architecture", "api-architecture", "apis"},
                    Item{"Scalability Patterns", "scalability-patterns", "architecture"},
                    Item{"Microservices", "microservices", "architecture"},
                    Item{"Authentication", "authentication", "security"},
                    Item{"Authorization", "authorization", "security"},
                    Item{"Data Encryption", "data-encryption", "security"},
                    Item{"Security Best Practices", "security-basics", "security"},
                    Item{"Caching Strategies", "caching-strategies", "performance"},
                    Item{"Database Optimization", "database-optimization", "databases"},
                    Item{"Load Balancing", "load-balancing", "performance"},
                    Item{"Performance Monitoring", "performance-monitoring", "performance"}));
INSTANTIATE_TEST_SUITE_P(
    HowToBecomeOne, GuideItem,
    testing::Values(Item{"Algorithms", "algorithms", "computer-science"},
                    Item{"Data Structures", "data-structures", "computer-science"},
                    Item{"Computer Architecture", "computer-basics", "foundations"},
                    Item{"API Design", "api-architecture", "apis"},
                    Item{"Containers", "docker", "devops"},
                    Item{"Cloud Computing", "cloud-basics", "devops"}));
INSTANTIATE_TEST_SUITE_P(
    SoftSkills, GuideItem,
    testing::Values(Item{"Problem-solving approach", "problem-solving", "people"},
                    Item{"Communication with team members", "communication", "people"},
                    Item{"Project management", "project-management", "people"},
                    Item{"Documentation skills", "documentation", "people"},
                    Item{"Code review practices", "code-review", "people"}));

struct Figures {
  std::string_view title;
  int from;
  std::optional<int> to;
  std::int64_t low, high;
  bool open;
};

TEST(Guide, LevelsHaveItsYearsAndSalaries) {
  const Figures ladder[] = {{"Entry-Level", 0, 2, 75'000, 110'000, false},
                            {"Mid-Level", 2, 5, 100'000, 160'000, false},
                            {"Senior", 5, std::nullopt, 140'000, 220'000, true}};
  ASSERT_EQ(shipped().levels().size(), std::size(ladder));
  for (std::size_t i = 0; i < std::size(ladder); ++i) {
    const Level& level = shipped().levels()[i];
    EXPECT_EQ(level.title, ladder[i].title);
    EXPECT_EQ(level.years_from, ladder[i].from);
    EXPECT_EQ(level.years_to, ladder[i].to);
    ASSERT_TRUE(level.salary);
    EXPECT_EQ(level.salary->low, ladder[i].low);
    EXPECT_EQ(level.salary->high, ladder[i].high);
    EXPECT_EQ(level.salary->open, ladder[i].open);
    EXPECT_EQ(level.salary->currency, "USD");
    EXPECT_EQ(level.salary->region, "US");
  }
}

TEST(Guide, InterviewTopicsHaveItsTitles) {
  const std::pair<std::string_view, std::string_view> topics[] = {
      {"technical", "Data Structures & Algorithms"},
      {"technical", "System Design & Architecture"},
      {"technical", "Database Design & Optimization"},
      {"technical", "API Design Principles"},
      {"technical", "Security & Authentication"},
      {"soft", "Problem-solving approach"},
      {"soft", "Communication with team members"},
      {"soft", "Project management"},
      {"soft", "Documentation skills"},
      {"soft", "Code review practices"}};
  for (const auto& [kind, title] : topics) {
    const auto found =
        std::find_if(shipped().interview().begin(), shipped().interview().end(),
                     [&](const InterviewTopic& topic) { return topic.title == title; });
    ASSERT_NE(found, shipped().interview().end()) << title;
    EXPECT_EQ(found->kind, kind) << title;
    EXPECT_FALSE(found->needs.is_true()) << title;
    EXPECT_GE(found->questions.size(), 8u) << title;
  }
}

TEST(Guide, ResourcesHaveItsTitlesAndAreUsed) {
  const std::pair<std::string_view, std::string_view> resources[] = {
      {"platform", "Coursera"},
      {"platform", "Udemy"},
      {"platform", "PluralSight"},
      {"platform", "MIT OpenCourseWare"},
      {"book", "Clean Code"},
      {"book", "Designing Data-Intensive Applications"},
      {"book", "System Design Interview"},
      {"book", "Database Internals"},
      {"community", "Stack Overflow"},
      {"community", "GitHub"},
      {"community", "Reddit (r/programming)"},
      {"community", "Dev.to"}};
  for (const auto& [kind, title] : resources) {
    std::size_t at = 0;
    while (at < shipped().resources().size() && shipped().resources()[at].title != title) ++at;
    ASSERT_LT(at, shipped().resources().size()) << title;
    EXPECT_EQ(shipped().resources()[at].kind, kind) << title;
    bool used = false;
    for (const Skill& skill : shipped().skills()) {
      for (const std::uint32_t resource : skill.resources) used = used || resource == at;
    }
    EXPECT_TRUE(used) << title;
  }
}

}  // namespace
}  // namespace cairn::test
