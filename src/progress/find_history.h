/// Answers a history query from the event table.
/// Not for: use outside the store.
#pragma once

#include <vector>

#include "cairn/progress/history.h"
#include "progress/event_table.h"

namespace cairn {

/// In the order of comes_before. Stops at the bound of the query, so the latest few take O(undos +
/// few) where nothing else is asked; a scan of the table otherwise.
/// Requires: a transaction is under way.
std::vector<HistoryEntry> find_history(const EventTable& table, const HistoryQuery& query);

}  // namespace cairn
