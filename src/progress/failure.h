/// Turns what SQLite and the system report about the store's file into the one failure type.
/// Not for: findings that a caller wants as values (Store::integrity).
#pragma once

#include <filesystem>
#include <string>
#include <utility>

#include "cairn/base/error.h"

namespace SQLite {
class Exception;
}

namespace cairn {

/// Thrown where the file's content is to blame, so that salvage may help: not where it is locked,
/// may not be read, or is a newer program's.
class Damaged : public Error {
 public:
  using Error::Error;
};

[[noreturn]] void fail(const std::filesystem::path& file, std::string message, std::string hint);
/// With errno's sentence: `cannot create the folder: Permission denied`.
[[noreturn]] void fail_errno(const std::filesystem::path& file, const std::string& message,
                             int error);
[[noreturn]] void fail(const std::filesystem::path& file, const SQLite::Exception& exception);
[[noreturn]] void fail_damaged(const std::filesystem::path& file, const std::string& what);
/// It is no progress store, or its beginning is lost.
[[noreturn]] void fail_foreign(const std::filesystem::path& file);

/// The one place where SQLite's exceptions end.
template <class Work>
auto guarded(const std::filesystem::path& file, Work work) -> decltype(work());

}  // namespace cairn

#include <SQLiteCpp/Exception.h>

template <class Work>
auto cairn::guarded(const std::filesystem::path& file, Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const SQLite::Exception& exception) {
    fail(file, exception);
  }
}
