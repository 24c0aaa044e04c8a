#include "cairn/planner/forecast.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cairn {
namespace {

// The normal quantile (Acklam 2003, relative error 1.2e-9).
double normal_quantile(double q) {
  constexpr double a[] = {-3.969683028665376e+01, 2.209460984245205e+02,  -2.759285104469687e+02,
                          1.383577518672690e+02,  -3.066479806614716e+01, 2.506628277459239e+00};
  constexpr double b[] = {-5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
                          6.680131188771972e+01, -1.328068155288572e+01};
  constexpr double c[] = {-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
                          -2.549732539343734e+00, 4.374664141464968e+00,  2.938163982698783e+00};
  constexpr double d[] = {7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
                          3.754408661907416e+00};
  const auto tail = [&](double r) {
    return (((((c[0] * r + c[1]) * r + c[2]) * r + c[3]) * r + c[4]) * r + c[5]) /
           ((((d[0] * r + d[1]) * r + d[2]) * r + d[3]) * r + 1);
  };
  constexpr double kLow = 0.02425;
  if (q < kLow) return tail(std::sqrt(-2 * std::log(q)));
  if (q > 1 - kLow) return -tail(std::sqrt(-2 * std::log(1 - q)));
  const double r = q - 0.5, s = r * r;
  return (((((a[0] * s + a[1]) * s + a[2]) * s + a[3]) * s + a[4]) * s + a[5]) * r /
         (((((b[0] * s + b[1]) * s + b[2]) * s + b[3]) * s + b[4]) * s + 1);
}

// The last day of so many hours from the start on, as schedule() counts.
Date last_day(double hours, const Rate& rate) {
  const double days = std::ceil(hours * 7 / rate.hours_per_week - 1e-9);
  return rate.start + std::chrono::days(static_cast<std::int64_t>(std::max(1.0, days)) - 1);
}

}  // namespace

void HoursDistribution::add(const HourRange& hours) {
  const double low = hours.low.hours(), high = hours.high.hours(), width = high - low;
  low_ += low;
  high_ += high;
  const double mean = (low + 4 * hours.likely.hours() + high) / 6;
  mean_ += mean;
  if (width <= 0) return;
  // Beta with alpha + beta = 6, so the mean is at alpha / 6 of the width.
  const double alpha = 6 * (mean - low) / width, beta = 6 - alpha;
  const double variance = width * width * alpha * beta / (36 * 7);
  const double skewness = 2 * (beta - alpha) * std::sqrt(7.0) / (8 * std::sqrt(alpha * beta));
  const double excess =
      6 * ((alpha - beta) * (alpha - beta) * 7 - alpha * beta * 8) / (alpha * beta * 8 * 9);
  second_ += variance;
  third_ += skewness * std::pow(variance, 1.5);
  fourth_ += excess * variance * variance;
}

HoursDistribution::Moments HoursDistribution::moments() const {
  // Raw moments of the sum times raw moments of the log-normal pace.
  const double m = mean_, k2 = second_, k3 = third_, k4 = fourth_;
  const double s2 = k2 + m * m;
  const double s3 = k3 + 3 * k2 * m + m * m * m;
  const double s4 = k4 + 4 * k3 * m + 3 * k2 * k2 + 6 * k2 * m * m + m * m * m * m;
  const double f = pace_.factor, w = 1 + pace_.spread * pace_.spread;
  const double t1 = f * m, t2 = f * f * w * s2, t3 = f * f * f * w * w * w * s3;
  const double t4 = f * f * f * f * std::pow(w, 6) * s4;
  Moments made;
  made.mean = t1;
  made.variance = std::max(0.0, t2 - t1 * t1);
  if (made.variance <= 1e-12 * t1 * t1) {
    made.variance = 0;
    return made;
  }
  const double third = t3 - 3 * t2 * t1 + 2 * t1 * t1 * t1;
  const double fourth = t4 - 4 * t3 * t1 + 6 * t2 * t1 * t1 - 3 * t1 * t1 * t1 * t1;
  made.skewness = third / std::pow(made.variance, 1.5);
  made.excess = fourth / (made.variance * made.variance) - 3;
  return made;
}

double HoursDistribution::mean() const { return moments().mean; }

double HoursDistribution::deviation() const { return std::sqrt(moments().variance); }

double HoursDistribution::quantile(double q) const {
  const Moments m = moments();
  if (m.variance == 0) return m.mean;
  // Beyond these the expansion is no longer monotone; such spreads mean very little is known.
  const double skewness = std::clamp(m.skewness, -1.0, 1.0);
  const double excess = std::clamp(m.excess, -1.0, 2.0);
  const double z = normal_quantile(q);
  const double at = z + (z * z - 1) * skewness / 6 + (z * z * z - 3 * z) * excess / 24 -
                    (2 * z * z * z - 5 * z) * skewness * skewness / 36;
  const double hours = m.mean + at * std::sqrt(m.variance);
  // Without doubt about the pace, the sum stays within the sums of the ranges.
  if (pace_.spread == 0) return std::clamp(hours, pace_.factor * low_, pace_.factor * high_);
  return std::max(0.0, hours);
}

double HoursDistribution::probability(double hours) const {
  double low = 0, high = 1;
  for (int i = 0; i < 50; ++i) {
    const double q = (low + high) / 2;
    (q > 0 && q < 1 && quantile(q) <= hours ? low : high) = q;
  }
  return low > 1 - 1e-9 ? 1 : low < 1e-9 ? 0 : low;
}

Forecast forecast(const Roadmap& roadmap, const Pace& pace, const Rate& rate) {
  Forecast made;
  made.total.set_pace(pace);
  for (const RoadmapStage& stage : roadmap.stages) {
    for (std::size_t i = stage.begin; i < stage.end; ++i) made.total.add(roadmap.steps[i].hours);
    StageForecast one;
    one.level = stage.level;
    one.even_hours = made.total.quantile(0.5);
    one.safe_hours = made.total.quantile(0.9);
    one.even = last_day(one.even_hours, rate);
    one.safe = last_day(one.safe_hours, rate);
    made.stages.push_back(one);
  }
  return made;
}

Deadline deadline(const HoursDistribution& total, const Rate& rate, Date by) {
  const double days = static_cast<double>((by - rate.start).count() + 1);
  if (days <= 0) {
    const double never = std::numeric_limits<double>::infinity();
    return {never, never, total.mean() <= 0 ? 1.0 : 0.0};
  }
  const double weeks = days / 7;
  return {total.quantile(0.5) / weeks, total.quantile(0.9) / weeks,
          total.probability(weeks * rate.hours_per_week)};
}

}  // namespace cairn
