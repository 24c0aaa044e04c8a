/// The state without reading every event: that up to a certain event is kept in the store, and the
/// few that come after it are folded onto it.
/// Not for: the meaning of events (state.h); without a checkpoint the result is the same.
#pragma once

#include <cstdint>

#include "cairn/progress/state.h"
#include "progress/event_table.h"

namespace cairn {

/// fold() of all events. O(events after the checkpoint), or O(n log n) where there is none that
/// holds. Requires: a transaction is under way.
State read_state(const EventTable& table);

/// Makes the checkpoint hold again, or moves it on, where the events with a row above `row` call
/// for it: mostly O(log n). Requires: a transaction that may write, in which these events were
/// added.
void update_checkpoint(const EventTable& table, std::int64_t row);

/// Throws the checkpoint away and makes it from all events, where there are enough for one.
/// O(n log n). Requires: a transaction that may write.
void rebuild_checkpoint(const EventTable& table);

}  // namespace cairn
