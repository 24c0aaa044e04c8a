/// What the days ask for by which goals are to be reached: hours a week, and the odds.
/// Not for: a day for the whole roadmap (forecast.h), or the order of its steps, which no day
/// moves.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "cairn/base/date.h"
#include "cairn/base/hours.h"
#include "cairn/planner/forecast.h"
#include "cairn/planner/problem.h"
#include "cairn/planner/roadmap.h"
#include "cairn/planner/select.h"

namespace cairn {

struct DatedGoal {
  Node goal{};
  Date by;
};

/// One day, with all goals that are due by then.
struct Due {
  Date by;
  std::vector<Node> goals;   ///< due on that day, in the order given
  std::vector<Node> before;  ///< due earlier and not reached yet: they come first
  HourRange hours;           ///< of the part of the plan that all of them rest on
  bool whole = true;         ///< that part is all of the plan
  bool reached = false;      ///< nothing is left to learn for `goals`
  std::optional<Deadline>
      deadline;  ///< absent where they are reached, or no plan reaches all goals
};

/// A row a day, the earliest first. It is taken as given that what is due earlier is learnt first
/// (Jackson 1955), and what has a day before what has none. Within the plan, so that the skills are
/// those of the roadmap. `left` is by skill. Requires: `plan` is one of `problem`, whose goals
/// include those of `dated`. Two selections a day, inside the plan.
std::vector<Due> what_is_due(const Problem& problem, const Plan& plan,
                             std::span<const DatedGoal> dated, std::span<const HourRange> left,
                             const LearnedPace& pace, const Rate& rate, const StopCheck& stop = {});
/// The days alone, where there is no plan.
std::vector<Due> what_is_due(std::span<const DatedGoal> dated);

}  // namespace cairn
