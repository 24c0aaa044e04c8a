#include "progress/schema.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <array>

namespace cairn {
namespace {

struct Step {
  const char* migrate;        // from the version before
  const char* select_events;  // from a store of this version
};

constexpr const char* kSelectEvents = R"sql(
SELECT event.id, device.id, sequence, at, offset, kind, ids, also_known, minutes, day, note, undoes,
       extra, checksum, event.row
FROM event LEFT JOIN device ON device.number = event.device )sql";

// Step i leads to version i + 1. A step that has shipped is never changed, nor is its place in the
// list: stores of that version are out there. Changes are new steps at the end.
constexpr std::array<Step, 2> kSteps = {{
    {R"sql(
CREATE TABLE device (
  number        INTEGER PRIMARY KEY,  -- 1 is the device of this file
  id            BLOB NOT NULL UNIQUE CHECK (length(id) = 8),
  last_sequence INTEGER NOT NULL DEFAULT 0,
  events        INTEGER NOT NULL DEFAULT 0  -- in this file; a loss of pages shows by it
) STRICT;

CREATE TABLE event (
  row        INTEGER PRIMARY KEY,  -- the order of arrival in this file: 1, 2, 3 without a gap
  id         BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  device     INTEGER NOT NULL REFERENCES device,
  sequence   INTEGER NOT NULL CHECK (sequence > 0),
  at         INTEGER NOT NULL,     -- seconds since 1970-01-01T00:00:00Z
  offset     INTEGER NOT NULL CHECK (abs(offset) < 1440),  -- local time minus UTC, minutes
  kind       TEXT NOT NULL CHECK (kind <> ''),
  ids        TEXT CHECK (ids <> ''),         -- blank-separated
  also_known TEXT CHECK (also_known <> ''),  -- blank-separated
  minutes    INTEGER CHECK (minutes >= 0),
  day        INTEGER,                        -- days since 1970-01-01
  note       TEXT CHECK (note <> ''),
  undoes     BLOB CHECK (length(undoes) = 16),
  extra      TEXT CHECK (extra <> ''),       -- a JSON object of fields unknown to the writer
  checksum   INTEGER NOT NULL                -- see record.h
) STRICT;

CREATE TRIGGER event_stays_as_it_is BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;

CREATE TRIGGER event_stays BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;

-- REPLACE deletes without asking the trigger above.
CREATE TRIGGER event_is_not_replaced BEFORE INSERT ON event
WHEN EXISTS (SELECT 1 FROM event WHERE id = NEW.id OR row = NEW.row)
BEGIN SELECT RAISE(ABORT, 'events are never replaced'); END;

CREATE TRIGGER event_is_counted AFTER INSERT ON event
BEGIN
  UPDATE device SET events = events + 1, last_sequence = max(last_sequence, NEW.sequence)
  WHERE number = NEW.device;
END;
)sql",
     kSelectEvents},
    {R"sql(
-- The order in which events count, and who undoes whom.
CREATE INDEX event_by_time ON event (at);
CREATE INDEX event_by_undone ON event (undoes) WHERE undoes IS NOT NULL;

-- The state after all events up to one of them, so that not all need be read. May be deleted.
CREATE TABLE checkpoint (
  only     INTEGER PRIMARY KEY CHECK (only = 1),
  fold     INTEGER NOT NULL,  -- version of the rules that made it
  row      INTEGER NOT NULL,  -- the last that was there when it was made
  at       INTEGER NOT NULL,  -- of the last event that is in it, with the next three
  device   BLOB NOT NULL,
  sequence INTEGER NOT NULL,
  id       BLOB NOT NULL,
  state    TEXT NOT NULL,
  checksum INTEGER NOT NULL   -- CRC-32 of state
) STRICT;
)sql",
     kSelectEvents},
}};

}  // namespace

int newest_schema() { return static_cast<int>(kSteps.size()); }

void migrate(SQLite::Database& database, int version) {
  for (int i = version; i < newest_schema(); ++i) {
    database.exec(kSteps[static_cast<std::size_t>(i)].migrate);
  }
  database.exec(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", kApplicationId,
                            newest_schema()));
}

const char* select_events(int version) {
  return kSteps[static_cast<std::size_t>(version - 1)].select_events;
}

}  // namespace cairn
