/// Copies of the progress store that are known to be good, and the way back from them.
/// Not for: what to do when there is no copy (salvage.h), or exchange between devices
/// (interchange).
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "cairn/base/date.h"
#include "cairn/progress/event.h"

namespace cairn {

/// Copies the store, which may be in use, to the file `to`, which is replaced if it is there, and
/// reads the copy back: every event, every checksum. How many events there are. Nothing is left
/// behind where it fails. Throws Error (store), also where there is no store. O(n).
std::int64_t back_up(const std::filesystem::path& store, const std::filesystem::path& to);

/// A copy that was made by itself.
struct Backup {
  std::filesystem::path file;
  std::optional<Date> day;  ///< nothing: made before the store was brought to a newer schema
};

/// Those in the folder `backups` beside the store, the latest first, then those without a day.
std::vector<Backup> list_backups(const std::filesystem::path& store);

/// Makes `backups/progress-2027-03-14.db` beside the store progress.db and removes those that
/// outdated_backups() names. Where there is no store, or one was made that day, nothing is done.
/// To be called before the first write of a day.
std::optional<std::filesystem::path> back_up_daily(const std::filesystem::path& store, Date today);

/// The days whose backups are not kept: kept are the latest seven days that have one, and the last
/// day that has one of each of the latest eight weeks (from Monday) that have one. Ascending.
std::vector<Date> outdated_backups(std::vector<Date> days);

struct Restored {
  std::int64_t events = 0;                     ///< in the store now
  std::optional<std::filesystem::path> kept;   ///< the old store, under a name with `now` in it
  std::optional<std::size_t> only_in_old = 0;  ///< its events that are not in the backup, if known
  std::vector<Event> lost;                     ///< those, the latest first
  std::size_t only_in_backup = 0;              ///< the backup's that are not in the old store
};

/// Puts a backup in the place of the store and keeps the old one beside it. The backup is read
/// whole first. Other processes may have the store open; they see either the old or the new one. A
/// store that is too damaged to be copied is moved aside as it is. Nothing is changed where it is
/// only tried: `kept` is then where the old one would be.
Restored restore(const std::filesystem::path& store, const std::filesystem::path& backup,
                 const Moment& now, bool only_try = false);

}  // namespace cairn
