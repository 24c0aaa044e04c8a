/// Runs another program to its end: text in, text out, no shell.
/// Not for: programs that a person talks to (cli/pager.h).
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

struct ChildEnd {
  enum class How { done, missing, failed, stopped } how = How::failed;
  int code = -1;     ///< its exit code; -1 where it did not end by itself
  std::string out;   ///< its standard output
  std::string talk;  ///< the beginning of its standard error
};

/// `words` are the program, looked for in PATH, and its arguments; `in` is its standard input;
/// `environment`, where it is not empty, holds all its variables, `NAME=value`, instead of ours.
///
/// `stop` is asked several times a second; once it says so, or there is more output than
/// kMostChildBytes, the program is killed with all that it started, for which it is in a process
/// group of its own. Without `stop` it keeps the terminal, so that it can ask for a password there,
/// and is interrupted with us. What it leaves running is not waited for.
ChildEnd run_child(const std::vector<std::string>& words, std::string_view in,
                   const std::function<bool()>& stop,
                   const std::vector<std::string>& environment = {});

inline constexpr std::size_t kMostChildBytes = std::size_t{1} << 28;

}  // namespace cairn
