/// Says on standard error what goes on, once it takes over a second; on a terminal only.
/// Not for: anything that stays on the screen.
#pragma once

#include <string>
#include <string_view>

#include "cairn/cli/run.h"

namespace cairn {

class Waiting {
 public:
  explicit Waiting(World& world);
  ~Waiting() { clear(); }
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;

  /// What goes on from here: `drawing the map`.
  void doing(std::string_view what) { what_ = what; }
  /// To be called again and again during long work; writes at most ten times a second.
  void look();
  /// Takes the line away; to be called before anything else is written to the terminal.
  void clear();

 private:
  World& world_;
  bool able_;  // there is a terminal that can take a line back
  double begin_;
  double next_;  // when there is something new to say
  bool shown_ = false;
  std::string what_ = "looking for the cheapest plan";
};

}  // namespace cairn
