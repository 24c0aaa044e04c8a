#include "progress/open.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include "progress/failure.h"
#include "progress/record.h"
#include "progress/schema.h"

namespace cairn {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHeaderBytes = 100;

struct FileSight {
  bool exists = false;
  std::uint64_t bytes = 0;
};

FileSight look_at(const fs::path& file) {
  struct stat found {};
  if (::stat(file.c_str(), &found) != 0) {
    if (errno == ENOENT) return {};
    fail_errno(file, "the progress store cannot be read", errno);
  }
  if (S_ISDIR(found.st_mode)) {
    fail(file, "this is a folder, not a progress store", "name a file with --db");
  }
  if (!S_ISREG(found.st_mode)) {
    fail(file, "this is not an ordinary file", "name another file with --db");
  }
  return {true, static_cast<std::uint64_t>(found.st_size)};
}

std::uint32_t big_endian(const unsigned char* bytes) {
  return std::uint32_t{bytes[0]} << 24U | std::uint32_t{bytes[1]} << 16U |
         std::uint32_t{bytes[2]} << 8U | std::uint32_t{bytes[3]};
}

[[noreturn]] void refuse_foreign(const fs::path& file) {
  fail(file, "this is no progress store; it is left as it is", "name another file with --db");
}

[[noreturn]] void refuse_newer(const fs::path& file, std::int64_t version) {
  fail(file,
       fmt::format("a newer cairn wrote this progress store (its format {}, known here up to {}); "
                   "it is left as it is",
                   version, newest_schema()),
       "update cairn, or name another file with --db");
}

// A first look without SQLite, which might tidy up a file that turns out not to be ours.
void check_header(const fs::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) fail_errno(file, "the progress store cannot be read", errno);
  std::array<unsigned char, kHeaderBytes> header{};
  const ssize_t read = ::pread(descriptor, header.data(), header.size(), 0);
  const int error = errno;
  ::close(descriptor);
  if (read < 0) fail_errno(file, "the progress store cannot be read", error);
  if (read == 0) return;
  constexpr std::string_view kMagic("SQLite format 3\0", 16);
  if (static_cast<std::size_t>(read) < header.size()) {
    const std::size_t common = std::min(static_cast<std::size_t>(read), kMagic.size());
    if (std::memcmp(header.data(), kMagic.data(), common) != 0) refuse_foreign(file);
    fail_damaged(file, fmt::format("only {} bytes are left", read));
  }
  if (std::memcmp(header.data(), kMagic.data(), kMagic.size()) != 0) refuse_foreign(file);
  const std::uint32_t version = big_endian(header.data() + 60);
  const std::uint32_t application = big_endian(header.data() + 68);
  // 0 may be a store whose first commit is still in the -wal file.
  if (application != 0 && application != kApplicationId) refuse_foreign(file);
  if (application != 0 && version > static_cast<std::uint32_t>(newest_schema())) {
    refuse_newer(file, version);
  }
}

std::int64_t number(SQLite::Database& database, const char* query) {
  return database.execAndGet(query).getInt64();
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
    refuse_foreign(file);
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

// Makes a new entry of the folder survive a power loss. Some file systems cannot, and say so.
void sync_folder(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

void make_folder(const fs::path& folder) {
  if (::mkdir(folder.c_str(), 0700) == 0) {
    sync_folder(folder.parent_path());
    return;
  }
  if (errno == ENOENT && folder.has_relative_path()) {
    make_folder(folder.parent_path());
    if (::mkdir(folder.c_str(), 0700) == 0) {
      sync_folder(folder.parent_path());
      return;
    }
  }
  if (errno == EEXIST) {
    std::error_code ignored;
    if (fs::is_directory(folder, ignored)) return;
    errno = ENOTDIR;
  }
  const int error = errno;
  fail_errno(folder, "the folder of the progress store cannot be made", error);
}

void make_file(const fs::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    if (errno == EEXIST) return;
    fail_errno(file, "the progress store cannot be made", errno);
  }
  ::close(descriptor);
  sync_folder(file.parent_path());
}

void bring_up_to_date(const fs::path& file, OpenStore& store, const RandomSource& random) {
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

OpenStore open_reader(const fs::path& file, const std::string& name, int flags,
                      std::chrono::milliseconds patience) {
  OpenStore store{SQLite::Database(name, SQLite::OPEN_READONLY | SQLite::OPEN_NOMUTEX | flags,
                                   static_cast<int>(patience.count()))};
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
  check_header(full);
  return guarded(full, [&]() -> std::optional<OpenStore> {
    const auto open = [&]() -> OpenStore {
      try {
        return open_reader(full, full.string(), 0, patience);
      } catch (const SQLite::Exception& exception) {
        // A store in WAL mode needs two files beside it, which a folder that may only be read
        // cannot take. When all is in the file itself it can be read without them.
        if (!is_about_rights(exception) || look_at(full.string() + "-wal").bytes != 0) throw;
        return open_reader(full, immutable_uri(full), SQLite::OPEN_URI, patience);
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
  if (!look_at(full).exists) make_file(full);
  check_header(full);
  return guarded(full, [&] {
    OpenStore store{SQLite::Database(full.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX,
                                     static_cast<int>(patience.count()))};
    set_checkpoint_on_close(store.database, false);  // until the file is known to be ours
    store.schema = look_at_schema(full, store.database);
    store.database.exec("PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL");
    if (store.schema != newest_schema()) bring_up_to_date(full, store, random);
    set_checkpoint_on_close(store.database, true);
    // Where another process is in the way, the rollback journal serves as well until next time.
    store.database.tryExec("PRAGMA journal_mode = WAL");
    return store;
  });
}

}  // namespace cairn
