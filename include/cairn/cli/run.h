/// The command line: arguments and a world in, text and an exit code out.
/// Not for: reading the real clock, terminal or environment; main.cc alone does that.
#pragma once

#include <cstddef>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/date.h"
#include "cairn/base/packed.h"
#include "cairn/planner/problem.h"
#include "cairn/progress/store.h"
#include "cairn/workspace/paths.h"

namespace cairn {

/// All that a command may know of the machine it runs on.
struct World {
  Environment environment;
  Moment now;
  RandomSource random;
  std::istream& in;
  std::ostream& out;  ///< answers
  std::ostream& err;  ///< talk
  bool in_is_terminal = false;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  std::optional<std::size_t> columns;    ///< of the terminal, where there is one
  std::optional<std::size_t> rows = {};  ///< as `columns`
  /// Shows a long answer on the terminal; false where it could not, empty where nothing is to.
  std::function<bool(std::string_view text)> page = {};
  StopCheck interrupted;            ///< true once the person has pressed Ctrl-C
  std::function<double()> seconds;  ///< a clock that never goes back, for time limits
  /// What `now` is taken from, for a command that stays; `now` holds still where there is none.
  std::function<Moment()> clock = {};
  Block shipped = {};  ///< the snapshot of the shipped catalog; without one it is parsed
  double started =
      0;  ///< seconds of processor time that had gone when the program's own code began
  /// Told what begins, whenever a command says so; nothing is where it is empty.
  std::function<void(std::string_view what)> begins = {};
  /// Waits a moment for `in`: false where nothing came. Where it is empty, reading itself waits.
  std::function<bool()> input_waits = {};
  std::size_t cores = 1;  ///< that may be used at once
  /// Calls `act` a few times a second from another thread, until what it returns is let go; by then
  /// it has ended. Nothing is called where it is empty.
  std::function<std::shared_ptr<void>(std::function<void()> act)> again_and_again = {};
};

/// Runs one command; `arguments` without the program's name. Returns the exit code: 0 an answer,
/// 1 no answer, 2 usage, 3 bad input file, 4 store. Throws nothing of its own.
int run(const std::vector<std::string>& arguments, World& world);

}  // namespace cairn
