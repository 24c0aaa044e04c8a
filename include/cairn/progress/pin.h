/// A plan as it was on the day that it was pinned: what later plans are held against.
/// Not for: comparing the two (planner/changes.h).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/date.h"
#include "cairn/base/hours.h"
#include "cairn/base/ids.h"

namespace cairn {

struct PinnedStep {
  SkillId id;
  Hours hours;  ///< likely, as the catalog had them
  Date start, finish;

  friend bool operator==(const PinnedStep&, const PinnedStep&) = default;
};

/// All that the plan followed from, but the catalog.
struct Pin {
  Date day;
  std::vector<SkillId> goals, chosen, avoided, known;
  Hours week;                     ///< hours a week
  std::int64_t pace = 1000;       ///< actual hours for a thousand planned ones
  std::vector<PinnedStep> steps;  ///< in order

  Hours hours() const;  ///< of all steps
  /// What of them was still to come after the day `end`, as it was planned: a step that runs by
  /// then goes on evenly from its first day to its last. O(steps).
  Hours left_after(Date end) const;
  friend bool operator==(const Pin&, const Pin&) = default;
};

/// One line a fact: `day 2027-03-14`, `goal senior`, `choose go`, `avoid php`, `known git`,
/// `week 480` (minutes), `pace 1000`, `step sql 1200 2027-03-14 2027-03-31` (minutes). O(n).
std::vector<std::string> to_lines(const Pin& pin);
/// What to_lines() wrote; lines that begin with another word are passed over. Nothing where a line
/// makes no sense, or there is no day. O(n).
std::optional<Pin> parse_pin(std::span<const std::string_view> lines);

/// The field `pinned` of a pin event, among its further fields (Event::extra).
std::string write_pin(const Pin& pin);
/// What write_pin() wrote, also among other fields; nothing where there is no such thing. O(bytes).
std::optional<Pin> read_pin(std::string_view extra);

}  // namespace cairn
