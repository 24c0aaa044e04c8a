#include "tests/faults/program.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <stdexcept>
#include <utility>

#include "tests/support/temp_folder.h"

namespace cairn::test {

namespace fs = std::filesystem;

double now_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

Program::Program(fs::path binary, fs::path home)
    : binary_(fs::absolute(binary)), home_(std::move(home)) {
  fs::create_directories(home_);
}

Program::Running Program::start(const std::vector<std::string>& words) const {
  static int count = 0;
  Running running;
  running.said = home_ / fmt::format("said-{}", ++count);
  running.since = now_seconds();
  running.process = ::fork();
  if (running.process < 0) throw std::runtime_error("no process");
  if (running.process > 0) return running;
  const int out = ::open(running.said.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(out, STDERR_FILENO);
  ::close(out);
  ::setenv("HOME", home_.c_str(), 1);
  for (const char* name : {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "CAIRN_DB",
                           "CAIRN_CATALOG", "CAIRN_SEED", "CAIRN_NOW"}) {
    ::unsetenv(name);
  }
  std::vector<char*> arguments = {const_cast<char*>(binary_.c_str())};
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  ::execv(binary_.c_str(), arguments.data());
  ::_exit(127);
}

Ended Program::finish(const Running& running, std::optional<double> kill_after) const {
  Ended ended;
  if (kill_after) {
    const double left = running.since + *kill_after - now_seconds();
    if (left > 0) ::usleep(static_cast<useconds_t>(left * 1e6));
    ::kill(running.process, SIGKILL);
  }
  int status = 0;
  while (::waitpid(running.process, &status, 0) < 0 && errno == EINTR) {
  }
  ended.seconds = now_seconds() - running.since;
  ended.killed = WIFSIGNALED(status);
  if (WIFEXITED(status)) ended.code = WEXITSTATUS(status);
  ended.said = read_bytes(running.said);
  fs::remove(running.said);
  return ended;
}

}  // namespace cairn::test
