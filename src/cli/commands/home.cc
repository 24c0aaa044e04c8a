// `cairn` alone: where am I, what now.
#include <ostream>

#include "cairn/render/json.h"
#include "cli/commands.h"
#include "cli/due.h"
#include "cli/pinned.h"
#include "cli/session.h"

namespace cairn {
namespace {

int run_home(Session& session) {
  const Problem problem = session.problem();
  const View view = session.view(problem);
  const Personal& personal = session.personal();
  const bool fresh = personal.records.empty() && personal.left.empty() && !personal.goals_are_set &&
                     personal.chosen.empty() && personal.avoided.empty() && !session.state().pin;
  if (fresh && !session.json()) {
    session.out() << welcome_screen(view);
    return kAnswer;
  }
  const std::vector<LevelStanding>& levels = session.standings(problem);
  const Selection selection = session.selection(problem);
  if (session.json()) {
    session.out() << status_json(view, levels, selection, personal.left, session.habits(),
                                 goals_due(session, problem, selection));
    return std::holds_alternative<Plan>(selection) ? kAnswer : kNoAnswer;
  }
  const Plan* plan = std::get_if<Plan>(&selection);
  if (plan == nullptr) {
    session.out() << unreachable_text(view, std::get<Unreachable>(selection));
    return kNoAnswer;
  }
  const Roadmap roadmap = session.roadmap(problem, *plan);
  session.out() << home_screen(view, levels, roadmap, recommend(problem, roadmap))
                << pin_note(session, view, roadmap);
  return kAnswer;
}

}  // namespace

Command home_command() {
  return {.name = "",
          .group = kEveryDay,
          .summary = "where you are, and what to do next",
          .arguments = "",
          .least = 0,
          .most = 0,
          .options = {},
          .examples = {{"", "where you are, and what to do next"}},
          .details = "",
          .uses = {Use::catalog, Use::record, Use::plan},
          .run = run_home};
}

}  // namespace cairn
