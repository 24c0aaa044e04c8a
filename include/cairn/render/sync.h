/// What an exchange through a folder did.
/// Not for: doing it; the command does that.
#pragma once

#include <cstddef>
#include <string>

#include "cairn/base/diagnostic.h"
#include "cairn/render/terminal.h"

namespace cairn {

struct Synced {
  std::string folder;
  std::string file;         ///< the device's own, in the folder; empty where there is none
  std::size_t files = 0;    ///< of other devices
  std::size_t taken = 0;    ///< events that were new here
  std::size_t written = 0;  ///< events that were new there
  Diagnostics skipped;      ///< lines that were not taken
  std::string remote;       ///< git's; empty without git
  std::string change;       ///< what it changed about the person's standing, as a screen
  bool rehearsed = false;
};

std::string synced_screen(const Terminal& terminal, const Synced& synced);
std::string synced_json(const Synced& synced);

}  // namespace cairn
