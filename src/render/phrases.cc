#include "render/phrases.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "cairn/render/names.h"

namespace cairn {
namespace {

// `At 8 h a week (assumed) and 0.8× the likely hours (from 6 skills) from 14 Mar 2027`.
std::string terms_text(const Terminal& terminal, const Habits& habits, Date start) {
  std::string text = "At " + rate_text(habits.rate.hours_per_week);
  const std::string source = source_phrase(habits.source);
  if (!source.empty()) text += fmt::format(" ({})", source);
  const PaceEstimate& pace = habits.pace.overall();
  if (habits.pace.learned()) {
    text += fmt::format(" and {} (from {})", ratio_phrase(terminal, pace.ratio),
                        count_text(pace.skills, "skill"));
  } else if (pace.ratio != 1) {
    text += fmt::format(" and {}", ratio_phrase(terminal, pace.ratio));
  }
  return text + " from " + date_text(start);
}

}  // namespace

std::string short_reason(const View& view, const RoadmapStep& step) {
  const auto name = [&](SkillIndex skill) { return view.catalog.skill(skill).name.str(); };
  if (const auto* choice = find_reason<CheaperChoice>(step.reasons)) {
    if (choice->settled_by && *choice->settled_by != choice->taken) {
      return "goes with " + name(*choice->settled_by);
    }
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
  const Hours over = plan.cost - plan.lower_bound;
  // More than twice as much: the number would say less than the bound.
  if (over > plan.lower_bound) {
    return fmt::format("not proven cheapest (which is at least {})", hours_text(plan.lower_bound));
  }
  return fmt::format(
      "at most {:.1f} % above the cheapest (which is at least {})",
      100.0 * static_cast<double>(over.minutes()) / static_cast<double>(plan.lower_bound.minutes()),
      hours_text(plan.lower_bound));
}

std::string unproven_note(const View& view, const Plan& plan) {
  if (plan.optimal()) return {};
  return '\n' + wrap(view.terminal, "",
                     fmt::format("This goes by a plan that is {}; --time-limit S gives the search "
                                 "more time.",
                                 proof_phrase(plan)));
}

std::string rate_text(double hours_per_week) {
  return fmt::format("{:g} h a week", std::round(hours_per_week * 10) / 10);
}

std::string dates_phrase(const View& view, const Roadmap& roadmap, const Outlook& outlook) {
  std::string proof = proof_phrase(roadmap.plan);
  // Less is no more than taste.
  if (roadmap.order_gap >= 0.01) {
    const double above = roadmap.order_gap / (1 - roadmap.order_gap);
    proof += above > 1 ? ", in an order that may not be the best"
                       : fmt::format(", in an order at most {:.0f} % above the best",
                                     std::ceil(above * 100));
  }
  proof[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(proof[0])));
  const StageForecast& last = outlook.forecast.stages.back();
  return fmt::format("{}. {}: by {} {}, as likely as not by {}, nine times in ten by {}", proof,
                     terms_text(view.terminal, outlook.habits, roadmap.stages.front().when.start),
                     date_text(roadmap.stages.back().when.finish),
                     outlook.habits.pace.overall().ratio == 1 ? "as planned" : "at that pace",
                     date_text(last.even), date_text(last.safe));
}

std::string plan_phrase(const View& view, const Roadmap& roadmap, const Outlook& outlook) {
  return fmt::format("{}, {}. {}.", count_text(roadmap.steps.size(), "skill"),
                     range_text(view.terminal, roadmap.hours),
                     dates_phrase(view, roadmap, outlook));
}

std::vector<std::string> reason_phrases(const View& view, const Roadmap& roadmap,
                                        const RoadmapStep& step) {
  const auto names = [&](const std::vector<SkillIndex>& skills) {
    return join_names(skill_names(view.catalog, skills), 4);
  };
  std::vector<std::string> phrases;
  if (const auto* ready = find_reason<ReadyBecause>(step.reasons)) {
    phrases.push_back(ready->known.empty() ? "needs nothing before it"
                                           : "you know " + names(ready->known));
  }
  if (const auto* after = find_reason<After>(step.reasons); after && !after->steps.empty()) {
    phrases.push_back("after " + names(after->steps));
  }
  if (find_reason<IsGoal>(step.reasons) != nullptr) phrases.emplace_back("your goal");
  if (find_reason<Chosen>(step.reasons) != nullptr) phrases.emplace_back("your choice");
  if (const auto* levels = find_reason<LevelAsks>(step.reasons)) {
    phrases.push_back(view.catalog.level(levels->levels.front()).title + " asks for it");
  }
  if (const auto* opens = find_reason<Opens>(step.reasons); opens && opens->count > 0) {
    phrases.push_back("opens " + opens_phrase(view, roadmap, step, *opens));
  }
  if (const auto* choice = find_reason<CheaperChoice>(step.reasons)) {
    phrases.push_back(
        choice->saved.minutes() == 0
            ? "as cheap as " + names(choice->over)
            : fmt::format("{} less than with {}", hours_text(choice->saved), names(choice->over)));
  }
  if (const auto* chain = find_reason<OnLongestChain>(step.reasons)) {
    phrases.push_back(
        fmt::format("number {} of {} on the longest chain", chain->position, chain->length));
  }
  return phrases;
}

std::string running_phrase(const View& view, const Running& running) {
  std::string text = fmt::format("since {} ({})", moment_text(running.since, view.today),
                                 duration_text(running.lasted));
  if (running.forgotten) {
    const std::string stop =
        view.running.size() == 1 ? "cairn stop" : "cairn stop " + running.id.text;
    text += fmt::format("; forgotten? {0} --after 2h, or {0} --discard", stop);
  }
  return text;
}

std::string difference_text(Hours more) {
  if (more.minutes() == 0) return "as long";
  return more.minutes() > 0 ? hours_text(more) + " more" : hours_text(Hours() - more) + " less";
}

std::string progress_phrase(const View& view, SkillIndex skill) {
  const auto at = std::find(view.in_progress.begin(), view.in_progress.end(), skill);
  const Hours spent = view.spent[static_cast<std::size_t>(at - view.in_progress.begin())];
  const Hours planned = view.catalog.skill(skill).hours.likely;
  if (spent == Hours()) return hours_text(planned);
  if (spent > planned) {
    return fmt::format("{} so far, {} planned", hours_text(spent), hours_text(planned));
  }
  const std::string part = hours_text(spent);
  return fmt::format("{} of {}", part.substr(0, part.size() - 2), hours_text(planned));
}

std::string resource_text(const Resource& resource) {
  std::string text = resource.title;
  if (!resource.by.empty() && resource.by != resource.title) text += ", " + resource.by;
  if (!resource.access.empty()) text += " (" + resource.access + ")";
  return text;
}

std::string source_phrase(const RateSource& source) {
  switch (source.kind) {
    case RateSource::Kind::settings:
      return "from your settings";
    case RateSource::Kind::logged:
      return fmt::format("from your last {} weeks", source.weeks);
    case RateSource::Kind::assumed:
      return "assumed";
    case RateSource::Kind::asked:
      break;
  }
  return {};
}

std::string ratio_phrase(const Terminal& terminal, double ratio) {
  const std::string number =
      ratio < 0.095 ? fmt::format("{:.2f}", ratio) : fmt::format("{:.1f}", ratio);
  return fmt::format("{}{} the likely hours", number, times(terminal));
}

std::string pace_phrase(const Terminal& terminal, const PaceEstimate& pace, std::string_view area) {
  return fmt::format("you take {}{}{} (from {})", ratio_phrase(terminal, pace.ratio),
                     area.empty() ? "" : " for ", area, count_text(pace.skills, "skill"));
}

std::string range_text(const Terminal& terminal, const HourRange& hours) {
  if (hours.low == hours.high) return hours_text(hours.likely);
  const std::string low = hours_text(hours.low);
  const std::string high = hours_text(hours.high);
  return fmt::format("{} ({}{}{})", hours_text(hours.likely), low.substr(0, low.size() - 2),
                     dash(terminal), high.substr(0, high.size() - 2));
}

}  // namespace cairn
