/// What was studied, week by week, and how far that has brought the person.
/// Not for: what is still to come (screens.h).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cairn/base/date.h"
#include "cairn/base/hours.h"
#include "cairn/planner/pace.h"
#include "cairn/progress/state.h"
#include "cairn/render/screens.h"

namespace cairn {

/// What was left of the pinned plan, and what it had expected to be left.
struct PinnedWeek {
  Hours left, expected;
};

/// Seven days from a Monday; the last one may be under way.
struct StudyWeek {
  Date monday;
  Hours hours;
  int days = 0;                ///< with hours of their own
  std::size_t known = 0;       ///< skills, at its end
  std::optional<Hours> left;   ///< to the present goals at its end; absent where there was no way
  std::vector<double> levels;  ///< share of each level at its end, 0 to 1
  std::optional<PinnedWeek> pinned;  ///< at its end, or today; from the week of the pin on
};

/// Days on end with hours.
struct Streak {
  int now = 0;  ///< up to today or yesterday
  int longest = 0;
};

struct StudyStats {
  std::vector<StudyWeek> weeks;  ///< the oldest first
  std::map<Date, Hours> days;    ///< those with hours of their own
  Hours all;                     ///< since ever
  Hours spread;  ///< of them, said with done: they have weeks, by an even spread, but no days
  Streak streak;
  LearnedPace pace;
  std::optional<Pin> pin;  ///< the plan that the weeks are held against
};

/// The days for which hours were said.
std::map<Date, Hours> study_days(const State& state);
/// O(days).
Streak streak_of(const std::map<Date, Hours>& days, Date today);
/// The Monday of the day's week.
Date monday_of(Date day);

/// In words first, then bars, the calendar, the pinned plan and the pace by area.
std::string stats_screen(const View& view, const StudyStats& stats);
std::string stats_json(const View& view, const StudyStats& stats);
/// A header, then a row a week; with a pinned plan two columns more.
std::string stats_csv(const View& view, const StudyStats& stats);

}  // namespace cairn
