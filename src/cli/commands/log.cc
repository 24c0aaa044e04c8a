// `cairn log` and `note`: hours that were spent, and words about a skill.
#include <fmt/format.h>

#include <ostream>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/render/names.h"
#include "cli/commands.h"
#include "cli/situation.h"

namespace cairn {
namespace {

int print_recorded(Session& session, const Event& event, const std::string& line) {
  if (session.json()) {
    Recorded recorded;
    recorded.rehearsed = session.rehearsing();
    recorded.events.push_back(event);
    const Problem problem = session.problem();
    session.out() << recorded_json(session.view(problem), recorded);
    return kAnswer;
  }
  session.out() << fold(session.terminal(), line + '\n');
  return kAnswer;
}

int run_log(Session& session) {
  const auto& words = session.arguments().words;
  const SkillIndex skill = session.find_skill(words[0]);
  const auto hours = parse_hours(words[1]);
  if (!hours || hours->minutes() == 0) {
    throw Error(Code::usage, "", fmt::format("'{}' is no amount of time", printable(words[1])),
                "write it as 2, 1.5, 90m or 1h30m");
  }
  NewEvent event;
  event.kind = EventKind::log;
  event.ids = {session.catalog().skill(skill).id};
  event.hours = hours;
  event.on = session.day_option("on").value_or(session.today());
  if (*event.on > session.today()) {
    throw Error(Code::usage, "", fmt::format("{} is still to come", to_iso(*event.on)),
                "hours are logged on a day that has been");
  }
  if (const auto note = session.arguments().get("note")) event.note = checked_note(*note);
  for (const Running& one : session.running()) {
    if (session.catalog().find_skill(one.id.text) != skill) continue;
    session.remark(
        fmt::format("a session of it runs since {} and counts besides; cairn stop --discard ends "
                    "it without counting",
                    moment_text(one.since, session.today())));
  }
  const Event recorded = session.record(event);
  const Skill& it = session.catalog().skill(skill);
  const auto& records = session.personal().records;
  const auto found = records.find(skill);
  const Hours spent = found == records.end() ? *hours : found->second.spent;
  return print_recorded(
      session, recorded,
      fmt::format("{} {}: {} on {}, {} of {} so far",
                  glyph(session.terminal(), session.personal().known[value(skill)] != 0
                                                ? Standing::known
                                                : Standing::in_progress),
                  it.name, hours_text(*hours), date_text(*event.on), hours_text(spent),
                  hours_text(it.hours.likely)));
}

int run_note(Session& session) {
  const auto& words = session.arguments().words;
  const SkillIndex skill = session.find_skill(words[0]);
  NewEvent event;
  event.kind = EventKind::note;
  event.ids = {session.catalog().skill(skill).id};
  event.note = checked_note(words[1]);
  const Event recorded = session.record(event);
  return print_recorded(session, recorded,
                        fmt::format("Noted about {}.", session.catalog().skill(skill).name));
}

}  // namespace

Command log_command() {
  return {.name = "log",
          .group = kEveryDay,
          .summary = "Record hours that you spent on a skill",
          .arguments = "ID HOURS",
          .least = 2,
          .most = 2,
          .options = {{"on", "DATE", "the day; today if left out"},
                      {"note", "TEXT", "a few words about it"}},
          .examples = {{"log postgresql 2h", "today"},
                       {"log postgresql 90m --on yesterday --note \"window functions\"", ""}},
          .details = "",
          .uses = {Use::catalog, Use::record, Use::writing},
          .run = run_log};
}

Command note_command() {
  return {.name = "note",
          .group = kEveryDay,
          .summary = "Write a few words about a skill",
          .arguments = "ID TEXT",
          .least = 2,
          .most = 2,
          .options = {},
          .examples = {{"note postgresql \"ask Ada about vacuum\"", ""}},
          .details = "cairn history ID shows them.",
          .uses = {Use::catalog, Use::record, Use::writing},
          .run = run_note};
}

}  // namespace cairn
