#include "render/child.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>

extern char** environ;

namespace cairn {
namespace {

constexpr int kTick = 20;  // milliseconds between two looks at `stop`
constexpr std::size_t kMostTalk = std::size_t{1} << 12;

struct Closer {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using TempFile = std::unique_ptr<std::FILE, Closer>;

// A file without a name, read from its beginning.
TempFile temp_file(std::string_view text) {
  TempFile file(std::tmpfile());
  if (!file) return nullptr;
  // An empty view may have no data at all, and fwrite wants some.
  if (!text.empty() && std::fwrite(text.data(), 1, text.size(), file.get()) != text.size()) {
    return nullptr;
  }
  if (std::fflush(file.get()) != 0) return nullptr;
  std::rewind(file.get());
  ::fcntl(fileno(file.get()), F_SETFD, FD_CLOEXEC);
  return file;
}

// Spawns it in a group of its own, so that all that it starts can be killed with it. The error.
int spawn(const std::vector<std::string>& words, int in, int out, int talk, pid_t& child) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&files, talk, STDERR_FILENO);
  posix_spawnattr_t group;
  posix_spawnattr_init(&group);
  posix_spawnattr_setflags(&group, POSIX_SPAWN_SETPGROUP);
  const int error =
      ::posix_spawnp(&child, arguments.front(), &files, &group, arguments.data(), environ);
  posix_spawnattr_destroy(&group);
  posix_spawn_file_actions_destroy(&files);
  return error;
}

// All that comes out until the end; false where it was stopped.
bool read_out(int from, std::string& out, const StopCheck& stop) {
  std::array<char, std::size_t{1} << 16> block;
  while (true) {
    if (stop && stop()) return false;
    pollfd ready{from, POLLIN, 0};
    if (::poll(&ready, 1, kTick) <= 0) continue;
    const ssize_t got = ::read(from, block.data(), block.size());
    if (got == 0) return true;
    if (got < 0 && errno != EINTR && errno != EAGAIN) return false;
    if (got > 0) out.append(block.data(), static_cast<std::size_t>(got));
    if (out.size() > kMostChildBytes) return false;
  }
}

// Its exit code once it ends; -1 where a signal ended it or it had to be stopped.
int wait_for(pid_t child, bool go_on, const StopCheck& stop) {
  while (go_on) {
    int status = 0;
    const pid_t ended = ::waitpid(child, &status, WNOHANG);
    if (ended == child) return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (ended < 0 && errno != EINTR) return -1;
    go_on = !(stop && stop());
    if (go_on) ::poll(nullptr, 0, 1);
  }
  ::kill(-child, SIGKILL);
  while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
  return -1;
}

}  // namespace

ChildEnd run_child(const std::vector<std::string>& words, std::string_view in,
                   const StopCheck& stop) {
  ChildEnd end;
  const TempFile input = temp_file(in);
  const TempFile talk = temp_file({});
  int ends[2];
  if (!input || !talk || ::pipe2(ends, O_CLOEXEC) != 0) {
    end.talk = "there is no room for its input";
    return end;
  }
  pid_t child = 0;
  const int error = spawn(words, fileno(input.get()), ends[1], fileno(talk.get()), child);
  ::close(ends[1]);
  if (error != 0) {
    ::close(ends[0]);
    end.how = error == ENOENT ? ChildEnd::How::missing : ChildEnd::How::failed;
    return end;
  }
  const bool whole = read_out(ends[0], end.out, stop);
  ::close(ends[0]);
  const int code = wait_for(child, whole, stop);
  end.how = code == 0        ? ChildEnd::How::done
            : code > 0       ? ChildEnd::How::failed
            : stop && stop() ? ChildEnd::How::stopped
                             : ChildEnd::How::failed;
  std::array<char, kMostTalk> said;
  std::rewind(talk.get());
  end.talk.assign(said.data(), std::fread(said.data(), 1, said.size(), talk.get()));
  return end;
}

}  // namespace cairn
