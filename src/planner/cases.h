/// Branch and bound by cases: which member does the dearest open choice take? What a case asks for
/// is drawn to its end, so that one decision near the goals settles many below, and each case is
/// bounded by sharing out prices (shares.h).
/// Not for: cores in which all choices are alike and lie side by side; there the relaxation
/// (lp.h) says more about all of them at once.
#pragma once

#include "planner/core.h"

namespace cairn {

/// The cheapest set for the core, with its bound. Requires: every node can be derived.
Solution solve_by_cases(const Core& core, const StopCheck& stop);

}  // namespace cairn
