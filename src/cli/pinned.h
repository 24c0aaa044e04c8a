/// The pinned plan, for the commands that show today's.
/// Not for: pinning (commands/plan.cc).
#pragma once

#include <string>

#include "cairn/planner/roadmap.h"
#include "cli/session.h"

namespace cairn {

/// Actual hours over planned hours, as this person is known by now.
double pace_ratio(Session& session);

/// One line that the roadmap, of the person's own goals, is another one than was pinned; empty
/// where it is the same or none is pinned.
std::string pin_note(Session& session, const View& view, const Roadmap& roadmap);

/// Prints how today's plan differs from the pinned one, and why.
int show_changes(Session& session);

}  // namespace cairn
