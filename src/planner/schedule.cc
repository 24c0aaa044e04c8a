#include "cairn/planner/schedule.h"

#include <algorithm>
#include <cmath>

namespace cairn {

std::vector<TimeSpan> schedule(std::span<const Hours> steps, double hours_per_week, Date start) {
  // A rate in whole hundredths of an hour keeps the arithmetic exact, and so the same everywhere.
  const std::int64_t rate = std::llround(hours_per_week * 100);
  const auto days = [&](Hours spent, bool upward) {
    const std::int64_t part = spent.minutes() * 100 * 7;
    const std::int64_t whole = rate * 60;
    return (part + (upward ? whole - 1 : 0)) / whole;
  };
  std::vector<TimeSpan> spans;
  spans.reserve(steps.size());
  Hours spent;
  for (const Hours hours : steps) {
    const std::int64_t first = days(spent, false);
    spent += hours;
    const std::int64_t last = std::max(first, days(spent, true) - 1);
    spans.push_back({start + std::chrono::days(first), start + std::chrono::days(last),
                     static_cast<int>(first / 7) + 1, static_cast<int>(last / 7) + 1});
  }
  return spans;
}

}  // namespace cairn
