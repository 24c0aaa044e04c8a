/// The ladder of levels as it stood before, from the cache and from earlier in this run.
/// Not for: plans (kept_courses.h).
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "cairn/planner/problem.h"
#include "cairn/planner/standing.h"
#include "cairn/workspace/cache.h"

namespace cairn {

class KeptStandings {
 public:
  explicit KeptStandings(Cache cache) : cache_(std::move(cache)) {}

  /// What level_standings() gives. At once where the same problem was asked before, in this run or
  /// another; from the last ones of this run where they tell it. It stays until the next call.
  const std::vector<LevelStanding>& of(const Problem& problem, const StopCheck& stop);

 private:
  struct Last {
    std::uint64_t number = 0;  ///< of the problem
    std::uint64_t graph = 0;   ///< the hash of its graph, which may be gone
    Problem problem;
    std::vector<LevelStanding> levels;
  };

  Cache cache_;
  std::optional<Last> last_;
};

}  // namespace cairn
