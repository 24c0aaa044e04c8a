// `cairn start`: a session of study begins.
#include <fmt/format.h>

#include <ostream>

#include "cairn/base/error.h"
#include "cairn/render/names.h"
#include "cli/commands.h"
#include "cli/end_sessions.h"
#include "cli/situation.h"

namespace cairn {
namespace {

// Where a session of the skill runs already and is not forgotten, there is nothing to record.
bool runs_already(Session& session, SkillIndex skill) {
  for (const Running& one : session.running()) {
    if (one.forgotten || session.catalog().find_skill(one.id.text) != skill) continue;
    session.remark(fmt::format("{} runs already, since {} ({}); nothing was recorded",
                               session.catalog().skill(skill).name,
                               moment_text(one.since, session.today()), duration_text(one.lasted)));
    return true;
  }
  return false;
}

std::string begun_text(Session& session, const Skill& skill, Hours spent, bool runs) {
  const std::string at = runs ? " at " + moment_text(session.world().now, session.today()) : "";
  const std::string likely = hours_text(skill.hours.likely);
  return spent.minutes() == 0 ? fmt::format("{} begun{}, {} to go", skill.name, at, likely)
                              : fmt::format("{} goes on{}, {} of {} so far", skill.name, at,
                                            hours_text(spent), likely);
}

int run_start(Session& session) {
  const SkillIndex skill = session.find_skill(session.arguments().words.front());
  const Skill& it = session.catalog().skill(skill);
  NewEvent event;
  event.kind = EventKind::start;
  event.ids = {it.id};
  event.on = session.day_option("on");
  if (event.on && *event.on > session.today()) {
    throw Error(Code::usage, "", fmt::format("{} is still to come", to_iso(*event.on)),
                "a skill is begun today or on a day that has been");
  }
  // Begun on another day: that is remembered, but nobody sits there now.
  const bool runs = !event.on || *event.on == session.today();
  std::vector<NewEvent> events;
  Recorded recorded;
  recorded.rehearsed = session.rehearsing();
  if (!runs || !runs_already(session, skill)) {
    if (session.personal().known[value(skill)] != 0) {
      session.remark(fmt::format("you know {} already, and still do{}", it.name,
                                 runs ? "; the time counts" : ""));
    }
    if (runs) events = end_sessions(session);
    events.push_back(event);
    recorded.implied = implied_needs(session, {skill});
    recorded.events = session.record(events);
    events.pop_back();
  }
  const Problem problem = session.problem();
  const View view = session.view(problem);
  if (session.json()) {
    session.out() << recorded_json(view, recorded);
    return kAnswer;
  }
  if (recorded.events.empty()) return kAnswer;
  for (const NewEvent& ended : events) {
    session.out() << wrap(session.terminal(), "Stopped ", stopped_text(session, ended));
  }
  const auto record = session.personal().records.find(skill);
  const Hours spent = record == session.personal().records.end() ? Hours() : record->second.spent;
  session.out() << wrap(session.terminal(), glyph(session.terminal(), Standing::in_progress) + " ",
                        begun_text(session, it, spent, runs));
  if (!recorded.implied.empty()) {
    session.out() << labelled(
        session.terminal(), "early",
        fmt::format("it rests on {}, which you don't know yet; if you do: "
                    "cairn know {} --with-needs",
                    join_names(skill_names(session.catalog(), recorded.implied), 4), it.id.text));
  }
  if (!it.project.empty()) session.out() << labelled(session.terminal(), "do", it.project);
  session.out() << fmt::format("\ncairn {} {} cairn show {}\n",
                               runs ? "stop" : "done " + it.id.text, dot(session.terminal()),
                               it.id.text);
  return kAnswer;
}

}  // namespace

Command start_command() {
  return {.name = "start",
          .group = kEveryDay,
          .summary = "Begin to learn a skill: a session runs until you stop it",
          .arguments = "ID",
          .least = 1,
          .most = 1,
          .options = {{"on", "DATE", "begun on that day, without a session"}},
          .examples = {{"start postgresql", "now; cairn stop counts the minutes"},
                       {"start http --on yesterday", "only remember when it was begun"}},
          .details = "One session runs at a time: what ran before is stopped and counted.",
          .uses = {Use::catalog, Use::record, Use::plan, Use::writing},
          .run = run_start};
}

}  // namespace cairn
