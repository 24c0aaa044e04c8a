#include "progress/find_history.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>

#include "cairn/progress/state.h"

namespace cairn {
namespace {

// Which events count, from the undos alone.
class Undone {
 public:
  explicit Undone(const EventTable& table) {
    std::vector<Event> undos;
    table.each({"WHERE undoes IS NOT NULL"}, [&](Event event) {
      if (event.kind == EventKind::undo) undos.push_back(std::move(event));
      return true;
    });
    const std::vector<std::uint8_t> counts = effective_events(undos);
    for (std::size_t i = 0; i < undos.size(); ++i) {
      ids_.insert(counts[i] != 0 ? *undos[i].undoes : undos[i].id);  // or it is undone itself
    }
  }

  bool contains(const EventId& id) const { return ids_.contains(id); }

 private:
  std::unordered_set<EventId> ids_;
};

// Collects conditions and the values of their parameters, which are numbered in order.
class Conditions {
 public:
  void add(const std::string& sql) { sql_ += (sql_.empty() ? "WHERE " : " AND ") + sql; }
  std::string parameter(std::string value) {
    texts_.push_back(std::move(value));
    return fmt::format("?{}", texts_.size());
  }
  Clause clause(const std::string& order) const {
    return {sql_ + order, [texts = texts_](SQLite::Statement& query) {
              for (std::size_t i = 0; i < texts.size(); ++i) {
                query.bind(static_cast<int>(i) + 1, texts[i]);
              }
            }};
  }

 private:
  std::string sql_;
  std::vector<std::string> texts_;
};

std::string any_of(const std::vector<std::string>& conditions) {
  return fmt::format("({})", fmt::join(conditions, " OR "));
}

std::string kinds_condition(const std::vector<EventKind>& kinds) {
  std::vector<std::string> known, wanted;
  for (int i = 0; i < static_cast<int>(EventKind::other); ++i) {
    known.push_back(fmt::format("'{}'", kind_word(static_cast<EventKind>(i))));
  }
  for (const EventKind kind : kinds) {
    wanted.push_back(kind == EventKind::other
                         ? fmt::format("kind NOT IN ({})", fmt::join(known, ", "))
                         : fmt::format("kind = '{}'", kind_word(kind)));
  }
  return any_of(wanted);
}

}  // namespace

std::vector<HistoryEntry> find_history(const EventTable& table, const HistoryQuery& query) {
  // The local day that day_of() gives; the detour keeps the division from rounding up before 1970.
  constexpr const char* kDay =
      "ifnull(day, (at + 60 * offset + 8640000000) / 86400 - 100000) {} {}";
  Conditions conditions;
  if (!query.ids.empty()) {
    std::vector<std::string> names;
    for (const SkillId& id : query.ids) {
      names.push_back(
          fmt::format("instr(' ' || ifnull(ids, '') || ' ' || ifnull(also_known, '') || ' ', {})",
                      conditions.parameter(" " + id.text + " ")));
    }
    conditions.add(any_of(names));
  }
  if (!query.kinds.empty()) conditions.add(kinds_condition(query.kinds));
  if (query.from) {
    conditions.add(fmt::format(fmt::runtime(kDay), ">=", query.from->time_since_epoch().count()));
  }
  if (query.to) {
    conditions.add(fmt::format(fmt::runtime(kDay), "<=", query.to->time_since_epoch().count()));
  }
  const Undone undone(table);
  const std::size_t most = query.most.value_or(static_cast<std::size_t>(-1));
  std::vector<HistoryEntry> found;
  if (most == 0) return found;
  table.each(conditions.clause(
                 " ORDER BY event.at DESC, device.id DESC, event.sequence DESC, event.id DESC"),
             [&](Event event) {
               const bool counts = !undone.contains(event.id);
               if (query.only_counting && (!counts || event.kind == EventKind::undo)) return true;
               found.push_back({std::move(event), counts});
               return found.size() < most;
             });
  std::reverse(found.begin(), found.end());
  return found;
}

}  // namespace cairn
