#include <fmt/format.h>

#include <variant>

#include "cairn/render/names.h"
#include "render/phrases.h"

namespace cairn {
namespace {

std::string needs_phrase(const View& view, const Roadmap& roadmap, const Explanation& why) {
  return formula_text(view.catalog.skill(why.skill).needs, [&](SkillIndex need) {
    return glyph(view.terminal, standing_of(view, &roadmap.plan, need)) + ' ' +
           view.catalog.skill(need).name;
  });
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

// Than the present plan takes.
std::string more_phrase(const Plan& plan, const WhatIf& what) {
  const std::string more = difference_text(what.cost - plan.cost);
  if (what.proven) return more;
  return (what.cost < plan.cost ? "at least " : "at most ") + more;
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

Told in_plan(const View& view, const Roadmap& roadmap, const Explanation& why) {
  const RoadmapStep& step = roadmap.steps[*why.step];
  const std::string goals = goals_name(view.catalog, view.graph, roadmap.goals);
  const Skill& skill = view.catalog.skill(why.skill);
  Told told;
  told.head =
      fmt::format("{} is step {} of {}, at {}, {} {} {}.", skill.name, *why.step + 1,
                  roadmap.steps.size(), stage_name(view, roadmap, roadmap.stages[step.stage]),
                  date_text(step.when.start), dash(view.terminal), date_text(step.when.finish));
  const auto say = [&](std::string_view label, std::string text) {
    told.rows.push_back({label, std::move(text)});
  };
  if (find_reason<IsGoal>(step.reasons) != nullptr) say("goal", "yours");
  if (find_reason<Chosen>(step.reasons) != nullptr) say("chosen", "by you");
  if (!why.asked_by.empty()) say("asked by", asked_by_phrase(view, why));
  if (const auto* choice = find_reason<CheaperChoice>(step.reasons)) {
    say("taken", choice->saved.minutes() == 0
                     ? fmt::format("it is as cheap as {}, the best other of {}",
                                   names(view, choice->over, 2), choice->members)
                     : fmt::format("{} would cost {} more, and is the best other of {}",
                                   names(view, choice->over, 2), hours_text(choice->saved),
                                   choice->members));
  }
  say("needs", needs_phrase(view, roadmap, why));
  if (!why.opens.empty()) {
    say("opens",
        fmt::format("{}: {}", count_text(why.opens.size(), "skill"), names(view, why.opens, 5)));
  }
  if (const auto* chain = find_reason<OnLongestChain>(step.reasons)) {
    say("chain", fmt::format("number {} of {} on the longest chain ({})", chain->position,
                             chain->length, hours_text(chain->hours)));
  }
  if (why.without) {
    const auto* what = std::get_if<WhatIf>(&*why.without);
    say("without it", what == nullptr
                          ? blame_phrase(view, std::get<Unreachable>(*why.without), why.skill)
                          : fmt::format("{} takes {}; {}", goals, more_phrase(roadmap.plan, *what),
                                        what_if_phrase(view, *what)));
  }
  if (why.if_known) {
    say("if known",
        fmt::format("{} takes {}{} less", goals, why.if_known->proven ? "" : "at least ",
                    hours_text(roadmap.plan.cost - why.if_known->cost)));
  }
  if (why.ready) {
    told.tail = fmt::format("It is ready now: cairn start {}\n", skill.id.text);
  } else if (const auto* after = find_reason<After>(step.reasons);
             after != nullptr && !after->steps.empty()) {
    told.tail = wrap(view.terminal, "Not yet: ", "first " + names(view, after->steps, 4) + ".");
  }
  return told;
}

Told not_in_plan(const View& view, const Roadmap& roadmap, const Explanation& why) {
  const Skill& skill = view.catalog.skill(why.skill);
  const std::string goals = goals_name(view.catalog, view.graph, roadmap.goals);
  const bool avoided = view.problem.avoided[value(why.skill)] != 0;
  Told told;
  told.head = fmt::format("{} is not in the plan for {}.", skill.name, goals);
  if (avoided) told.rows.push_back({"avoided", "by you; cairn unchoose " + skill.id.text});
  told.rows.push_back({"asked by", why.asked_by.empty() ? "no level and no step of the plan"
                                                        : asked_by_phrase(view, why) +
                                                              ", where something else does as "
                                                              "well"});
  told.rows.push_back({"needs", needs_phrase(view, roadmap, why)});
  if (!why.if_chosen) return told;
  if (const auto* what = std::get_if<WhatIf>(&*why.if_chosen)) {
    told.rows.push_back(
        {"with it", fmt::format("{} takes {}; {}", goals, more_phrase(roadmap.plan, *what),
                                what_if_phrase(view, *what))});
    if (!avoided) told.tail = fmt::format("To take it: cairn choose {}\n", skill.id.text);
  } else {
    told.rows.push_back(
        {"with it", blame_phrase(view, std::get<Unreachable>(*why.if_chosen), why.skill)});
  }
  return told;
}

}  // namespace

Told tell_why(const View& view, const Roadmap& roadmap, const Explanation& why) {
  if (why.step) return in_plan(view, roadmap, why);
  if (!why.known) return not_in_plan(view, roadmap, why);
  Told told;
  told.head =
      fmt::format("{} is known: it is in no plan any more.", view.catalog.skill(why.skill).name);
  if (!why.asked_by.empty()) told.rows.push_back({"asked by", asked_by_phrase(view, why)});
  return told;
}

std::string why_screen(const View& view, const Roadmap& roadmap, const Explanation& why) {
  const Told told = tell_why(view, roadmap, why);
  std::string text = wrap(view.terminal, "", told.head);
  for (const Row& row : told.rows) text += labelled(view.terminal, row.label, row.text);
  if (!told.tail.empty()) text += '\n' + told.tail;
  return text + (why.step ? unproven_note(view, roadmap.plan) : "");
}

std::string unreachable_text(const View& view, const Unreachable& unreachable) {
  const std::string target = node_name(view.catalog, view.graph, unreachable.target);
  if (unreachable.blame.empty()) {
    return fmt::format("There is no way to {} in this catalog; cairn check says why.\n", target);
  }
  std::string ids;
  for (const SkillIndex skill :
       unreachable.any_one_is_enough ? unreachable.blame : unreachable.back) {
    ids += fmt::format(" {}", view.catalog.skill(skill).id.text);
  }
  return wrap(view.terminal, "",
              fmt::format("There is no way to {}{} while you avoid {}.",
                          unreachable.target_is_chosen ? "your choice " : "", target,
                          names(view, unreachable.blame, 6))) +
         fmt::format("{}: cairn unchoose{}\n",
                     !unreachable.any_one_is_enough  ? "Enough to open a way"
                     : unreachable.blame.size() == 1 ? "To allow it again"
                                                     : "Any one of them back is enough",
                     ids);
}

}  // namespace cairn
