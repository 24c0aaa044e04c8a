// `cairn start`: work on a skill begins.
#include <fmt/format.h>

#include <ostream>

#include "cairn/render/names.h"
#include "cli/commands.h"
#include "cli/situation.h"

namespace cairn {
namespace {

int run_start(Session& session) {
  const SkillIndex skill = session.find_skill(session.arguments().words.front());
  const Skill& it = session.catalog().skill(skill);
  if (session.personal().known[value(skill)] != 0) {
    session.remark(fmt::format("you know {} already; it is begun again", it.name));
  }
  NewEvent event;
  event.kind = EventKind::start;
  event.ids = {it.id};
  event.on = session.day_option("on");
  const std::vector<SkillIndex> missing = implied_needs(session, {skill});
  std::string headline =
      fmt::format("{} {} begun, {} to go", glyph(session.terminal(), Standing::in_progress),
                  it.name, hours_text(it.hours.likely));
  Recorded recorded;
  recorded.rehearsed = session.arguments().has("dry-run");
  recorded.implied = missing;
  recorded.events.push_back(session.record(event));
  const Problem problem = session.problem();
  const View view = session.view(problem);
  if (session.json()) {
    session.out() << recorded_json(view, recorded);
    return kAnswer;
  }
  if (recorded.rehearsed) session.out() << "Not recorded, only tried:\n";
  session.out() << headline << '\n';
  if (!missing.empty()) {
    session.out() << labelled(
        session.terminal(), "early",
        fmt::format("it rests on {}, which you don't know yet; if you do: "
                    "cairn know {} --with-needs",
                    join_names(skill_names(session.catalog(), missing), 4), it.id.text));
  }
  if (!it.project.empty()) session.out() << labelled(session.terminal(), "do", it.project);
  session.out() << fmt::format("\ncairn done {} {} cairn show {}\n", it.id.text,
                               dot(session.terminal()), it.id.text);
  return kAnswer;
}

}  // namespace

Command start_command() {
  return {
      .name = "start",
      .group = kEveryDay,
      .summary = "Record that you begin to learn a skill",
      .arguments = "ID",
      .least = 1,
      .most = 1,
      .options = {{"on", "DATE", "the day; today if left out"}, {"dry-run", "", "record nothing"}},
      .examples = {{"start postgresql", ""}, {"start http --on yesterday", ""}},
      .details = "",
      .run = run_start};
}

}  // namespace cairn
