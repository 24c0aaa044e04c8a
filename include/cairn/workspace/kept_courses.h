/// Plans that were proven before, from the cache: the same problem is not solved twice.
/// Not for: dates and reasons (planner/roadmap.h), which are made anew every time.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>

#include "cairn/planner/course.h"
#include "cairn/planner/problem.h"
#include "cairn/planner/select.h"
#include "cairn/workspace/cache.h"

namespace cairn {

class KeptCourses {
 public:
  explicit KeptCourses(Cache cache) : cache_(std::move(cache)) {}

  /// What select() gives; at once where the same problem was charted to its end before.
  Selection selection(const Problem& problem, const StopCheck& stop);
  /// The course of `plan`. Kept where the plan is what selection() gave last and nothing was cut
  /// short. It stays until the next call.
  const Course& course(const Problem& problem, const Plan& plan, const StopCheck& stop);

 private:
  struct Selected {
    std::uint64_t problem = 0;
    Plan plan;
    std::optional<Course> course;
  };

  Cache cache_;
  std::optional<Selected> selected_;
  std::optional<Course> other_;  ///< of a plan that was not selected
};

}  // namespace cairn
