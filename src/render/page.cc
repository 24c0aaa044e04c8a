#include "cairn/render/page.h"

#include <algorithm>
#include <cmath>

#include "cairn/render/names.h"
#include "render/json_values.h"
#include "render/phrases.h"

namespace cairn {
namespace {

constexpr std::size_t kNextShown = 3;

Json rows_value(const std::vector<Row>& rows) {
  Json list = Json::array();
  for (const Row& row : rows) list.push_back({{"label", row.label}, {"text", row.text}});
  return list;
}

Json level_value(const View& view, const LevelStanding& standing, const PageState& state) {
  const Level& level = view.catalog.level(standing.level);
  Json json;
  json["id"] = level.id.text;
  json["title"] = level.title;
  json["percent"] = static_cast<int>(standing.share() * 100 + 1e-9);
  json["reached"] = standing.reached;
  json["left"] = standing.left ? Json(hours_text(*standing.left)) : Json();
  json["total"] = hours_text(standing.total);
  if (state.roadmap == nullptr) return json;
  for (std::size_t i = 0; i < state.roadmap->stages.size(); ++i) {
    if (state.roadmap->stages[i].level != standing.level) continue;
    json["even"] = date_text(state.outlook->forecast.stages[i].even);
    json["safe"] = date_text(state.outlook->forecast.stages[i].safe);
  }
  return json;
}

Json stages_value(const View& view, const Roadmap& roadmap, const Outlook& outlook) {
  Json list = Json::array();
  for (std::size_t i = 0; i < roadmap.stages.size(); ++i) {
    const RoadmapStage& stage = roadmap.stages[i];
    Json json;
    json["title"] = stage_name(view, roadmap, stage);
    json["skills"] = count_text(stage.end - stage.begin, "skill");
    json["hours"] = hours_text(stage.hours.likely);
    json["when"] = date_span_text(view.terminal, stage.when.start, stage.when.finish);
    json["even"] = date_text(outlook.forecast.stages[i].even);
    json["safe"] = date_text(outlook.forecast.stages[i].safe);
    json["steps"] = Json::array();
    for (std::size_t s = stage.begin; s < stage.end; ++s) {
      const RoadmapStep& step = roadmap.steps[s];
      Json row;
      row["id"] = view.catalog.skill(step.skill).id.text;
      row["hours"] = hours_text(step.hours.likely);
      row["first_week"] = step.when.first_week;
      row["last_week"] = step.when.last_week;
      row["when"] = date_span_text(view.terminal, step.when.start, step.when.finish);
      row["why"] = short_reason(view, step);
      json["steps"].push_back(std::move(row));
    }
    list.push_back(std::move(json));
  }
  return list;
}

Json choices_value(const View& view, const Roadmap& roadmap) {
  Json list = Json::array();
  for (const Choice& choice : roadmap.choices) {
    Json json;
    json["taken"] = view.catalog.skill(choice.why.taken).id.text;
    json["over"] = id_list(view.catalog, choice.why.over);
    json["members"] = Json::array();
    for (const SkillIndex skill : named_skills(*view.problem.graph, choice.gate)) {
      json["members"].push_back(view.catalog.skill(skill).id.text);
    }
    json["saved"] = hours_text(choice.why.saved);
    list.push_back(std::move(json));
  }
  return list;
}

Json next_value(const View& view, const PageState& state) {
  Json list = Json::array();
  for (std::size_t i = 0; i < std::min(kNextShown, state.next.size()); ++i) {
    const Recommendation& step = state.next[i];
    const Skill& skill = view.catalog.skill(step.skill);
    Json json;
    json["id"] = skill.id.text;
    json["hours"] = range_text(view.terminal, skill.hours);
    json["stage"] = stage_name(view, *state.roadmap,
                               state.roadmap->stages[state.roadmap->steps[step.step].stage]);
    json["rows"] = rows_value(reason_rows(view, *state.roadmap, step));
    json["do"] = first_thing_to_do(skill);
    list.push_back(std::move(json));
  }
  return list;
}

Json days_value(const std::map<Date, DayOfWork>& days) {
  Json list = Json::array();
  for (const auto& [day, work] : days) {
    Json json;
    json["day"] = to_iso(day);
    json["minutes"] = work.hours.minutes();
    json["text"] = date_text(day) + ": " +
                   (work.hours.minutes() > 0 ? hours_text(work.hours)
                                             : count_text(work.things, "thing") + " recorded");
    list.push_back(std::move(json));
  }
  return list;
}

Json history_value(const std::vector<HistoryEntry>& history) {
  Json list = Json::array();
  for (const HistoryEntry& entry : history) {
    Json json;
    json["day"] = date_text(day_of(entry.event));
    json["kind"] = entry.event.kind == EventKind::other ? Json(entry.event.word)
                                                        : Json(kind_word(entry.event.kind));
    json["hours"] = entry.event.hours ? Json(hours_text(*entry.event.hours)) : Json();
    json["note"] = entry.event.note.empty() ? outcomes_text(entry.event) : entry.event.note;
    json["counts"] = entry.counts;
    list.push_back(std::move(json));
  }
  return list;
}

std::vector<SkillIndex> users_of(const View& view, SkillIndex skill) {
  std::vector<SkillIndex> users;
  for (std::uint32_t s = 0; s < view.catalog.skills().size(); ++s) {
    const auto named = named_skills(view.graph, Node{s});
    if (std::binary_search(named.begin(), named.end(), skill)) users.push_back(SkillIndex{s});
  }
  return users;
}

}  // namespace

std::string page_catalog_json(const View& view, const std::vector<Layer>& layers) {
  Json json = document("page-catalog");
  json["title"] = view.catalog.title();
  json["areas"] = Json::array();
  for (const Area& area : view.catalog.areas()) {
    json["areas"].push_back({{"id", area.id}, {"title", area.title}});
  }
  json["levels"] = Json::array();
  for (const Level& level : view.catalog.levels()) {
    json["levels"].push_back({{"id", level.id.text}, {"title", level.title}});
  }
  json["skills"] = Json::array();
  for (std::uint32_t s = 0; s < view.catalog.skills().size(); ++s) {
    const Skill& skill = view.catalog.skills()[s];
    Json part;
    part["id"] = skill.id.text;
    part["name"] = skill.name;
    part["aliases"] = skill.aliases;
    part["area"] = skill.area;
    part["level"] = skill.level ? Json(value(*skill.level)) : Json();
    part["hours"] = range_text(view.terminal, skill.hours);
    part["summary"] = skill.summary;
    part["needs"] = formula_value(view.catalog, skill.needs);
    part["band"] = layers[s].band;
    part["column"] = layers[s].column;
    json["skills"].push_back(std::move(part));
  }
  return text_of(json);
}

std::string page_state_json(const View& view, const PageState& state) {
  std::vector<SkillIndex> known, avoided;
  for (std::uint32_t s = 0; s < view.problem.known.size(); ++s) {
    if (view.problem.known[s] != 0) known.push_back(SkillIndex{s});
    if (view.problem.avoided[s] != 0) avoided.push_back(SkillIndex{s});
  }
  Json json = document("page-state");
  json["changes"] = state.changes;
  json["edition"] = state.edition;
  json["today"] = to_iso(view.today);
  json["goals"] = goals_name(view.catalog, view.graph, view.problem.goals);
  json["goal_ids"] = node_list(view, view.problem.goals);
  json["known"] = id_list(view.catalog, known);
  json["in_progress"] = id_list(view.catalog, view.in_progress);
  json["ready"] = id_list(view.catalog, view.ready);
  json["chosen"] = id_list(view.catalog, view.problem.chosen);
  json["avoided"] = id_list(view.catalog, avoided);
  json["running"] = Json::array();
  for (const Running& running : view.running) {
    json["running"].push_back({{"id", running.id.text},
                               {"name", recorded_name(view.catalog, running.id)},
                               {"minutes", running.lasted.minutes()},
                               {"since", moment_text(running.since, view.today)},
                               {"forgotten", running.forgotten}});
  }
  json["levels"] = Json::array();
  for (const LevelStanding& standing : state.levels) {
    json["levels"].push_back(level_value(view, standing, state));
  }
  json["days"] = days_value(state.days);
  if (const auto* none = std::get_if<Unreachable>(&state.selection)) {
    json["unreachable"]["text"] = unreachable_text(view, *none);
    json["unreachable"]["blame"] = id_list(view.catalog, none->blame);
    return text_of(json);
  }
  const Roadmap& roadmap = *state.roadmap;
  json["plan"]["skills"] = count_text(roadmap.steps.size(), "skill");
  json["plan"]["hours"] = range_text(view.terminal, roadmap.hours);
  json["plan"]["likely"] = hours_text(roadmap.hours.likely);
  json["plan"]["proof"] = proof_phrase(roadmap.plan);
  json["plan"]["hours_per_week"] = std::round(roadmap.hours_per_week * 10) / 10;
  if (!roadmap.stages.empty()) {
    json["plan"]["finish"] = date_text(roadmap.stages.back().when.finish);
    json["plan"]["even"] = date_text(state.outlook->forecast.stages.back().even);
    json["plan"]["safe"] = date_text(state.outlook->forecast.stages.back().safe);
  }
  json["stages"] = stages_value(view, roadmap, *state.outlook);
  json["choices"] = choices_value(view, roadmap);
  json["next"] = next_value(view, state);
  return text_of(json);
}

std::string page_skill_json(const View& view, const PageSkill& page) {
  const Skill& skill = view.catalog.skill(page.skill);
  Json json = document("page-skill");
  json["id"] = skill.id.text;
  json["outcomes"] = Json::array();
  for (const auto& one : skill.outcomes) {
    const std::string outcome(one);
    json["outcomes"].push_back({{"text", outcome}, {"ticked", page.ticked.contains(outcome)}});
  }
  json["project"] = skill.project;
  json["needs"] = formula_text(view.catalog, skill.needs);
  json["needed"] = id_list(view.catalog, named_skills(view.graph, view.graph.node(page.skill)));
  json["unlocks"] = id_list(view.catalog, users_of(view, page.skill));
  json["resources"] = Json::array();
  for (const std::uint32_t r : skill.resources) {
    const Resource& resource = view.catalog.resources()[r];
    json["resources"].push_back({{"title", resource.title},
                                 {"by", resource.by},
                                 {"kind", resource.kind},
                                 {"access", resource.access},
                                 {"url", resource.url}});
  }
  json["spent"] = page.record == nullptr || page.record->spent.minutes() == 0
                      ? Json()
                      : Json(hours_text(page.record->spent));
  if (page.why != nullptr) {
    const Told told = tell_why(view, *page.roadmap, *page.why);
    json["why"]["head"] = told.head;
    json["why"]["rows"] = rows_value(told.rows);
  }
  json["history"] = history_value(page.history);
  return text_of(json);
}

}  // namespace cairn
