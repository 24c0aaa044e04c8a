#include <fmt/format.h>

#include "cairn/render/formats.h"
#include "render/quote.h"

namespace cairn {
namespace {

std::string heading(const DrawnStage& stage) {
  const Terminal plain;
  std::string text = "## " + markdown_text_of(stage.title);
  if (stage.when) {
    text += fmt::format(" · {} · {}", hours_text(stage.hours.likely),
                        date_span_text(plain, stage.when->start, stage.when->finish));
  }
  return text;
}

std::string item(const DrawnSkill& skill) {
  const bool taken = skill.standing != Standing::alternative;
  std::string line = !taken ? "  - " : skill.standing == Standing::known ? "- [x] " : "- [ ] ";
  line += markdown_text_of(skill.name);
  if (skill.standing != Standing::known)
    line += fmt::format(", {}", hours_text(skill.hours.likely));
  if (skill.when) {
    line += ", " + date_span_text(Terminal{}, skill.when->start, skill.when->finish);
  }
  if (skill.standing == Standing::in_progress) line += ", in progress";
  if (!skill.why.empty()) line += ": " + markdown_text_of(skill.why);
  return line;
}

}  // namespace

std::string markdown_text(const Drawing& drawing) {
  std::string text = fmt::format("# {}\n", markdown_text_of(drawing.title));
  if (!drawing.lead.empty()) text += '\n' + markdown_text_of(drawing.lead) + '\n';
  for (const DrawnStage& stage : drawing.stages) {
    text += '\n' + heading(stage) + "\n\n";
    for (std::size_t i = stage.begin; i < stage.end; ++i) text += item(drawing.skills[i]) + '\n';
  }
  return text;
}

}  // namespace cairn
