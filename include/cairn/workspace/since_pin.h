/// The plan that was pinned against the plan of today: what differs, and why.
/// Not for: the difference of two orders (planner/changes.h).
#pragma once

#include "cairn/planner/changes.h"
#include "cairn/planner/roadmap.h"
#include "cairn/progress/pin.h"
#include "cairn/workspace/workspace.h"

namespace cairn {

/// Today's plan, as it is to be kept. `pace` is actual hours over planned hours.
Pin make_pin(const OpenCatalog& open, const State& state, const Roadmap& roadmap, double pace,
             Date today);

/// What was left of the pinned plan as the person stood `then`: the hours of its steps that were
/// not known, less what was done of those that were begun. O(steps + skills).
Hours left_of_pin(const Pin& pin, const OpenCatalog& open, const Personal& then);

/// All differences but their causes. Steps that are known now make none, nor do dates alone.
/// `now` and `roadmap` are of this person's own goals. O(steps log steps).
PlanChanges compare_with(const Pin& pin, const OpenCatalog& open, const Personal& now,
                         const Roadmap& roadmap, double pace);

/// The same with the causes. They are told apart by planning again: with what the pin was made from
/// and today's catalog, then with today's goals as well, then today's choices, then what is known
/// today; what a step of that changes is its cause's. `now` is of `state`. Four selections at most.
PlanChanges explain_since(const Pin& pin, const OpenCatalog& open, const State& state,
                          const Personal& now, const Roadmap& roadmap, double pace,
                          const StopCheck& stop);

}  // namespace cairn
