/// Pieces of the JSON documents.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cairn/render/json.h"

namespace cairn {

/// Keeps the order in which fields are given.
using Json = nlohmann::ordered_json;

/// One document: `cairn/<schema>/1` first.
Json document(std::string_view schema);
/// Two blanks a level, a line feed at the end; bytes that are not UTF-8 are replaced.
std::string text_of(const Json& json);

/// To six decimals: enough to add up, few enough to be the same everywhere.
double rounded(double number);
Json hours_value(Hours hours);
/// 0.889 is 88: 100 is all of it.
int whole_percent(double share);
Json proof_value(const Plan& plan);
Json range_value(const HourRange& hours);
Json id_list(const Catalog& catalog, const std::vector<SkillIndex>& skills);
/// The id of a skill or a level; the name of a gate.
std::string node_id(const View& view, Node node);
Json node_list(const View& view, const std::vector<Node>& nodes);
Json reasons_value(const View& view, const std::vector<Reason>& reasons);
Json formula_value(const Catalog& catalog, const Needs& needs);
Json unreachable_value(const View& view, const Unreachable& unreachable);
Json levels_value(const View& view, const std::vector<LevelStanding>& levels);
/// `hours_per_week` and where they come from, `pace` overall and by area.
void add_habits(Json& json, const Catalog& catalog, const Habits& habits);
/// `pace`, overall and by area.
void add_pace(Json& json, const Catalog& catalog, const LearnedPace& learned);
/// `p50_hours_per_week`, `p90_hours_per_week` (null where no rate is enough) and `likelihood`.
Json deadline_value(const Deadline& deadline);
/// A list, one object a day.
Json due_value(const View& view, const std::vector<Due>& dues);
Json record_value(const SkillRecord& record);
/// `known`, `in_progress`, `ready`, `planned`, `outside`, `alternative`.
std::string_view standing_id(Standing standing);

}  // namespace cairn
