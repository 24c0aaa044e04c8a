// `cairn know`: what a person can do already.
#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/render/names.h"
#include "cli/commands.h"
#include "cli/end_sessions.h"
#include "cli/situation.h"
#include "cli/skill_lines.h"

namespace cairn {
namespace {

// A level stands for the cheapest way to it from here, with the person's choices.
void add_level(Session& session, LevelIndex level, std::vector<SkillIndex>& skills) {
  const std::vector<Node> goals{session.open().graph.node(level)};
  const Problem problem = session.problem(goals);
  const std::optional<Plan> plan = find_plan(problem, session.stop());
  if (!plan) {
    throw Error(Code::usage, "",
                fmt::format("there is no way to {} with what you avoid",
                            session.catalog().level(level).title),
                "cairn roadmap says why");
  }
  skills.insert(skills.end(), plan->skills.begin(), plan->skills.end());
}

void add_area(Session& session, const std::string& word, std::vector<SkillIndex>& skills) {
  const auto areas = session.catalog().areas();
  std::vector<std::string> ids;
  for (std::uint32_t a = 0; a < areas.size(); ++a) {
    ids.push_back(areas[a].id);
    if (fold_case(areas[a].id) != fold_case(word) && fold_case(areas[a].title) != fold_case(word)) {
      continue;
    }
    for (std::uint32_t s = 0; s < session.catalog().skills().size(); ++s) {
      if (session.catalog().skills()[s].area == a) skills.push_back(SkillIndex{s});
    }
    return;
  }
  std::string hint = did_you_mean(word, ids);
  if (hint.empty()) hint = "the areas are " + join_names(ids, 20);
  throw Error(Code::usage, "", fmt::format("no area '{}'", printable(word)), hint);
}

// Of what was `asked`, `skills` are not known yet and `known` records them; `already` says what of
// it was known, if anything.
int record_known(Session& session, const std::vector<SkillIndex>& asked,
                 const std::vector<SkillIndex>& skills, std::vector<NewEvent> known,
                 const std::string& already) {
  const bool with_needs = session.arguments().has("with-needs");
  std::vector<SkillIndex> implied = implied_needs(session, asked);
  // Who knows a skill may still add what it rests on.
  const bool needs_alone = skills.empty() && with_needs && !implied.empty();
  if (skills.empty() && !needs_alone) {
    session.remark(already + "; nothing was recorded");
    if (session.json()) {
      const Problem problem = session.problem();
      session.out() << recorded_json(session.view(problem), {});
    }
    return kAnswer;
  }
  if (!already.empty()) session.remark(already);
  std::string headline =
      glyph(session.terminal(), Standing::known) +
      " known: " + join_names(skill_names(session.catalog(), needs_alone ? implied : skills), 6);
  if (needs_alone) {
    NewEvent needs;
    needs.kind = EventKind::know;
    needs.ids = ids_of(session.catalog(), implied);
    needs.on = session.day_option("on");
    known.push_back(needs);
    implied.clear();
  } else if (with_needs) {
    known.back().also_known = ids_of(session.catalog(), implied);
    if (!implied.empty()) {
      headline += fmt::format(", with {} under {}", count_text(implied.size(), "need"),
                              asked.size() == 1 ? "it" : "them");
    }
    implied.clear();
  }
  std::vector<NewEvent> events = end_sessions(session, skills);
  headline += sessions_text(session, events);
  events.insert(events.end(), known.begin(), known.end());
  return record_and_show(session, events, headline, implied);
}

// Lines of which the skill is known already are left out.
int know_lines(Session& session) {
  std::vector<SkillLine> lines = read_skill_lines(session, false);
  std::vector<SkillIndex> asked, skills;
  for (const SkillLine& line : lines) asked.push_back(line.skill);
  const auto& known = session.personal().known;
  std::erase_if(lines, [&](const SkillLine& line) { return known[value(line.skill)] != 0; });
  for (const SkillLine& line : lines) skills.push_back(line.skill);
  const std::size_t before = asked.size() - skills.size();
  return record_known(
      session, asked, skills,
      events_of(session.catalog(), EventKind::know, lines, session.day_option("on")),
      before == 0 ? "" : fmt::format("{} of {} known already", before, asked.size()));
}

int run_know(Session& session) {
  if (from_standard_input(session)) return know_lines(session);
  std::vector<SkillIndex> skills;
  for (const std::string& word : session.arguments().words) {
    const Subject subject = session.find(word);
    if (const auto* level = std::get_if<LevelIndex>(&subject)) {
      add_level(session, *level, skills);
    } else {
      skills.push_back(std::get<SkillIndex>(subject));
    }
  }
  if (const auto area = session.arguments().get("area")) add_area(session, *area, skills);
  if (skills.empty() && session.arguments().words.empty() && !session.arguments().has("area")) {
    throw Error(Code::usage, "", "cairn know needs ID... or --area",
                "for example: cairn know git python");
  }
  std::sort(skills.begin(), skills.end());
  skills.erase(std::unique(skills.begin(), skills.end()), skills.end());
  const std::vector<SkillIndex> asked = skills;
  std::erase_if(skills, [&](SkillIndex s) { return session.personal().known[value(s)] != 0; });
  std::string already;
  if (skills.empty()) {
    already = asked.empty()
                  ? "nothing is left to know there"
                  : fmt::format("{} known already", asked.size() == 1 ? "that is" : "these are");
  }
  std::vector<SkillLine> lines;
  for (const SkillIndex skill : skills) lines.push_back({skill, std::nullopt, std::nullopt});
  return record_known(
      session, asked, skills,
      events_of(session.catalog(), EventKind::know, lines, session.day_option("on")), already);
}

}  // namespace

Command know_command() {
  return {.name = "know",
          .group = kEveryDay,
          .summary = "Record what you can do already",
          .arguments = "ID...|-",
          .least = 0,
          .most = kAnyNumber,
          .options = {{"with-needs", "", "and all that it rests on"},
                      {"area", "AREA", "everything of an area"},
                      {"on", "DATE", "since when"}},
          .examples = {{"know git python", "two skills"},
                       {"know kubernetes --with-needs", "one, and all that it rests on"},
                       {"know entry", "a whole level, by the cheapest way to it"},
                       {"know - < known.txt", "one a line: git 2019-09-01"}},
          .details =
              "You are trusted: nothing asks for proof, and cairn undo takes it back. With - "
              "the skills come from standard input, one a line with the day where there is "
              "one.",
          .uses = {Use::catalog, Use::record, Use::plan, Use::writing},
          .run = run_know};
}

}  // namespace cairn
