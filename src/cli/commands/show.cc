// `cairn show`: everything about one skill or level.
#include <optional>
#include <ostream>

#include "cairn/render/json.h"
#include "cli/commands.h"
#include "cli/session.h"

namespace cairn {
namespace {

int run_show(Session& session) {
  const Subject subject = session.find(session.arguments().words.front());
  const Problem problem = session.problem();
  const View view = session.view(problem);
  if (const auto* level = std::get_if<LevelIndex>(&subject)) {
    session.out() << (session.json() ? level_json(view, *level) : level_screen(view, *level));
    return kAnswer;
  }
  const SkillIndex skill = std::get<SkillIndex>(subject);
  const auto& records = session.personal().records;
  const auto found = records.find(skill);
  const SkillRecord* record = found == records.end() ? nullptr : &found->second;
  const auto& ticks = session.personal().ticked;
  const auto own = ticks.find(skill);
  const std::set<std::string> ticked = own == ticks.end() ? std::set<std::string>() : own->second;
  if (!session.json()) {
    session.out() << skill_screen(view, skill, record, ticked);
    return kAnswer;
  }
  // Other programs were promised that a field stays, so they are told whether it is in the plan.
  const Selection selection = session.selection(problem);
  session.out() << skill_json(view, std::get_if<Plan>(&selection), skill, record, ticked);
  return kAnswer;
}

}  // namespace

Command show_command() {
  return {.name = "show",
          .group = kLook,
          .summary = "Everything about one skill or level",
          .arguments = "ID",
          .least = 1,
          .most = 1,
          .options = {},
          .examples = {{"show postgresql", "what it is, what you can do then, where to learn it"},
                       {"show senior", "a level"}},
          .details = "Whether a skill is in the plan, and where, is for cairn why to say.",
          .uses = {Use::catalog, Use::record},
          .json_uses = {Use::plan},
          .paged = true,
          .run = run_show};
}

}  // namespace cairn
