#include "interchange/run_program.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <string_view>

extern char** environ;

namespace cairn {
namespace {

constexpr std::size_t kMostKept = std::size_t{1} << 18;

struct Closer {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

using TempFile = std::unique_ptr<std::FILE, Closer>;

TempFile temp_file() {
  TempFile file(std::tmpfile());
  if (file) ::fcntl(fileno(file.get()), F_SETFD, FD_CLOEXEC);
  return file;
}

std::string beginning(std::FILE* file) {
  std::string text(kMostKept, '\0');
  std::rewind(file);
  text.resize(std::fread(text.data(), 1, text.size(), file));
  return text;
}

// Ours, but for what would turn git to another repository or to another language.
std::vector<std::string> environment() {
  constexpr std::array<std::string_view, 8> kLeftOut = {
      "GIT_DIR=",    "GIT_WORK_TREE=",  "GIT_INDEX_FILE=", "GIT_OBJECT_DIRECTORY=",
      "GIT_PREFIX=", "GIT_COMMON_DIR=", "GIT_NAMESPACE=",  "LC_ALL="};
  std::vector<std::string> variables;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    if (std::none_of(kLeftOut.begin(), kLeftOut.end(),
                     [&](std::string_view name) { return text.starts_with(name); })) {
      variables.emplace_back(text);
    }
  }
  variables.emplace_back("LC_ALL=C.UTF-8");
  return variables;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> list;
  for (std::string& word : words) list.push_back(word.data());
  list.push_back(nullptr);
  return list;
}

}  // namespace

ProgramEnd run_program(const std::vector<std::string>& words) {
  ProgramEnd end;
  const TempFile out = temp_file(), talk = temp_file();
  if (!out || !talk) return end;
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&files, fileno(out.get()), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&files, fileno(talk.get()), STDERR_FILENO);
  std::vector<std::string> arguments = words, variables = environment();
  pid_t child = 0;
  const int error = ::posix_spawnp(&child, arguments.front().c_str(), &files, nullptr,
                                   pointers(arguments).data(), pointers(variables).data());
  posix_spawn_file_actions_destroy(&files);
  if (error != 0) {
    if (error == ENOENT) end.code = ProgramEnd::kMissing;
    return end;
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status)) end.code = WEXITSTATUS(status);
  end.out = beginning(out.get());
  end.talk = beginning(talk.get());
  return end;
}

}  // namespace cairn
