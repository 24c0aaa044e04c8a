// `cairn status`: levels, goals, choices and what is kept aside.
#include <ostream>

#include "cairn/render/json.h"
#include "cli/commands.h"
#include "cli/due.h"
#include "cli/session.h"

namespace cairn {
namespace {

int run_status(Session& session) {
  const Problem problem = session.problem();
  const View view = session.view(problem);
  const std::vector<LevelStanding>& levels = session.standings(problem);
  const Selection selection = session.selection(problem);
  const std::vector<SkillId>& left = session.personal().left;
  const std::vector<Due> due = goals_due(session, problem, selection);
  if (session.json()) {
    session.out() << status_json(view, levels, selection, left, session.habits(), due);
    return kAnswer;
  }
  std::optional<Roadmap> roadmap;
  if (const auto* plan = std::get_if<Plan>(&selection)) roadmap = session.roadmap(problem, *plan);
  session.out() << status_screen(view, levels, roadmap ? &*roadmap : nullptr, left,
                                 session.habits(), due);
  if (!roadmap) session.out() << unreachable_text(view, std::get<Unreachable>(selection));
  return kAnswer;
}

}  // namespace

Command status_command() {
  return {.name = "status",
          .group = kEveryDay,
          .summary = "Levels, goals, choices, what you are learning",
          .arguments = "",
          .least = 0,
          .most = 0,
          .options = {},
          .examples = {{"status", ""}, {"status --json", "for other programs"}},
          .details = "",
          .uses = {Use::catalog, Use::record, Use::plan},
          .paged = true,
          .run = run_status};
}

}  // namespace cairn
