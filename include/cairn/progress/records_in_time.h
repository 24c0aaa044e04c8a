/// The record of every skill as it was at the end of days gone by, one day after another.
/// Not for: the present state (state.h); sessions, goals and choices are not in here.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "cairn/base/date.h"
#include "cairn/progress/event.h"
#include "cairn/progress/state.h"

namespace cairn {

/// Seen from today: what has been undone since never was, and what was recorded afterwards for an
/// earlier day counts from that day on. Going through all days costs O(n log n) for n events, but
/// for a skill whose events were recorded in another order than they happened: those are folded
/// again each time.
class RecordsInTime {
 public:
  explicit RecordsInTime(std::span<const Event> events);

  /// Goes on to the end of `day`. Requires: no day before the last one that was gone to.
  void advance(Date day);
  /// What fold() would give for the events of the days up to there; sessions, forecasts and where
  /// the hours come from are left out.
  const std::map<SkillId, SkillRecord>& records() const { return records_; }

 private:
  struct Part {
    Date day;
    std::size_t order = 0;  ///< among all events
    Event event;            ///< of one skill
  };

  std::map<SkillId, std::vector<Part>> parts_;  // of each skill, by day, then order
  std::map<SkillId, std::size_t> taken_;        // how many of them are in
  std::vector<std::pair<Date, SkillId>> due_;   // when which skill has parts, ascending
  std::size_t next_ = 0;                        // position in due_
  std::map<SkillId, SkillRecord> records_;
};

}  // namespace cairn
