/// Says on standard error what goes on, once it takes over a second; on a terminal only. The one
/// mechanism for it: whatever a command does, even a call that blocks, is shown by the name it was
/// last given. Who asks where the time goes (World::begins) is told by the same names.
/// Not for: anything that stays on the screen.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "cairn/cli/run.h"

namespace cairn {

/// Its members may be called from any thread.
class Waiting {
 public:
  explicit Waiting(World& world);
  ~Waiting();
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;

  /// What goes on from here: `drawing the map`.
  void doing(std::string_view what);
  /// Takes the line away, and is silent until the next doing(); to be called before anything else
  /// is written to the terminal.
  void clear();

 private:
  void look();

  World& world_;
  const bool able_;  // there is a terminal that can take a line back
  double begin_;
  std::mutex mutex_;
  std::string what_;  // empty: silent
  bool shown_ = false;
  std::shared_ptr<void> looking_;  // goes first: it calls look()
};

}  // namespace cairn
