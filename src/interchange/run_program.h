/// Runs another program to its end, without a shell. It keeps the terminal, so that it can ask for
/// a password there, and is interrupted with us. Not for: programs with much output, or that have
/// to be stopped.
#pragma once

#include <string>
#include <vector>

namespace cairn {

struct ProgramEnd {
  static constexpr int kMissing = -1, kBroken = -2;

  int code =
      kBroken;       ///< its exit code; kMissing: there is no such program; kBroken: it was killed
  std::string out;   ///< the beginning of its standard output
  std::string talk;  ///< the beginning of its standard error
};

/// `words` are the program, looked for in PATH, and its arguments. Its standard input is empty, its
/// messages are English, and git's variables for another repository are kept from it.
ProgramEnd run_program(const std::vector<std::string>& words);

}  // namespace cairn
