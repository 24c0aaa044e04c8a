#include "cli/waiting.h"

#include <fmt/format.h>

#include <ostream>

namespace cairn {
namespace {

constexpr double kQuiet = 1;  // seconds

}  // namespace

Waiting::Waiting(World& world)
    : world_(world),
      able_(world.err_is_terminal && world.again_and_again &&
            world.environment("TERM").value_or("dumb") != "dumb"),
      begin_(able_ ? world.seconds() : 0) {
  if (able_) looking_ = world.again_and_again([this] { look(); });
}

Waiting::~Waiting() {
  looking_.reset();
  clear();
}

void Waiting::doing(std::string_view what) {
  if (world_.begins) world_.begins(what);
  const std::lock_guard lock(mutex_);
  what_ = what;
}

void Waiting::look() {
  const std::lock_guard lock(mutex_);
  const double gone = world_.seconds() - begin_;
  if (what_.empty() || gone < kQuiet) return;
  shown_ = true;
  world_.err << fmt::format("\r\x1b[Kcairn: {}, {} s", what_, static_cast<int>(gone)) << std::flush;
}

void Waiting::clear() {
  if (world_.begins) world_.begins("writing the answer");
  const std::lock_guard lock(mutex_);
  what_.clear();
  if (shown_) world_.err << "\r\x1b[K" << std::flush;
  shown_ = false;
}

}  // namespace cairn
