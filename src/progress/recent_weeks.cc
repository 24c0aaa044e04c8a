#include "cairn/progress/recent_weeks.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace cairn {
namespace {

constexpr int kLeastWeeksWithHours = 3;
// Even after eight equal weeks nobody knows the next hundred.
constexpr double kLeastSpread = 0.1;

}  // namespace

std::optional<RecentWeeks> recent_weeks(const std::map<Date, DayHours>& days, Date today) {
  if (days.empty()) return std::nullopt;
  const auto since = (today - days.begin()->first).count() / 7;
  const int count = static_cast<int>(std::clamp<std::int64_t>(since, 0, kMostRecentWeeks));
  if (count < kLeastRecentWeeks) return std::nullopt;
  std::vector<double> weeks(static_cast<std::size_t>(count), 0);
  const Date first = today - std::chrono::days(7 * count);
  for (auto day = days.lower_bound(first); day != days.end() && day->first < today; ++day) {
    weeks[static_cast<std::size_t>((day->first - first).count() / 7)] += day->second.all().hours();
  }
  if (std::count(weeks.begin(), weeks.end(), 0.0) > count - kLeastWeeksWithHours) {
    return std::nullopt;
  }
  std::sort(weeks.begin(), weeks.end());
  const std::size_t cut = count > kLeastRecentWeeks ? 1 : 0;
  const double kept = static_cast<double>(weeks.size() - 2 * cut);
  double mean = 0;
  for (std::size_t i = cut; i < weeks.size() - cut; ++i) mean += weeks[i] / kept;
  if (mean <= 0) return std::nullopt;
  // The weeks cut off stand at their neighbours' for the variance.
  if (cut == 1) {
    weeks.front() = weeks[1];
    weeks.back() = weeks[weeks.size() - 2];
  }
  double middle = 0, squares = 0;
  for (const double week : weeks) middle += week / static_cast<double>(weeks.size());
  for (const double week : weeks) squares += (week - middle) * (week - middle);
  const double n = static_cast<double>(weeks.size());
  const double error = std::sqrt(squares / (n - 1) / n) * n / kept;
  return RecentWeeks{mean, std::min(1.0, std::hypot(error / mean, kLeastSpread)), count};
}

}  // namespace cairn
