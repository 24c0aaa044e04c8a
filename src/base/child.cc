#include "cairn/base/child.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <optional>

extern char** environ;

namespace cairn {
namespace {

constexpr int kTick = 1;  // milliseconds between two looks at `stop`
constexpr std::size_t kMostTalk = std::size_t{1} << 18;

struct Closer {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using TempFile = std::unique_ptr<std::FILE, Closer>;

// A file without a name, read from its beginning. Unlike a pipe it is at its end once the program
// is, whoever else may still hold it open.
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

std::size_t size_of(std::FILE* file) {
  struct stat seen {};
  return ::fstat(fileno(file), &seen) == 0 ? static_cast<std::size_t>(seen.st_size) : 0;
}

std::string beginning(std::FILE* file, std::size_t most) {
  std::string text(std::min(most, size_of(file)), '\0');
  std::rewind(file);
  text.resize(std::fread(text.data(), 1, text.size(), file));
  return text;
}

std::vector<char*> pointers(const std::vector<std::string>& words) {
  std::vector<char*> list;
  for (const std::string& word : words) list.push_back(const_cast<char*>(word.c_str()));
  list.push_back(nullptr);
  return list;
}

// The error, 0 for none.
int spawn(const std::vector<std::string>& words, const std::vector<std::string>& environment,
          bool own_group, const TempFile (&streams)[3], pid_t& child) {
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  for (int i = 0; i < 3; ++i) {
    posix_spawn_file_actions_adddup2(&files, fileno(streams[i].get()), i);
  }
  posix_spawnattr_t group;
  posix_spawnattr_init(&group);
  if (own_group) posix_spawnattr_setflags(&group, POSIX_SPAWN_SETPGROUP);
  const std::vector<char*> arguments = pointers(words), variables = pointers(environment);
  const int error = ::posix_spawnp(&child, arguments.front(), &files, &group, arguments.data(),
                                   environment.empty() ? environ : variables.data());
  posix_spawnattr_destroy(&group);
  posix_spawn_file_actions_destroy(&files);
  return error;
}

// How it ended, as waitpid has it; nothing where it had to be killed.
std::optional<int> wait_for(pid_t child, std::FILE* out, const std::function<bool()>& stop) {
  int status = 0;
  for (;;) {
    const pid_t ended = ::waitpid(child, &status, stop ? WNOHANG : 0);
    if (ended == child) return status;
    if (ended < 0 && errno != EINTR) return std::nullopt;
    if (ended == 0) {
      if (stop() || size_of(out) > kMostChildBytes) break;
      ::poll(nullptr, 0, kTick);
    }
  }
  ::kill(-child, SIGKILL);
  while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
  return std::nullopt;
}

}  // namespace

ChildEnd run_child(const std::vector<std::string>& words, std::string_view in,
                   const std::function<bool()>& stop, const std::vector<std::string>& environment) {
  ChildEnd end;
  const TempFile streams[] = {temp_file(in), temp_file({}), temp_file({})};
  const auto& [input, out, talk] = streams;
  if (!input || !out || !talk) {
    end.talk = "there is no room for its input";
    return end;
  }
  pid_t child = 0;
  if (const int error = spawn(words, environment, static_cast<bool>(stop), streams, child)) {
    if (error == ENOENT) end.how = ChildEnd::How::missing;
    return end;
  }
  const std::optional<int> status = wait_for(child, out.get(), stop);
  if (status && WIFEXITED(*status)) end.code = WEXITSTATUS(*status);
  if (end.code == 0) end.how = ChildEnd::How::done;
  if (!status && stop && stop()) end.how = ChildEnd::How::stopped;
  end.out = beginning(out.get(), kMostChildBytes);
  end.talk = beginning(talk.get(), kMostTalk);
  return end;
}

}  // namespace cairn
