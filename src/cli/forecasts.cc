#include "cli/forecasts.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "cairn/planner/forecast.h"
#include "cairn/progress/forecast_field.h"

namespace cairn {
namespace {

// An area with fewer skills says nothing of its own.
constexpr std::size_t kLeastInArea = 5;

class Hindsight {
 public:
  explicit Hindsight(Session& session)
      : session_(session), hours_per_week_(session.habits().rate.hours_per_week) {
    for (const Skill& skill : session.catalog().skills()) ranges_.push_back(skill.hours);
  }

  SkillForecast forecast(SkillIndex skill, Date begun) {
    const auto found = session_.personal().records.find(skill);
    if (found != session_.personal().records.end()) {
      if (found->second.forecast) return *found->second.forecast;
      if (found->second.started_on) begun = std::min(begun, *found->second.started_on);
    }
    const HoursDistribution hours =
        hours_of(std::span(&skill, 1), ranges_, pace_then(begun), hours_per_week_);
    const auto minutes = [&](double q) {
      return Hours::from_minutes(std::llround(60 * hours.quantile(q)));
    };
    return {minutes(0.5), minutes(0.9)};
  }

 private:
  const LearnedPace& pace_then(Date day) {
    const auto [entry, is_new] = paces_.try_emplace(day);
    if (is_new) {
      const Catalog& catalog = session_.catalog();
      entry->second = LearnedPace(catalog, observations(catalog, session_.personal(), day), day);
    }
    return entry->second;
  }

  Session& session_;
  double hours_per_week_;
  std::vector<HourRange> ranges_;
  std::map<Date, LearnedPace> paces_;
};

}  // namespace

void add_forecasts(Session& session, std::span<NewEvent> done) {
  Hindsight hindsight(session);
  for (NewEvent& event : done) {
    std::vector<SkillForecast> forecasts;
    for (const SkillId& id : event.ids) {
      forecasts.push_back(hindsight.forecast(*session.catalog().find_skill(id.text),
                                             event.on.value_or(session.today())));
    }
    event.extra = write_forecasts(forecasts);
  }
}

ForecastStats forecast_stats(Session& session, std::optional<Date> since) {
  const Catalog& catalog = session.catalog();
  ForecastStats stats;
  std::vector<PastForecast> past;
  for (const auto& [index, record] : session.personal().records) {
    if (record.status != SkillStatus::done || !record.done_on) continue;
    if (since && *record.done_on < *since) continue;
    const Skill& skill = catalog.skill(index);
    switch (hours_known(skill, record)) {
      case HoursKnown::none:
        ++stats.without_hours;
        continue;
      case HoursKnown::shared:
        ++stats.shared;
        continue;
      case HoursKnown::partly:
        ++stats.partly;
        continue;
      case HoursKnown::whole:
        break;
    }
    if (!record.forecast || record.forecast->even == Hours() || record.forecast->safe == Hours()) {
      ++stats.without_forecast;
      continue;
    }
    past.push_back({skill.area, record.forecast->even, record.forecast->safe, record.spent});
    stats.skills.push_back({index, &record});
  }
  std::stable_sort(stats.skills.begin(), stats.skills.end(), [](const auto& a, const auto& b) {
    return *a.record->done_on < *b.record->done_on;
  });
  stats.all = track_record(past);
  stats.areas = track_records_by_area(past, kLeastInArea);
  return stats;
}

}  // namespace cairn
