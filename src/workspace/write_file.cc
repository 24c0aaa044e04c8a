#include "cairn/workspace/write_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <string>
#include <system_error>

#include "cairn/base/error.h"

namespace cairn {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& file, int reason) {
  throw Error(Code::data, file.string(), fmt::format("can't be written: {}", std::strerror(reason)),
              "check the folder and the space on the disk; nothing was changed");
}

// Zero, or what went wrong. What lasts survives a power loss.
int put(const fs::path& file, std::string_view text, bool lasting) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0) return errno;
  int problem = 0;
  while (problem == 0 && !text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written > 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (written == 0 || errno != EINTR) {
      problem = written == 0 ? EIO : errno;
    }
  }
  // What is no file has nothing to keep.
  if (lasting && problem == 0 && ::fsync(descriptor) != 0 && errno != EINVAL && errno != ENOTSUP) {
    problem = errno;
  }
  if (::close(descriptor) != 0 && problem == 0) problem = errno;
  return problem;
}

// Makes a new name in the folder last. Some file systems cannot, and there is no help for it.
void sync_folder(const fs::path& folder) {
  const int descriptor =
      ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

// `progress.jsonl.123.tmp`: what process 123, which is not there any more, left unfinished.
void remove_left_over(const fs::path& target) {
  const std::string start = target.filename().string() + ".";
  std::error_code error;
  const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (!name.starts_with(start) || !name.ends_with(".tmp")) continue;
    pid_t process = 0;
    const auto [stop, fault] =
        std::from_chars(name.data() + start.size(), name.data() + name.size(), process);
    if (fault != std::errc() || std::string_view(stop) != ".tmp") continue;
    std::error_code ignored;
    if (::kill(process, 0) != 0 && errno == ESRCH) fs::remove(entry->path(), ignored);
  }
}

void write(const fs::path& file, std::string_view text, bool lasting) {
  std::error_code problem;
  const fs::file_status before = fs::status(file, problem);
  if (fs::is_directory(before)) {
    throw Error(Code::data, file.string(), "this is a folder", "name a file in it");
  }
  const bool there = fs::exists(before);
  if (there && !fs::is_regular_file(before)) {
    if (const int reason = put(file, text, lasting)) fail(file, reason);
    return;
  }
  if (there && ::access(file.c_str(), W_OK) != 0) fail(file, errno);
  const fs::path target = there ? fs::canonical(file, problem) : file;
  if (problem && there) fail(file, problem.value());
  remove_left_over(target);
  const fs::path draft = target.string() + fmt::format(".{}.tmp", getpid());
  int reason = put(draft, text, lasting);
  if (reason == 0) {
    if (there) fs::permissions(draft, before.permissions(), problem);
    fs::rename(draft, target, problem);
    reason = problem.value();
    if (reason == 0 && lasting) sync_folder(target.parent_path());
  }
  if (reason != 0) {
    std::error_code ignored;
    fs::remove(draft, ignored);
    fail(file, reason);
  }
}

}  // namespace

void write_file(const fs::path& file, std::string_view text) { write(file, text, true); }

void write_again(const fs::path& file, std::string_view text) { write(file, text, false); }

}  // namespace cairn
