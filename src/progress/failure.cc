#include "progress/failure.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <system_error>

namespace cairn {
namespace {

struct Wording {
  const char* message;
  const char* hint;
};

Wording wording(int code) {
  switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return {"another program keeps the progress store locked; nothing was recorded",
              "close that program, then run the command again"};
    case SQLITE_FULL:
      return {"the disk is full; nothing was recorded", "free some space, then run it again"};
    case SQLITE_CORRUPT:
      return {
          "the progress store is damaged",
          "'cairn doctor --repair' saves what is left of it; 'cairn restore' brings a backup back"};
    case SQLITE_NOTADB:
      return {"this is no progress store", "name another file with --db"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {"the progress store may not be written; nothing was recorded",
              "give yourself the right to write to the file and its folder, or name another with "
              "--db"};
    case SQLITE_CANTOPEN:
      return {"the progress store cannot be opened",
              "check the permissions of the file and its folder, or name another with --db"};
    case SQLITE_IOERR:
      return {"the system could not read or write the progress store; nothing was recorded",
              "check the disk, its free space and your quota, then run it again"};
    case SQLITE_NOMEM:
      return {"there is not enough memory to read the progress store",
              "close other programs, then run it again"};
    default:
      return {"the progress store refused", "run 'cairn doctor'"};
  }
}

}  // namespace

void fail(const std::filesystem::path& file, std::string message, std::string hint) {
  throw Error(Code::store, file.string(), std::move(message), std::move(hint));
}

void fail_errno(const std::filesystem::path& file, const std::string& message, int error) {
  fail(file, fmt::format("{}: {}", message, std::generic_category().message(error)),
       "check its permissions and the disk, or name another file with --db");
}

void fail(const std::filesystem::path& file, const SQLite::Exception& exception) {
  const int code = exception.getErrorCode();
  const Wording words = wording(code);
  std::string message = fmt::format("{} (SQLite: {})", words.message, exception.what());
  if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB) {
    throw Damaged(Code::store, file.string(), std::move(message), words.hint);
  }
  fail(file, std::move(message), words.hint);
}

void fail_damaged(const std::filesystem::path& file, const std::string& what) {
  const Wording words = wording(SQLITE_CORRUPT);
  throw Damaged(Code::store, file.string(), fmt::format("{} ({})", words.message, what),
                words.hint);
}

void fail_foreign(const std::filesystem::path& file) {
  throw Damaged(Code::store, file.string(), "this is no progress store; it is left as it is",
                "name another file with --db");
}

}  // namespace cairn
