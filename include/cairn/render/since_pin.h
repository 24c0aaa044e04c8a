/// The difference of today's plan to the one that was pinned, as a screen, a line and JSON.
/// Not for: finding it (workspace/since_pin.h).
#pragma once

#include <string>

#include "cairn/planner/changes.h"
#include "cairn/progress/pin.h"
#include "cairn/render/screens.h"

namespace cairn {

/// All of it: hours and dates, what each cause did, then step by step.
std::string changes_screen(const View& view, const PlanChanges& changes);
std::string changes_json(const View& view, const PlanChanges& changes);
/// One line that the plan is another one; empty where it is the same.
std::string changes_line(const View& view, const PlanChanges& changes);

/// What is pinned, and how far it has come.
std::string pin_screen(const View& view, const Pin& pin, const PlanChanges& changes);
std::string pin_json(const Pin* pin);

}  // namespace cairn
