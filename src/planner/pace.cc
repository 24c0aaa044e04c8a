#include "cairn/planner/pace.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "cairn/planner/forecast.h"

namespace cairn {
namespace {

// The priors, as standard deviations of logs; docs/planning.md says why. Two persons in three take
// between 0.7 and 1.4 times the likely hours, their areas are within a seventh of that, and a
// single skill within a quarter beyond its range.
constexpr double kOverall = 0.35, kBetween = 0.15, kScatter = 0.22;
// So many areas, and skills, the last two are worth.
constexpr double kBetweenWorth = 12, kScatterWorth = 4;
constexpr double kLeastScatter = 0.05;
// Residuals count up to so many deviations; of a normal one this leaves so much of the variance.
constexpr double kHuber = 2, kHuberVariance = 0.9205;
// So far the pace wanders in a year.
constexpr double kDrift = 0.14;
constexpr double kDaysPerYear = 365.25;

double square(double x) { return x * x; }

struct Observed {
  std::size_t area = 0;
  double ratio = 0;     // log of actual over likely hours
  double skew = 0;      // what the range alone makes of that, on average
  double variance = 0;  // and how it varies
  double years = 0;     // ago
  double worth = 1;     // less than 1 for what is long ago
  double doubt = 0;     // variance given the pace
  double huber = 1;     // under 1 for an outlier
};

Observed look_at(const Skill& skill, const PaceObservation& observation, Date today) {
  Observed made;
  made.area = skill.area;
  made.ratio = std::log(observation.spent.hours() / skill.hours.likely.hours());
  HoursDistribution range;
  range.add(skill.hours);
  made.variance = std::log1p(square(range.deviation() / range.mean()));
  made.skew = std::log(range.mean() / skill.hours.likely.hours()) - made.variance / 2;
  made.years =
      std::max(0.0, static_cast<double>((today - observation.done_on).count()) / kDaysPerYear);
  return made;
}

// The overall pace and the areas', given how much each observation is worth: a normal model with
// two levels, so the posterior is exact.
struct Posterior {
  double mean = 0, variance = 0;  // of the overall log
  std::vector<double> areas;      // means of the areas' logs
  std::vector<double> own;        // how far an area goes by its own data, 0 to 1
};

template <class Value>
Posterior solve(const std::vector<Observed>& observed, std::size_t areas, double between,
                Value value) {
  std::vector<double> precision(areas, 0), sum(areas, 0);
  for (const Observed& o : observed) {
    const double weight = o.worth * o.huber / o.doubt;
    precision[o.area] += weight;
    sum[o.area] += weight * value(o);
  }
  Posterior made;
  double total = 1 / square(kOverall), weighted = 0;
  for (std::size_t a = 0; a < areas; ++a) {
    if (precision[a] == 0) continue;
    const double weight = 1 / (between + 1 / precision[a]);
    total += weight;
    weighted += weight * sum[a] / precision[a];
  }
  made.mean = weighted / total;
  made.variance = 1 / total;
  for (std::size_t a = 0; a < areas; ++a) {
    const double own = precision[a] == 0 ? 0 : between / (between + 1 / precision[a]);
    made.own.push_back(own);
    made.areas.push_back(precision[a] == 0 ? made.mean
                                           : own * sum[a] / precision[a] + (1 - own) * made.mean);
  }
  return made;
}

// The data's word on how areas and single skills vary, with the prior's (expectation and
// maximisation, a few rounds of which settle it).
struct Fit {
  Posterior posterior;
  double between = square(kBetween), scatter = square(kScatter);

  void settle(std::vector<Observed>& observed, std::size_t areas) {
    constexpr int kMostRounds = 40;
    constexpr double kSettled = 1e-7;
    double before = -1;
    for (int round = 0; round < kMostRounds && std::abs(scatter - before) > kSettled; ++round) {
      before = scatter;
      for (Observed& o : observed) o.doubt = o.variance + scatter;
      posterior =
          solve(observed, areas, between, [](const Observed& o) { return o.ratio - o.skew; });
      weigh_age(observed);
      weigh_outliers(observed);
      update_scatter(observed);
      update_between(observed, areas);
    }
  }

  double residual(const Observed& o) const { return o.ratio - o.skew - posterior.areas[o.area]; }

  double area_variance(std::size_t area) const {
    const double rest = 1 - posterior.own[area];
    return between * rest + square(rest) * posterior.variance;
  }

  // For a level that wanders, and observations at an even rate, the best filter forgets
  // exponentially, over the time in which it wanders as far as it is not known (Muth 1960). How
  // areas differ does not count in that: it stays, and so does not make what is old any better.
  void weigh_age(std::vector<Observed>& observed) const {
    double precision = 0;
    for (const Observed& o : observed) precision += o.worth * o.huber / o.doubt;
    const double memory = 1 / (precision * square(kDrift));
    for (Observed& o : observed) o.worth = std::exp(-o.years / memory);
  }

  void weigh_outliers(std::vector<Observed>& observed) const {
    for (Observed& o : observed) {
      const double most = kHuber * std::sqrt(o.doubt), off = std::abs(residual(o));
      o.huber = off > most ? most / off : 1;
    }
  }

  void update_scatter(const std::vector<Observed>& observed) {
    double sum = kScatterWorth * square(kScatter), worth = kScatterWorth;
    for (const Observed& o : observed) {
      const double off = std::min(square(residual(o)), square(kHuber) * o.doubt) / kHuberVariance;
      sum += o.worth * (off + area_variance(o.area) - o.variance);
      worth += o.worth;
    }
    scatter = std::max(square(kLeastScatter), sum / worth);
  }

  void update_between(const std::vector<Observed>& observed, std::size_t areas) {
    std::vector<std::uint8_t> seen(areas, 0);
    for (const Observed& o : observed) seen[o.area] = 1;
    double sum = kBetweenWorth * square(kBetween), worth = kBetweenWorth;
    for (std::size_t a = 0; a < areas; ++a) {
      if (seen[a] == 0) continue;
      const double own = posterior.own[a];
      sum += square(posterior.areas[a] - posterior.mean) + between * (1 - own) +
             square(own) * posterior.variance;
      worth += 1;
    }
    between = sum / worth;
  }
};

}  // namespace

LearnedPace::LearnedPace()
    : logs_(1),
      overall_variance_(square(kOverall)),
      between_variance_(square(kBetween)),
      scatter_(kScatter),
      drift_(kDrift) {}

LearnedPace::LearnedPace(const Catalog& catalog, std::span<const PaceObservation> observations,
                         Date today)
    : LearnedPace() {
  const std::size_t areas = catalog.areas().size();
  if (areas == 0) return;
  areas_.resize(areas);
  for (const Skill& skill : catalog.skills()) area_by_skill_.push_back(skill.area);
  std::vector<Observed> observed;
  for (const PaceObservation& observation : observations) {
    const Skill& skill = catalog.skill(observation.skill);
    if (observation.spent <= Hours() || skill.hours.likely <= Hours()) continue;
    observed.push_back(look_at(skill, observation, today));
    ++areas_[skill.area].skills;
    ++overall_.skills;
  }
  Fit fit;
  fit.settle(observed, areas);
  overall_variance_ = fit.posterior.variance;
  between_variance_ = fit.between;
  scatter_ = std::sqrt(fit.scatter);
  logs_.clear();
  for (std::size_t a = 0; a < areas; ++a) {
    logs_.push_back({fit.posterior.areas[a], 1 - fit.posterior.own[a]});
  }
  // What is shown compares with the likely hours, not with the expectation of the range.
  const Posterior shown =
      solve(observed, areas, fit.between, [](const Observed& o) { return o.ratio; });
  overall_.ratio = std::exp(shown.mean);
  for (std::size_t a = 0; a < areas; ++a) areas_[a].ratio = std::exp(shown.areas[a]);
}

LearnedPace LearnedPace::exactly(double ratio) {
  LearnedPace pace;
  pace.overall_.ratio = ratio;
  pace.logs_[0] = {std::log(ratio), 0};
  pace.overall_variance_ = pace.between_variance_ = pace.scatter_ = pace.drift_ = 0;
  return pace;
}

std::size_t LearnedPace::area_of(SkillIndex skill) const {
  return area_by_skill_.empty() ? 0 : area_by_skill_[value(skill)];
}

Hours LearnedPace::at_pace(SkillIndex skill, Hours likely) const {
  const double ratio = areas_.empty() ? overall_.ratio : areas_[area_of(skill)].ratio;
  return Hours::from_minutes(std::llround(static_cast<double>(likely.minutes()) * ratio));
}

double LearnedPace::variance(const Log& log) const {
  return between_variance_ * log.reach + square(log.reach) * overall_variance_;
}

double LearnedPace::mean_factor(SkillIndex skill) const {
  const Log& log = logs_[area_of(skill)];
  return std::exp(log.mean + variance(log) / 2);
}

double LearnedPace::spread(std::span<const double> hours_by_area, double years) const {
  const double total = std::accumulate(hours_by_area.begin(), hours_by_area.end(), 0.0);
  if (total <= 0) return 0;
  double common = 0, own = 0;
  for (std::size_t a = 0; a < logs_.size(); ++a) {
    common += hours_by_area[a] / total * logs_[a].reach;
    own += square(hours_by_area[a] / total) * logs_[a].reach * between_variance_;
  }
  const double drift = square(drift_) * years / 3;  // of the mean of a Wiener process
  return std::sqrt(std::expm1(square(common) * overall_variance_ + own + drift));
}

}  // namespace cairn
