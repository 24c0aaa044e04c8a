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

// The cumulants of a product with a log-normal: moments about nothing multiply.
HoursDistribution::Cumulants times(const HoursDistribution::Cumulants& sum, const Pace& pace) {
  const double m = sum.mean, k2 = sum.second, k3 = sum.third, k4 = sum.fourth;
  const double s2 = k2 + m * m;
  const double s3 = k3 + 3 * k2 * m + m * m * m;
  const double s4 = k4 + 4 * k3 * m + 3 * k2 * k2 + 6 * k2 * m * m + m * m * m * m;
  const double f = pace.factor, w = 1 + pace.spread * pace.spread;
  const double t1 = f * m, t2 = f * f * w * s2, t3 = f * f * f * w * w * w * s3;
  const double t4 = f * f * f * f * (w * w * w) * (w * w * w) * s4;
  HoursDistribution::Cumulants made;
  made.mean = t1;
  made.second = std::max(0.0, t2 - t1 * t1);
  made.third = t3 - 3 * t2 * t1 + 2 * t1 * t1 * t1;
  made.fourth =
      t4 - 4 * t3 * t1 + 6 * t2 * t1 * t1 - 3 * t1 * t1 * t1 * t1 - 3 * made.second * made.second;
  return made;
}

// Hours, as Malcolm and others have it.
double pert_mean(const HourRange& hours) {
  return (hours.low.hours() + 4 * hours.likely.hours() + hours.high.hours()) / 6;
}

// The last day of so many hours from the start on, as schedule() counts.
Date last_day(double hours, const Rate& rate) {
  const double days = std::ceil(hours * 7 / rate.hours_per_week - 1e-9);
  return rate.start + std::chrono::days(static_cast<std::int64_t>(std::max(1.0, days)) - 1);
}

}  // namespace

void HoursDistribution::add(const HourRange& hours, double factor, double scatter) {
  const double low = hours.low.hours(), high = hours.high.hours(), width = high - low;
  Cumulants range{pert_mean(hours), 0, 0, 0};
  if (width > 0) {
    // Beta with alpha + beta = 6, so the mean is at alpha / 6 of the width.
    const double alpha = 6 * (range.mean - low) / width, beta = 6 - alpha;
    const double skewness = 2 * (beta - alpha) * std::sqrt(7.0) / (8 * std::sqrt(alpha * beta));
    const double excess =
        6 * ((alpha - beta) * (alpha - beta) * 7 - alpha * beta * 8) / (alpha * beta * 8 * 9);
    range.second = width * width * alpha * beta / (36 * 7);
    range.third = skewness * range.second * std::sqrt(range.second);
    range.fourth = excess * range.second * range.second;
  }
  const Cumulants one = times(
      range, {factor * std::exp(scatter * scatter / 2), std::sqrt(std::expm1(scatter * scatter))});
  sum_.mean += one.mean;
  sum_.second += one.second;
  sum_.third += one.third;
  sum_.fourth += one.fourth;
  low_ += factor * low;
  high_ += scatter > 0 ? std::numeric_limits<double>::infinity() : factor * high;
  if (scatter > 0) low_ = 0;
}

void HoursDistribution::add(const HoursDistribution& other) {
  sum_.mean += other.sum_.mean;
  sum_.second += other.sum_.second;
  sum_.third += other.sum_.third;
  sum_.fourth += other.sum_.fourth;
  low_ += other.low_;
  high_ += other.high_;
}

HoursDistribution::Moments HoursDistribution::moments() const {
  const Cumulants all = times(sum_, pace_);
  Moments made;
  made.mean = all.mean;
  if (all.second <= 1e-12 * all.mean * all.mean) return made;
  made.variance = all.second;
  made.skewness = all.third / (all.second * std::sqrt(all.second));
  made.excess = all.fourth / (all.second * all.second);
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

HoursDistribution HoursDistribution::in_time(const Rate& rate) const {
  const double w = (1 + pace_.spread * pace_.spread) * (1 + rate.spread * rate.spread);
  HoursDistribution made = *this;
  // One over a log-normal rate is log-normal, with the mean above one over the median.
  made.set_pace({pace_.factor * std::sqrt(1 + rate.spread * rate.spread), std::sqrt(w - 1)});
  return made;
}

namespace {

constexpr double kWeeksPerYear = 52.18;

SkillHours at_pace(SkillIndex skill, const HourRange& range, const LearnedPace& pace) {
  const double factor = pace.mean_factor(skill);
  SkillHours one{{}, factor * pert_mean(range)};
  one.hours.add(range, factor, pace.scatter());
  return one;
}

// Adds up skills, and what of them is in which area.
class Adding {
 public:
  explicit Adding(const LearnedPace& pace) : pace_(pace), by_area_(pace.area_count(), 0) {}

  void add(SkillIndex skill, const SkillHours& one) {
    total_.add(one.hours);
    by_area_[pace_.area_of(skill)] += one.expected;
  }
  void add(SkillIndex skill, const HourRange& range) { add(skill, at_pace(skill, range, pace_)); }

  HoursDistribution total(double hours_per_week) const {
    HoursDistribution made = total_;
    made.set_pace({1, pace_.spread(by_area_, total_.mean() / hours_per_week / kWeeksPerYear)});
    return made;
  }

 private:
  const LearnedPace& pace_;
  HoursDistribution total_;
  std::vector<double> by_area_;
};

// `add(i)` adds the ith step.
template <class Stage, class Add>
Forecast forecast_stages(std::span<const Stage> stages, Adding& adding, Add&& add,
                         const Rate& rate) {
  Forecast made;
  for (const Stage& stage : stages) {
    for (std::size_t i = stage.begin; i < stage.end; ++i) add(i);
    made.total = adding.total(rate.hours_per_week);
    const HoursDistribution in_time = made.total.in_time(rate);
    made.stages.push_back({stage.level, made.total.quantile(0.5), made.total.quantile(0.9),
                           last_day(in_time.quantile(0.5), rate),
                           last_day(in_time.quantile(0.9), rate)});
  }
  return made;
}

}  // namespace

Forecast forecast(const Roadmap& roadmap, const LearnedPace& pace, const Rate& rate) {
  Adding adding(pace);
  const auto add = [&](std::size_t i) {
    adding.add(roadmap.steps[i].skill, roadmap.steps[i].hours);
  };
  return forecast_stages(std::span(roadmap.stages), adding, add, rate);
}

std::vector<SkillHours> skill_hours(std::span<const HourRange> ranges, const LearnedPace& pace) {
  std::vector<SkillHours> hours;
  hours.reserve(ranges.size());
  for (std::uint32_t s = 0; s < ranges.size(); ++s) {
    hours.push_back(at_pace(SkillIndex{s}, ranges[s], pace));
  }
  return hours;
}

Forecast forecast(const Order& order, std::span<const SkillHours> hours, const LearnedPace& pace,
                  const Rate& rate) {
  Adding adding(pace);
  const auto add = [&](std::size_t i) { adding.add(order.steps[i], hours[value(order.steps[i])]); };
  return forecast_stages(std::span(order.stages), adding, add, rate);
}

HoursDistribution hours_of(std::span<const SkillIndex> skills, std::span<const HourRange> ranges,
                           const LearnedPace& pace, double hours_per_week) {
  Adding adding(pace);
  for (const SkillIndex skill : skills) adding.add(skill, ranges[value(skill)]);
  return adding.total(hours_per_week);
}

Deadline deadline(const HoursDistribution& total, const Rate& rate, Date by) {
  const double days = static_cast<double>((by - rate.start).count() + 1);
  if (days <= 0) {
    const double never = std::numeric_limits<double>::infinity();
    return {never, never, total.mean() <= 0 ? 1.0 : 0.0};
  }
  const double weeks = days / 7;
  return {total.quantile(0.5) / weeks, total.quantile(0.9) / weeks,
          total.in_time(rate).probability(weeks * rate.hours_per_week)};
}

}  // namespace cairn
