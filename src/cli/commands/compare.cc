// `cairn compare`: one choice against another.
#include <ostream>
#include <vector>

#include "cairn/base/error.h"
#include "cairn/render/json.h"
#include "cli/commands.h"
#include "cli/session.h"

namespace cairn {
namespace {

int run_compare(Session& session) {
  const auto choose = session.arguments().get("choose");
  const auto against = session.arguments().get("against");
  if (!choose || !against) {
    throw Error(Code::usage, "", "cairn compare needs --choose ID and --against ID",
                "for example: cairn compare senior --choose go --against python");
  }
  const SkillIndex first = session.find_skill(*choose), second = session.find_skill(*against);
  const std::vector<Node> goals = session.find_goals(session.arguments().words);
  // Each without the other, whatever is chosen now; what is avoided stays so but for itself.
  const OpenCatalog& open = session.open();
  const auto taking = [&](SkillIndex skill) {
    Personal personal = session.personal();
    std::erase(personal.chosen, skill == first ? second : first);
    return choosing(open, personal, skill);
  };
  const Personal one = taking(first), other = taking(second);
  // Half of the time for each.
  const StopCheck whole = session.stop();
  const double limit = session.time_limit();
  const Comparison comparison =
      compare_plans(make_problem(open, one, goals), make_problem(open, other, goals),
                    session.patience(limit / 2), whole);
  const Problem problem = session.problem(goals);
  const View view = session.view(problem);
  session.out() << (session.json() ? comparison_json(view, first, second, comparison)
                                   : comparison_screen(view, first, second, comparison));
  const bool both = std::holds_alternative<Plan>(comparison.first) &&
                    std::holds_alternative<Plan>(comparison.second);
  return both ? kAnswer : kNoAnswer;
}

}  // namespace

Command compare_command() {
  return {.name = "compare",
          .group = kThePlan,
          .summary = "One choice against another: hours, and what differs",
          .arguments = "[GOAL...]",
          .least = 0,
          .most = kAnyNumber,
          .options = {{"choose", "ID", "the one choice"}, {"against", "ID", "the other"}},
          .examples = {{"compare senior --choose go --against python", "two ways to one goal"}},
          .details = "",
          .uses = {Use::catalog, Use::record, Use::plan},
          .paged = true,
          .run = run_compare};
}

}  // namespace cairn
