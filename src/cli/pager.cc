#include "cairn/cli/pager.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>

extern char** environ;

namespace cairn {
namespace {

// While the pager has the terminal, Ctrl-C is its own, and that it left is no reason to die.
class Deaf {
 public:
  Deaf() : interrupt_(std::signal(SIGINT, SIG_IGN)), pipe_(std::signal(SIGPIPE, SIG_IGN)) {}
  ~Deaf() {
    std::signal(SIGINT, interrupt_);
    std::signal(SIGPIPE, pipe_);
  }
  Deaf(const Deaf&) = delete;
  Deaf& operator=(const Deaf&) = delete;

 private:
  void (*interrupt_)(int);
  void (*pipe_)(int);
};

bool spawn(const std::string& command, int in, pid_t& child) {
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
  posix_spawnattr_t signals;
  posix_spawnattr_init(&signals);
  sigset_t usual;
  sigemptyset(&usual);
  sigaddset(&usual, SIGINT);
  sigaddset(&usual, SIGPIPE);
  posix_spawnattr_setsigdefault(&signals, &usual);
  posix_spawnattr_setflags(&signals, POSIX_SPAWN_SETSIGDEF);
  std::string shell = "sh", flag = "-c", line = command;
  char* words[] = {shell.data(), flag.data(), line.data(), nullptr};
  const int error = ::posix_spawn(&child, "/bin/sh", &files, &signals, words, environ);
  posix_spawnattr_destroy(&signals);
  posix_spawn_file_actions_destroy(&files);
  return error == 0;
}

}  // namespace

bool page(const std::string& command, std::string_view text) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return false;
  // A bare `less` keeps colours, and leaves at once where all fits, as git has it.
  ::setenv("LESS", "FRX", 0);
  ::setenv("LV", "-c", 0);
  const Deaf deaf;
  pid_t child = 0;
  const bool runs = spawn(command, ends[0], child);
  ::close(ends[0]);
  while (runs && !text.empty()) {
    const ssize_t written = ::write(ends[1], text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) break;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  ::close(ends[1]);
  if (!runs) return false;
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  // What the shell says where it cannot run a command.
  return !(WIFEXITED(status) && (WEXITSTATUS(status) == 126 || WEXITSTATUS(status) == 127));
}

}  // namespace cairn
