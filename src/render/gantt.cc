#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cairn/render/map_screen.h"

namespace cairn {
namespace {

constexpr double kWeeksPerMonth = 365.25 / 12 / 7;

// Weeks across: so many to a column that all fit.
struct Scale {
  Date start;     // of the first week
  int weeks = 1;  // in all
  int per_column = 1;
  std::size_t columns = 1;

  std::size_t column(int week) const { return static_cast<std::size_t>((week - 1) / per_column); }
};

Scale find_scale(const Drawing& drawing, std::size_t room) {
  Scale scale;
  bool first = true;
  for (const DrawnStage& stage : drawing.stages) {
    if (!stage.when) continue;
    if (first) {
      scale.start = stage.when->start - std::chrono::days(7 * (stage.when->first_week - 1));
    }
    first = false;
    scale.weeks = std::max(scale.weeks, stage.when->last_week);
  }
  const int width = static_cast<int>(room);
  scale.per_column = (scale.weeks + width - 1) / width;
  scale.columns = scale.column(scale.weeks) + 1;
  return scale;
}

// A year where it begins, a month within it: `Mar  Apr  Jul  Oct  2028`, as close as they have
// room in `most` columns.
std::string time_line(const Scale& scale, std::size_t most) {
  static constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  static constexpr std::array<int, 7> kSteps = {1, 3, 12, 24, 60, 120, 600};
  const auto* step = std::find_if(kSteps.begin(), kSteps.end(), [&](int months) {
    return months * kWeeksPerMonth / scale.per_column >= 4;
  });
  const int months = step == kSteps.end() ? kSteps.back() : *step;
  std::string line;
  int before = -1;
  for (std::size_t c = 0; c < scale.columns; ++c) {
    const Date last =
        scale.start + std::chrono::days(7 * scale.per_column * static_cast<int>(c + 1) - 1);
    const std::chrono::year_month_day date(last);
    const int month =
        static_cast<int>(date.year()) * 12 + static_cast<int>(unsigned(date.month())) - 1;
    const bool begins = month / months != before / months;
    if (begins && line.size() <= c) {
      const bool year = months >= 12 || (c > 0 && month / 12 != before / 12);
      const std::string mark = year ? std::to_string(static_cast<int>(date.year()))
                                    : std::string(kMonths[static_cast<std::size_t>(month % 12)]);
      if (c > 0 && c + mark.size() > most) break;
      line.resize(c, ' ');
      line += mark + ' ';
    }
    before = month;
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

std::string bar_of(const Terminal& terminal, const Scale& scale, const TimeSpan& when,
                   bool is_stage, Paint colour) {
  const std::size_t from = scale.column(when.first_week);
  const std::size_t to = scale.column(when.last_week);
  std::string text;
  for (std::size_t c = from; c <= to; ++c) {
    text += terminal.unicode ? (is_stage ? "▬" : "█") : (is_stage ? "=" : "#");
  }
  return std::string(from, ' ') + paint(terminal, colour, text);
}

}  // namespace

std::string gantt_screen(const Terminal& terminal, const Drawing& drawing) {
  std::size_t label = 0;
  for (const DrawnSkill& skill : drawing.skills) {
    if (skill.when) label = std::max(label, columns(skill.name));
  }
  const std::size_t sign = terminal.unicode ? 1 : 3;
  label = std::min(label, terminal.width * 2 / 5 - 3 - sign) + sign + 1;
  const Scale scale = find_scale(drawing, terminal.width - label - 4);
  std::string screen = paint(terminal, Paint::bold, drawing.title) + '\n';
  if (!drawing.lead.empty()) screen += wrap(terminal, "", drawing.lead);
  screen += wrap(terminal, "",
                 fmt::format("A column is {}, the first from {}.",
                             count_text(static_cast<std::size_t>(scale.per_column), "week"),
                             date_text(scale.start)));
  screen += '\n' +
            paint(terminal, Paint::dim,
                  std::string(label + 4, ' ') + time_line(scale, terminal.width - label - 4)) +
            '\n';
  for (const DrawnStage& stage : drawing.stages) {
    if (!stage.when) continue;
    screen +=
        paint(terminal, Paint::bold, pad_right(clip(terminal, stage.title, label + 2), label + 2)) +
        "  " + bar_of(terminal, scale, *stage.when, true, Paint::dim) + '\n';
    for (std::size_t i = stage.begin; i < stage.end; ++i) {
      const DrawnSkill& skill = drawing.skills[i];
      if (!skill.when) continue;
      const Paint colour = skill.standing == Standing::in_progress ? Paint::yellow
                           : skill.standing == Standing::ready     ? Paint::bold
                                                                   : Paint::plain;
      screen +=
          fmt::format("  {} {}  {}\n", glyph(terminal, skill.standing),
                      pad_right(clip(terminal, skill.name, label - sign - 1), label - sign - 1),
                      bar_of(terminal, scale, *skill.when, false, colour));
    }
  }
  return screen;
}

}  // namespace cairn
