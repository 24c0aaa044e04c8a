/// Runs another program to its end: text in, text out, no shell.
/// Not for: programs that a person talks to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cairn/planner/problem.h"

namespace cairn {

struct ChildEnd {
  enum class How { done, missing, failed, stopped } how = How::failed;
  std::string out;   ///< its standard output
  std::string talk;  ///< the beginning of its standard error
};

/// `words` are the program, looked for in PATH, and its arguments; `in` is its standard input.
/// `stop` is asked several times a second; once it says so, or there is more output than
/// kMostChildBytes, the program is killed with all that it started.
ChildEnd run_child(const std::vector<std::string>& words, std::string_view in,
                   const StopCheck& stop);

inline constexpr std::size_t kMostChildBytes = std::size_t{1} << 28;

}  // namespace cairn
