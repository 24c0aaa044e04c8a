#include "cairn/progress/repair.h"

#include <algorithm>
#include <utility>

#include "cairn/base/error.h"
#include "cairn/progress/backup.h"
#include "cairn/progress/salvage.h"
#include "progress/failure.h"
#include "progress/set_aside.h"
#include "progress/unfinished.h"

namespace cairn {
namespace {

namespace fs = std::filesystem;

std::uint64_t no_random() { return 0; }

std::optional<std::string> find_damage(const fs::path& store) {
  try {
    const std::vector<std::string> findings =
        Store(store, Store::Access::read, no_random).integrity();
    if (findings.empty()) return std::nullopt;
    return findings.front();
  } catch (const Damaged& damaged) {
    return damaged.message;
  }
}

// Backups are read after one another, the latest first; one that is damaged itself is passed over.
void merge_backups(Store& into, const fs::path& store) {
  for (const Backup& backup : list_backups(store)) {
    std::vector<Event> events;
    try {
      events = Store(backup.file, Store::Access::read, no_random).events();
    } catch (const Error&) {
      continue;
    }
    into.merge(events);
  }
}

}  // namespace

std::optional<Repaired> repair(const fs::path& store, const Moment& now, const RandomSource& random,
                               bool rehearse) {
  const fs::path full = fs::absolute(store);
  const std::optional<std::string> damage = find_damage(full);
  if (!damage) return std::nullopt;
  const Unfinished found(full), whole(full);
  const Salvaged salvaged = salvage(full, found.path(), random);
  Repaired repaired;
  repaired.damage = *damage;
  repaired.kept = aside_path(full, "damaged", now);
  repaired.salvaged = salvaged.events + salvaged.unverified;
  repaired.unverified = salvaged.unverified;
  {
    // What is unverified has lost its device, so the backups' word goes first.
    Store fresh(whole.path(), Store::Access::write, random);
    merge_backups(fresh, full);
    fresh.merge(Store(found.path(), Store::Access::read, random).events());
    repaired.from_backups = fresh.info().events - repaired.salvaged;
    if (salvaged.lost) {
      repaired.lost = std::max<std::int64_t>(0, *salvaged.lost - repaired.from_backups);
    }
  }
  if (!rehearse) swap_in(whole.path(), full, repaired.kept);
  return repaired;
}

}  // namespace cairn
