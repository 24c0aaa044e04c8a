// `cairn why`: why a skill is in the plan, why not, or why not yet.
#include <ostream>

#include "cairn/planner/explain.h"
#include "cairn/render/json.h"
#include "cli/commands.h"
#include "cli/session.h"

namespace cairn {
namespace {

int run_why(Session& session) {
  const Subject subject = session.find(session.arguments().words.front());
  const Problem problem = session.problem();
  const View view = session.view(problem);
  if (const auto* level = std::get_if<LevelIndex>(&subject)) {
    session.out() << (session.json() ? level_json(view, *level) : level_screen(view, *level));
    return kAnswer;
  }
  const StopCheck stop = session.stop();
  const Selection selection = session.selection(problem);
  if (const auto* none = std::get_if<Unreachable>(&selection)) {
    session.out() << (session.json() ? unreachable_json(view, "why", *none)
                                     : unreachable_text(view, *none));
    return kNoAnswer;
  }
  const Roadmap roadmap = session.roadmap(problem, std::get<Plan>(selection));
  const SkillIndex skill = std::get<SkillIndex>(subject);
  const Explanation explanation = session.explanation(problem, roadmap, skill);
  session.out() << (session.json() ? why_json(view, roadmap, explanation)
                                   : why_screen(view, roadmap, explanation));
  return kAnswer;
}

}  // namespace

Command why_command() {
  return {.name = "why",
          .group = kThePlan,
          .summary = "Why a skill is in the plan, why not, or why not yet",
          .arguments = "ID",
          .least = 1,
          .most = 1,
          .options = {},
          .examples = {{"why kubernetes", "what asks for it, what it costs and saves"}},
          .details = "",
          .uses = {Use::catalog, Use::record, Use::plan},
          .paged = true,
          .run = run_why};
}

}  // namespace cairn
