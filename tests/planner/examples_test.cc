// The catalogs that the documentation shows: they load, they keep the house rules, and the page
// that teaches shows the file as it is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "cairn/catalog/load.h"
#include "cairn/catalog/strict.h"
#include "cairn/graph/strict.h"
#include "cairn/graph/unfounded.h"
#include "cairn/planner/select.h"
#include "cairn/planner/standing.h"
#include "catalog/draft.h"
#include "tests/support/catalog_text.h"
#include "tests/support/source_tree.h"

namespace cairn::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::filesystem::path docs() { return source_tree() / "docs"; }

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> findings(const std::string& text) {
  std::vector<std::string> shown;
  const auto add = [&](const Diagnostics& found) {
    for (const Diagnostic& finding : found) shown.push_back(to_string(finding));
  };
  const LoadedCatalog loaded = load_catalog({"example.yaml", text});
  add(loaded.diagnostics);
  if (!loaded.catalog) return shown;
  const SkillGraph graph = build_graph(*loaded.catalog);
  add(explain_unlearnable(*loaded.catalog, graph));
  add(check_strict(*loaded.catalog));
  add(check_structure(*loaded.catalog, graph));
  std::vector<Hours> totals;
  for (const LevelStanding& level : level_standings(make_problem(*loaded.catalog, graph))) {
    totals.push_back(level.total);
  }
  add(check_level_hours(*loaded.catalog, totals));
  return shown;
}

TEST(Examples, KeepEveryHouseRule) {
  std::size_t seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator(docs() / "examples")) {
    if (entry.path().extension() != ".yaml") continue;
    ++seen;
    EXPECT_THAT(findings(read(entry.path())), IsEmpty()) << entry.path();
  }
  EXPECT_GE(seen, 2u);
}

TEST(Examples, TheTutorialShowsItsFile) {
  EXPECT_THAT(read(docs() / "catalog.md"),
              HasSubstr("```yaml\n" + read(docs() / "examples" / "photography.yaml") + "```\n"));
}

TEST(Examples, TheTutorialsFiguresAreTrue) {
  const World world{catalog_from_yaml(read(docs() / "examples" / "photography.yaml"))};
  EXPECT_EQ(world.catalog.skills().size(), 6u);
  const Plan plan = std::get<Plan>(select(world.problem({.goals = "hobby"})));
  EXPECT_EQ(plan.skills.size(), 5u);
  EXPECT_EQ(plan.cost, Hours::whole(98));
  const Plan film = std::get<Plan>(select(world.problem({.goals = "hobby", .avoided = "digital"})));
  EXPECT_EQ(film.cost - plan.cost, Hours::whole(15));
}

TEST(Examples, ThePianistChoosesTheMusic) {
  const World world{catalog_from_yaml(read(docs() / "examples" / "piano.yaml"))};
  const auto plan = [&](const char* chosen) {
    const Plan made =
        std::get<Plan>(select(world.problem({.goals = "performer", .chosen = chosen})));
    EXPECT_TRUE(made.optimal());
    return ' ' + world.ids(made.skills) + ' ';
  };
  EXPECT_THAT(plan("blues-jazz band-set"), testing::Not(HasSubstr(" recital ")));
  EXPECT_THAT(plan("romantic-pieces recital"), testing::Not(HasSubstr(" blues-jazz ")));
}

TEST(Examples, TheTutorialNamesEveryKey) {
  const std::string page = read(docs() / "catalog.md");
  std::set<std::string> keys = {"cairn",  "id",        "areas", "skills", "levels", "resources",
                                "remove", "interview", "q",     "grade",  "points"};
  const auto add = [&](const char* name, auto) { keys.insert(name); };
  AreaDraft::fields(add);
  LevelDraft::fields(add);
  SkillDraft::fields(add);
  ResourceDraft::fields(add);
  InterviewDraft::fields(add);
  for (const std::string& key : keys) {
    EXPECT_TRUE(page.find('`' + key + '`') != std::string::npos ||
                page.find(key + ": ") != std::string::npos ||
                page.find(key + ":  ") != std::string::npos)
        << key;
  }
}

TEST(Examples, TheOverlayOfTheTutorialFitsTheShippedCatalog) {
  const std::string page = read(docs() / "catalog.md");
  const std::size_t begin = page.find("cairn: 1\nid: backend");
  ASSERT_NE(begin, std::string::npos);
  const std::string overlay = page.substr(begin, page.find("```", begin) - begin);
  const std::string shipped = read(docs().parent_path() / "data" / "skills.yaml");
  const CatalogText over[] = {{"overlay.yaml", overlay}};
  const LoadedCatalog loaded = load_catalog({"skills.yaml", shipped}, over);
  for (const Diagnostic& finding : loaded.diagnostics) ADD_FAILURE() << to_string(finding);
  ASSERT_TRUE(loaded.catalog);
  EXPECT_TRUE(loaded.catalog->find_skill("terraform-cdk"));
  EXPECT_FALSE(loaded.catalog->find_skill("vector-search"));
}

}  // namespace
}  // namespace cairn::test
