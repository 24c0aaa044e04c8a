#include "progress/private_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "progress/failure.h"

namespace cairn {
namespace {

namespace fs = std::filesystem;

// Makes a new entry of the folder last. Some file systems cannot, and there is no help for it.
void sync_folder(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

bool try_make_folder(const fs::path& folder) {
  if (::mkdir(folder.c_str(), 0700) != 0) return false;
  sync_folder(folder.parent_path());
  return true;
}

}  // namespace

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
  if (::access(file.c_str(), R_OK) != 0) {
    if (errno == ENOENT) return {};  // gone between the two looks, as a journal is after its commit
    fail_errno(file, "the progress store cannot be read", errno);
  }
  return {true, static_cast<std::uint64_t>(found.st_size)};
}

void make_folder(const fs::path& folder) {
  if (try_make_folder(folder)) return;
  if (errno == ENOENT && folder.has_relative_path()) {
    make_folder(folder.parent_path());
    if (try_make_folder(folder)) return;
  }
  int error = errno;
  if (error == EEXIST) {
    std::error_code ignored;
    if (fs::is_directory(folder, ignored)) return;
    error = ENOTDIR;
  }
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

void move_into_place(const fs::path& from, const fs::path& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0) {
    fail_errno(to, "the file cannot be put into its place", errno);
  }
  sync_folder(to.parent_path());
}

}  // namespace cairn
