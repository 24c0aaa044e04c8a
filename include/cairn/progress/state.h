/// What the events together say: the present state of a person's progress.
/// Not for: what the catalog makes of it (workspace/workspace.h); ids are not resolved here.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "cairn/base/date.h"
#include "cairn/base/hours.h"
#include "cairn/base/ids.h"
#include "cairn/progress/event.h"
#include "cairn/progress/pin.h"

namespace cairn {

/// In rising order of how much it says.
enum class SkillStatus : std::uint8_t { untouched, started, known, done };

/// What was forecast for a skill when it was begun: enough as likely as not, and nine times in ten.
struct SkillForecast {
  Hours even;
  Hours safe;

  friend bool operator==(const SkillForecast&, const SkillForecast&) = default;
};

/// Where the hours of a skill come from.
enum class HoursSource : std::uint8_t {
  logged,  ///< from log and sessions alone: as much as was written down
  said,    ///< said with done: the whole
  shared,  ///< said with done for several skills together, and shared out evenly
};

struct SkillRecord {
  SkillStatus status = SkillStatus::untouched;
  std::optional<Date> started_on;
  std::optional<Date> known_on;  ///< when it was declared known, or since when it is
  std::optional<Date> done_on;
  Hours spent;  ///< logged, counted by sessions, or given with done
  HoursSource source = HoursSource::logged;
  std::optional<SkillForecast> forecast;  ///< kept with the last done, if any
  std::optional<Moment> running_since;    ///< of the session that was started and not stopped
  bool overtaken = false;                 ///< another was started while it ran

  friend bool operator==(const SkillRecord&, const SkillRecord&) = default;
};

/// What two records of one skill, under its old and its new id, say together: the most of either,
/// the first start, the last done, the hours of both, from the less certain source.
SkillRecord united(const SkillRecord& a, const SkillRecord& b);

/// Hours of all skills that fall on one day.
struct DayHours {
  Hours logged;  ///< said for this very day
  /// Of hours that were said with done, beyond what was logged: they are spread evenly from the
  /// start of the skill (if that is known, of the last year at most) to the day it was done.
  Hours shared;

  Hours all() const { return logged + shared; }
  friend bool operator==(const DayHours&, const DayHours&) = default;
};

struct State {
  std::map<SkillId, SkillRecord> skills;  ///< those that some event that counts has touched
  std::vector<SkillId> goals;             ///< in the order set
  std::map<SkillId, Date> goal_days;      ///< of those that are to be reached by a day
  /// Outcomes that were ticked, in the words of the catalog of that time. Not for what is done as a
  /// whole: that is the skill's status.
  std::map<SkillId, std::set<std::string>> ticked;
  std::vector<SkillId> chosen;    ///< ascending
  std::vector<SkillId> avoided;   ///< ascending
  std::map<Date, DayHours> days;  ///< those with hours; they stay where done says less
  std::optional<Pin> pin;         ///< the plan that was pinned last

  friend bool operator==(const State&, const State&) = default;
};

/// Which events count, by position: not undone, or undone by an undo that is itself undone. An undo
/// of an event that is not there has no effect, nor have undos that undo each other in a ring.
/// O(n log n).
std::vector<std::uint8_t> effective_events(std::span<const Event> events);

/// The state after all events; they are taken in the order of comes_before, however they lie.
/// The latest word on a skill, a goal or a choice wins. O(n log n).
State fold(std::span<const Event> events);
/// The same for a state that was folded before, and events that all come after those in it.
/// Requires: no event here undoes one in `before` or is undone by one.
State fold_onto(State before, std::span<const Event> events);

}  // namespace cairn
