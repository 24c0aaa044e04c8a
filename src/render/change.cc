#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <variant>

#include "cairn/render/names.h"
#include "render/phrases.h"

namespace cairn {
namespace {

std::string names(const View& view, const std::vector<SkillIndex>& skills, std::size_t most) {
  return join_names(skill_names(view.catalog, skills), most);
}

std::vector<SkillIndex> only_in(const std::vector<SkillIndex>& a,
                                const std::vector<SkillIndex>& b) {
  std::vector<SkillIndex> rest;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(rest));
  return rest;
}

// `Entry-Level 88 → 91 %`, for the levels that moved by a percent or more.
std::string levels_phrase(const View& view, const Situation& before, const Situation& after) {
  std::string text;
  for (std::size_t i = 0; i < after.levels.size() && i < before.levels.size(); ++i) {
    const std::string was = percent_text(before.levels[i].share());
    const std::string now = percent_text(after.levels[i].share());
    if (was == now || !after.levels[i].left) continue;
    text += fmt::format("{}{} {} {} {}", text.empty() ? "" : ", ",
                        view.catalog.level(after.levels[i].level).title,
                        was.substr(0, was.size() - 2), arrow(view.terminal), now);
  }
  return text;
}

std::string dates_phrase(const Situation& before, const Situation& after) {
  if (!after.finish || before.finish == after.finish) return {};
  std::string text = "by " + date_text(*after.finish);
  if (before.finish) text += fmt::format(" (was {})", date_text(*before.finish));
  return text;
}

}  // namespace

std::string change_screen(const View& view, const Situation& before, const Situation& after) {
  std::string screen;
  std::vector<SkillIndex> fresh = only_in(after.ready, before.ready);
  if (!fresh.empty()) screen += labelled(view.terminal, "now ready", names(view, fresh, 5));
  const std::string levels = levels_phrase(view, before, after);
  if (!levels.empty()) screen += labelled(view.terminal, "levels", levels);

  const Plan* now = std::get_if<Plan>(&after.selection);
  if (now == nullptr)
    return screen + unreachable_text(view, std::get<Unreachable>(after.selection));
  const std::string goals = goals_name(view.catalog, view.graph, view.problem.goals);
  const Plan* was = std::get_if<Plan>(&before.selection);
  if (was == nullptr) {
    return screen +
           labelled(view.terminal, "plan",
                    fmt::format("{} can be reached again, in {}", goals, hours_text(now->cost)));
  }
  const std::vector<SkillIndex> added = only_in(now->skills, was->skills);
  std::vector<SkillIndex> dropped = only_in(was->skills, now->skills);
  // What was learnt meanwhile leaves the plan without being worth a word.
  std::erase_if(dropped, [&](SkillIndex s) { return view.problem.known[value(s)] != 0; });
  const Hours more = now->cost - was->cost;
  if (more.minutes() == 0 && added.empty() && dropped.empty()) return screen;
  const std::string_view take = view.problem.goals.size() > 1 ? "take" : "takes";
  std::string plan;
  if (now->skills.empty()) {
    plan = goals + " reached";
  } else if (more.minutes() == 0) {
    plan = fmt::format("{} still {} {}", goals, take, hours_text(now->cost));
  } else {
    plan = fmt::format("{} {} {}, {} {} than before", goals, take, hours_text(now->cost),
                       hours_text(more.minutes() > 0 ? more : Hours() - more),
                       more.minutes() > 0 ? "more" : "less");
    const std::string dates = dates_phrase(before, after);
    if (!dates.empty()) plan += ", " + dates;
  }
  screen += labelled(view.terminal, "plan", plan);
  if (!added.empty()) screen += labelled(view.terminal, "in", names(view, added, 6));
  if (!dropped.empty()) screen += labelled(view.terminal, "out", names(view, dropped, 6));
  return screen;
}

}  // namespace cairn
