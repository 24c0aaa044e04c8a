// `cairn list` and `cairn search`: skills, one a line.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <ostream>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/render/json.h"
#include "cli/commands.h"
#include "cli/session.h"

namespace cairn {
namespace {

int print_rows(Session& session, std::string_view schema, const std::vector<SkillIndex>& skills,
               const std::map<SkillId, SkillRecord>& departed, std::string_view when_empty) {
  const Problem problem = session.problem();
  const View view = session.view(problem);
  const Selection selection = session.selection(problem);
  const Plan* plan = std::get_if<Plan>(&selection);
  if (session.json()) {
    session.out() << list_json(view, schema, plan, skills, departed);
  } else if (skills.empty() && departed.empty()) {
    session.out() << wrap(session.terminal(), "", when_empty);
  } else {
    session.out() << list_screen(view, plan, skills) << departed_screen(view, departed);
  }
  return skills.empty() && departed.empty() ? kNoAnswer : kAnswer;
}

std::uint32_t find_area(const Catalog& catalog, const std::string& word) {
  std::vector<std::string> ids;
  for (std::uint32_t a = 0; a < catalog.areas().size(); ++a) {
    const Area& area = catalog.areas()[a];
    if (fold_case(area.id) == fold_case(word) || fold_case(area.title) == fold_case(word)) return a;
    ids.push_back(area.id);
  }
  std::string hint = did_you_mean(word, ids);
  if (hint.empty()) hint = "the areas are " + join_names(ids, 20);
  throw Error(Code::usage, "", fmt::format("no area '{}'", printable(word)), hint);
}

// Those of the record that the catalog has not: they have no area or level, and nothing is ready.
std::map<SkillId, SkillRecord> departed_skills(Session& session) {
  const Arguments& arguments = session.arguments();
  if (arguments.has("area") || arguments.has("level") || arguments.has("ready")) return {};
  std::map<SkillId, SkillRecord> departed = session.personal().departed;
  std::erase_if(departed, [&](const auto& entry) {
    const Standing standing = standing_of(entry.second);
    return (arguments.has("known") && standing != Standing::known) ||
           (arguments.has("in-progress") && standing != Standing::in_progress);
  });
  return departed;
}

int run_list(Session& session) {
  const Catalog& catalog = session.catalog();
  const Personal& personal = session.personal();
  const Arguments& arguments = session.arguments();
  std::optional<std::uint32_t> area;
  if (const auto word = arguments.get("area")) area = find_area(catalog, *word);
  std::optional<LevelIndex> level;
  if (const auto word = arguments.get("level")) {
    const Subject subject = session.find(*word);
    if (!std::holds_alternative<LevelIndex>(subject)) {
      throw Error(Code::usage, "",
                  fmt::format("{} is a skill, not a level", quoted_name(catalog, subject)));
    }
    level = std::get<LevelIndex>(subject);
  }
  const std::vector<SkillIndex> ready = ready_skills(session.open().graph, personal.known);
  std::vector<SkillIndex> skills;
  for (std::uint32_t s = 0; s < catalog.skills().size(); ++s) {
    const Skill& skill = catalog.skills()[s];
    if (area && skill.area != *area) continue;
    if (level && skill.level != level) continue;
    if (arguments.has("known") && personal.known[s] == 0) continue;
    if (arguments.has("ready") && !std::binary_search(ready.begin(), ready.end(), SkillIndex{s})) {
      continue;
    }
    if (arguments.has("in-progress") &&
        std::find(personal.in_progress.begin(), personal.in_progress.end(), SkillIndex{s}) ==
            personal.in_progress.end()) {
      continue;
    }
    skills.push_back(SkillIndex{s});
  }
  return print_rows(session, "list", skills, departed_skills(session),
                    "No skill fits all of that.");
}

int run_search(Session& session) {
  const std::vector<std::string>& words = session.arguments().words;
  const std::vector<SkillIndex> found = search(session.catalog(), words);
  std::string when_empty = words.size() > 1 ? "No skill has all of these words; fewer may find it"
                                            : "No skill has this word";
  if (found.empty()) {
    const auto near = nearest_word(session.catalog(), words);
    when_empty += near ? fmt::format("; did you mean '{}'?", *near) : "; cairn list shows all.";
  }
  return print_rows(session, "search", found, {}, when_empty);
}

}  // namespace

Command list_command() {
  return {.name = "list",
          .group = kLook,
          .summary = "The skills, one a line, with how each stands",
          .arguments = "",
          .least = 0,
          .most = 0,
          .options = {{"ready", "", "only those that you can begin now"},
                      {"known", "", "only those that you know"},
                      {"in-progress", "", "only those that you have begun"},
                      {"area", "AREA", "only those of an area"},
                      {"level", "LEVEL", "only those of a level"}},
          .examples = {{"list --ready", "what you can begin now"},
                       {"list --area databases --level mid", ""}},
          .details = "",
          .uses = {Use::catalog, Use::record, Use::plan},
          .paged = true,
          .run = run_list};
}

Command search_command() {
  return {.name = "search",
          .group = kLook,
          .summary = "Skills that hold all the words, best match first",
          .arguments = "WORDS",
          .least = 1,
          .most = kAnyNumber,
          .options = {},
          .examples = {{"search query plan", ""}},
          .details = "Names, aliases, summaries, outcomes, projects and areas are searched.",
          .uses = {Use::catalog, Use::record, Use::plan},
          .paged = true,
          .run = run_search};
}

}  // namespace cairn
