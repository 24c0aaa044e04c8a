/// The log as a person reads it, and as JSON.
/// Not for: choosing what is shown; the command does that.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cairn/progress/event.h"
#include "cairn/render/terminal.h"

namespace cairn {

struct HistoryRow {
  Event event;
  bool counts = true;                        ///< false where it is undone
  std::string text;                          ///< the event in a few words
  std::optional<EventId> overruled_by = {};  ///< by what another device recorded later
};

/// One row an event, the latest last; what is undone or overruled says so.
std::string history_screen(const Terminal& terminal, const std::vector<HistoryRow>& rows);
std::string history_json(const std::vector<HistoryRow>& rows);

}  // namespace cairn
