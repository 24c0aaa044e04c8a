/// What `cairn doctor` found, in words and as JSON.
/// Not for: looking; the command does that.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cairn/progress/store.h"
#include "cairn/render/terminal.h"

namespace cairn {

struct Checkup {
  std::string version;
  std::string store, settings, overlays, catalog;  ///< where they are, or would be
  bool settings_found = false;
  std::size_t overlay_count = 0;
  StoreInfo record;
  bool store_is_sick = false;
  std::size_t skills = 0, levels = 0;
  std::size_t errors = 0, warnings = 0;  ///< findings about the catalog
  std::size_t not_in_catalog = 0;        ///< ids in the record that the catalog has not
  std::vector<std::string> trouble;      ///< a sentence each
};

std::string checkup_screen(const Terminal& terminal, const Checkup& checkup);
std::string checkup_json(const Checkup& checkup);

}  // namespace cairn
