// `cairn roadmap`: the whole way, in stages, with hours and dates.
#include <fmt/format.h>

#include <ostream>

#include "cairn/render/json.h"
#include "cairn/render/names.h"
#include "cli/commands.h"
#include "cli/session.h"

namespace cairn {
namespace {

int run_roadmap(Session& session) {
  std::vector<Node> goals;
  for (const std::string& word : session.arguments().words) {
    goals.push_back(session.find_goal(word));
  }
  const Problem problem = session.problem(goals);
  const View view = session.view(problem);
  const Selection selection = select(problem, session.stop());
  if (const auto* none = std::get_if<Unreachable>(&selection)) {
    session.out() << (session.json() ? unreachable_json(view, "roadmap", *none)
                                     : unreachable_text(view, *none));
    return kNoAnswer;
  }
  const Plan& plan = std::get<Plan>(selection);
  if (const auto count = session.number_option("alternatives", 1, 100)) {
    const auto others =
        alternatives(problem, plan, static_cast<std::size_t>(*count), session.stop());
    session.out() << (session.json() ? alternatives_json(view, plan, others)
                                     : alternatives_screen(view, plan, others));
    return kAnswer;
  }
  const Roadmap roadmap = session.roadmap(problem, plan);
  const Outlook outlook = session.outlook(roadmap);
  if (session.json()) {
    session.out() << roadmap_json(view, roadmap, outlook);
  } else if (roadmap.steps.empty()) {
    session.out() << fmt::format("You are there: nothing is left to learn for {}.\n",
                                 goals_name(view.catalog, view.graph, problem.goals));
  } else {
    session.out() << roadmap_screen(view, roadmap, outlook);
  }
  return kAnswer;
}

}  // namespace

Command roadmap_command() {
  return {
      .name = "roadmap",
      .group = kThePlan,
      .summary = "The whole way, in stages, with hours and dates",
      .arguments = "[GOAL...]",
      .least = 0,
      .most = kAnyNumber,
      .options = {{"hours-per-week", "H", "how much you study; 8 unless your settings say else"},
                  {"start", "DATE", "the first day; today if left out"},
                  {"by", "DATE", "how many hours a week it takes to be done by then"},
                  {"alternatives", "K", "the next-best K plans that differ in a choice"}},
      .examples = {{"roadmap", "to your goal, or the highest level"},
                   {"roadmap mid --hours-per-week 10", "to another level, with more time"},
                   {"roadmap kubernetes postgresql", "to two skills at once"}},
      .details = "Goals are levels or skills; without any it is your own goal.",
      .run = run_roadmap};
}

}  // namespace cairn
