#include <fmt/format.h>

#include <variant>

#include "cairn/render/names.h"
#include "render/phrases.h"

namespace cairn {
namespace {

std::string needs_phrase(const View& view, const Roadmap& roadmap, const Explanation& why) {
  std::string text;
  for (const SkillIndex need : why.needs) {
    const Standing standing = standing_of(view, &roadmap, need);
    if (!text.empty()) text += "  ";
    // A blank inside a name must not break the line after the glyph.
    text += glyph(view.terminal, standing) + " " + view.catalog.skill(need).name;
  }
  return text.empty() ? "nothing" : text;
}

std::string names(const View& view, const std::vector<SkillIndex>& skills, std::size_t most) {
  return join_names(skill_names(view.catalog, skills), most);
}

// What stands in the way, beside `skill` being left out.
std::string blame_phrase(const View& view, const Unreachable& unreachable, SkillIndex skill) {
  const std::string target = node_name(view.catalog, view.graph, unreachable.target);
  std::vector<SkillIndex> others = unreachable.blame;
  std::erase(others, skill);
  if (others.empty()) return "there is no way to " + target;
  return fmt::format("there is no way to {}, since you avoid {}", target, names(view, others, 6));
}

std::string what_if_phrase(const View& view, const WhatIf& what) {
  std::string text;
  if (!what.added.empty()) text += "in: " + names(view, what.added, 5);
  if (!what.dropped.empty()) {
    text += (text.empty() ? "" : fmt::format(" {} ", dot(view.terminal))) +
            ("out: " + names(view, what.dropped, 5));
  }
  return text;
}

std::string asked_by_phrase(const View& view, const Explanation& why) {
  std::vector<std::string> asking;
  for (const Node node : why.asked_by) {
    asking.push_back(node_name(view.catalog, view.graph, node));
  }
  return join_names(asking, 4);
}

std::string in_plan(const View& view, const Roadmap& roadmap, const Explanation& why) {
  const RoadmapStep& step = roadmap.steps[*why.step];
  const std::string goals = goals_name(view.catalog, view.graph, roadmap.goals);
  const Skill& skill = view.catalog.skill(why.skill);
  std::string text = wrap(
      view.terminal, "",
      fmt::format("{} is step {} of {}, at {}, {} {} {}.", skill.name, *why.step + 1,
                  roadmap.steps.size(), stage_name(view, roadmap, roadmap.stages[step.stage]),
                  date_text(step.when.start), dash(view.terminal), date_text(step.when.finish)));
  if (find_reason<IsGoal>(step.reasons) != nullptr)
    text += labelled(view.terminal, "goal", "yours");
  if (find_reason<Chosen>(step.reasons) != nullptr)
    text += labelled(view.terminal, "chosen", "by you");
  if (!why.asked_by.empty())
    text += labelled(view.terminal, "asked by", asked_by_phrase(view, why));
  if (const auto* choice = find_reason<CheaperChoice>(step.reasons)) {
    text += labelled(view.terminal, "taken",
                     choice->saved.minutes() == 0
                         ? fmt::format("it is as cheap as {}, the best other of {}",
                                       names(view, choice->over, 2), choice->members)
                         : fmt::format("{} would cost {} more, and is the best other of {}",
                                       names(view, choice->over, 2), hours_text(choice->saved),
                                       choice->members));
  }
  text += labelled(view.terminal, "needs", needs_phrase(view, roadmap, why));
  if (!why.opens.empty()) {
    text += labelled(
        view.terminal, "opens",
        fmt::format("{}: {}", count_text(why.opens.size(), "skill"), names(view, why.opens, 5)));
  }
  if (const auto* chain = find_reason<OnLongestChain>(step.reasons)) {
    text += labelled(view.terminal, "chain",
                     fmt::format("number {} of {} on the longest chain ({})", chain->position,
                                 chain->length, hours_text(chain->hours)));
  }
  if (why.without) {
    if (const auto* what = std::get_if<WhatIf>(&*why.without)) {
      text += labelled(
          view.terminal, "without it",
          fmt::format("{} takes {} more; {}", goals, hours_text(what->cost - roadmap.plan.cost),
                      what_if_phrase(view, *what)));
    } else {
      text += labelled(view.terminal, "without it",
                       blame_phrase(view, std::get<Unreachable>(*why.without), why.skill));
    }
  }
  if (why.if_known) {
    text += labelled(
        view.terminal, "if known",
        fmt::format("{} takes {} less", goals, hours_text(roadmap.plan.cost - why.if_known->cost)));
  }
  if (why.ready) {
    text += fmt::format("\nIt is ready now: cairn start {}\n", skill.id.text);
  } else {
    const auto* after = find_reason<After>(step.reasons);
    if (after != nullptr && !after->steps.empty()) {
      text +=
          "\n" + wrap(view.terminal, "Not yet: ", "first " + names(view, after->steps, 4) + ".");
    }
  }
  return text;
}

std::string not_in_plan(const View& view, const Roadmap& roadmap, const Explanation& why) {
  const Skill& skill = view.catalog.skill(why.skill);
  const std::string goals = goals_name(view.catalog, view.graph, roadmap.goals);
  const bool avoided = view.problem.avoided[value(why.skill)] != 0;
  std::string text = fmt::format("{} is not in the plan for {}.\n", skill.name, goals);
  if (avoided)
    text += labelled(view.terminal, "avoided", "by you; cairn unchoose " + skill.id.text);
  if (why.asked_by.empty()) {
    text += labelled(view.terminal, "asked by", "no level and no step of the plan");
  } else {
    text += labelled(view.terminal, "asked by",
                     asked_by_phrase(view, why) + ", where something else does as well");
  }
  text += labelled(view.terminal, "needs", needs_phrase(view, roadmap, why));
  if (why.if_chosen) {
    if (const auto* what = std::get_if<WhatIf>(&*why.if_chosen)) {
      const Hours more = what->cost - roadmap.plan.cost;
      text += labelled(view.terminal, "with it",
                       more.minutes() == 0
                           ? fmt::format("{} takes as long; {}", goals, what_if_phrase(view, *what))
                           : fmt::format("{} takes {} more; {}", goals, hours_text(more),
                                         what_if_phrase(view, *what)));
      if (!avoided) text += fmt::format("\nTo take it: cairn choose {}\n", skill.id.text);
    } else {
      text += labelled(view.terminal, "with it",
                       blame_phrase(view, std::get<Unreachable>(*why.if_chosen), why.skill));
    }
  }
  return text;
}

}  // namespace

std::string why_screen(const View& view, const Roadmap& roadmap, const Explanation& why) {
  if (why.step) return in_plan(view, roadmap, why);
  if (!why.known) return not_in_plan(view, roadmap, why);
  std::string text =
      fmt::format("{} is known: it is in no plan any more.\n", view.catalog.skill(why.skill).name);
  if (!why.asked_by.empty()) {
    text += labelled(view.terminal, "asked by", asked_by_phrase(view, why));
  }
  return text;
}

std::string unreachable_text(const View& view, const Unreachable& unreachable) {
  const std::string target = node_name(view.catalog, view.graph, unreachable.target);
  if (unreachable.blame.empty()) {
    return fmt::format("There is no way to {} in this catalog; cairn check says why.\n", target);
  }
  const std::string ids = [&] {
    std::string joined;
    for (const SkillIndex skill : unreachable.blame) {
      joined += ' ' + view.catalog.skill(skill).id.text;
    }
    return joined;
  }();
  return wrap(view.terminal, "",
              fmt::format("There is no way to {}{} while you avoid {}.",
                          unreachable.target_is_chosen ? "your choice " : "", target,
                          names(view, unreachable.blame, 6))) +
         fmt::format(
             "{}: cairn unchoose{}\n",
             unreachable.blame.size() == 1 ? "To allow it again" : "Any one of them back is enough",
             ids);
}

}  // namespace cairn
