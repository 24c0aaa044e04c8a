#include "cli/situation.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <ostream>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/progress/goal_field.h"
#include "cairn/render/names.h"

namespace cairn {

std::vector<SkillId> ids_of(const Catalog& catalog, const std::vector<SkillIndex>& skills) {
  std::vector<SkillId> ids;
  for (const SkillIndex skill : skills) ids.push_back(catalog.skill(skill).id);
  return ids;
}

std::string event_text(const Catalog& catalog, const Event& event) {
  std::vector<std::string> names;
  for (const SkillId& id : event.ids) names.push_back(recorded_name(catalog, id));
  std::string word =
      event.kind == EventKind::other ? printable(event.word) : std::string(kind_word(event.kind));
  // `goal set`, for people.
  std::replace(word.begin(), word.end(), '-', ' ');
  if (!names.empty()) word += ' ' + join_names(names, 4);
  if (event.kind == EventKind::goal_set || event.kind == EventKind::goal_add) {
    if (const auto day = read_by(event.extra)) {
      word += *day ? " by " + date_text(**day) : " by no day any more";
    }
  }
  return word;
}

std::string checked_note(const std::string& note) {
  constexpr std::size_t kMostNoteBytes = 4'000;
  if (note.empty() || note.size() > kMostNoteBytes || find_invalid_utf8(note)) {
    throw Error(Code::usage, "", fmt::format("a note is text of 1 to {} bytes", kMostNoteBytes));
  }
  return note;
}

Situation situation(Session& session) {
  const Problem problem = session.problem();
  Situation now{session.standings(problem), session.selection(problem),
                ready_skills(session.open().graph, problem.known), std::nullopt};
  if (const auto* plan = std::get_if<Plan>(&now.selection);
      plan != nullptr && !plan->skills.empty()) {
    const Rate rate = session.rate();
    Hours hours;
    for (const SkillIndex skill : plan->skills) {
      hours += session.pace().at_pace(skill, problem.cost[value(skill)]);
    }
    now.finish = schedule(std::vector<Hours>{hours}, rate.hours_per_week, rate.start).back().finish;
  }
  return now;
}

std::vector<SkillIndex> implied_needs(Session& session, const std::vector<SkillIndex>& skills) {
  std::vector<Node> goals;
  for (const SkillIndex skill : skills) goals.push_back(session.open().graph.node(skill));
  Problem problem = session.problem(goals);
  // What the person chooses or avoids for the future says nothing of the past; nor does a skill
  // that is known already say that what it rests on is.
  for (const SkillIndex skill : skills) problem.known[value(skill)] = 0;
  problem.chosen.clear();
  problem.avoided.assign(problem.avoided.size(), 0);
  std::optional<Plan> plan = find_plan(problem, session.stop());
  if (!plan) return {};
  std::vector<SkillIndex> implied = std::move(plan->skills);
  std::erase_if(implied, [&](SkillIndex s) {
    return std::find(skills.begin(), skills.end(), s) != skills.end();
  });
  return implied;
}

int record_and_show(Session& session, const std::vector<NewEvent>& events,
                    std::string_view headline, const std::vector<SkillIndex>& implied) {
  Recorded recorded;
  recorded.rehearsed = session.rehearsing();
  recorded.implied = implied;
  recorded.before = situation(session);
  recorded.events = session.record(events);
  recorded.after = situation(session);
  const Problem problem = session.problem();
  const View view = session.view(problem);
  if (session.json()) {
    session.out() << recorded_json(view, recorded);
    return kAnswer;
  }
  session.out() << fold(session.terminal(), std::string(headline) + '\n');
  if (!implied.empty()) {
    Hours hours;
    for (const SkillIndex skill : implied) hours += session.catalog().skill(skill).hours.likely;
    session.out() << labelled(session.terminal(), "rests on",
                              fmt::format("{} ({}, {}), not known yet; the same with --with-needs "
                                          "takes them too",
                                          join_names(skill_names(session.catalog(), implied), 4),
                                          count_text(implied.size(), "skill"), hours_text(hours)));
  }
  session.out() << change_screen(view, *recorded.before, *recorded.after);
  return kAnswer;
}

Merged merge_and_compare(Session& session, std::span<const Event> events, std::string& change) {
  std::optional<Situation> before;
  try {
    if (!events.empty()) before = situation(session);
  } catch (const Error&) {
    // A catalog that is out of order must not keep the record from being whole.
  }
  Merged merged = session.merge(events);
  if (before && !merged.fresh.empty()) {
    const Situation after = situation(session);
    const Problem problem = session.problem();
    change = change_screen(session.view(problem), *before, after);
  }
  return merged;
}

}  // namespace cairn
