// `cairn done`: skills that were learnt.
#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "cairn/base/error.h"
#include "cairn/render/names.h"
#include "cli/commands.h"
#include "cli/end_sessions.h"
#include "cli/forecasts.h"
#include "cli/situation.h"
#include "cli/skill_lines.h"

namespace cairn {
namespace {

// The headline, with the way back at its right where there is room.
std::string with_undo(const Terminal& terminal, std::string headline, std::size_t events) {
  const std::string undo =
      events == 1 ? "undo: cairn undo" : fmt::format("undo: cairn undo {}", events);
  const std::size_t used = columns(headline) + undo.size();
  if (used + 2 > terminal.width) {
    headline = wrap(terminal, "", headline);
    if (events > 1) headline += labelled(terminal, "undo", fmt::format("cairn undo {}", events));
    headline.pop_back();
    return headline;
  }
  const std::size_t right = std::max(std::min(terminal.width, std::size_t{80}), used + 2);
  return headline + std::string(right - used, ' ') + undo;
}

// What was said on the command line or, for `-`, on standard input.
std::vector<SkillLine> lines_of(Session& session) {
  if (from_standard_input(session)) {
    if (session.arguments().has("hours")) {
      throw Error(Code::usage, "", "--hours goes with skills that are named here",
                  "write them on the lines: http 9h");
    }
    return read_skill_lines(session, true);
  }
  std::vector<SkillLine> lines;
  for (const SkillIndex skill : session.find_skills(session.arguments().words)) {
    lines.push_back({skill, std::nullopt, std::nullopt});
  }
  return lines;
}

// Done again says nothing, unless it is named by itself to set its hours or its day right.
void leave_out_done(Session& session, std::vector<SkillLine>& lines) {
  const Arguments& arguments = session.arguments();
  if (lines.size() == 1 && (arguments.has("hours") || arguments.has("on"))) return;
  const auto& records = session.personal().records;
  std::vector<SkillIndex> before;
  std::erase_if(lines, [&](const SkillLine& line) {
    const auto found = records.find(line.skill);
    const bool again = found != records.end() && found->second.status == SkillStatus::done &&
                       !line.hours && !line.on;
    if (again) before.push_back(line.skill);
    return again;
  });
  if (before.empty()) return;
  session.remark(fmt::format("{} {} done already",
                             join_names(skill_names(session.catalog(), before), 6),
                             before.size() == 1 ? "is" : "are"));
}

// Says where so few hours are logged that they tell nothing, while it can still be set right.
void remark_on_hours(Session& session, const std::vector<SkillIndex>& untimed) {
  for (const SkillIndex index : untimed) {
    const Skill& skill = session.catalog().skill(index);
    const SkillRecord& record = session.personal().records.at(index);
    if (hours_known(skill, record) != HoursKnown::partly) continue;
    session.remark(fmt::format(
        "of {} no more than {} is logged, and it takes {} at least: that is left out of your pace; "
        "say what it took with cairn done {} --hours H",
        skill.name, hours_text(record.spent), hours_text(skill.hours.low), skill.id.text));
  }
}

int run_done(Session& session) {
  const Date on = session.day_option("on").value_or(session.today());
  if (on > session.today()) {
    throw Error(Code::usage, "", fmt::format("{} is still to come", to_iso(on)),
                "a skill is done on a day that has been");
  }
  std::vector<SkillLine> lines = lines_of(session);
  leave_out_done(session, lines);
  if (lines.empty()) {
    session.remark("nothing was recorded");
    if (!session.json()) return kAnswer;
    const Problem problem = session.problem();
    session.out() << recorded_json(session.view(problem), {});
    return kAnswer;
  }
  std::vector<NewEvent> learnt = events_of(session.catalog(), EventKind::done, lines, on);
  // Several skills that are named together share their hours.
  if (const auto hours = session.hours_option("hours")) learnt.front().hours = hours;
  std::vector<SkillIndex> skills, untimed;
  Hours planned, spent;
  for (const SkillLine& line : lines) {
    skills.push_back(line.skill);
    if (!line.hours && !learnt.front().hours) untimed.push_back(line.skill);
    planned += session.catalog().skill(line.skill).hours.likely;
  }
  for (const NewEvent& event : learnt) spent += event.hours.value_or(Hours());
  std::vector<SkillIndex> implied = implied_needs(session, skills);
  if (session.arguments().has("with-needs")) {
    learnt.back().also_known = ids_of(session.catalog(), implied);
    implied.clear();
  }
  add_forecasts(session, learnt);
  // Hours that are given are the whole time, so no session need be counted there.
  std::vector<NewEvent> events;
  if (!untimed.empty()) events = end_sessions(session, untimed);
  std::string headline = fmt::format("{} {}", glyph(session.terminal(), Standing::known),
                                     join_names(skill_names(session.catalog(), skills), 6));
  if (spent.minutes() > 0) headline += ", " + hours_text(spent);
  headline += fmt::format(" (planned {})", hours_text(planned));
  headline = with_undo(session.terminal(), headline, events.size() + learnt.size());
  headline += sessions_text(session, events);
  events.insert(events.end(), learnt.begin(), learnt.end());
  const int code = record_and_show(session, events, headline, implied);
  remark_on_hours(session, untimed);
  return code;
}

}  // namespace

Command done_command() {
  return {.name = "done",
          .group = kEveryDay,
          .summary = "Record skills as learnt",
          .arguments = "ID...|-",
          .least = 1,
          .most = kAnyNumber,
          .options = {{"hours", "H", "what it took, as 9, 1.5, 90m or 1h30m"},
                      {"on", "DATE", "the day; today if left out"},
                      {"with-needs", "", "and all that it rests on, as known"}},
          .examples = {{"done http --hours 9", "learnt, in nine hours"},
                       {"done git shell --on 2027-03-14", "two, on an earlier day"},
                       {"done - < learnt.txt", "one a line: http 9h 2027-03-14"}},
          .details =
              "Several skills share the hours evenly. With - the skills come from standard "
              "input, one a line with hours and day where there are any; blank lines and # "
              "comments are left out, and one bad line keeps all from being recorded.",
          .uses = {Use::catalog, Use::record, Use::plan, Use::writing},
          .run = run_done};
}

}  // namespace cairn
