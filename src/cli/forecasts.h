/// What was forecast for skills when they were begun: kept with done, and judged afterwards.
/// Not for: forecasts of what is still to come (planner/forecast.h).
#pragma once

#include <optional>
#include <span>

#include "cairn/render/forecast_stats.h"
#include "cli/session.h"

namespace cairn {

/// Puts into each done event what its skills were forecast to take, at the pace that was learned
/// from what was done up to the day on which each was begun (the day it was done, where no other is
/// known). A skill that was recorded as done before keeps its forecast. Requires: the events have
/// no further fields yet. O(days on which skills were begun * (areas + skills done) + skills).
void add_forecasts(Session& session, std::span<NewEvent> done);

/// The forecasts of what was done on `since` or later, if it is given, and how they did.
ForecastStats forecast_stats(Session& session, std::optional<Date> since);

}  // namespace cairn
