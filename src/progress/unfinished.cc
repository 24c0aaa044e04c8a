#include "progress/unfinished.h"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <string>
#include <string_view>
#include <system_error>

namespace cairn {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMark = ".cairn-unfinished";

// `progress.db.123-1.cairn-unfinished`, with or without what SQLite appends: by process 123, which
// is not there any more.
bool is_left_over(const std::string& name) {
  const std::size_t mark = name.find(kMark);
  if (mark == std::string::npos) return false;
  const std::size_t dot = name.rfind('.', mark - 1);
  if (mark == 0 || dot == std::string::npos) return false;
  pid_t process = 0;
  std::from_chars(name.data() + dot + 1, name.data() + mark, process);
  return process > 0 && ::kill(process, 0) != 0 && errno == ESRCH;
}

}  // namespace

Unfinished::Unfinished(const fs::path& to) {
  static std::atomic<int> made{0};  // several threads may make one at once
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(to.parent_path(), error)) {
    std::error_code ignored;
    if (is_left_over(entry.path().filename().string())) fs::remove(entry.path(), ignored);
  }
  path_ = fmt::format("{}.{}-{}{}", to.string(), ::getpid(), ++made, kMark);
}

Unfinished::~Unfinished() {
  std::error_code ignored;
  for (const char* end : {"", "-journal", "-wal", "-shm"}) {
    fs::remove(path_.string() + end, ignored);
  }
}

}  // namespace cairn
