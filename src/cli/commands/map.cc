// `cairn map`: the way to the goal as a picture, or what lies around one skill.
#include <fmt/format.h>

#include <ostream>

#include "cairn/base/error.h"
#include "cairn/render/formats.h"
#include "cairn/render/json.h"
#include "cairn/render/map_screen.h"
#include "cli/commands.h"
#include "cli/file_answer.h"
#include "cli/session.h"

namespace cairn {
namespace {

Scene find_scene(Session& session) {
  Scene scene;
  if (const auto word = session.arguments().get("around")) {
    scene.around = session.find_skill(*word);
  }
  if (const auto depth = session.number_option("depth", 1, 100)) {
    if (!scene.around) {
      throw Error(Code::usage, "", "--depth says how far to look around a skill",
                  "name the skill with --around ID");
    }
    scene.depth = static_cast<std::size_t>(*depth);
  }
  return scene;
}

int run_map(Session& session) {
  const std::vector<Node> goals = session.find_goals(session.arguments().words);
  const Scene scene = find_scene(session);
  const std::optional<FileWish> wish = find_file_wish(session);
  const Problem problem = session.problem(goals);
  const View view = session.view(problem);
  const Selection selection = session.selection(problem);
  std::optional<Roadmap> roadmap;
  std::optional<Outlook> outlook;
  if (const auto* plan = std::get_if<Plan>(&selection)) {
    roadmap = session.roadmap(problem, *plan);
    outlook = session.outlook(*roadmap);
  } else if (!scene.around) {
    return say_unreachable(session, view, "map", std::get<Unreachable>(selection), wish);
  }
  const Drawing drawing =
      make_drawing(view, roadmap ? &*roadmap : nullptr, outlook ? &*outlook : nullptr,
                   wish ? scene_for(wish->format, scene) : scene);
  if (wish) {
    return give_file(session, *wish, drawing.title, file_text(session, wish->format, drawing));
  }
  if (session.json()) {
    session.out() << map_json(drawing);
  } else if (scene.around) {
    session.out() << around_screen(session.terminal(), drawing, *scene.around);
  } else {
    session.out() << map_screen(session.terminal(), drawing);
  }
  return kAnswer;
}

}  // namespace

Command map_command() {
  std::vector<Option> options = {
      {"around", "ID", "only this skill, what it rests on and what it opens"},
      {"depth", "N", "with --around: how many needs away; 1 if left out"}};
  for (const Option& option : file_options()) options.push_back(option);
  return {.name = "map",
          .group = kLook,
          .summary = "The way to the goal as a tree, or as a picture for other tools",
          .arguments = "[GOAL...]",
          .least = 0,
          .most = kAnyNumber,
          .options = options,
          .examples = {{"map", "the way to your goal"},
                       {"map --around docker --depth 2", "what is near a skill"},
                       {"map mid -o mid.dot", "for Graphviz"}},
          .details = "Goals are levels or skills; without any it is your own goal.",
          .uses = {Use::catalog, Use::record, Use::plan},
          .paged = true,
          .run = run_map};
}

}  // namespace cairn
