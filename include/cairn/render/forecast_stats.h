/// How well past forecasts did, for a person: in words, as JSON, as rows.
/// Not for: working it out (planner/track_record.h).
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cairn/planner/track_record.h"
#include "cairn/progress/state.h"
#include "cairn/render/screens.h"

namespace cairn {

/// A skill whose forecast can be judged. Requires: done on a known day, with hours and a forecast.
struct ForecastSkill {
  SkillIndex skill{};
  const SkillRecord* record = nullptr;
};

struct ForecastStats {
  std::vector<ForecastSkill> skills;  ///< the first that was done first
  TrackRecord all;
  std::vector<AreaTrackRecord> areas;  ///< with enough skills
  /// Skills that are done and left out: for the hours, or as no forecast was kept with them.
  std::size_t without_hours = 0, shared = 0, partly = 0, without_forecast = 0;
};

std::string forecast_stats_screen(const View& view, const ForecastStats& stats);
std::string forecast_stats_json(const View& view, const ForecastStats& stats);
/// A header, then a row a skill.
std::string forecast_stats_csv(const View& view, const ForecastStats& stats);

}  // namespace cairn
