#include "progress/event_table.h"

#include <fmt/format.h>

#include <utility>

#include "progress/failure.h"
#include "progress/record.h"
#include "progress/schema.h"

namespace cairn {
namespace {

constexpr int kRowColumn = 14;  // of select_events()

}  // namespace

std::vector<Event> EventTable::all() const {
  std::vector<Event> events;
  const std::int64_t total = count();
  events.reserve(static_cast<std::size_t>(total));
  SQLite::Statement query(database(), std::string(select_events(schema())) + "ORDER BY event.row");
  while (query.executeStep()) {
    auto event = read_record(query);
    const auto number = static_cast<std::int64_t>(events.size()) + 1;
    if (!event || query.getColumn(kRowColumn).getInt64() != number) {
      fail_damaged(file_, fmt::format("event {} is missing or makes no sense", number));
    }
    events.push_back(std::move(*event));
  }
  if (static_cast<std::int64_t>(events.size()) != total) {
    fail_damaged(file_, fmt::format("{} of {} events are there", events.size(), total));
  }
  return events;
}

void EventTable::each(const Clause& clause, const std::function<bool(Event)>& take) const {
  SQLite::Statement query(database(), select_events(schema()) + clause.sql);
  clause.bind(query);
  while (query.executeStep()) {
    auto event = read_record(query);
    if (!event) {
      fail_damaged(file_,
                   fmt::format("event {} makes no sense", query.getColumn(kRowColumn).getInt64()));
    }
    if (!take(std::move(*event))) return;
  }
}

std::int64_t EventTable::count() const {
  SQLite::Statement query(database(),
                          "SELECT (SELECT ifnull(max(row), 0) FROM event), "
                          "(SELECT ifnull(sum(events), 0) FROM device)");
  query.executeStep();
  const std::int64_t last = query.getColumn(0).getInt64();
  const std::int64_t total = query.getColumn(1).getInt64();
  if (last != total) fail_damaged(file_, fmt::format("{} of {} events are there", last, total));
  return total;
}

}  // namespace cairn
