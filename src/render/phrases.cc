#include "render/phrases.h"

#include <fmt/format.h>

#include "cairn/render/names.h"

namespace cairn {

std::string short_reason(const View& view, const RoadmapStep& step) {
  const auto name = [&](SkillIndex skill) -> const std::string& {
    return view.catalog.skill(skill).name;
  };
  if (const auto* choice = find_reason<CheaperChoice>(step.reasons)) {
    const std::string over = name(choice->over.front());
    return choice->saved.minutes() == 0
               ? fmt::format("as cheap as {}", over)
               : fmt::format("{} less than {}", hours_text(choice->saved), over);
  }
  if (find_reason<Chosen>(step.reasons) != nullptr) return "your choice";
  if (find_reason<IsGoal>(step.reasons) != nullptr) return "your goal";
  const auto* opens = find_reason<Opens>(step.reasons);
  if (opens != nullptr && opens->count > 0) return fmt::format("opens {}", opens->count);
  if (const auto* levels = find_reason<LevelAsks>(step.reasons)) {
    return fmt::format("for {}", view.catalog.level(levels->levels.front()).title);
  }
  const auto* after = find_reason<After>(step.reasons);
  if (after != nullptr && !after->steps.empty()) return "after " + name(after->steps.back());
  return "one of several that count";
}

std::string opens_phrase(const View& view, const Roadmap& roadmap, const RoadmapStep& step,
                         const Opens& opens) {
  if (opens.count == 0) return {};
  std::string text =
      fmt::format("{} of the {} left to {}", opens.count, count_text(opens.left, "skill"),
                  goals_name(view.catalog, view.graph, roadmap.goals));
  const RoadmapStage& stage = roadmap.stages[step.stage];
  if (roadmap.stages.size() > 1 && opens.in_stage > 0 && opens.in_stage < opens.count) {
    text += fmt::format(", {} of them at {}", opens.in_stage, stage_name(view, roadmap, stage));
  }
  return text;
}

std::string stage_name(const View& view, const Roadmap& roadmap, const RoadmapStage& stage) {
  if (stage.level) return view.catalog.level(*stage.level).title;
  std::vector<Node> outside;
  for (const Node goal : roadmap.goals) {
    if (!view.graph.is_level(goal)) outside.push_back(goal);
  }
  if (outside.empty()) return "Your choices";
  return goals_name(view.catalog, view.graph, outside);
}

std::string proof_phrase(const Plan& plan) {
  if (plan.optimal()) return "proven cheapest";
  return fmt::format("within {:.1f} % of the cheapest (which is at least {})", plan.gap() * 100,
                     hours_text(plan.lower_bound));
}

std::string range_text(const Terminal& terminal, const HourRange& hours) {
  if (hours.low == hours.high) return hours_text(hours.likely);
  const std::string low = hours_text(hours.low);
  const std::string high = hours_text(hours.high);
  return fmt::format("{} ({}{}{})", hours_text(hours.likely), low.substr(0, low.size() - 2),
                     dash(terminal), high.substr(0, high.size() - 2));
}

}  // namespace cairn
