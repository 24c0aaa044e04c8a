/// When a roadmap will be done, as a range: from low, likely and high hours to even and safe dates.
/// Not for: dates of single steps at likely hours (schedule.h).
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "cairn/base/date.h"
#include "cairn/base/hours.h"
#include "cairn/planner/pace.h"
#include "cairn/planner/roadmap.h"

namespace cairn {

/// What multiplies all hours alike, log-normal.
struct Pace {
  double factor = 1;  ///< its mean, over 0
  double spread = 0;  ///< standard deviation as a share of the mean: what is not known
};

/// Total hours of several skills, as a distribution. Each skill is a PERT beta on low, likely, high
/// (Malcolm and others 1959; variance (mean - low)(high - mean) / 7), independent of the others;
/// the pace, log-normal, multiplies all. Quantiles by the Cornish-Fisher expansion (1938) from the
/// first four cumulants, which are exact: within 1 % of a simulation for tens of skills, within 4 %
/// from the middle upwards for a single, very uncertain one.
class HoursDistribution {
 public:
  struct Cumulants {
    double mean = 0, second = 0, third = 0, fourth = 0;
  };

  /// `factor` times a draw from the range, times a log-normal of median 1 whose log has the
  /// standard deviation `scatter`. O(1).
  void add(const HourRange& hours, double factor = 1, double scatter = 0);
  /// What is independent of it; the pace of the other does not count.
  void add(const HoursDistribution& other);
  void set_pace(const Pace& pace) { pace_ = pace; }

  double mean() const;       ///< hours
  double deviation() const;  ///< standard deviation, hours
  /// Hours that are enough with probability `q`. Requires: 0 < q < 1. Rises with q.
  double quantile(double q) const;
  /// The probability that so many hours are enough.
  double probability(double hours) const;
  /// The same, where the hours a week are not known for sure either: of the hours that go by at
  /// `rate` before it is done.
  HoursDistribution in_time(const Rate& rate) const;

 private:
  struct Moments {
    double mean = 0, variance = 0, skewness = 0, excess = 0;
  };
  Moments moments() const;

  Cumulants sum_;              // hours
  double low_ = 0, high_ = 0;  ///< between which the sum is certain to be, the pace apart
  Pace pace_;
};

/// One stage, with all before it.
struct StageForecast {
  std::optional<LevelIndex> level;
  double even_hours = 0, safe_hours = 0;  ///< enough with probability 0.5 and 0.9, since the start
  Date even, safe;  ///< last days with these odds; wider than the hours where the rate has a spread
};

struct Forecast {
  std::vector<StageForecast> stages;  ///< as in the roadmap
  HoursDistribution total;
};

/// Requires: a rate as for schedule(). O(steps + stages * areas).
Forecast forecast(const Roadmap& roadmap, const LearnedPace& pace, const Rate& rate);

/// What one skill adds to a forecast.
struct SkillHours {
  HoursDistribution hours;
  double expected = 0;  ///< hours, what hits the skill alone apart
};
/// By skill, as `ranges`: worked out once for many forecasts at that pace. O(skills).
std::vector<SkillHours> skill_hours(std::span<const HourRange> ranges, const LearnedPace& pace);
/// The same for an order without its roadmap.
Forecast forecast(const Order& order, std::span<const SkillHours> hours, const LearnedPace& pace,
                  const Rate& rate);

/// Hours of these skills together at that pace, learnt at so many hours a week. O(skills + areas).
HoursDistribution hours_of(std::span<const SkillIndex> skills, std::span<const HourRange> ranges,
                           const LearnedPace& pace, double hours_per_week);

/// What a date asks for.
struct Deadline {
  double even_rate = 0;   ///< hours a week that make it with probability 0.5
  double safe_rate = 0;   ///< and 0.9
  double likelihood = 0;  ///< of making it at the present rate
};

/// To be done by the end of `by`. Rates are infinite when `by` is before the start.
Deadline deadline(const HoursDistribution& total, const Rate& rate, Date by);

}  // namespace cairn
