// The shipped catalog as a whole: its house rules, its hours, and the roadmap of every choice.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "cairn/catalog/embedded.h"
#include "cairn/catalog/load.h"
#include "cairn/catalog/strict.h"
#include "cairn/graph/settle.h"
#include "cairn/graph/stats.h"
#include "cairn/graph/strict.h"
#include "cairn/planner/select.h"
#include "cairn/planner/standing.h"
#include "tests/support/catalog_text.h"
#include "tests/support/source_tree.h"

namespace cairn::test {
namespace {

using ::testing::IsEmpty;

const World& shipped() {
  static const World world{catalog_from_yaml(embedded_catalog())};
  return world;
}

std::vector<std::string> texts(const Diagnostics& diagnostics) {
  std::vector<std::string> shown;
  for (const Diagnostic& finding : diagnostics) {
    shown.push_back(fmt::format("{}: {}", finding.place.line, finding.what));
  }
  return shown;
}

std::vector<Hours> level_hours() {
  const World& world = shipped();
  std::vector<Hours> totals;
  for (const LevelStanding& standing : level_standings(make_problem(world.catalog, world.graph))) {
    totals.push_back(standing.total);
  }
  return totals;
}

TEST(ShippedCatalog, KeepsEveryHouseRule) {
  const World& world = shipped();
  EXPECT_THAT(texts(check_strict(world.catalog)), IsEmpty());
  EXPECT_THAT(texts(check_structure(world.catalog, world.graph)), IsEmpty());
  EXPECT_THAT(texts(check_level_hours(world.catalog, level_hours())), IsEmpty());
  EXPECT_GE(world.catalog.skills().size(), 180u);
  EXPECT_LE(world.catalog.skills().size(), 260u);
}

TEST(ShippedCatalog, HasEveryIdThatWasEverShipped) {
  const auto root = source_tree();
  std::ifstream file(root / "data" / "ids.lock");
  const std::string lock{std::istreambuf_iterator<char>(file), {}};
  EXPECT_THAT(texts(check_lock(shipped().catalog, "ids.lock", lock)), IsEmpty())
      << updated_lock(shipped().catalog, lock);
}

std::string notes() {
  const auto root = source_tree();
  std::ifstream file(root / "docs" / "catalog-notes.md");
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(ShippedCatalog, NotesGiveItsTotals) {
  const Catalog& catalog = shipped().catalog;
  std::string levels, areas;
  for (const Level& level : catalog.levels()) {
    const Plan plan = std::get<Plan>(select(shipped().problem({.goals = level.id.text})));
    HourRange hours;
    for (const SkillIndex skill : plan.skills) hours += catalog.skill(skill).hours;
    const std::string years = level.years_to
                                  ? fmt::format("{} to {}", level.years_from, *level.years_to)
                                  : fmt::format("{} and more", level.years_from);
    // Rounded, so that a tie between two cheapest plans changes nothing here.
    const auto round = [](double number, double unit) { return std::round(number / unit) * unit; };
    levels += fmt::format(
        "| {} | {:.0f} | {:.0f} h | {:.0f} h | {:.0f} h | {:.1f} years | {} years |\n", level.title,
        round(static_cast<double>(plan.skills.size()), 10), round(hours.low.hours(), 50),
        hours.likely.hours(), round(hours.high.hours(), 50), hours.likely.hours() / 8 / 52, years);
  }
  const CatalogStats stats = catalog_stats(catalog, shipped().graph);
  for (const StatsRow& row : stats.areas) {
    areas +=
        fmt::format("| {} | {} | {:.0f} h |\n", row.title, row.skills, row.hours.likely.hours());
  }
  areas +=
      fmt::format("| all | {} | {:.0f} h |\n", stats.all.skills, stats.all.hours.likely.hours());
  EXPECT_NE(notes().find(levels), std::string::npos) << levels;
  EXPECT_NE(notes().find(areas), std::string::npos) << areas;
}

// The paths of the six languages, the relational databases and the clouds.
const std::vector<std::vector<std::string>> kPaths[] = {
    {{"python", "python-idioms", "python-async", "python-testing", "django", "django-production"},
     {"java", "java-idioms", "java-concurrency", "java-testing", "spring-boot",
      "spring-boot-production"},
     {"nodejs", "nodejs-idioms", "nodejs-async", "nodejs-testing", "express", "express-production"},
     {"php", "php-idioms", "php-async", "php-testing", "laravel", "laravel-production"},
     {"ruby", "ruby-idioms", "ruby-concurrency", "ruby-testing", "rails", "rails-production"},
     {"go", "go-idioms", "go-concurrency", "go-testing", "go-web", "go-services"}},
    {{"postgresql", "postgresql-operations", "postgresql-features"},
     {"mysql", "mysql-operations", "mysql-features"}},
    {{"aws", "aws-containers", "aws-networks"},
     {"azure", "azure-containers", "azure-networks"},
     {"gcp", "gcp-containers", "gcp-networks"}}};

struct Choice {
  std::size_t kind;
  std::size_t path;
  std::string member;
};

std::vector<Choice> every_choice() {
  std::vector<Choice> choices;
  for (std::size_t kind = 0; kind < std::size(kPaths); ++kind) {
    for (std::size_t path = 0; path < kPaths[kind].size(); ++path) {
      for (const std::string& member : kPaths[kind][path]) choices.push_back({kind, path, member});
    }
  }
  return choices;
}

// The skills of other paths than the chosen one that the plan holds.
std::vector<std::string> strangers(const Plan& plan, const Choice& choice) {
  std::vector<std::string> found;
  for (std::size_t path = 0; path < kPaths[choice.kind].size(); ++path) {
    for (const std::string& member : kPaths[choice.kind][path]) {
      const SkillIndex skill = shipped().skill(member);
      if (path != choice.path &&
          std::binary_search(plan.skills.begin(), plan.skills.end(), skill)) {
        found.push_back(member);
      }
    }
  }
  return found;
}

TEST(ShippedCatalog, EveryChoiceGivesACoherentRoadmap) {
  for (const char* level : {"entry", "mid", "senior"}) {
    for (const Choice& choice : every_choice()) {
      const Problem problem = shipped().problem({.goals = level, .chosen = choice.member});
      const Selection selection = select(problem);
      ASSERT_TRUE(std::holds_alternative<Plan>(selection)) << choice.member;
      const Plan& plan = std::get<Plan>(selection);
      EXPECT_TRUE(plan.optimal()) << choice.member;
      EXPECT_THAT(strangers(plan, choice), IsEmpty()) << level << " with " << choice.member;
    }
  }
}

TEST(ShippedCatalog, ChoosingALanguageGivesItsWholePath) {
  for (std::size_t path = 0; path < kPaths[0].size(); ++path) {
    const Problem problem = shipped().problem({.goals = "senior", .chosen = kPaths[0][path][0]});
    const Plan plan = std::get<Plan>(select(problem));
    for (const std::string& member : kPaths[0][path]) {
      EXPECT_TRUE(
          std::binary_search(plan.skills.begin(), plan.skills.end(), shipped().skill(member)))
          << member;
    }
  }
}

// Has reached Entry-Level with one language and chooses another: nothing of its path is missing.
TEST(ShippedCatalog, SwitchingTheLanguageAfterEntryGivesItsWholePath) {
  for (std::size_t begun = 0; begun < kPaths[0].size(); ++begun) {
    const Plan entry = std::get<Plan>(
        select(shipped().problem({.goals = "entry", .chosen = kPaths[0][begun][0]})));
    for (std::size_t path = 0; path < kPaths[0].size(); ++path) {
      if (begun == path) continue;
      Problem problem = shipped().problem({.goals = "mid", .chosen = kPaths[0][path][0]});
      for (const SkillIndex skill : entry.skills) problem.known[value(skill)] = 1;
      const SkillGraph settled =
          settle_choices(shipped().graph, problem.known, problem.avoided, problem.chosen);
      problem.graph = &settled;
      const Plan plan = std::get<Plan>(select(problem));
      EXPECT_TRUE(plan.optimal());
      for (const std::string& member : kPaths[0][path]) {
        EXPECT_TRUE(
            std::binary_search(plan.skills.begin(), plan.skills.end(), shipped().skill(member)))
            << member << " after " << kPaths[0][begun][0];
      }
    }
  }
}

// Knows the first two steps of one language, chooses another: its whole path, nothing of the first.
TEST(ShippedCatalog, ASettledChoiceIsCoherentWithAnotherLanguageBegun) {
  for (std::size_t begun = 0; begun < kPaths[0].size(); ++begun) {
    for (std::size_t path = 0; path < kPaths[0].size(); ++path) {
      if (begun == path) continue;
      Problem problem = shipped().problem(
          {.goals = "senior", .known = kPaths[0][begun][0], .chosen = kPaths[0][path][0]});
      problem.known[value(shipped().skill(kPaths[0][begun][1]))] = 1;
      const SkillGraph settled =
          settle_choices(shipped().graph, problem.known, problem.avoided, problem.chosen);
      problem.graph = &settled;
      const Plan plan = std::get<Plan>(select(problem));
      EXPECT_TRUE(plan.optimal());
      EXPECT_THAT(strangers(plan, {0, path, ""}), IsEmpty())
          << kPaths[0][path][0] << " after " << kPaths[0][begun][0];
    }
  }
}

}  // namespace
}  // namespace cairn::test
