#include <fmt/format.h>

#include "cairn/render/formats.h"
#include "render/colours.h"
#include "render/json_values.h"
#include "render/quote.h"

namespace cairn {

std::string mermaid_text(const Drawing& drawing) {
  // Ids of our own: a word such as `end` has a meaning in Mermaid.
  std::string text = "flowchart LR\n";
  for (std::size_t s = 0; s < drawing.stages.size(); ++s) {
    const DrawnStage& stage = drawing.stages[s];
    text += fmt::format("  subgraph s{}[{}]\n", s, mermaid_string(stage.title));
    for (std::size_t i = stage.begin; i < stage.end; ++i) {
      const DrawnSkill& skill = drawing.skills[i];
      text += fmt::format("    n{}[{}]:::{}\n", i, mermaid_string(skill.name),
                          standing_id(skill.standing));
    }
    text += "  end\n";
  }
  for (const DrawnEdge& edge : drawing.edges) {
    text += fmt::format("  n{} {} n{}\n", edge.from, edge.alternative ? "-.->" : "-->", edge.to);
  }
  for (std::size_t s = 0; s <= static_cast<std::size_t>(Standing::alternative); ++s) {
    const auto standing = static_cast<Standing>(s);
    const Colours colours = colours_of(standing);
    text += fmt::format("  classDef {} fill:{},stroke:{},color:{}\n", standing_id(standing),
                        colours.fill, colours.line, colours.text);
  }
  return text;
}

}  // namespace cairn
