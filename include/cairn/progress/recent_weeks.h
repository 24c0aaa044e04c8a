/// How many hours a week a person studies, from what was logged of late.
/// Not for: what they take against the plan (planner/pace.h), or what they intend to (settings).
#pragma once

#include <map>
#include <optional>

#include "cairn/base/date.h"
#include "cairn/progress/state.h"

namespace cairn {

inline constexpr int kMostRecentWeeks = 8;
inline constexpr int kLeastRecentWeeks = 4;

struct RecentWeeks {
  double hours = 0;  ///< a week
  /// How far the weeks to come may be off that on average: standard deviation as a share.
  double spread = 0;
  int weeks = 0;  ///< that were looked at
};

/// From the last eight times seven days up to yesterday, or fewer where nothing is older: the mean
/// without the least and the greatest week, so that one holiday or one weekend course does not
/// count (a trimmed mean, with its standard error after Tukey and McLaughlin 1963); four weeks are
/// taken as they are. Nothing where there are fewer than four weeks, or fewer than three of them
/// have hours. O(days of eight weeks).
std::optional<RecentWeeks> recent_weeks(const std::map<Date, DayHours>& days, Date today);

}  // namespace cairn
