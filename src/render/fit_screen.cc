#include <fmt/format.h>

#include <algorithm>

#include "cairn/render/names.h"
#include "render/json_values.h"
#include "render/phrases.h"

namespace cairn {
namespace {

std::string names(const View& view, const std::vector<SkillIndex>& skills, std::size_t most) {
  return join_names(skill_names(view.catalog, skills), most);
}

Json set_value(const View& view, const FitSet& set) {
  Json json;
  json["steps"] = id_list(view.catalog, set.steps);
  json["hours"] = hours_value(set.cost);
  json["weight"] = set.weight;
  json["proof"]["status"] = set.optimal() ? "optimal" : "bounded";
  json["proof"]["upper_bound"] = set.upper_bound;
  json["proof"]["gap"] = set.gap();
  return json;
}

}  // namespace

std::string fit_screen(const View& view, const Fit& fit, Hours budget, std::string_view scope) {
  const Terminal& terminal = view.terminal;
  std::string screen =
      wrap(terminal, "",
           paint(terminal, Paint::bold, fmt::format("{} of {}", hours_text(budget), scope)) +
               fmt::format(
                   ": {}, {} used, worth {} points ({})", count_text(fit.set.steps.size(), "skill"),
                   hours_text(fit.set.cost), fit.set.weight,
                   fit.set.optimal()
                       ? "proven best"
                       : fmt::format("at most {:.1f} % below the best", fit.set.gap() * 100)));
  if (fit.set.steps.empty()) {
    screen += fit.set.optimal()
                  ? "\nNothing fits into so few hours.\n"
                  : "\nNothing was found in the time; --time-limit S gives it more.\n";
  } else {
    screen += '\n';
  }
  std::size_t width = 0;
  for (const SkillIndex skill : fit.set.steps) {
    width = std::max(width, columns(view.catalog.skill(skill).name));
  }
  width = std::min(width, terminal.width - std::min<std::size_t>(terminal.width, 34));
  for (std::size_t i = 0; i < fit.set.steps.size(); ++i) {
    const Skill& skill = view.catalog.skill(fit.set.steps[i]);
    Standing standing = standing_of(view, nullptr, fit.set.steps[i]);
    if (standing == Standing::outside) standing = Standing::planned;
    screen += fmt::format(
        "  {} {} {}  {}  worth {}\n", pad_left(std::to_string(i + 1), 3), glyph(terminal, standing),
        pad_right(clip(terminal, skill.name, width), width),
        pad_left(hours_text(view.problem.cost[value(fit.set.steps[i])]), 6), skill.weight);
  }
  if (!fit.just_out.empty()) {
    screen += "\nJust out\n";
    for (const JustOut& out : fit.just_out) {
      std::vector<SkillIndex> others = out.closure.skills;
      std::erase(others, out.closure.target);
      std::string text = fmt::format("{}, {} short", view.catalog.skill(out.closure.target).name,
                                     hours_text(out.missing));
      if (!others.empty()) text += fmt::format("; it takes {} first", names(view, others, 3));
      screen += wrap(terminal, "  - ", text);
    }
  }
  if (fit.more.set.weight > fit.set.weight) {
    std::string text = fmt::format("worth {} instead of {}", fit.more.set.weight, fit.set.weight);
    if (!fit.more.added.empty()) text += "; in: " + names(view, fit.more.added, 5);
    if (!fit.more.dropped.empty()) text += "; out: " + names(view, fit.more.dropped, 5);
    screen +=
        '\n' +
        wrap(terminal, fmt::format("With {} more: ", hours_text(fit.more.budget - budget)), text);
  } else {
    screen += fmt::format("\nWith {} more: nothing better{}.\n", hours_text(kMoreHours),
                          fit.more.set.optimal() ? "" : " was found");
  }
  return screen;
}

std::string fit_json(const View& view, const Fit& fit, Hours budget) {
  Json json = document("fit");
  json["budget"] = hours_value(budget);
  json.update(set_value(view, fit.set));
  json["just_out"] = Json::array();
  for (const JustOut& out : fit.just_out) {
    Json part;
    part["id"] = view.catalog.skill(out.closure.target).id.text;
    part["needs"] = id_list(view.catalog, out.closure.skills);
    part["hours_missing"] = hours_value(out.missing);
    json["just_out"].push_back(std::move(part));
  }
  json["more"] = set_value(view, fit.more.set);
  json["more"]["budget"] = hours_value(fit.more.budget);
  json["more"]["in"] = id_list(view.catalog, fit.more.added);
  json["more"]["out"] = id_list(view.catalog, fit.more.dropped);
  return text_of(json);
}

}  // namespace cairn
