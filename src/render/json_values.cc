#include "render/json_values.h"

#include <fmt/format.h>

#include <cmath>
#include <variant>

#include "cairn/render/names.h"

namespace cairn {
namespace {

template <class... Cases>
struct Overload : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overload(Cases...) -> Overload<Cases...>;

}  // namespace

double rounded(double number) { return std::round(number * 1e6) / 1e6; }

Json document(std::string_view schema) {
  Json json;
  json["schema"] = fmt::format("cairn/{}/1", schema);
  return json;
}

std::string text_of(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json hours_value(Hours hours) {
  if (hours.minutes() % 60 == 0) return hours.minutes() / 60;
  return hours.hours();
}

int whole_percent(double share) { return static_cast<int>(std::floor(share * 100 + 1e-9)); }

Json proof_value(const Plan& plan) {
  Json json;
  json["status"] = plan.optimal() ? "optimal" : "bounded";
  json["hours"] = hours_value(plan.cost);
  json["lower_bound"] = hours_value(plan.lower_bound);
  json["gap"] = plan.gap();
  return json;
}

Json range_value(const HourRange& hours) {
  Json json;
  json["low"] = hours_value(hours.low);
  json["likely"] = hours_value(hours.likely);
  json["high"] = hours_value(hours.high);
  return json;
}

Json id_list(const Catalog& catalog, const std::vector<SkillIndex>& skills) {
  Json list = Json::array();
  for (const SkillIndex skill : skills) list.push_back(catalog.skill(skill).id.text);
  return list;
}

std::string node_id(const View& view, Node node) {
  if (view.graph.is_skill(node)) return view.catalog.skill(view.graph.skill(node)).id.text;
  if (view.graph.is_level(node)) return view.catalog.level(view.graph.level(node)).id.text;
  return node_name(view.catalog, view.graph, node);
}

Json node_list(const View& view, const std::vector<Node>& nodes) {
  Json list = Json::array();
  for (const Node node : nodes) list.push_back(node_id(view, node));
  return list;
}

Json reasons_value(const View& view, const std::vector<Reason>& reasons) {
  const auto id = [&](SkillIndex skill) { return view.catalog.skill(skill).id.text.view(); };
  Json list = Json::array();
  for (const Reason& reason : reasons) {
    Json json;
    std::visit(Overload{[&](const ReadyBecause& r) {
                          json["kind"] = "ready";
                          json["known"] = id_list(view.catalog, r.known);
                        },
                        [&](const After& r) {
                          json["kind"] = "after";
                          json["steps"] = id_list(view.catalog, r.steps);
                        },
                        [&](const Opens& r) {
                          json["kind"] = "opens";
                          json["count"] = r.count;
                          json["of"] = r.left;
                          json["in_stage"] = r.in_stage;
                        },
                        [&](const Pays& r) {
                          json["kind"] = "pays";
                          json["rank"] = rounded(r.rank);
                          json["hours"] = hours_value(r.hours);
                          json["toward"] = id(r.toward);
                          json["terms"] = Json::array();
                          for (const PayoffTerm& term : r.terms) {
                            Json part;
                            part["id"] = id(term.skill);
                            part["value"] = rounded(term.value);
                            json["terms"].push_back(std::move(part));
                          }
                        },
                        [&](const OnLongestChain& r) {
                          json["kind"] = "longest_chain";
                          json["position"] = r.position;
                          json["length"] = r.length;
                          json["hours"] = hours_value(r.hours);
                        },
                        [&](const CheaperChoice& r) {
                          json["kind"] = "cheaper_choice";
                          json["taken"] = id(r.taken);
                          json["over"] = id_list(view.catalog, r.over);
                          json["saved"] = hours_value(r.saved);
                          json["members"] = r.members;
                        },
                        [&](const Chosen&) { json["kind"] = "chosen"; },
                        [&](const IsGoal&) { json["kind"] = "goal"; },
                        [&](const LevelAsks& r) {
                          json["kind"] = "level_asks";
                          json["levels"] = Json::array();
                          for (const LevelIndex level : r.levels) {
                            json["levels"].push_back(view.catalog.level(level).id.text);
                          }
                        }},
               reason);
    list.push_back(std::move(json));
  }
  return list;
}

Json formula_value(const Catalog& catalog, const Needs& needs) {
  if (needs.kind == FormulaKind::atom) return catalog.skill(needs.atom).id.text;
  Json parts = Json::array();
  for (const Needs& part : needs.parts) parts.push_back(formula_value(catalog, part));
  if (needs.kind == FormulaKind::all) return parts;
  Json json;
  if (needs.kind == FormulaKind::any) {
    json["any"] = std::move(parts);
  } else {
    json["at_least"] = needs.at_least;
    json["of"] = std::move(parts);
  }
  return json;
}

Json unreachable_value(const View& view, const Unreachable& unreachable) {
  Json json;
  json["target"] = node_id(view, unreachable.target);
  json["chosen"] = unreachable.target_is_chosen;
  json["blame"] = id_list(view.catalog, unreachable.blame);
  return json;
}

Json levels_value(const View& view, const std::vector<LevelStanding>& levels) {
  Json list = Json::array();
  for (const LevelStanding& standing : levels) {
    Json json;
    json["id"] = view.catalog.level(standing.level).id.text;
    json["title"] = view.catalog.level(standing.level).title;
    json["percent"] = whole_percent(standing.share());
    json["reached"] = standing.reached;
    json["hours_left"] = standing.left ? hours_value(*standing.left) : Json();
    json["hours_total"] = hours_value(standing.total);
    list.push_back(std::move(json));
  }
  return list;
}

void add_habits(Json& json, const Catalog& catalog, const Habits& habits) {
  static constexpr std::string_view kSources[] = {"asked", "settings", "logged", "assumed"};
  json["hours_per_week"] = rounded(habits.rate.hours_per_week);
  json["hours_per_week_from"] = kSources[static_cast<std::size_t>(habits.source.kind)];
  if (habits.source.weeks > 0) json["weeks"] = habits.source.weeks;
  add_pace(json, catalog, habits.pace);
}

void add_pace(Json& json, const Catalog& catalog, const LearnedPace& learned) {
  const auto estimate = [](const PaceEstimate& pace) {
    Json value;
    value["ratio"] = rounded(pace.ratio);
    value["skills"] = pace.skills;
    return value;
  };
  json["pace"] = estimate(learned.overall());
  json["pace"]["areas"] = Json::array();
  for (std::size_t a = 0; a < learned.areas().size(); ++a) {
    if (learned.areas()[a].skills == 0) continue;
    Json area;
    area["id"] = catalog.areas()[a].id;
    area.update(estimate(learned.areas()[a]));
    json["pace"]["areas"].push_back(std::move(area));
  }
}

Json record_value(const SkillRecord& record) {
  static constexpr std::string_view kStatus[] = {"untouched", "started", "known", "done"};
  const auto day = [](const std::optional<Date>& date) {
    return date ? Json(to_iso(*date)) : Json();
  };
  Json json;
  json["status"] = kStatus[static_cast<std::size_t>(record.status)];
  json["started_on"] = day(record.started_on);
  json["known_on"] = day(record.known_on);
  json["done_on"] = day(record.done_on);
  json["spent"] = hours_value(record.spent);
  return json;
}

std::string_view standing_id(Standing standing) {
  static constexpr std::string_view kIds[] = {"known",   "in_progress", "ready",
                                              "planned", "outside",     "alternative"};
  return kIds[static_cast<std::size_t>(standing)];
}

}  // namespace cairn
