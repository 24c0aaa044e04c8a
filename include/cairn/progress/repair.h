/// Puts a store that can be read again in the place of a damaged one, with all that is left.
/// Not for: a store that is sound, or the search itself (salvage.h).
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cairn/base/date.h"
#include "cairn/progress/store.h"

namespace cairn {

struct Repaired {
  std::string damage;             ///< the finding, a sentence without a full stop
  std::filesystem::path kept;     ///< the damaged file, under a name with `now` in it
  std::int64_t salvaged = 0;      ///< events found in it
  std::int64_t unverified = 0;    ///< of these, those that are taken as they look
  std::int64_t from_backups = 0;  ///< further events, out of the backups beside the store
  /// How many events the damaged file once had that are nowhere, where that is known.
  std::optional<std::int64_t> lost;

  friend bool operator==(const Repaired&, const Repaired&) = default;
};

/// Salvages the events of a damaged store, adds those of its backups, and puts a new store with all
/// of them in its place; the damaged one is kept beside it. Nothing where the store is sound. With
/// `rehearse` all is found out and nothing changed. Throws Error (store) where it cannot be opened
/// for a reason other than damage, or where neither it nor a backup has an event left.
std::optional<Repaired> repair(const std::filesystem::path& store, const Moment& now,
                               const RandomSource& random, bool rehearse);

}  // namespace cairn
