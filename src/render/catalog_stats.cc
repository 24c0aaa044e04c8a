#include "cairn/render/catalog_stats.h"

#include <fmt/format.h>

#include <algorithm>

#include "cairn/render/names.h"
#include "render/json_values.h"

namespace cairn {
namespace {

std::string member_text(const Catalog& catalog, const SkillGraph& graph,
                        const ChoiceMember& member) {
  const std::string name = node_name(catalog, graph, member.node);
  return graph.is_skill(member.node) ? name : "(" + name + ")";
}

std::string choice_text(const Catalog& catalog, const SkillGraph& graph,
                        const ChoiceStats& choice) {
  std::vector<std::string> members;
  for (const ChoiceMember& member : choice.members) {
    members.push_back(member_text(catalog, graph, member));
  }
  return join_names(members, 8) + fmt::format(" ({})", count_text(choice.users.size(), "use"));
}

// The range and the longest chain have no room then.
bool is_narrow(const Terminal& terminal) { return terminal.width < 66; }

std::string table_row(const Terminal& terminal, const StatsRow& row, std::size_t width) {
  std::string text = fmt::format("  {}  {}  {}", pad_right(clip(terminal, row.title, width), width),
                                 pad_left(std::to_string(row.skills), 6),
                                 pad_left(hours_text(row.hours.likely), 8));
  if (is_narrow(terminal)) return text + '\n';
  return text +
         fmt::format(
             "  {}  {}\n",
             pad_left(fmt::format("{}{}{}", with_commas(row.hours.low.minutes() / 60),
                                  dash(terminal), with_commas(row.hours.high.minutes() / 60)),
                      12),
             pad_left(row.chain.skills.empty() ? std::string()
                                               : fmt::format("{} in {}", row.chain.skills.size(),
                                                             hours_text(row.chain.hours)),
                      14));
}

Json row_value(const Catalog& catalog, const StatsRow& row) {
  Json json;
  json["id"] = row.id;
  json["title"] = row.title;
  json["skills"] = row.skills;
  json["hours"] = range_value(row.hours);
  json["chain"]["hours"] = hours_value(row.chain.hours);
  json["chain"]["skills"] = id_list(catalog, row.chain.skills);
  return json;
}

}  // namespace

std::string stats_screen(const Terminal& terminal, const Catalog& catalog, const SkillGraph& graph,
                         const CatalogStats& stats) {
  std::size_t width = 8;
  const auto widen = [&](const StatsRow& row) { width = std::max(width, columns(row.title)); };
  std::for_each(stats.areas.begin(), stats.areas.end(), widen);
  std::for_each(stats.levels.begin(), stats.levels.end(), widen);
  const std::size_t others = is_narrow(terminal) ? 20 : 52;
  width = std::min(width, terminal.width - std::min(terminal.width, others));
  width = std::max<std::size_t>(width, 12);
  const auto head = [&](std::string_view title) {
    std::string text = fmt::format("  {}  {}  {}", pad_right(std::string(title), width), "skills",
                                   pad_left("likely", 8));
    if (!is_narrow(terminal)) {
      text += fmt::format("  {}  {}", pad_left(fmt::format("low{}high", dash(terminal)), 12),
                          pad_left("longest chain", 14));
    }
    return paint(terminal, Paint::dim, text) + '\n';
  };
  std::string screen =
      paint(terminal, Paint::bold, catalog.title()) +
      fmt::format(" {0} {1} {0} {2} {0} {3}\n\n", dot(terminal),
                  count_text(stats.all.skills, "skill"), hours_text(stats.all.hours.likely),
                  count_text(stats.choices.size(), "choice"));
  screen += head("area");
  for (const StatsRow& row : stats.areas) screen += table_row(terminal, row, width);
  screen += '\n' + head("level");
  for (const StatsRow& row : stats.levels) screen += table_row(terminal, row, width);
  if (stats.electives) screen += table_row(terminal, *stats.electives, width);
  if (!stats.choices.empty()) screen += "\n  choices, the most used first\n";
  for (const ChoiceStats& choice : stats.choices) {
    const std::string count =
        choice.at_least == 1 ? std::string("one") : std::to_string(choice.at_least);
    screen += wrap(terminal, fmt::format("  {} of ", count), choice_text(catalog, graph, choice));
  }
  return fold(terminal, screen);
}

std::string stats_json(const Catalog& catalog, const CatalogStats& stats) {
  Json json = document("catalog-stats");
  json["id"] = catalog.id();
  json["all"] = row_value(catalog, stats.all);
  json["areas"] = Json::array();
  for (const StatsRow& row : stats.areas) json["areas"].push_back(row_value(catalog, row));
  json["levels"] = Json::array();
  for (const StatsRow& row : stats.levels) json["levels"].push_back(row_value(catalog, row));
  json["electives"] = stats.electives ? row_value(catalog, *stats.electives) : Json();
  json["choices"] = Json::array();
  for (const ChoiceStats& choice : stats.choices) {
    Json part;
    part["at_least"] = choice.at_least;
    part["members"] = Json::array();
    for (const ChoiceMember& member : choice.members) {
      Json one;
      one["skills"] = id_list(catalog, member.skills);
      one["chain_hours"] = hours_value(member.chain);
      part["members"].push_back(std::move(one));
    }
    part["uses"] = choice.users.size();
    json["choices"].push_back(std::move(part));
  }
  return text_of(json);
}

}  // namespace cairn
