#include "cairn/progress/backup.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "cairn/base/error.h"
#include "cairn/progress/store.h"
#include "progress/copy_store.h"
#include "progress/failure.h"
#include "progress/private_files.h"
#include "progress/set_aside.h"

namespace cairn {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kDaysKept = 7, kWeeksKept = 8;

std::uint64_t no_random() { return 0; }

Date monday_of(Date day) { return day - (std::chrono::weekday(day) - std::chrono::Monday); }

OpenStore open_source(const fs::path& file) {
  auto store = open_to_read(file, kPatience);
  if (!store) fail(file, "there is no progress store here", "name the file that is meant");
  return std::move(*store);
}

// The old ones that are no more, the latest first.
std::vector<Event> missing(const std::vector<Event>& old, const std::vector<Event>& present) {
  std::unordered_set<EventId> there;
  for (const Event& event : present) there.insert(event.id);
  std::vector<Event> gone;
  std::copy_if(old.rbegin(), old.rend(), std::back_inserter(gone),
               [&](const Event& event) { return !there.contains(event.id); });
  std::stable_sort(gone.begin(), gone.end(),
                   [](const Event& a, const Event& b) { return comes_before(b, a); });
  return gone;
}

void note_difference(const fs::path& old_store, const std::vector<Event>& events,
                     Restored& restored) {
  const std::vector<Event> old = Store(old_store, Store::Access::read, no_random).events();
  restored.lost = missing(old, events);
  restored.only_in_old = restored.lost.size();
  restored.only_in_backup = restored.lost.size() + events.size() - old.size();
}

bool is_sound(const fs::path& store) {
  try {
    return Store(store, Store::Access::read, no_random).integrity().empty();
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

std::int64_t back_up(const fs::path& store, const fs::path& to) {
  std::error_code ignored;
  if (fs::equivalent(store, to, ignored)) {
    fail(to, "this is the progress store itself", "name another file for the copy");
  }
  OpenStore source = open_source(store);
  return copy_store(store, source, fs::absolute(to));
}

std::vector<Backup> list_backups(const fs::path& store) {
  const std::string start = store.stem().string() + "-", end = store.extension().string();
  std::vector<Backup> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(backup_path(store, "").parent_path(), error)) {
    const std::string name = entry.path().filename().string();
    if (name.size() < start.size() + end.size() || !name.starts_with(start) ||
        !name.ends_with(end)) {
      continue;
    }
    const std::string mark = name.substr(start.size(), name.size() - start.size() - end.size());
    const auto day = parse_iso_date(mark);
    if (day || mark.starts_with("schema-")) found.push_back({entry.path(), day});
  }
  std::sort(found.begin(), found.end(), [](const Backup& a, const Backup& b) {
    return std::tie(b.day, b.file) < std::tie(a.day, a.file);
  });
  return found;
}

std::optional<fs::path> back_up_daily(const fs::path& store, Date today) {
  const FileSight sight = look_at(store);
  const fs::path to = backup_path(store, to_iso(today));
  if (!sight.exists || sight.bytes == 0 || fs::exists(to)) return std::nullopt;
  back_up(store, to);
  std::vector<Date> days;
  for (const Backup& backup : list_backups(store)) {
    if (backup.day) days.push_back(*backup.day);
  }
  for (const Date day : outdated_backups(days)) {
    std::error_code ignored;
    fs::remove(backup_path(store, to_iso(day)), ignored);
  }
  return to;
}

std::vector<Date> outdated_backups(std::vector<Date> days) {
  std::sort(days.rbegin(), days.rend());
  std::set<Date> weeks;
  std::vector<Date> outdated;
  for (std::size_t i = 0; i < days.size(); ++i) {
    const bool last_of_week = weeks.insert(monday_of(days[i])).second;
    if (i >= kDaysKept && !(last_of_week && weeks.size() <= kWeeksKept)) {
      outdated.push_back(days[i]);
    }
  }
  std::reverse(outdated.begin(), outdated.end());
  return outdated;
}

Restored restore(const fs::path& store, const fs::path& backup, const Moment& now, bool only_try) {
  const fs::path full = fs::absolute(store);
  std::error_code ignored;
  if (fs::equivalent(full, backup, ignored)) {
    fail(backup, "this is the progress store itself", "name a backup of it");
  }
  OpenStore source = open_source(backup);
  const std::vector<Event> events = Store(backup, Store::Access::read, no_random).events();
  Restored restored;
  restored.events = static_cast<std::int64_t>(events.size());
  const FileSight sight = look_at(full);
  if (!sight.exists || sight.bytes == 0) {
    if (!only_try) copy_store(backup, source, full);
    restored.only_in_backup = events.size();
    return restored;
  }
  restored.kept = aside_path(full, "replaced", now);
  if (!is_sound(full)) {
    restored.only_in_old = std::nullopt;
    if (only_try) return restored;
    const fs::path fresh = full.string() + ".restored";
    copy_store(backup, source, fresh);
    swap_in(fresh, full, *restored.kept);
    return restored;
  }
  if (only_try) {
    note_difference(full, events, restored);
    return restored;
  }
  back_up(full, *restored.kept);
  try {
    note_difference(*restored.kept, events, restored);
    guarded(full, [&] {
      SQLite::Database target(full.string(), SQLite::OPEN_READWRITE,
                              static_cast<int>(kPatience.count()));
      copy_pages(source.database, target);
    });
  } catch (...) {
    // Nothing was replaced, so the copy is of no use; unless the store came to harm after all.
    if (is_sound(full)) fs::remove(*restored.kept, ignored);
    throw;
  }
  return restored;
}

}  // namespace cairn
