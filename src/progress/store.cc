#include "cairn/progress/store.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "cairn/base/error.h"
#include "progress/checkpoint.h"
#include "progress/event_table.h"
#include "progress/failure.h"
#include "progress/find_history.h"
#include "progress/open.h"
#include "progress/record.h"
#include "progress/schema.h"

namespace cairn {
namespace {

constexpr int kMostDraws = 100'000;
constexpr std::size_t kManyEvents = 10'000;

std::string random_id(const RandomSource& random) {
  const std::uint64_t high = random(), low = random();
  return fmt::format("{:016x}{:016x}", high, low);
}

// The findings in a row of SQLite's own check, without its headings.
void add_lines(std::vector<std::string>& findings, std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    if (line != "ok" && !line.empty() && !line.starts_with("***")) findings.emplace_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

// The event of that id, by a query with the id as its parameter.
std::optional<Event> find_event(const EventTable& table, SQLite::Statement& query,
                                const EventId& id) {
  const std::string bytes = from_hex(id.text, 16).value_or(std::string());
  query.reset();
  query.bind(1, static_cast<const void*>(bytes.data()), static_cast<int>(bytes.size()));
  if (!query.executeStep()) return std::nullopt;
  std::optional<Event> event = read_record(query);
  if (!event) fail_damaged(table.file(), fmt::format("the event {} makes no sense", id.text));
  return event;
}

// Which of the events are new to the table, if there is one, and which contradict it or each other.
Merged sort_out(const EventTable* table, std::span<const Event> events) {
  Merged merged;
  std::unordered_map<EventId, std::size_t> seen;
  std::optional<SQLite::Statement> query;
  if (table != nullptr) {
    query.emplace(table->database(),
                  std::string(select_events(table->schema())) + "WHERE event.id = ?1");
  }
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto [first, is_new] = seen.try_emplace(events[i].id, i);
    if (!is_new) {
      if (events[first->second] != events[i]) merged.clashing.push_back(i);
      continue;
    }
    const std::optional<Event> present =
        query ? find_event(*table, *query, events[i].id) : std::nullopt;
    if (!present) {
      merged.fresh.push_back(i);
    } else if (*present != events[i]) {
      merged.clashing.push_back(i);
    }
  }
  return merged;
}

}  // namespace

struct Store::Body {
  std::filesystem::path file;
  RandomSource random;
  std::optional<OpenStore> open;  // nothing where there is nothing to read
  bool writable = false;

  // What `work` makes of the events at one moment; empty where there are none.
  template <class Result>
  Result read(const std::function<Result(const EventTable&)>& work) {
    if (!open) return {};
    return guarded(file, [&] {
      const SQLite::Transaction one_moment(open->database);
      return work(EventTable(file, *open));
    });
  }

  SQLite::Database& to_write() {
    if (!writable) fail(file, "the progress store was opened to read only", "");
    return open->database;
  }

  std::int64_t last_row() {
    return open->database.execAndGet("SELECT ifnull(max(row), 0) FROM event").getInt64();
  }

  bool has(const EventId& id) {
    SQLite::Statement query(open->database, "SELECT 1 FROM event WHERE id = ?1");
    const std::string bytes = from_hex(id.text, 16).value_or(std::string());
    query.bind(1, static_cast<const void*>(bytes.data()), static_cast<int>(bytes.size()));
    return query.executeStep();
  }

  // Random ids do not collide; those of a source that starts with the same seed every time do.
  EventId new_id() {
    for (int i = 0; i < kMostDraws; ++i) {
      EventId id{random_id(random)};
      if (!has(id)) return id;
    }
    fail(file, "the source of random numbers yields no new event id", "");
  }

  void check(const Event& event) const {
    if (const auto bad = find_unstorable(event)) {
      fail(file, fmt::format("this cannot be recorded: {}", *bad), "");
    }
  }
};

Store::Store(const std::filesystem::path& file, Access access, RandomSource random,
             std::chrono::milliseconds patience)
    : body_(std::make_unique<Body>()) {
  body_->file = file;
  body_->random = std::move(random);
  body_->writable = access == Access::write;
  if (body_->writable) {
    body_->open.emplace(open_to_write(file, body_->random, patience));
  } else {
    body_->open = open_to_read(file, patience);
  }
}

Store::~Store() = default;
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;

std::vector<Event> Store::events() const {
  return body_->read<std::vector<Event>>([](const EventTable& table) {
    std::vector<Event> events = table.all();
    if (!std::is_sorted(events.begin(), events.end(), comes_before)) {
      std::sort(events.begin(), events.end(), comes_before);
    }
    return events;
  });
}

State Store::state() const {
  return body_->read<State>([](const EventTable& table) { return read_state(table); });
}

std::vector<HistoryEntry> Store::history(const HistoryQuery& query) const {
  return body_->read<std::vector<HistoryEntry>>(
      [&](const EventTable& table) { return find_history(table, query); });
}

Event Store::append(const NewEvent& event, const Moment& at) {
  return append(std::span(&event, 1), at).front();
}

std::vector<Event> Store::append(std::span<const NewEvent> events, const Moment& at) {
  return guarded(body_->file, [&] {
    SQLite::Database& database = body_->to_write();
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    const std::int64_t before = body_->last_row();
    Event own;
    {
      SQLite::Statement device(database,
                               "SELECT lower(hex(id)), last_sequence FROM device WHERE number = 1");
      if (!device.executeStep()) fail_damaged(body_->file, "it has no device of its own");
      own.device = device.getColumn(0).getString();
      own.sequence = device.getColumn(1).getInt64();
    }
    own.at = at;
    std::vector<Event> recorded;
    SQLite::Statement insert(database, insert_event());
    for (const NewEvent& event : events) {
      own.id = body_->new_id();
      ++own.sequence;
      static_cast<NewEvent&>(own) = event;
      body_->check(own);
      bind_record(insert, own, 1);
      insert.exec();
      recorded.push_back(own);
    }
    update_checkpoint(EventTable(body_->file, *body_->open), before);
    transaction.commit();
    return recorded;
  });
}

Merged Store::merge(std::span<const Event> events) {
  return guarded(body_->file, [&] {
    SQLite::Database& database = body_->to_write();
    for (const Event& event : events) body_->check(event);
    // Ids are random, so many of them touch all of their index.
    if (events.size() > kManyEvents) database.exec("PRAGMA cache_size = -65536");  // KiB
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    const EventTable table(body_->file, *body_->open);
    Merged merged = sort_out(&table, events);
    // An update of nothing, so that there is a row to return.
    SQLite::Statement device(database,
                             "INSERT INTO device (id) VALUES (?1) ON CONFLICT (id) DO UPDATE SET "
                             "id = excluded.id RETURNING number");
    SQLite::Statement insert(database, insert_event());
    const std::int64_t before = body_->last_row();
    for (const std::size_t i : merged.fresh) {
      const std::string origin = *from_hex(events[i].device, 8);
      device.reset();
      device.bind(1, static_cast<const void*>(origin.data()), static_cast<int>(origin.size()));
      device.executeStep();
      bind_record(insert, events[i], device.getColumn(0).getInt64());
      device.reset();
      insert.exec();
    }
    if (!merged.fresh.empty()) update_checkpoint(table, before);
    transaction.commit();
    return merged;
  });
}

Merged Store::compare(std::span<const Event> events) const {
  if (!body_->open) return sort_out(nullptr, events);
  return body_->read<Merged>([&](const EventTable& table) { return sort_out(&table, events); });
}

bool Store::rebuild() {
  return guarded(body_->file, [&] {
    SQLite::Transaction transaction(body_->to_write(), SQLite::TransactionBehavior::IMMEDIATE);
    const EventTable table(body_->file, *body_->open);
    const State before = read_state(table);
    rebuild_checkpoint(table);
    const bool same = read_state(table) == before;
    transaction.commit();
    return same;
  });
}

StoreInfo Store::info() const {
  StoreInfo info;
  info.sqlite = ::sqlite3_libversion();
  if (!body_->open) return info;
  return guarded(body_->file, [&] {
    SQLite::Database& database = body_->open->database;
    info.exists = true;
    info.schema = body_->open->schema;
    info.events = database.execAndGet("SELECT count(*) FROM event").getInt64();
    info.device =
        database.execAndGet("SELECT lower(hex(id)) FROM device WHERE number = 1").getString();
    info.journal = database.execAndGet("PRAGMA journal_mode").getString();
    return info;
  });
}

std::vector<std::string> Store::integrity() const {
  if (!body_->open) return {};
  return guarded(body_->file, [&] {
    std::vector<std::string> findings;
    try {
      SQLite::Statement check(body_->open->database, "PRAGMA integrity_check");
      while (check.executeStep()) {
        add_lines(findings, check.getColumn(0).getString());
      }
      SQLite::Statement references(body_->open->database, "PRAGMA foreign_key_check");
      while (references.executeStep()) {
        findings.push_back(fmt::format("row {} of {} names a device that is not there",
                                       references.getColumn(1).getInt64(),
                                       references.getColumn(0).getString()));
      }
    } catch (const SQLite::Exception& exception) {
      if (exception.getErrorCode() != SQLITE_CORRUPT) throw;
      findings.push_back(exception.what());
    }
    if (findings.empty()) {
      try {
        events();  // the checksums
      } catch (const Error& error) {
        findings.push_back(error.message);
      }
    }
    return findings;
  });
}

}  // namespace cairn
