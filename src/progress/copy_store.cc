#include "progress/copy_store.h"

#include <SQLiteCpp/Backup.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <string>
#include <vector>

#include "progress/event_table.h"
#include "progress/failure.h"
#include "progress/private_files.h"
#include "progress/unfinished.h"

namespace cairn {

namespace fs = std::filesystem;

fs::path backup_path(const fs::path& store, const std::string& mark) {
  return fs::absolute(store).parent_path() / "backups" /
         fmt::format("{}-{}{}", store.stem().string(), mark, store.extension().string());
}

void copy_pages(SQLite::Database& from, SQLite::Database& to) {
  SQLite::Backup backup(to, from);
  const int result = backup.executeStep();
  if (result != SQLITE_DONE) throw SQLite::Exception(to.getHandle(), result);
}

std::int64_t copy_store(const fs::path& file, OpenStore& store, const fs::path& to) {
  make_folder(to.parent_path());
  const Unfinished copy(to);
  make_file(copy.path());
  std::int64_t events = 0;
  guarded(copy.path(), [&] {
    SQLite::Database target(copy.path().string(), SQLite::OPEN_READWRITE);
    const SQLite::Transaction one_moment(store.database);
    events = EventTable(file, store).count();
    copy_pages(store.database, target);
    target.exec("PRAGMA journal_mode = DELETE");  // the copy is one file
  });
  const Store again(copy.path(), Store::Access::read, [] { return std::uint64_t{0}; });
  const std::vector<std::string> findings = again.integrity();
  if (!findings.empty()) fail_damaged(file, findings.front());
  if (again.info().events != events) {
    fail_damaged(file, fmt::format("a copy has {} of {} events", again.info().events, events));
  }
  move_into_place(copy.path(), to);
  return events;
}

}  // namespace cairn
