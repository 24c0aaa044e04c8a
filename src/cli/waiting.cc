#include "cli/waiting.h"

#include <fmt/format.h>

#include <ostream>

namespace cairn {
namespace {

constexpr double kQuiet = 1;  // seconds
constexpr double kPause = 0.1;

}  // namespace

Waiting::Waiting(World& world)
    : world_(world),
      able_(world.err_is_terminal && world.environment("TERM").value_or("dumb") != "dumb"),
      begin_(able_ ? world.seconds() : 0),
      next_(begin_ + kQuiet) {}

void Waiting::look() {
  if (!able_) return;
  const double now = world_.seconds();
  if (now < next_) return;
  next_ = now + kPause;
  shown_ = true;
  world_.err << fmt::format("\r\x1b[Kcairn: {}, {} s", what_, static_cast<int>(now - begin_))
             << std::flush;
}

void Waiting::clear() {
  if (!shown_) return;
  shown_ = false;
  world_.err << "\r\x1b[K" << std::flush;
}

}  // namespace cairn
