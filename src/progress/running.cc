#include "cairn/progress/running.h"

#include <algorithm>

namespace cairn {

std::vector<Running> running_sessions(const State& state, const Moment& now) {
  std::vector<Running> running;
  for (const auto& [id, record] : state.skills) {
    if (!record.running_since) continue;
    const Moment since = *record.running_since;
    const std::int64_t seconds = std::max<std::int64_t>(0, now.utc_seconds - since.utc_seconds);
    const Hours lasted = Hours::from_minutes(seconds / 60);
    running.push_back({id, since, lasted,
                       lasted > kLongestSession || since.day() < now.day() || record.overtaken});
  }
  // The ids are in order already.
  std::stable_sort(running.begin(), running.end(), [](const Running& a, const Running& b) {
    return a.since.utc_seconds > b.since.utc_seconds;
  });
  return running;
}

}  // namespace cairn
