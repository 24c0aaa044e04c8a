#include <fmt/format.h>

#include <algorithm>

#include "cairn/render/names.h"
#include "render/phrases.h"

namespace cairn {
namespace {

std::string weeks_text(const Terminal& terminal, const TimeSpan& when) {
  return when.first_week == when.last_week
             ? std::to_string(when.first_week)
             : fmt::format("{}{}{}", when.first_week, dash(terminal), when.last_week);
}

// The choices that stand by themselves, those that carry most hours first.
std::string choices_text(const View& view, const std::vector<Choice>& choices) {
  std::vector<const Choice*> shown;
  for (const Choice& choice : choices) {
    if (!choice.why.settled_by) shown.push_back(&choice);
  }
  std::stable_sort(shown.begin(), shown.end(),
                   [](const Choice* a, const Choice* b) { return a->carries > b->carries; });
  std::string line = count_text(shown.size(), "choice") + " made: ";
  const std::size_t most = std::min<std::size_t>(shown.size(), 8);
  for (std::size_t i = 0; i < most; ++i) {
    const CheaperChoice& why = shown[i]->why;
    line += (i == 0 ? "" : fmt::format(" {} ", dot(view.terminal))) +
            fmt::format("{} of {}", view.catalog.skill(why.taken).name, why.members);
  }
  if (most < shown.size()) line += fmt::format(" and {} more", shown.size() - most);
  return line;
}

}  // namespace

std::string roadmap_screen(const View& view, const Roadmap& roadmap, const Outlook& outlook) {
  const Terminal& terminal = view.terminal;
  const std::string goals = goals_name(view.catalog, view.graph, roadmap.goals);
  std::string range = range_text(terminal, roadmap.hours);
  std::string screen =
      wrap(terminal, "",
           paint(terminal, Paint::bold, fmt::format("{} from here", goals)) +
               fmt::format(": {}, {}", count_text(roadmap.steps.size(), "skill"), range));
  screen += wrap(terminal, "", dates_phrase(view, roadmap, outlook));
  if (outlook.by) {
    screen += wrap(terminal, "",
                   deadline_phrase("Done", *outlook.by, outlook.deadline, roadmap.hours_per_week));
  }
  for (const Due& due : outlook.due) {
    screen += wrap(terminal, "", due_phrase(view, due, roadmap.hours_per_week));
  }

  // Columns: number, glyph, skill, hours, weeks, why. The skill and the why share what is left.
  std::size_t weeks_width = 5, name_width = 5;
  for (const RoadmapStep& step : roadmap.steps) {
    weeks_width = std::max(weeks_width, columns(weeks_text(terminal, step.when)));
    name_width = std::max(name_width, columns(view.catalog.skill(step.skill).name));
  }
  const std::size_t sign = terminal.unicode ? 1 : 3;
  const std::size_t fixed = 2 + 4 + 1 + sign + 1 + 2 + 7 + 2 + weeks_width + 2;
  const std::size_t left = terminal.width - std::min(terminal.width, fixed);
  // A narrow terminal has no room for the why.
  const bool with_why = left >= 30;
  name_width = std::min(name_width, with_why ? std::max<std::size_t>(left - 18, 12)
                                             : std::max<std::size_t>(left + 2, 10));
  const std::size_t why_width = with_why ? std::min<std::size_t>(left - name_width, 60) : 0;

  for (std::size_t s = 0; s < roadmap.stages.size(); ++s) {
    const RoadmapStage& stage = roadmap.stages[s];
    const int weeks = stage.when.last_week - stage.when.first_week + 1;
    screen +=
        '\n' + wrap(terminal, "",
                    paint(terminal, Paint::bold, stage_name(view, roadmap, stage)) +
                        fmt::format(" {0} {1} {0} {2} {0} {3} {0} {4}", dot(terminal),
                                    count_text(stage.end - stage.begin, "skill"),
                                    hours_text(stage.hours.likely),
                                    count_text(static_cast<std::size_t>(weeks), "week"),
                                    date_span_text(terminal, stage.when.start, stage.when.finish)));
    if (roadmap.stages.size() > 1) {
      screen += paint(terminal, Paint::dim,
                      wrap(terminal, "  ",
                           fmt::format("as likely as not by {}, nine times in ten by {}",
                                       date_text(outlook.forecast.stages[s].even),
                                       date_text(outlook.forecast.stages[s].safe))));
    }
    screen += paint(terminal, Paint::dim,
                    fmt::format("     # {} {}  {}  {}{}", std::string(sign, ' '),
                                pad_right("skill", name_width), pad_left("hours", 7),
                                pad_left("weeks", weeks_width), with_why ? "  why here" : "")) +
              '\n';
    for (std::size_t i = stage.begin; i < stage.end; ++i) {
      const RoadmapStep& step = roadmap.steps[i];
      const Skill& skill = view.catalog.skill(step.skill);
      screen += fmt::format("  {} {} {}  {}  {}", pad_left(std::to_string(i + 1), 4),
                            glyph(terminal, standing_of(view, &roadmap.plan, step.skill)),
                            pad_right(clip(terminal, skill.name, name_width), name_width),
                            pad_left(hours_text(step.hours.likely), 7),
                            pad_left(weeks_text(terminal, step.when), weeks_width));
      if (with_why) screen += "  " + clip(terminal, short_reason(view, step), why_width);
      screen += '\n';
    }
  }
  if (!roadmap.choices.empty()) {
    screen += '\n' + wrap(terminal, "", choices_text(view, roadmap.choices)) +
              "Take another with: cairn choose ID\n";
  }
  return screen;
}

}  // namespace cairn
