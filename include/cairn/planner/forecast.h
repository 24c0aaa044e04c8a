/// When a roadmap will be done, as a range: from low, likely and high hours to even and safe dates.
/// Not for: dates of single steps at likely hours (schedule.h).
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "cairn/base/date.h"
#include "cairn/base/hours.h"
#include "cairn/planner/roadmap.h"

namespace cairn {

/// Actual hours over planned hours, as one knows it by now.
struct Pace {
  double factor = 1;  ///< over 0
  /// Its standard deviation as a share of itself: what is unknown about the person, and so hits all
  /// skills alike. 0 to 1.
  double spread = 0;
};

/// Total hours of several skills, as a distribution. Each skill is a PERT beta on low, likely, high
/// (Malcolm and others 1959; variance (mean - low)(high - mean) / 7), independent of the others;
/// the pace, log-normal, multiplies all. Quantiles by the Cornish-Fisher expansion (1938) from the
/// first four cumulants, which are exact: within 1 % of a simulation for tens of skills, within 4 %
/// from the middle upwards for a single, very uncertain one.
class HoursDistribution {
 public:
  /// O(1).
  void add(const HourRange& hours);
  void set_pace(const Pace& pace) { pace_ = pace; }

  double mean() const;       ///< hours
  double deviation() const;  ///< standard deviation, hours
  /// Hours that are enough with probability `q`. Requires: 0 < q < 1. Rises with q.
  double quantile(double q) const;
  /// The probability that so many hours are enough.
  double probability(double hours) const;

 private:
  struct Moments {
    double mean = 0, variance = 0, skewness = 0, excess = 0;
  };
  Moments moments() const;

  double mean_ = 0, second_ = 0, third_ = 0, fourth_ = 0;  // cumulants, hours
  double low_ = 0, high_ = 0;
  Pace pace_;
};

/// One stage, with all before it.
struct StageForecast {
  std::optional<LevelIndex> level;
  double even_hours = 0, safe_hours = 0;  ///< enough with probability 0.5 and 0.9, since the start
  Date even, safe;                        ///< last days at the steady rate
};

struct Forecast {
  std::vector<StageForecast> stages;  ///< as in the roadmap
  HoursDistribution total;
};

/// Requires: a rate as for schedule(). O(steps).
Forecast forecast(const Roadmap& roadmap, const Pace& pace, const Rate& rate);

/// What a date asks for.
struct Deadline {
  double even_rate = 0;   ///< hours a week that make it with probability 0.5
  double safe_rate = 0;   ///< and 0.9
  double likelihood = 0;  ///< of making it at the present rate
};

/// To be done by the end of `by`. Rates are infinite when `by` is before the start.
Deadline deadline(const HoursDistribution& total, const Rate& rate, Date by);

}  // namespace cairn
