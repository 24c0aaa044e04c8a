#include "cairn/progress/store.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <map>
#include <utility>

#include "cairn/base/error.h"
#include "progress/failure.h"
#include "progress/open.h"
#include "progress/record.h"
#include "progress/schema.h"

namespace cairn {
namespace {

constexpr int kMostDraws = 100'000;
constexpr int kRowColumn = 14;  // of select_events()

std::string random_id(const RandomSource& random) {
  const std::uint64_t high = random(), low = random();
  return fmt::format("{:016x}{:016x}", high, low);
}

}  // namespace

struct Store::Body {
  std::filesystem::path file;
  RandomSource random;
  std::optional<OpenStore> open;  // nothing where there is nothing to read
  bool writable = false;

  SQLite::Database& to_write() {
    if (!writable) fail(file, "the progress store was opened to read only", "");
    return open->database;
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
  if (!body_->open) return {};
  std::vector<Event> events = guarded(body_->file, [&] {
    SQLite::Database& database = body_->open->database;
    const SQLite::Transaction one_moment(database);
    const std::int64_t total =
        database.execAndGet("SELECT ifnull(sum(events), 0) FROM device").getInt64();
    std::vector<Event> read;
    SQLite::Statement query(database, select_events(body_->open->schema));
    while (query.executeStep()) {
      auto event = read_record(query);
      const auto number = static_cast<std::int64_t>(read.size()) + 1;
      if (!event || query.getColumn(kRowColumn).getInt64() != number) {
        fail_damaged(body_->file, fmt::format("event {} is missing or makes no sense", number));
      }
      read.push_back(std::move(*event));
    }
    if (static_cast<std::int64_t>(read.size()) != total) {
      fail_damaged(body_->file, fmt::format("{} of {} events are there", read.size(), total));
    }
    return read;
  });
  if (!std::is_sorted(events.begin(), events.end(), comes_before)) {
    std::sort(events.begin(), events.end(), comes_before);
  }
  return events;
}

State Store::state() const { return fold(events()); }

Event Store::append(const NewEvent& event, const Moment& at) {
  return guarded(body_->file, [&] {
    SQLite::Database& database = body_->to_write();
    Event recorded;
    static_cast<NewEvent&>(recorded) = event;
    recorded.at = at;
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    recorded.id = body_->new_id();
    {
      SQLite::Statement own(
          database, "SELECT lower(hex(id)), last_sequence + 1 FROM device WHERE number = 1");
      if (!own.executeStep()) fail_damaged(body_->file, "it has no device of its own");
      recorded.device = own.getColumn(0).getString();
      recorded.sequence = own.getColumn(1).getInt64();
    }
    body_->check(recorded);
    SQLite::Statement insert(database, insert_event());
    bind_record(insert, recorded, 1);
    insert.exec();
    transaction.commit();
    return recorded;
  });
}

std::size_t Store::merge(std::span<const Event> events) {
  return guarded(body_->file, [&] {
    SQLite::Database& database = body_->to_write();
    for (const Event& event : events) body_->check(event);
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    // An update of nothing, so that there is a row to return.
    SQLite::Statement device(database,
                             "INSERT INTO device (id) VALUES (?1) ON CONFLICT (id) DO UPDATE SET "
                             "id = excluded.id RETURNING number");
    SQLite::Statement present(database, "SELECT 1 FROM event WHERE id = ?1");
    SQLite::Statement insert(database, insert_event());
    std::size_t added = 0;
    for (const Event& event : events) {
      const std::string id = *from_hex(event.id.text, 16);
      present.reset();
      present.bind(1, static_cast<const void*>(id.data()), static_cast<int>(id.size()));
      if (present.executeStep()) continue;
      const std::string origin = *from_hex(event.device, 8);
      device.reset();
      device.bind(1, static_cast<const void*>(origin.data()), static_cast<int>(origin.size()));
      device.executeStep();
      bind_record(insert, event, device.getColumn(0).getInt64());
      device.reset();
      insert.exec();
      ++added;
    }
    present.reset();
    transaction.commit();
    return added;
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
        std::string line = check.getColumn(0).getString();
        if (line != "ok") findings.push_back(std::move(line));
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
