// `cairn goal`: what the plan aims at.
#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/render/names.h"
#include "cli/commands.h"
#include "cli/situation.h"

namespace cairn {
namespace {

int show_goals(Session& session) {
  const Problem problem = session.problem();
  const View view = session.view(problem);
  if (session.json()) {
    session.out() << goals_json(view, session.personal().goals_are_set);
    return kAnswer;
  }
  session.out() << fmt::format("Your goal is {}{}.\n",
                               goals_name(view.catalog, view.graph, problem.goals),
                               session.personal().goals_are_set ? "" : ", as long as you set none");
  session.out() << "Another: cairn goal set ID\n";
  return kAnswer;
}

int run_goal(Session& session) {
  const std::vector<std::string>& words = session.arguments().words;
  if (words.empty()) return show_goals(session);
  NewEvent event;
  if (words[0] == "set") {
    event.kind = EventKind::goal_set;
  } else if (words[0] == "add") {
    event.kind = EventKind::goal_add;
  } else if (words[0] == "drop") {
    event.kind = EventKind::goal_drop;
  } else {
    std::string hint = did_you_mean(words[0], {"set", "add", "drop"});
    throw Error(Code::usage, "", fmt::format("cairn goal has no '{}'", printable(words[0])),
                hint.empty() ? "it is set, add or drop" : hint);
  }
  if (words.size() == 1) {
    throw Error(Code::usage, "", fmt::format("cairn goal {} needs ID...", words[0]),
                "for example: cairn goal set senior");
  }
  for (std::size_t i = 1; i < words.size(); ++i) {
    const Subject subject = session.find(words[i]);
    SkillId id = id_of(session.catalog(), subject);
    if (std::find(event.ids.begin(), event.ids.end(), id) == event.ids.end()) {
      event.ids.push_back(std::move(id));
    }
    const auto& goals = session.personal().goals;
    const bool is_goal =
        session.personal().goals_are_set &&
        std::find(goals.begin(), goals.end(), session.node(subject)) != goals.end();
    if (event.kind == EventKind::goal_drop && !is_goal) {
      throw Error(Code::usage, "",
                  fmt::format("{} is none of your goals", quoted_name(session.catalog(), subject)),
                  "cairn goal shows them");
    }
  }
  // The usual goal counts as set once another is added to it.
  if (event.kind == EventKind::goal_add && !session.personal().goals_are_set &&
      !session.catalog().levels().empty()) {
    event.kind = EventKind::goal_set;
    event.ids.insert(event.ids.begin(), session.catalog().levels().back().id);
    const auto again = std::find(event.ids.begin() + 1, event.ids.end(), event.ids.front());
    if (again != event.ids.end()) event.ids.erase(again);
  }
  std::vector<std::string> names;
  for (const SkillId& id : event.ids) {
    names.push_back(name_of(session.catalog(), session.find(id.text)));
  }
  const char* verb = words[0] == "set"   ? "Goal set"
                     : words[0] == "add" ? "Goal added"
                                         : "Goal dropped";
  return record_and_show(session, {event}, fmt::format("{}: {}", verb, join_names(names, 6)));
}

}  // namespace

Command goal_command() {
  return {
      .name = "goal",
      .group = kThePlan,
      .summary = "Show, set, add or drop what the plan aims at",
      .arguments = "[set|add|drop ID...]",
      .least = 0,
      .most = kAnyNumber,
      .options = {},
      .examples = {{"goal", "what the plan aims at"},
                   {"goal set mid", "a level"},
                   {"goal add elasticsearch", "a skill beside it"}},
      .details = "A goal is a level or a skill; as long as none is set it is the highest level.",
      .records = true,
      .run = run_goal};
}

}  // namespace cairn
