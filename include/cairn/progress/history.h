/// What was recorded, and when: a part of the log, for a person to look at.
/// Not for: the state that follows from it (state.h).
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "cairn/base/date.h"
#include "cairn/base/ids.h"
#include "cairn/progress/event.h"

namespace cairn {

/// Which events; all of them where nothing is said.
struct HistoryQuery {
  std::vector<SkillId> ids = {};      ///< that name one of these, also among what is also known
  std::vector<EventKind> kinds = {};  ///< of one of these kinds
  std::optional<Date> from = {}, to = {};  ///< that happened from this day to that day, included
  bool only_counting = false;              ///< without those that are undone, and without undos
  std::optional<std::size_t> most = {};    ///< the latest so many
};

struct HistoryEntry {
  Event event;
  bool counts = true;  ///< false where it is undone, or in a ring of undos

  friend bool operator==(const HistoryEntry&, const HistoryEntry&) = default;
};

}  // namespace cairn
