// `cairn done`: skills that were learnt.
#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "cairn/base/error.h"
#include "cairn/render/names.h"
#include "cli/commands.h"
#include "cli/end_sessions.h"
#include "cli/situation.h"

namespace cairn {
namespace {

int run_done(Session& session) {
  const std::vector<SkillIndex> skills = session.find_skills(session.arguments().words);
  NewEvent event;
  event.kind = EventKind::done;
  event.ids = ids_of(session.catalog(), skills);
  event.hours = session.hours_option("hours");
  event.on = session.day_option("on").value_or(session.today());
  if (*event.on > session.today()) {
    throw Error(Code::usage, "", fmt::format("{} is still to come", to_iso(*event.on)),
                "a skill is done on a day that has been");
  }
  Hours planned;
  for (const SkillIndex skill : skills) planned += session.catalog().skill(skill).hours.likely;
  std::string headline = fmt::format("{} {}", glyph(session.terminal(), Standing::known),
                                     join_names(skill_names(session.catalog(), skills), 6));
  headline += event.hours
                  ? fmt::format(", {} (planned {})", hours_text(*event.hours), hours_text(planned))
                  : fmt::format(" (planned {})", hours_text(planned));
  constexpr std::string_view kUndo = "undo: cairn undo";
  const std::size_t used = columns(headline) + kUndo.size();
  if (used + 2 <= session.terminal().width) {
    headline += std::string(std::min(session.terminal().width, std::size_t{80}) > used + 2
                                ? std::min(session.terminal().width, std::size_t{80}) - used
                                : 2,
                            ' ') +
                std::string(kUndo);
  }
  std::vector<SkillIndex> implied = implied_needs(session, skills);
  if (session.arguments().has("with-needs")) {
    event.also_known = ids_of(session.catalog(), implied);
    implied.clear();
  }
  std::vector<NewEvent> events;
  // What is said with --hours is the whole time, so no session need be counted.
  if (!event.hours) events = end_sessions(session, skills);
  headline += sessions_text(session, events);
  events.push_back(event);
  return record_and_show(session, events, headline, implied);
}

}  // namespace

Command done_command() {
  return {.name = "done",
          .group = kEveryDay,
          .summary = "Record skills as learnt",
          .arguments = "ID...",
          .least = 1,
          .most = kAnyNumber,
          .options = {{"hours", "H", "what it took, as 9, 1.5, 90m or 1h30m"},
                      {"on", "DATE", "the day; today if left out"},
                      {"with-needs", "", "and all that it rests on, as known"}},
          .examples = {{"done http --hours 9", "learnt, in nine hours"},
                       {"done git shell --on 2027-03-14", "two, on an earlier day"}},
          .details = "Several skills share the hours evenly.",
          .records = true,
          .run = run_done};
}

}  // namespace cairn
