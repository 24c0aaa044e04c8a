#include <fmt/format.h>

#include "cairn/render/formats.h"
#include "render/json_values.h"
#include "render/quote.h"

namespace cairn {
namespace {

struct Key {
  const char* name;
  const char* type;
};
constexpr Key kNodeKeys[] = {{"name", "string"},  {"area", "string"},   {"level", "string"},
                             {"stage", "string"}, {"state", "string"},  {"step", "int"},
                             {"low", "double"},   {"likely", "double"}, {"high", "double"},
                             {"start", "string"}, {"finish", "string"}};

void add_data(std::string& text, std::string_view key, std::string_view value) {
  if (value.empty()) return;
  text += fmt::format("      <data key=\"{}\">{}</data>\n", key, xml_text(value));
}

}  // namespace

std::string graphml_text(const Drawing& drawing) {
  std::string text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n";
  for (const Key& key : kNodeKeys) {
    text += fmt::format("  <key id=\"{0}\" for=\"node\" attr.name=\"{0}\" attr.type=\"{1}\"/>\n",
                        key.name, key.type);
  }
  text += "  <key id=\"kind\" for=\"edge\" attr.name=\"kind\" attr.type=\"string\"/>\n";
  text += "  <graph id=\"cairn\" edgedefault=\"directed\">\n";
  const auto number = [](Hours hours) { return fmt::format("{:g}", hours.hours()); };
  for (const DrawnSkill& skill : drawing.skills) {
    text += fmt::format("    <node id=\"{}\">\n", xml_text(skill.id));
    add_data(text, "name", skill.name);
    add_data(text, "area", skill.area);
    add_data(text, "level", skill.level);
    add_data(text, "stage", drawing.stages[skill.stage].id);
    add_data(text, "state", standing_id(skill.standing));
    if (skill.step) add_data(text, "step", std::to_string(*skill.step));
    add_data(text, "low", number(skill.hours.low));
    add_data(text, "likely", number(skill.hours.likely));
    add_data(text, "high", number(skill.hours.high));
    if (skill.when) {
      add_data(text, "start", to_iso(skill.when->start));
      add_data(text, "finish", to_iso(skill.when->finish));
    }
    text += "    </node>\n";
  }
  for (const DrawnEdge& edge : drawing.edges) {
    text +=
        fmt::format("    <edge source=\"{}\" target=\"{}\">\n",
                    xml_text(drawing.skills[edge.from].id), xml_text(drawing.skills[edge.to].id));
    add_data(text, "kind", edge.alternative ? "alternative" : "needs");
    text += "    </edge>\n";
  }
  return text + "  </graph>\n</graphml>\n";
}

}  // namespace cairn
