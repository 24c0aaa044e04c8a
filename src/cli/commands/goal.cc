// `cairn goal`: what the plan aims at, and by when.
#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/progress/goal_field.h"
#include "cairn/render/names.h"
#include "cli/commands.h"
#include "cli/due.h"
#include "cli/situation.h"

namespace cairn {
namespace {

// What the goals' days ask for; without days it needs no plan.
std::vector<Due> due_now(Session& session, const Problem& problem) {
  const auto& days = session.personal().goal_days;
  const bool dated = std::any_of(days.begin(), days.end(), [](const auto& day) { return !!day; });
  if (!dated) return {};
  return goals_due(session, problem, session.selection(problem));
}

int show_goals(Session& session) {
  session.look_only();
  const Problem problem = session.problem();
  const View view = session.view(problem);
  const bool set = session.personal().goals_are_set;
  const std::vector<Due> due = due_now(session, problem);
  session.out() << (session.json() ? goals_json(view, set, due)
                                   : goals_screen(view, set, session.rate(), due));
  return kAnswer;
}

// --by: a day to come, or none.
std::optional<GoalDay> asked_day(Session& session) {
  if (!session.arguments().has("by")) return std::nullopt;
  if (session.arguments().get("by") == "none") return GoalDay();
  const GoalDay day = session.day_option("by");
  if (*day < session.today()) {
    throw Error(Code::usage, "", fmt::format("{} is over", to_iso(*day)),
                "a goal is to be reached by a day to come");
  }
  return day;
}

// Under which ids the record has a goal: a renamed skill may be there by its old one. Empty where
// it is none that was set.
std::vector<SkillId> recorded_ids(Session& session, const SkillId& id) {
  const Node wanted = session.node(session.find(id.text));
  std::vector<SkillId> ids;
  for (const SkillId& goal : session.state().goals) {
    const auto skill = session.catalog().find_skill(goal.text);
    const auto level = session.catalog().find_level(goal.text);
    if ((level && session.node(*level) == wanted) || (skill && session.node(*skill) == wanted)) {
      ids.push_back(goal);
    }
  }
  return ids;
}

[[noreturn]] void throw_no_goal(Session& session, const SkillId& id, std::string hint) {
  throw Error(Code::usage, "",
              fmt::format("{} is none of your goals",
                          quoted_name(session.catalog(), session.find(id.text))),
              std::move(hint));
}

// What the person named, each once.
std::vector<SkillId> named(Session& session, std::span<const std::string> words) {
  std::vector<SkillId> ids;
  for (const std::string& word : words) {
    SkillId id = id_of(session.catalog(), session.find(word));
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
  }
  return ids;
}

std::string names_of(Session& session, const std::vector<SkillId>& ids) {
  std::vector<std::string> names;
  for (const SkillId& id : ids) names.push_back(recorded_name(session.catalog(), id));
  return join_names(names, 6);
}

std::string day_text(const std::optional<GoalDay>& day) {
  if (!day) return {};
  return *day ? ", by " + date_text(**day) : ", by no day any more";
}

NewEvent goal_event(EventKind kind, std::vector<SkillId> ids,
                    const std::optional<GoalDay>& day = {}) {
  NewEvent event;
  event.kind = kind;
  event.ids = std::move(ids);
  if (day) event.extra = write_by(*day);
  return event;
}

// Records the events, and says what the days ask for where they say one.
int record_goals(Session& session, const std::vector<NewEvent>& events,
                 const std::optional<GoalDay>& day, std::string_view headline) {
  const int code = record_and_show(session, events, headline);
  if (session.json() || !day || !*day) return code;
  const Problem problem = session.problem();
  session.out() << due_screen(session.view(problem), session.rate(), due_now(session, problem));
  return code;
}

int say_nothing_recorded(Session& session, std::string_view why) {
  session.remark(fmt::format("{}, so nothing was recorded", why));
  const Problem problem = session.problem();
  if (session.json()) session.out() << recorded_json(session.view(problem), {});
  return kAnswer;
}

// The goal as long as none is set; a catalog without levels has none that could be named.
std::vector<SkillId> usual_goal(Session& session) {
  const auto levels = session.catalog().levels();
  return levels.empty() ? std::vector<SkillId>() : std::vector<SkillId>{levels.back().id};
}

int set_none(Session& session) {
  if (!session.arguments().words.empty()) {
    throw Error(Code::usage, "", "--none is no goal at all: it goes with no other",
                "for example: cairn goal --none");
  }
  if (session.arguments().has("by")) {
    throw Error(Code::usage, "", "no goal has no day", "leave --by or --none out");
  }
  const std::vector<SkillId>& goals = session.state().goals;
  if (goals.empty()) return say_nothing_recorded(session, "no goal is set");
  return record_and_show(session, {goal_event(EventKind::goal_set, {})},
                         "No goal any more: " + names_of(session, goals));
}

// `goal ID... --by DATE`, of goals that there are; without ID of the only one.
int set_day(Session& session, std::span<const std::string> words, const GoalDay& day) {
  const bool any_set = session.personal().goals_are_set;
  const std::vector<SkillId> usual = usual_goal(session);
  std::vector<SkillId> goals = named(session, words), ids;
  if (goals.empty()) goals = any_set ? session.state().goals : usual;
  if (goals.size() != 1 && words.empty()) {
    throw Error(Code::usage, "", "--by is of one goal, and you have several",
                "say which: cairn goal ID --by DATE");
  }
  for (const SkillId& id : goals) {
    const std::vector<SkillId> recorded = any_set ? recorded_ids(session, id) : usual;
    if (recorded.empty() || (!any_set && recorded.front() != id)) {
      throw_no_goal(session, id, fmt::format("cairn goal add {} --by DATE makes it one", id.text));
    }
    ids.insert(ids.end(), recorded.begin(), recorded.end());
  }
  if (!day && !any_set) return say_nothing_recorded(session, "your goal has no day");
  const EventKind kind = any_set ? EventKind::goal_add : EventKind::goal_set;
  return record_goals(session, {goal_event(kind, std::move(ids), day)}, day,
                      "Goal: " + names_of(session, goals) + day_text(day));
}

int run_goal(Session& session) {
  const std::vector<std::string>& words = session.arguments().words;
  if (session.arguments().has("none")) return set_none(session);
  const std::optional<GoalDay> day = asked_day(session);
  if (words.empty()) return day ? set_day(session, words, *day) : show_goals(session);
  const std::string& verb = words[0];
  if (verb != "set" && verb != "add" && verb != "drop") {
    if (day) return set_day(session, words, *day);
    std::string hint = did_you_mean(verb, {"set", "add", "drop"});
    throw Error(Code::usage, "", fmt::format("cairn goal has no '{}'", printable(verb)),
                hint.empty() ? "it is set, add or drop" : hint);
  }
  if (words.size() == 1) {
    throw Error(Code::usage, "", fmt::format("cairn goal {} needs ID...", verb),
                "for example: cairn goal set senior");
  }
  if (verb == "drop" && day) {
    throw Error(Code::usage, "", "a goal that is dropped has no day", "leave --by out");
  }
  const std::vector<SkillId> ids = named(session, std::span(words).subspan(1));
  const bool any_set = session.personal().goals_are_set;
  std::string headline = names_of(session, ids) + day_text(day);
  if (verb == "set") {
    return record_goals(session, {goal_event(EventKind::goal_set, ids, day)}, day,
                        "Goal set: " + headline);
  }
  if (verb == "add") {
    std::vector<NewEvent> events;
    // The usual goal counts as set once another is added to it; the day is not its own.
    if (!any_set && !usual_goal(session).empty()) {
      events.push_back(goal_event(EventKind::goal_set, usual_goal(session)));
    }
    events.push_back(goal_event(EventKind::goal_add, ids, day));
    return record_goals(session, events, day, "Goal added: " + headline);
  }
  std::vector<SkillId> dropped;
  for (const SkillId& id : ids) {
    const std::vector<SkillId> recorded = recorded_ids(session, id);
    if (recorded.empty()) throw_no_goal(session, id, "cairn goal shows them");
    dropped.insert(dropped.end(), recorded.begin(), recorded.end());
  }
  return record_and_show(session, {goal_event(EventKind::goal_drop, std::move(dropped))},
                         "Goal dropped: " + headline);
}

}  // namespace

Command goal_command() {
  return {.name = "goal",
          .group = kThePlan,
          .summary = "Show, set, add or drop what the plan aims at, and by when",
          .arguments = "[set|add|drop] [ID...]",
          .least = 0,
          .most = kAnyNumber,
          .options = {{"by", "DATE", "the day by which it is to be reached; none takes it away"},
                      {"none", "", "no goal of your own any more"}},
          .examples = {{"goal", "what the plan aims at"},
                       {"goal set mid", "a level"},
                       {"goal add elasticsearch --by 2027-09-30", "a skill beside it, by a day"},
                       {"goal mid --by 2028-06-30", "a day for a goal that you have"}},
          .details =
              "A goal is a level or a skill; as long as none is set it is the highest level. "
              "status and roadmap say what its day asks for.",
          .uses = {Use::catalog, Use::record, Use::plan, Use::writing},
          .run = run_goal};
}

}  // namespace cairn
