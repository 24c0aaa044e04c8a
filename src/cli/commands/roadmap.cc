// `cairn roadmap`: the whole way, in stages, with hours and dates.
#include <fmt/format.h>

#include <ostream>

#include "cairn/base/error.h"
#include "cairn/render/json.h"
#include "cairn/render/map_screen.h"
#include "cairn/render/names.h"
#include "cli/commands.h"
#include "cli/due.h"
#include "cli/file_answer.h"
#include "cli/pinned.h"
#include "cli/session.h"

namespace cairn {
namespace {

Scene steps_only() {
  Scene scene;
  scene.known = scene.alternatives = false;
  return scene;
}

int run_roadmap(Session& session) {
  if (session.arguments().has("diff")) {
    if (!session.arguments().words.empty()) {
      throw Error(Code::usage, "", "--diff is of your own plan: it takes no other goal",
                  "for example: cairn roadmap --diff");
    }
    return show_changes(session);
  }
  const std::vector<Node> goals = session.find_goals(session.arguments().words);
  const std::optional<FileWish> wish = find_file_wish(session);
  const Problem problem = session.problem(goals);
  const View view = session.view(problem);
  const Selection selection = session.selection(problem);
  if (const auto* none = std::get_if<Unreachable>(&selection)) {
    return say_unreachable(session, view, "roadmap", *none, wish);
  }
  const Plan& plan = std::get<Plan>(selection);
  if (const auto count = session.number_option("alternatives", 1, 100)) {
    const StopCheck stop = session.stop();
    const auto others =
        alternatives_by_choice(problem, plan, static_cast<std::size_t>(*count), stop);
    if (stop()) {
      session.remark(
          "the time was up before all plans were compared; --time-limit S gives it more");
    }
    session.out() << (session.json() ? alternatives_json(view, plan, others)
                                     : alternatives_screen(view, plan, others));
    return kAnswer;
  }
  const Roadmap roadmap = session.roadmap(problem, plan);
  Outlook outlook = session.outlook(roadmap);
  // A day that is asked for here is the one that is meant.
  if (!outlook.by) outlook.due = goals_due(session, problem, selection);
  if (wish) {
    Scene scene;
    scene.alternatives = false;
    scene = scene_for(wish->format, scene);
    const Drawing drawing = make_drawing(view, &roadmap, &outlook, scene);
    return give_file(session, *wish, drawing.title,
                     wish->format == Format::json ? roadmap_json(view, roadmap, outlook)
                                                  : file_text(session, wish->format, drawing));
  }
  if (session.json()) {
    session.out() << roadmap_json(view, roadmap, outlook);
  } else if (session.arguments().has("gantt") && !roadmap.steps.empty()) {
    session.out() << gantt_screen(session.terminal(),
                                  make_drawing(view, &roadmap, &outlook, steps_only()));
  } else if (roadmap.steps.empty()) {
    session.out() << fmt::format("You are there: nothing is left to learn for {}.\n",
                                 goals_name(view.catalog, view.graph, problem.goals));
  } else {
    session.out() << roadmap_screen(view, roadmap, outlook);
    const std::string note = goals.empty() ? pin_note(session, view, roadmap) : "";
    if (!note.empty()) session.out() << '\n' << note;
  }
  return kAnswer;
}

}  // namespace

Command roadmap_command() {
  std::vector<Option> options = {
      {"pace", "R", "so many times the likely hours, instead of what is learned"},
      {"by", "DATE", "how many hours a week it takes to be done by then"},
      {"gantt", "", "weeks across, stages and skills down"},
      {"alternatives", "K", "K other plans, one for each choice, the weightiest first"},
      {"diff", "", "what has changed since cairn plan pin, and why"}};
  for (const Option& option : file_options()) options.push_back(option);
  return {.name = "roadmap",
          .group = kThePlan,
          .summary = "The whole way, in stages, with hours and dates",
          .arguments = "[GOAL...]",
          .least = 0,
          .most = kAnyNumber,
          .options = options,
          .examples = {{"roadmap", "to your goal, or the highest level"},
                       {"roadmap mid --hours-per-week 10", "to another level, with more time"},
                       {"roadmap kubernetes postgresql", "to two skills at once"},
                       {"roadmap -o roadmap.md", "as a task list, in a file"}},
          .details =
              "Goals are levels or skills; without any it is your own goal. --by holds instead of "
              "the days that your goals have.",
          .uses = {Use::catalog, Use::record, Use::plan},
          .paged = true,
          .run = run_roadmap};
}

}  // namespace cairn
