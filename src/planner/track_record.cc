#include "cairn/planner/track_record.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace cairn {
namespace {

constexpr double kEachSide = 0.025;

// The central range of a binomial: outside of it, on either side, lies at most kEachSide.
Held held(std::size_t times, std::size_t of, double probability) {
  const double n = static_cast<double>(of);
  std::vector<double> chance;  // of holding so many times
  for (std::size_t k = 0; k <= of; ++k) {
    const double x = static_cast<double>(k);
    chance.push_back(std::exp(std::lgamma(n + 1) - std::lgamma(x + 1) - std::lgamma(n - x + 1) +
                              x * std::log(probability) + (n - x) * std::log1p(-probability)));
  }
  Held made{times, 0, of};
  for (double below = chance[0]; made.least < of && below <= kEachSide;
       below += chance[made.least]) {
    ++made.least;
  }
  for (double above = chance[of]; made.most > 0 && above <= kEachSide; above += chance[made.most]) {
    --made.most;
  }
  return made;
}

double median_of(std::vector<double> ratios) {
  if (ratios.empty()) return 0;
  std::sort(ratios.begin(), ratios.end());
  const std::size_t half = ratios.size() / 2;
  return ratios.size() % 2 == 1 ? ratios[half] : (ratios[half - 1] + ratios[half]) / 2;
}

}  // namespace

TrackRecord track_record(std::span<const PastForecast> forecasts) {
  std::size_t even = 0, safe = 0;
  std::vector<double> ratios;
  for (const PastForecast& one : forecasts) {
    even += one.spent <= one.even ? 1 : 0;
    safe += one.spent <= one.safe ? 1 : 0;
    ratios.push_back(one.spent.hours() / one.even.hours());
  }
  const std::size_t count = forecasts.size();
  return {count, held(even, count, 0.5), held(safe, count, 0.9), median_of(std::move(ratios))};
}

std::vector<AreaTrackRecord> track_records_by_area(std::span<const PastForecast> forecasts,
                                                   std::size_t least) {
  std::map<std::size_t, std::vector<PastForecast>> by_area;
  for (const PastForecast& one : forecasts) by_area[one.area].push_back(one);
  std::vector<AreaTrackRecord> made;
  for (const auto& [area, those] : by_area) {
    if (those.size() >= least) made.push_back({area, track_record(those)});
  }
  return made;
}

}  // namespace cairn
