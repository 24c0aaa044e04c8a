#include "progress/open.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <array>
#include <cstring>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>

#include "progress/copy_store.h"
#include "progress/failure.h"
#include "progress/private_files.h"
#include "progress/record.h"
#include "progress/schema.h"

namespace cairn {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLeastPage = 512;

[[noreturn]] void refuse_newer(const fs::path& file, std::int64_t version) {
  fail(file,
       fmt::format("a newer cairn wrote this progress store (its format {}, known here up to {}); "
                   "it is left as it is",
                   version, newest_schema()),
       "update cairn, or name another file with --db");
}

// SQLite's URI for a file that nothing can change, so that no lock and no side file is needed.
std::string immutable_uri(const fs::path& file) {
  std::string uri = "file:";
  for (const char c : file.string()) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::strchr("/-._~", c) != nullptr;
    uri += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri + "?immutable=1";
}

std::int64_t number(SQLite::Database& database, const char* query) {
  return database.execAndGet(query).getInt64();
}

// What is left of a store that was cut short; too small to be one that is in use.
[[noreturn]] void refuse_small(const fs::path& file, std::uint64_t bytes) {
  constexpr std::string_view kMagic("SQLite format 3\0", 16);
  std::array<char, kMagic.size()> start{};
  std::ifstream in(file, std::ios::binary);
  in.read(start.data(), start.size());
  const auto common = static_cast<std::size_t>(in.gcount());
  if (kMagic.substr(0, common) != std::string_view(start.data(), common)) fail_foreign(file);
  fail_damaged(file, fmt::format("only {} bytes are left", bytes));
}

// A first look that locks nothing and does not tidy up, for the file may turn out not to be ours.
// It leaves the reading to SQLite: to open and close a file that this process has open elsewhere
// would drop the locks of that other connection (POSIX locks are like that).
void check_header(const fs::path& file, std::uint64_t bytes) {
  if (bytes == 0) return;
  // A power loss during the very first commit leaves a journal that is yet to be rolled back.
  if (look_at(file.string() + "-journal").bytes > 0) return;
  if (bytes < kLeastPage) refuse_small(file, bytes);
  try {
    SQLite::Database look(immutable_uri(file),
                          SQLite::OPEN_READONLY | SQLite::OPEN_URI | SQLite::OPEN_NOMUTEX);
    const std::int64_t version = number(look, "PRAGMA user_version");
    const std::int64_t application = number(look, "PRAGMA application_id");
    // 0 may be a store whose first commit is still in the -wal file.
    if (application != 0 && application != kApplicationId) fail_foreign(file);
    if (application != 0 && version > newest_schema()) refuse_newer(file, version);
  } catch (const SQLite::Exception& exception) {
    if (exception.getErrorCode() == SQLITE_NOTADB) fail_foreign(file);
    // Without a lock the file may be seen half way through another process's commit, its header
    // ahead of its pages. The look under a lock, which follows, tells that from damage.
    if (exception.getErrorCode() != SQLITE_CORRUPT) throw;
  }
}

// The schema's version, 0 for a file with nothing in it; refuses everything that is not ours.
// Requires: a transaction is under way, or another process could make the file between two looks.
int check_schema(const fs::path& file, SQLite::Database& database) {
  const std::int64_t application = number(database, "PRAGMA application_id");
  const std::int64_t version = number(database, "PRAGMA user_version");
  if (application == kApplicationId) {
    if (version > newest_schema()) refuse_newer(file, version);
    if (version < 1) fail_damaged(file, fmt::format("its format is {}", version));
    return static_cast<int>(version);
  }
  if (application != 0 || version != 0 ||
      number(database, "SELECT count(*) FROM sqlite_master") != 0) {
    fail_foreign(file);
  }
  return 0;
}

int look_at_schema(const fs::path& file, SQLite::Database& database) {
  const SQLite::Transaction one_moment(database);
  return check_schema(file, database);
}

void set_checkpoint_on_close(SQLite::Database& database, bool wanted) {
  ::sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, wanted ? 0 : 1,
                      nullptr);
}

void bring_up_to_date(const fs::path& file, OpenStore& store, const RandomSource& random) {
  if (store.schema > 0) {
    copy_store(file, store, backup_path(file, fmt::format("schema-{}", store.schema)));
  }
  SQLite::Transaction transaction(store.database, SQLite::TransactionBehavior::IMMEDIATE);
  store.schema = check_schema(file, store.database);  // another process may have been faster
  if (store.schema == newest_schema()) return;
  migrate(store.database, store.schema);
  if (store.schema == 0) {
    const std::string device = *from_hex(fmt::format("{:016x}", random()), 8);
    SQLite::Statement add(store.database, "INSERT INTO device (number, id) VALUES (1, ?1)");
    add.bind(1, static_cast<const void*>(device.data()), static_cast<int>(device.size()));
    add.exec();
  }
  transaction.commit();
  store.schema = newest_schema();
}

// SQLite keeps two files beside a store that is read, and only who may write can take them away
// again; so the store is opened to write, and writing is switched off. What a killed process left
// in the log stays there for the next who writes.
OpenStore open_reader(const fs::path& file, std::chrono::milliseconds patience) {
  const bool log_is_empty = look_at(file.string() + "-wal").bytes == 0;
  OpenStore store{SQLite::Database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX,
                                   static_cast<int>(patience.count()))};
  store.database.exec("PRAGMA query_only = ON");
  set_checkpoint_on_close(store.database, false);  // until the file is known to be ours
  store.schema = look_at_schema(file, store.database);
  set_checkpoint_on_close(store.database, log_is_empty);
  return store;
}

OpenStore open_unchanging(const fs::path& file) {
  OpenStore store{SQLite::Database(
      immutable_uri(file), SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX | SQLite::OPEN_URI)};
  store.schema = look_at_schema(file, store.database);
  return store;
}

bool is_about_rights(const SQLite::Exception& exception) {
  const int code = exception.getErrorCode();
  return code == SQLITE_CANTOPEN || code == SQLITE_READONLY || code == SQLITE_PERM;
}

}  // namespace

std::optional<OpenStore> open_to_read(const fs::path& file, std::chrono::milliseconds patience) {
  const fs::path full = fs::absolute(file);  // never taken for a URI or ":memory:"
  const FileSight sight = look_at(full);
  if (!sight.exists || sight.bytes == 0) return std::nullopt;
  return guarded(full, [&]() -> std::optional<OpenStore> {
    check_header(full, sight.bytes);
    const auto open = [&]() -> OpenStore {
      try {
        return open_reader(full, patience);
      } catch (const SQLite::Exception& exception) {
        // A store in WAL mode needs two files beside it, which a folder that may only be read
        // cannot take. When all is in the file itself it can be read without them.
        if (!is_about_rights(exception) || look_at(full.string() + "-wal").bytes != 0) throw;
        return open_unchanging(full);
      }
    };
    OpenStore store = open();
    if (store.schema == 0) return std::nullopt;
    return store;
  });
}

OpenStore open_to_write(const fs::path& file, const RandomSource& random,
                        std::chrono::milliseconds patience) {
  const fs::path full = fs::absolute(file);
  make_folder(full.parent_path());
  const FileSight sight = look_at(full);
  if (!sight.exists) make_file(full);
  return guarded(full, [&] {
    check_header(full, sight.bytes);
    OpenStore store{SQLite::Database(full.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX,
                                     static_cast<int>(patience.count()))};
    set_checkpoint_on_close(store.database, false);  // until the file is known to be ours
    store.schema = look_at_schema(full, store.database);
    store.database.exec("PRAGMA foreign_keys = ON; PRAGMA synchronous = EXTRA");
    if (store.schema != newest_schema()) bring_up_to_date(full, store, random);
    set_checkpoint_on_close(store.database, true);
    // Where another process is in the way, the rollback journal serves as well until next time.
    store.database.tryExec("PRAGMA journal_mode = WAL");
    return store;
  });
}

}  // namespace cairn
