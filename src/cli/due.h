/// What the days of the person's goals ask for, from the session's record, pace and time.
/// Not for: `--by`, a day for a whole roadmap (Session::outlook).
#pragma once

#include <vector>

#include "cairn/planner/due.h"
#include "cli/session.h"

namespace cairn {

/// For the problem's goals that have a day; empty where none has, the days alone where there is no
/// plan. Requires: `selection` is that of `problem`, which is one of the session.
std::vector<Due> goals_due(Session& session, const Problem& problem, const Selection& selection);

}  // namespace cairn
