#include "cli/pinned.h"

#include <fmt/format.h>

#include <ostream>

#include "cairn/base/error.h"
#include "cairn/render/json.h"
#include "cairn/render/since_pin.h"
#include "cairn/workspace/since_pin.h"

namespace cairn {

double pace_ratio(Session& session) { return session.pace().overall().ratio; }

std::string pin_note(Session& session, const View& view, const Roadmap& roadmap) {
  const std::optional<Pin>& pin = session.state().pin;
  if (!pin) return {};
  return changes_line(
      view, compare_with(*pin, session.open(), session.personal(), roadmap, pace_ratio(session)));
}

int show_changes(Session& session) {
  const std::optional<Pin>& pin = session.state().pin;
  if (!pin) {
    throw Error(Code::usage, "", "no plan is pinned, so there is nothing to compare with",
                "cairn plan pin keeps today's");
  }
  const Problem problem = session.problem();
  const View view = session.view(problem);
  const StopCheck stop = session.stop();
  const Selection selection = session.selection(problem);
  if (const auto* none = std::get_if<Unreachable>(&selection)) {
    session.out() << (session.json() ? unreachable_json(view, "diff", *none)
                                     : unreachable_text(view, *none));
    return kNoAnswer;
  }
  const Roadmap roadmap = session.roadmap(problem, std::get<Plan>(selection));
  const PlanChanges changes = explain_since(*pin, session.open(), session.state(),
                                            session.personal(), roadmap, pace_ratio(session), stop);
  session.out() << (session.json() ? changes_json(view, changes) : changes_screen(view, changes));
  return kAnswer;
}

}  // namespace cairn
