/// When in the week a person studies, and which steps of a plan fall into which session.
/// Not for: the dates of a roadmap, which are spread evenly (schedule.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "cairn/base/date.h"
#include "cairn/base/hours.h"

namespace cairn {

/// A session of every week. Past midnight where it ends no later than it begins.
struct WeeklySession {
  int weekday = 0;  ///< 0 is Monday
  int from = 0;     ///< minutes of the day, 0 to 1439
  int to = 0;

  int minutes() const { return to > from ? to - from : to - from + 24 * 60; }
  friend auto operator<=>(const WeeklySession&, const WeeklySession&) = default;
};

/// Reads `Tue 19:00-21:00, Sat 9-12, Mon-Fri 6:30-7`: days by at least three letters of their
/// English names or a range of them, 24-hour times. Ascending. Nothing where the text is anything
/// else, a session is under a quarter of an hour, or two overlap.
std::optional<std::vector<WeeklySession>> parse_timetable(std::string_view text);

/// A usual week of so many hours: evenings from 19:00 of two hours, and more of them or longer ones
/// as it takes. Requires: 0.25 <= hours_per_week <= 168.
std::vector<WeeklySession> usual_timetable(double hours_per_week);

double hours_per_week(std::span<const WeeklySession> timetable);

/// A step's part of a session, in minutes of the step: [from, to) of all that it takes.
struct StudyPart {
  std::size_t step = 0;  ///< position in the steps given
  std::int64_t from = 0, to = 0;
};

struct StudySession {
  Date day;
  std::size_t slot = 0;  ///< position in the timetable
  int from = 0;          ///< minutes of the day
  int minutes = 0;       ///< the last session ends when all is learnt
  std::vector<StudyPart> parts;
};

/// Fills the sessions one after another, the first that begins at `minute` of `start` or later. A
/// step of no hours is a part of the session that it falls into. Nothing where it would go on past
/// the year 9999. O(sessions + steps).
std::optional<std::vector<StudySession>> lay_sessions(std::span<const Hours> steps,
                                                      std::span<const WeeklySession> timetable,
                                                      Date start, int minute);

}  // namespace cairn
