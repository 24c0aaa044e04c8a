/// The field `forecast` of a done event: what each of its skills was forecast to take. It is kept
/// among the event's further fields (Event::extra), so that programs without it pass it on.
/// Not for: making a forecast; the planner does that.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/progress/state.h"

namespace cairn {

/// `{"forecast":[[300,540],[90,150]]}`: even and safe minutes, in the order of the event's ids.
std::string write_forecasts(std::span<const SkillForecast> forecasts);

/// What write_forecasts wrote, also among other fields. Empty where the object has no such field,
/// or anything else in it: it comes from outside, and nothing depends on it. O(bytes).
std::vector<SkillForecast> read_forecasts(std::string_view extra);

}  // namespace cairn
