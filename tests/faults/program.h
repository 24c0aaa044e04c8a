/// Runs the real program as a person does, and kills it from outside when told to.
/// Not for: what must hold afterwards (kills.cc, crowd.cc).
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cairn::test {

struct Ended {
  bool killed = false;
  int code = -1;
  std::string said;    ///< on both streams
  double seconds = 0;  ///< from its start to its end
};

class Program {
 public:
  /// `home` is its folder for everything that no argument names.
  Program(std::filesystem::path binary, std::filesystem::path home);

  /// A process under way, its answers going to a file.
  struct Running {
    pid_t process = 0;
    std::filesystem::path said;
    double since = 0;
  };
  Running start(const std::vector<std::string>& words) const;
  /// Waits for its end, or kills it (SIGKILL) after so many seconds.
  Ended finish(const Running& running, std::optional<double> kill_after = {}) const;
  Ended run(const std::vector<std::string>& words, std::optional<double> kill_after = {}) const {
    return finish(start(words), kill_after);
  }

 private:
  std::filesystem::path binary_, home_;
};

/// Seconds of a clock that never goes back.
double now_seconds();

}  // namespace cairn::test
