#include <fmt/format.h>

#include "cairn/render/formats.h"
#include "render/colours.h"
#include "render/json_values.h"
#include "render/quote.h"

namespace cairn {
namespace {

std::string node_line(const DrawnSkill& skill) {
  const Colours colours = colours_of(skill.standing);
  const bool aside = skill.standing == Standing::alternative || skill.standing == Standing::outside;
  return fmt::format(
      "    {} [label={}, tooltip={}, class=\"{}\", style=\"rounded,filled{}\", fillcolor=\"{}\", "
      "color=\"{}\", fontcolor=\"{}\"];\n",
      dot_string(skill.id), dot_string(skill.name),
      dot_string(fmt::format("{}, {}", word(skill.standing), hours_text(skill.hours.likely))),
      standing_id(skill.standing), aside ? ",dashed" : "", colours.fill, colours.line,
      colours.text);
}

}  // namespace

std::string dot_text(const Drawing& drawing) {
  std::string text = "digraph cairn {\n  rankdir=LR;\n";
  text += fmt::format("  label={};\n  labelloc=t;\n  fontname=\"Helvetica\";\n",
                      dot_string(drawing.title));
  text +=
      "  node [shape=box, fontname=\"Helvetica\", fontsize=11, margin=\"0.12,0.06\", height=0.3];\n"
      "  edge [color=\"#5f6b7a\", arrowsize=0.6];\n";
  for (std::size_t s = 0; s < drawing.stages.size(); ++s) {
    const DrawnStage& stage = drawing.stages[s];
    text += fmt::format("  subgraph cluster_{} {{\n    label={};\n    color=\"#c3c9d1\";\n", s,
                        dot_string(stage.title));
    for (std::size_t i = stage.begin; i < stage.end; ++i) text += node_line(drawing.skills[i]);
    text += "  }\n";
  }
  for (const DrawnEdge& edge : drawing.edges) {
    text += fmt::format("  {} -> {}{};\n", dot_string(drawing.skills[edge.from].id),
                        dot_string(drawing.skills[edge.to].id),
                        edge.alternative ? " [style=dashed]" : "");
  }
  return text + "}\n";
}

}  // namespace cairn
