/// The tables of the progress store, and the steps from each older form of them to the present one.
/// Not for: opening the file (open.h), or what a row means (record.h).
#pragma once

#include <cstdint>

namespace SQLite {
class Database;
}

namespace cairn {

/// PRAGMA application_id of every progress store, "cair" as a number: never change it.
inline constexpr std::int64_t kApplicationId = 0x63616972;

/// PRAGMA user_version of a store that this program has brought up to date.
int newest_schema();
/// From this version on there are the indices and the table that checkpoints need.
inline constexpr int kFirstSchemaWithCheckpoints = 2;

/// Carries out the steps from `version` (0: an empty file) to newest_schema() and marks the file.
/// Requires: a transaction that may write is under way.
void migrate(SQLite::Database& database, int version);

/// The query for the events of a store of that version, which need not be the newest, in the
/// columns of read_record() and then `row`, which counts from 1; conditions and an order may be
/// appended. Requires: 1 <= version <= newest_schema().
const char* select_events(int version);

}  // namespace cairn
