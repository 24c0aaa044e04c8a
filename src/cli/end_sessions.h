/// How long a running session was: by the clock, or by asking where the clock cannot tell.
/// Not for: which sessions run (progress/running.h).
#pragma once

#include <string>
#include <vector>

#include "cairn/progress/running.h"
#include "cli/session.h"

namespace cairn {

/// What the person says about its length, if anything; at most one of these.
struct SessionEnd {
  std::optional<std::string> at;  ///< a time of day, `19:30`
  std::optional<Hours> after;
  bool discard = false;  ///< nothing is to be counted
};

/// The event that ends the session. One that looks forgotten, and about which nothing is said, is
/// asked about on a terminal; elsewhere it throws Error (usage) with what to run. So does an end
/// that is not between its start and now.
NewEvent end_of(Session& session, const Running& running, const SessionEnd& end = {});

/// The ends of the running sessions of these skills, where there are minutes to count, or of all
/// where no skill is named.
std::vector<NewEvent> end_sessions(Session& session, const std::vector<SkillIndex>& skills = {});

/// `HTTP: 25 min, 2.4 h of 12 h so far`. Requires: the event is recorded, or rehearsed.
std::string stopped_text(Session& session, const NewEvent& event);
/// The minutes that count, as lines under a headline. Requires: each event has some.
std::string sessions_text(Session& session, const std::vector<NewEvent>& ended);

}  // namespace cairn
