#include "cairn/workspace/write_file.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

#include "cairn/base/error.h"

namespace cairn {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& file, int reason) {
  throw Error(Code::data, file.string(), fmt::format("can't be written: {}", std::strerror(reason)),
              "check the folder and the space on the disk; nothing was changed");
}

// Zero, or what went wrong.
int put(const fs::path& file, std::string_view text) {
  errno = 0;
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (out) return 0;
  return errno != 0 ? errno : EIO;
}

}  // namespace

void write_file(const fs::path& file, std::string_view text) {
  std::error_code problem;
  const fs::file_status before = fs::status(file, problem);
  if (fs::is_directory(before)) {
    throw Error(Code::data, file.string(), "this is a folder", "name a file in it");
  }
  const bool there = fs::exists(before);
  if (there && !fs::is_regular_file(before)) {
    if (const int reason = put(file, text)) fail(file, reason);
    return;
  }
  if (there && ::access(file.c_str(), W_OK) != 0) fail(file, errno);
  const fs::path target = there ? fs::canonical(file, problem) : file;
  if (problem && there) fail(file, problem.value());
  const fs::path draft = target.string() + fmt::format(".{}.tmp", getpid());
  int reason = put(draft, text);
  if (reason == 0) {
    if (there) fs::permissions(draft, before.permissions(), problem);
    fs::rename(draft, target, problem);
    reason = problem.value();
  }
  if (reason != 0) {
    std::error_code ignored;
    fs::remove(draft, ignored);
    fail(file, reason);
  }
}

}  // namespace cairn
