/// Opens the store's file: makes it, refuses what is no store or of a newer program, and leaves a
/// refused file as it was.
/// Not for: the tables (schema.h) or what is read from them (store.cc).
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <chrono>
#include <filesystem>
#include <optional>

#include "cairn/progress/store.h"

namespace cairn {

struct OpenStore {
  SQLite::Database database;
  int schema = 0;
};

/// Nothing where there is no file, or one in which nothing was ever recorded. Makes and changes no
/// file, except SQLite's own -shm and -wal as long as the store is open (and after, where the file
/// may not be written). `patience` is how long another program's lock is waited for.
std::optional<OpenStore> open_to_read(const std::filesystem::path& file,
                                      std::chrono::milliseconds patience);

/// Makes the folder (0700) and the file (0600) where they are not there, brings the schema up to
/// date, and sets what makes a commit durable.
OpenStore open_to_write(const std::filesystem::path& file, const RandomSource& random,
                        std::chrono::milliseconds patience);

}  // namespace cairn
