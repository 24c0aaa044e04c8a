#include "progress/checkpoint.h"

#include <sqlite3.h>

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "cairn/base/error.h"
#include "progress/record.h"
#include "progress/schema.h"
#include "progress/state_text.h"

namespace cairn {
namespace {

// Raised whenever fold() or to_text() comes to mean something else; older checkpoints are void
// then.
constexpr int kFoldVersion = 6;

// So many events stay outside of the checkpoint at least, so that what is undone or arrives late is
// mostly outside as well; and so many at most.
constexpr std::size_t kLeastOutside = 256, kMostOutside = 1024;

// The place of a checkpoint in the order of comes_before(), in the store's own types.
struct Position {
  std::int64_t at = 0;
  std::string device, id;
  std::int64_t sequence = 0;
};

struct Checkpoint {
  Position position;
  std::int64_t row = 0;
  State state;
};

// Whether an event is after the position, or not, as a condition with the parameters 2 to 5.
constexpr const char* kAfter = "(event.at, device.id, event.sequence, event.id) > (?2, ?3, ?4, ?5)";

void bind_position(SQLite::Statement& statement, const Position& position) {
  statement.bind(2, position.at);
  statement.bind(3, static_cast<const void*>(position.device.data()),
                 static_cast<int>(position.device.size()));
  statement.bind(4, position.sequence);
  statement.bind(5, static_cast<const void*>(position.id.data()),
                 static_cast<int>(position.id.size()));
}

std::string blob(const SQLite::Column& column) {
  const void* bytes = column.getBlob();
  return {static_cast<const char*>(bytes), static_cast<std::size_t>(column.getBytes())};
}

std::optional<Checkpoint> load(const EventTable& table, bool with_state) {
  if (table.schema() < kFirstSchemaWithCheckpoints) return std::nullopt;
  SQLite::Statement query(table.database(),
                          "SELECT row, at, device, sequence, id, state, checksum FROM checkpoint "
                          "WHERE fold = ?1");
  query.bind(1, kFoldVersion);
  if (!query.executeStep()) return std::nullopt;
  Checkpoint checkpoint;
  checkpoint.row = query.getColumn(0).getInt64();
  checkpoint.position = {query.getColumn(1).getInt64(), blob(query.getColumn(2)),
                         blob(query.getColumn(4)), query.getColumn(3).getInt64()};
  if (with_state) {
    const std::string text = query.getColumn(5).getString();
    auto state = parse_state(text);
    if (query.getColumn(6).getInt64() != checksum(text) || !state) return std::nullopt;
    checkpoint.state = std::move(*state);
  }
  return checkpoint;
}

bool any(const EventTable& table, const std::string& query, const Position& position,
         std::int64_t row) {
  SQLite::Statement statement(table.database(), query);
  statement.bind(1, row);
  bind_position(statement, position);
  return statement.executeStep();
}

// Whether the state at the position is the same with the events that came after the row: these are
// all after the position, undo nothing before it and are undone by nothing before it.
bool holds(const EventTable& table, const Position& position, std::int64_t row) {
  const std::string before = std::string(" AND NOT ") + kAfter + " LIMIT 1";
  const std::string device = " JOIN device ON device.number = event.device";
  return !any(table, "SELECT 1 FROM event" + device + " WHERE event.row > ?1" + before, position,
              row) &&
         !any(table,
              "SELECT 1 FROM event AS late CROSS JOIN event ON event.id = late.undoes" + device +
                  " WHERE late.row > ?1" + before,
              position, row) &&
         !any(table,
              "SELECT 1 FROM event AS late CROSS JOIN event ON event.undoes = late.id" + device +
                  " WHERE late.row > ?1" + before,
              position, row);
}

// The events after the position, in order.
std::vector<Event> events_after(const EventTable& table, const Position& position) {
  std::vector<Event> events;
  table.each({std::string("WHERE event.at >= ?2 AND ") + kAfter,
              [&](SQLite::Statement& query) { bind_position(query, position); }},
             [&](Event event) {
               events.push_back(std::move(event));
               return true;
             });
  std::sort(events.begin(), events.end(), comes_before);
  return events;
}

std::size_t count_after(const EventTable& table, const Position& position) {
  SQLite::Statement query(table.database(), "SELECT count(*) FROM event WHERE at > ?1");
  query.bind(1, position.at);
  query.executeStep();
  return static_cast<std::size_t>(query.getColumn(0).getInt64());
}

// How many of the events may go into the checkpoint: as many as leave kLeastOutside, or more, so
// that no undo and its target come to be on different sides.
std::size_t find_cut(const std::vector<Event>& events) {
  std::size_t cut = events.size() - std::min(events.size(), kLeastOutside);
  std::unordered_map<EventId, std::size_t> places;
  for (std::size_t i = 0; i < events.size(); ++i) places.emplace(events[i].id, i);
  // Spans from an undo to its target, by their first event, that the cut must not divide.
  std::vector<std::pair<std::size_t, std::size_t>> spans;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (!events[i].undoes) continue;
    const auto target = places.find(*events[i].undoes);
    if (target != places.end()) spans.push_back(std::minmax(i, target->second));
  }
  std::sort(spans.begin(), spans.end());
  for (const auto& [first, last] : spans) {
    if (first < cut && cut <= last) cut = last + 1;
  }
  return cut;
}

void store(const EventTable& table, State before, std::vector<Event> events) {
  const std::size_t cut = find_cut(events);
  if (cut == 0) return;
  const Event& last = events[cut - 1];
  const std::string text = to_text(fold_onto(std::move(before), std::span(events).first(cut)));
  SQLite::Statement insert(table.database(),
                           "INSERT OR REPLACE INTO checkpoint (only, fold, row, at, device, "
                           "sequence, id, state, checksum) VALUES (1, ?1, (SELECT max(row) FROM "
                           "event), ?2, ?3, ?4, ?5, ?6, ?7)");
  insert.bind(1, kFoldVersion);
  bind_position(insert, {last.at.utc_seconds, *from_hex(last.device, 8),
                         *from_hex(last.id.text, 16), last.sequence});
  insert.bind(6, text);
  insert.bind(7, std::int64_t{checksum(text)});
  insert.exec();
}

void drop(const EventTable& table) { table.database().exec("DELETE FROM checkpoint"); }

void store_whole(const EventTable& table) {
  std::vector<Event> events = table.all();
  std::sort(events.begin(), events.end(), comes_before);
  store(table, {}, std::move(events));
}

void refresh(const EventTable& table, std::int64_t row) {
  const auto present = load(table, false);
  if (present && holds(table, present->position, row)) {
    if (count_after(table, present->position) <= kMostOutside) return;
    if (auto whole = load(table, true)) {
      store(table, std::move(whole->state), events_after(table, whole->position));
      return;
    }
  }
  if (!present && table.count() <= static_cast<std::int64_t>(kMostOutside)) return;
  store_whole(table);
}

}  // namespace

State read_state(const EventTable& table) {
  if (auto checkpoint = load(table, true); checkpoint && checkpoint->row <= table.count() &&
                                           holds(table, checkpoint->position, checkpoint->row)) {
    return fold_onto(std::move(checkpoint->state), events_after(table, checkpoint->position));
  }
  return fold(table.all());
}

void rebuild_checkpoint(const EventTable& table) {
  drop(table);
  if (table.count() > static_cast<std::int64_t>(kMostOutside)) store_whole(table);
}

void update_checkpoint(const EventTable& table, std::int64_t row) {
  // Where something old is damaged, that is no reason not to record what is new.
  try {
    refresh(table, row);
  } catch (const Error&) {
    drop(table);
  } catch (const SQLite::Exception& exception) {
    if (exception.getErrorCode() != SQLITE_CORRUPT) throw;
    drop(table);
  }
}

}  // namespace cairn
