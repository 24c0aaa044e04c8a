/// Reads events from the event table, all or those that a condition names, and checks them.
/// Not for: what they say together (checkpoint.h, state.h).
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "cairn/progress/event.h"
#include "progress/open.h"

namespace cairn {

/// A condition in SQL with the values of its parameters, appended to the query for all events.
struct Clause {
  std::string sql;
  std::function<void(SQLite::Statement&)> bind = [](SQLite::Statement&) {};
};

class EventTable {
 public:
  /// The store must outlive the table. `file` is for failures.
  EventTable(const std::filesystem::path& file, OpenStore& store) : file_(file), store_(store) {}

  /// All of them, by row. Throws Error (damaged) where one is missing or makes no sense, which it
  /// also does where the last rows are gone. Requires: a transaction is under way.
  std::vector<Event> all() const;
  /// Those that the clause selects, in its order; `take` says whether to go on after each.
  void each(const Clause& clause, const std::function<bool(Event)>& take) const;

  /// The number of events, having checked that none is missing at the end. O(log n).
  /// Requires: a transaction is under way.
  std::int64_t count() const;

  SQLite::Database& database() const { return store_.database; }
  int schema() const { return store_.schema; }
  const std::filesystem::path& file() const { return file_; }

 private:
  const std::filesystem::path& file_;
  OpenStore& store_;
};

}  // namespace cairn
