#include "cairn/render/formats.h"
#include "render/json_values.h"

namespace cairn {
namespace {

void add_days(Json& json, const std::optional<TimeSpan>& when) {
  json["start"] = when ? Json(to_iso(when->start)) : Json();
  json["finish"] = when ? Json(to_iso(when->finish)) : Json();
}

}  // namespace

std::string map_json(const Drawing& drawing) {
  Json json = document("map");
  json["title"] = drawing.title;
  json["goals"] = drawing.goals;
  json["stages"] = Json::array();
  for (const DrawnStage& stage : drawing.stages) {
    Json part;
    part["id"] = stage.id;
    part["title"] = stage.title;
    part["skills"] = stage.end - stage.begin;
    part["hours"] = range_value(stage.hours);
    add_days(part, stage.when);
    json["stages"].push_back(std::move(part));
  }
  json["skills"] = Json::array();
  for (const DrawnSkill& skill : drawing.skills) {
    Json part;
    part["id"] = skill.id;
    part["name"] = skill.name;
    part["area"] = skill.area;
    part["level"] = skill.level.empty() ? Json() : Json(skill.level);
    part["stage"] = drawing.stages[skill.stage].id;
    part["state"] = standing_id(skill.standing);
    part["step"] = skill.step ? Json(*skill.step) : Json();
    part["instead_of"] = skill.instead_of ? Json(drawing.skills[*skill.instead_of].id) : Json();
    part["more"] = skill.more ? hours_value(*skill.more) : Json();
    part["hours"] = range_value(skill.hours);
    add_days(part, skill.when);
    part["why"] = skill.reasons;
    json["skills"].push_back(std::move(part));
  }
  json["edges"] = Json::array();
  for (const DrawnEdge& edge : drawing.edges) {
    Json part;
    part["from"] = drawing.skills[edge.from].id;
    part["to"] = drawing.skills[edge.to].id;
    part["kind"] = edge.alternative ? "alternative" : "needs";
    json["edges"].push_back(std::move(part));
  }
  return text_of(json);
}

}  // namespace cairn
