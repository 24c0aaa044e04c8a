#include "cairn/render/history.h"

#include <fmt/format.h>

#include <algorithm>

#include "cairn/base/text.h"
#include "cairn/progress/goal_field.h"
#include "cairn/progress/outcomes_field.h"
#include "cairn/render/names.h"
#include "render/json_values.h"

namespace cairn {

std::string history_screen(const Terminal& terminal, const std::vector<HistoryRow>& rows) {
  // As much of the id as tells the events apart, at least four digits.
  std::vector<std::string> ids;
  for (const HistoryRow& row : rows) {
    ids.push_back(row.event.id.text);
    if (row.overruled_by) ids.push_back(row.overruled_by->text);
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  std::size_t digits = 4;
  for (std::size_t i = 1; i < ids.size(); ++i) {
    std::size_t same = 0;
    while (same < ids[i].size() && same < ids[i - 1].size() && ids[i][same] == ids[i - 1][same]) {
      ++same;
    }
    digits = std::max(digits, same + 1);
  }
  std::string screen;
  for (const HistoryRow& row : rows) {
    const Event& event = row.event;
    const Date day = event.on.value_or(event.at.day());
    std::string text = row.text;
    if (event.hours) {
      text += ", " + (event.kind == EventKind::stop ? duration_text(*event.hours)
                                                    : hours_text(*event.hours));
    }
    if (!event.also_known.empty()) {
      text += fmt::format(", with {} known", count_text(event.also_known.size(), "need"));
    }
    if (!event.note.empty()) text += ": " + printable(event.note);
    if (const std::string outcomes = outcomes_text(event); !outcomes.empty()) {
      text += ": " + printable(outcomes);
    }
    if (!row.counts) text += " (undone)";
    if (row.overruled_by) {
      text += fmt::format(" (overruled by {}, of another device)",
                          row.overruled_by->text.substr(0, digits));
    }
    const std::string first =
        fmt::format("{}  {}  ", event.id.text.substr(0, digits), pad_left(date_text(day), 11));
    screen += wrap(terminal, row.counts ? first : paint(terminal, Paint::dim, first), text);
  }
  return screen;
}

std::string history_json(const std::vector<HistoryRow>& rows) {
  Json json = document("history");
  json["events"] = Json::array();
  for (const HistoryRow& row : rows) {
    Json part;
    part["id"] = row.event.id.text;
    part["device"] = row.event.device;
    part["at"] = to_iso(row.event.at);
    part["kind"] =
        row.event.kind == EventKind::other ? Json(row.event.word) : Json(kind_word(row.event.kind));
    part["ids"] = Json::array();
    for (const SkillId& id : row.event.ids) part["ids"].push_back(id.text);
    if (row.event.hours) part["hours"] = hours_value(*row.event.hours);
    if (row.event.on) part["on"] = to_iso(*row.event.on);
    const bool of_goals =
        row.event.kind == EventKind::goal_set || row.event.kind == EventKind::goal_add;
    if (const auto by = of_goals ? read_by(row.event.extra) : std::nullopt) {
      part["by"] = *by ? Json(to_iso(**by)) : Json();
    }
    if (!row.event.note.empty()) part["note"] = row.event.note;
    const std::vector<std::string> outcomes = outcomes_of(row.event);
    if (!outcomes.empty()) part["outcomes"] = outcomes;
    if (row.event.undoes) part["undoes"] = row.event.undoes->text;
    part["counts"] = row.counts;
    if (row.overruled_by) part["overruled_by"] = row.overruled_by->text;
    json["events"].push_back(std::move(part));
  }
  return text_of(json);
}

}  // namespace cairn
