/// What `cairn doctor` found and did, in words and as JSON.
/// Not for: looking; the command does that.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cairn/base/ids.h"
#include "cairn/progress/repair.h"
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
  std::vector<SkillId> not_in_catalog;   ///< ids in the record that the catalog has not
  std::vector<std::string> trouble;      ///< a sentence each
};

std::string checkup_screen(const Terminal& terminal, const Checkup& checkup);
std::string checkup_json(const Checkup& checkup);

/// What a repair did, or with `rehearsed` would do.
std::string repaired_screen(const Terminal& terminal, const Repaired& repaired, bool rehearsed);
/// Nothing: the store was sound.
std::string repaired_json(const std::optional<Repaired>& repaired, bool rehearsed);

/// `same`: the state is what it was before.
std::string rebuilt_json(std::int64_t events, bool same);

/// Where the time of one command went.
struct Timings {
  struct Stage {
    std::string what;
    double seconds = 0;
  };
  std::string command;            ///< as it was given, without `cairn`
  std::vector<std::string> uses;  ///< what it declares that it may ask for: `catalog`, `record`
  double started = 0;             ///< seconds of processor time before the program's code began
  std::vector<Stage> stages;      ///< each once, in the order in which they first began
};

std::string timings_screen(const Terminal& terminal, const Timings& timings);
std::string timings_json(const Timings& timings);

}  // namespace cairn
