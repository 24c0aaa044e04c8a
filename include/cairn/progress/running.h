/// Sessions of study that were started and not stopped: since when, for how long, and whether
/// somebody is likely to sit there still.
/// Not for: what a session counted once it was stopped (state.h).
#pragma once

#include <vector>

#include "cairn/base/date.h"
#include "cairn/base/hours.h"
#include "cairn/base/ids.h"
#include "cairn/progress/state.h"

namespace cairn {

struct Running {
  SkillId id;  ///< as it was recorded
  Moment since;
  Hours lasted;            ///< whole minutes, none where the clock was set back
  bool forgotten = false;  ///< too long to be counted without asking

  friend bool operator==(const Running&, const Running&) = default;
};

/// Longer than this nobody sits without a break.
inline constexpr Hours kLongestSession = Hours::whole(4);

/// All that run, the latest started first, ties by id. Forgotten is one that has run for more than
/// kLongestSession, past midnight, or on while another was started. O(n).
std::vector<Running> running_sessions(const State& state, const Moment& now);

}  // namespace cairn
