/// Hours to dates, at a steady rate.
/// Not for: ranges of dates from uncertain hours.
#pragma once

#include <span>
#include <vector>

#include "cairn/base/date.h"
#include "cairn/base/hours.h"

namespace cairn {

/// A first and a last day, and the weeks they fall in, counted from 1 at the start date.
struct TimeSpan {
  Date start;
  Date finish;
  int first_week = 1;
  int last_week = 1;
};

inline constexpr double kLeastHoursPerWeek = 0.25;
inline constexpr double kMostHoursPerWeek = 168;

/// One span a step, done one after another at `hours_per_week` spread evenly over seven days, the
/// first from `start` on. A step of no hours takes the day that it falls on.
/// Requires: kLeastHoursPerWeek <= hours_per_week <= kMostHoursPerWeek. O(n).
std::vector<TimeSpan> schedule(std::span<const Hours> steps, double hours_per_week, Date start);

}  // namespace cairn
