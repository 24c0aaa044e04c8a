#include "cairn/render/json.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <variant>

#include "render/json_values.h"

namespace cairn {
namespace {

Json stage_id(const View& view, const RoadmapStage& stage) {
  if (!stage.level) return Json();
  return view.catalog.level(*stage.level).id.text;
}

Json row(const View& view, const Plan* plan, SkillIndex index) {
  const Skill& skill = view.catalog.skill(index);
  Json json;
  json["id"] = skill.id.text;
  json["name"] = skill.name;
  json["area"] = view.catalog.area_of(index).id;
  json["level"] = skill.level ? Json(view.catalog.level(*skill.level).id.text) : Json();
  json["state"] = standing_id(standing_of(view, plan, index));
  json["in_plan"] = is_planned(plan, index);
  json["hours"] = range_value(skill.hours);
  return json;
}

Json what_if_value(const View& view, const Roadmap& roadmap, const WhatIf& what) {
  Json json;
  json["hours"] = hours_value(what.cost);
  json["more"] = hours_value(what.cost - roadmap.plan.cost);
  json["proven"] = what.proven;
  json["in"] = id_list(view.catalog, what.added);
  json["out"] = id_list(view.catalog, what.dropped);
  return json;
}

Json what_if_value(const View& view, const Roadmap& roadmap,
                   const std::variant<WhatIf, Unreachable>& what) {
  if (const auto* plan = std::get_if<WhatIf>(&what)) return what_if_value(view, roadmap, *plan);
  Json json;
  json["unreachable"] = unreachable_value(view, std::get<Unreachable>(what));
  return json;
}

}  // namespace

std::string error_json(const Error& error) {
  static constexpr std::string_view kCodes[] = {"", "", "usage", "data", "store"};
  Json json = document("error");
  json["error"]["code"] = kCodes[static_cast<std::size_t>(error.code)];
  json["error"]["where"] = error.where;
  json["error"]["message"] = error.message;
  json["error"]["hint"] = error.hint;
  return text_of(json);
}

std::string unreachable_json(const View& view, std::string_view schema,
                             const Unreachable& unreachable) {
  Json json = document(schema);
  json["goals"] = node_list(view, view.problem.goals);
  json["unreachable"] = unreachable_value(view, unreachable);
  return text_of(json);
}

std::string roadmap_json(const View& view, const Roadmap& roadmap, const Outlook& outlook) {
  Json json = document("roadmap");
  json["goals"] = node_list(view, roadmap.goals);
  json["hours"] = range_value(roadmap.hours);
  json["proof"] = proof_value(roadmap.plan);
  json["order_gap"] = roadmap.order_gap;
  add_habits(json, view.catalog, outlook.habits);
  json["stages"] = Json::array();
  for (std::size_t i = 0; i < roadmap.stages.size(); ++i) {
    const RoadmapStage& stage = roadmap.stages[i];
    Json part;
    part["level"] = stage_id(view, stage);
    part["hours"] = range_value(stage.hours);
    part["start"] = to_iso(stage.when.start);
    part["finish"] = to_iso(stage.when.finish);
    part["skills"] = stage.end - stage.begin;
    part["p50"] = to_iso(outlook.forecast.stages[i].even);
    part["p90"] = to_iso(outlook.forecast.stages[i].safe);
    json["stages"].push_back(std::move(part));
  }
  json["steps"] = Json::array();
  for (const RoadmapStep& step : roadmap.steps) {
    const Skill& skill = view.catalog.skill(step.skill);
    Json part;
    part["id"] = skill.id.text;
    part["name"] = skill.name;
    part["stage"] = stage_id(view, roadmap.stages[step.stage]);
    part["hours"] = range_value(step.hours);
    part["start"] = to_iso(step.when.start);
    part["finish"] = to_iso(step.when.finish);
    part["state"] = standing_id(standing_of(view, &roadmap.plan, step.skill));
    part["reasons"] = reasons_value(view, step.reasons);
    json["steps"].push_back(std::move(part));
  }
  if (outlook.by) {
    json["by"]["date"] = to_iso(*outlook.by);
    json["by"].update(deadline_value(outlook.deadline));
  }
  json["due"] = due_value(view, outlook.due);
  json["choices"] = Json::array();
  for (const Choice& choice : roadmap.choices) {
    Json part;
    part["taken"] = view.catalog.skill(choice.why.taken).id.text;
    part["over"] = id_list(view.catalog, choice.why.over);
    part["saved"] = hours_value(choice.why.saved);
    part["members"] = choice.why.members;
    part["carries"] = hours_value(choice.carries);
    if (const auto& lead = choice.why.settled_by) {
      part["settled_by"] = view.catalog.skill(*lead).id.text;
    }
    json["choices"].push_back(std::move(part));
  }
  return text_of(json);
}

std::string next_json(const View& view, const Roadmap& roadmap,
                      const std::vector<Recommendation>& next, std::size_t count) {
  Json json = document("next");
  json["goals"] = node_list(view, roadmap.goals);
  json["next"] = Json::array();
  for (std::size_t i = 0; i < next.size() && i < count; ++i) {
    const Skill& skill = view.catalog.skill(next[i].skill);
    Json part;
    part["id"] = skill.id.text;
    part["name"] = skill.name;
    part["rank"] = i + 1;
    part["hours"] = range_value(skill.hours);
    part["stage"] = stage_id(view, roadmap.stages[roadmap.steps[next[i].step].stage]);
    part["reasons"] = reasons_value(view, next[i].reasons);
    json["next"].push_back(std::move(part));
  }
  return text_of(json);
}

std::string status_json(const View& view, const std::vector<LevelStanding>& levels,
                        const Selection& selection, const std::vector<SkillId>& left,
                        const Habits& habits, const std::vector<Due>& due) {
  std::vector<SkillIndex> known, avoided;
  for (std::uint32_t s = 0; s < view.problem.known.size(); ++s) {
    if (view.problem.known[s] != 0) known.push_back(SkillIndex{s});
    if (view.problem.avoided[s] != 0) avoided.push_back(SkillIndex{s});
  }
  Json json = document("status");
  json["known"] = id_list(view.catalog, known);
  json["in_progress"] = id_list(view.catalog, view.in_progress);
  json["running"] = Json::array();
  for (const Running& running : view.running) {
    Json part;
    part["id"] = running.id.text;
    part["since"] = to_iso(running.since);
    part["minutes"] = running.lasted.minutes();
    part["forgotten"] = running.forgotten;
    json["running"].push_back(std::move(part));
  }
  json["ready"] = id_list(view.catalog, view.ready);
  json["goals"] = node_list(view, view.problem.goals);
  json["due"] = due_value(view, due);
  json["chosen"] = id_list(view.catalog, view.problem.chosen);
  json["avoided"] = id_list(view.catalog, avoided);
  json["levels"] = levels_value(view, levels);
  if (const auto* plan = std::get_if<Plan>(&selection)) {
    json["hours_left"] = hours_value(plan->cost);
    json["proof"] = proof_value(*plan);
  } else {
    json["unreachable"] = unreachable_value(view, std::get<Unreachable>(selection));
  }
  json["not_in_catalog"] = Json::array();
  for (const SkillId& id : left) json["not_in_catalog"].push_back(id.text);
  add_habits(json, view.catalog, habits);
  return text_of(json);
}

std::string list_json(const View& view, std::string_view schema, const Plan* plan,
                      const std::vector<SkillIndex>& skills,
                      const std::map<SkillId, SkillRecord>& departed) {
  Json json = document(schema);
  json["skills"] = Json::array();
  for (const SkillIndex skill : skills) json["skills"].push_back(row(view, plan, skill));
  json["not_in_catalog"] = Json::array();
  for (const auto& [id, record] : departed) {
    Json part;
    part["id"] = id.text;
    part["state"] = standing_id(standing_of(record));
    part["record"] = record_value(record);
    json["not_in_catalog"].push_back(std::move(part));
  }
  return text_of(json);
}

std::string skill_json(const View& view, const Plan* plan, SkillIndex index,
                       const SkillRecord* record, const std::set<std::string>& ticked) {
  const Skill& skill = view.catalog.skill(index);
  Json json = document("show");
  json["kind"] = "skill";
  json.update(row(view, plan, index));
  json["aliases"] = skill.aliases;
  json["weight"] = skill.weight;
  json["summary"] = skill.summary;
  json["outcomes"] = skill.outcomes;
  json["ticked"] = Json::array();
  for (std::size_t i = 0; i < skill.outcomes.size(); ++i) {
    if (ticked.contains(skill.outcomes[i])) json["ticked"].push_back(i + 1);
  }
  json["project"] = skill.project;
  json["needs"] = formula_value(view.catalog, skill.needs);
  json["resources"] = Json::array();
  for (const std::uint32_t r : skill.resources) {
    const Resource& resource = view.catalog.resources()[r];
    Json part;
    part["id"] = resource.id;
    part["kind"] = resource.kind;
    part["title"] = resource.title;
    part["by"] = resource.by;
    part["url"] = resource.url;
    part["access"] = resource.access;
    json["resources"].push_back(std::move(part));
  }
  json["record"] = record == nullptr ? Json() : record_value(*record);
  return text_of(json);
}

std::string level_json(const View& view, LevelIndex index) {
  const Level& level = view.catalog.level(index);
  Json json = document("show");
  json["kind"] = "level";
  json["id"] = level.id.text;
  json["title"] = level.title;
  json["summary"] = level.summary;
  json["years"]["from"] = level.years_from;
  json["years"]["to"] = level.years_to ? Json(*level.years_to) : Json();
  json["salary"] = Json();
  if (level.salary) {
    Json pay;
    pay["currency"] = level.salary->currency;
    pay["low"] = level.salary->low;
    pay["high"] = level.salary->high;
    pay["open"] = level.salary->open;
    pay["region"] = level.salary->region;
    json["salary"] = std::move(pay);
  }
  json["needs"] = formula_value(view.catalog, level.needs);
  return text_of(json);
}

std::string why_json(const View& view, const Roadmap& roadmap, const Explanation& why) {
  Json json = document("why");
  json["id"] = view.catalog.skill(why.skill).id.text;
  json["name"] = view.catalog.skill(why.skill).name;
  json["goals"] = node_list(view, roadmap.goals);
  json["in_plan"] = why.step.has_value();
  json["known"] = why.known;
  json["ready"] = why.ready;
  json["step"] = why.step ? Json(*why.step + 1) : Json();
  json["of"] = roadmap.steps.size();
  json["stage"] =
      why.step ? stage_id(view, roadmap.stages[roadmap.steps[*why.step].stage]) : Json();
  json["needs"] = id_list(view.catalog, why.needs);
  json["needs_formula"] = formula_value(view.catalog, view.catalog.skill(why.skill).needs);
  json["asked_by"] = node_list(view, why.asked_by);
  json["opens"] = id_list(view.catalog, why.opens);
  json["without"] = why.without ? what_if_value(view, roadmap, *why.without) : Json();
  json["if_known"] = why.if_known ? what_if_value(view, roadmap, *why.if_known) : Json();
  json["if_chosen"] = why.if_chosen ? what_if_value(view, roadmap, *why.if_chosen) : Json();
  json["reasons"] =
      why.step ? reasons_value(view, roadmap.steps[*why.step].reasons) : Json::array();
  return text_of(json);
}

std::string check_json(const Diagnostics& findings) {
  Json json = document("check");
  json["ok"] = !has_errors(findings);
  json["findings"] = Json::array();
  for (const Diagnostic& finding : findings) {
    Json part;
    part["severity"] = finding.severity == Severity::error ? "error" : "warning";
    part["file"] = finding.place.file;
    part["line"] = finding.place.line;
    part["column"] = finding.place.column;
    part["what"] = finding.what;
    part["hint"] = finding.hint;
    json["findings"].push_back(std::move(part));
  }
  return text_of(json);
}

std::string links_json(const std::vector<Link>& links) {
  Json json = document("links");
  json["links"] = Json::array();
  for (const Link& link : links) {
    Json part;
    part["url"] = link.url;
    part["resources"] = link.resources;
    json["links"].push_back(std::move(part));
  }
  return text_of(json);
}

std::string recorded_json(const View& view, const Recorded& recorded) {
  Json json = document("recorded");
  json["recorded"] = !recorded.rehearsed && !recorded.events.empty();
  json["events"] = Json::array();
  for (const Event& event : recorded.events) {
    Json part;
    part["id"] = event.id.text;
    part["kind"] = kind_word(event.kind);
    part["ids"] = Json::array();
    for (const SkillId& id : event.ids) part["ids"].push_back(id.text);
    if (event.hours) part["hours"] = hours_value(*event.hours);
    if (event.on) part["on"] = to_iso(*event.on);
    if (event.undoes) part["undoes"] = event.undoes->text;
    json["events"].push_back(std::move(part));
  }
  json["implied"] = id_list(view.catalog, recorded.implied);
  if (!recorded.before || !recorded.after) return text_of(json);
  std::vector<SkillIndex> fresh;
  std::set_difference(recorded.after->ready.begin(), recorded.after->ready.end(),
                      recorded.before->ready.begin(), recorded.before->ready.end(),
                      std::back_inserter(fresh));
  json["now_ready"] = id_list(view.catalog, fresh);
  json["levels"] = levels_value(view, recorded.after->levels);
  const auto hours_left = [&](const Selection& selection) {
    const auto* plan = std::get_if<Plan>(&selection);
    return plan == nullptr ? Json() : hours_value(plan->cost);
  };
  json["hours_left"]["before"] = hours_left(recorded.before->selection);
  json["hours_left"]["after"] = hours_left(recorded.after->selection);
  if (const auto* none = std::get_if<Unreachable>(&recorded.after->selection)) {
    json["unreachable"] = unreachable_value(view, *none);
  }
  return text_of(json);
}

std::string exchange_json(std::string_view schema, const std::string& file, std::size_t events,
                          std::size_t fresh) {
  Json json = document(schema);
  json["file"] = file;
  json["events"] = events;
  json["new"] = fresh;
  return text_of(json);
}

std::string backups_json(const std::vector<Backup>& backups) {
  Json json = document("backups");
  json["backups"] = Json::array();
  for (const Backup& backup : backups) {
    Json part;
    part["file"] = backup.file.string();
    part["day"] = backup.day ? Json(to_iso(*backup.day)) : Json();
    json["backups"].push_back(std::move(part));
  }
  return text_of(json);
}

std::string new_catalog_json(const std::string& id, const std::string& file) {
  Json json = document("new-catalog");
  json["id"] = id;
  json["file"] = file;
  return text_of(json);
}

std::string restored_json(const Restored& restored, bool rehearsed) {
  Json json = document("restore");
  json["events"] = restored.events;
  json["kept"] = restored.kept ? Json(restored.kept->string()) : Json();
  json["only_in_old"] = restored.only_in_old ? Json(*restored.only_in_old) : Json();
  json["only_in_backup"] = restored.only_in_backup;
  json["rehearsed"] = rehearsed;
  return text_of(json);
}

std::string goals_json(const View& view, bool set_by_person, const std::vector<Due>& due) {
  Json json = document("goals");
  json["goals"] = node_list(view, view.problem.goals);
  json["set"] = set_by_person;
  json["due"] = due_value(view, due);
  json["chosen"] = id_list(view.catalog, view.problem.chosen);
  json["avoided"] = Json::array();
  for (std::uint32_t s = 0; s < view.problem.avoided.size(); ++s) {
    if (view.problem.avoided[s] != 0) {
      json["avoided"].push_back(view.catalog.skills()[s].id.text);
    }
  }
  return text_of(json);
}

}  // namespace cairn
