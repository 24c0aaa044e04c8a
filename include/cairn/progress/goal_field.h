/// The field `by` of the goal-set and goal-add events: the day by which their goals are to be
/// reached. It is kept among the event's further fields (Event::extra), so that programs without it
/// pass it on.
/// Not for: what the day asks for; the planner knows (forecast.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cairn/base/date.h"

namespace cairn {

/// The day that an event gives its goals; none takes away the one that they had.
using GoalDay = std::optional<Date>;

/// `{"by":"2028-06-30"}`, or `{"by":"none"}`.
std::string write_by(GoalDay by);

/// What write_by wrote, also among other fields; nothing where it is neither, and the goals keep
/// the day that they have. O(bytes).
std::optional<GoalDay> read_by(std::string_view extra);

}  // namespace cairn
