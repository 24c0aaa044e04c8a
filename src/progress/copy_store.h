/// One whole copy of a store, by SQLite's online backup.
/// Not for: where copies are kept and for how long (backup.cc).
#pragma once

#include <cstdint>
#include <filesystem>

#include "progress/open.h"

namespace cairn {

/// `file` is that of `store`. The copy is made under another name in the folder of `to`, which is
/// made where need be, and read back before it gets its own. How many events there are.
std::int64_t copy_store(const std::filesystem::path& file, OpenStore& store,
                        const std::filesystem::path& to);

/// Copies all pages, waiting for locks.
void copy_pages(SQLite::Database& from, SQLite::Database& to);

/// `backups/progress-<mark>.db` beside progress.db.
std::filesystem::path backup_path(const std::filesystem::path& store, const std::string& mark);

}  // namespace cairn
