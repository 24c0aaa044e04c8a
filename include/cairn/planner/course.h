/// What the search found, without dates: the plan, its order, its choices. This is what takes the
/// time, and what depends on the problem alone.
/// Not for: dates and reasons (roadmap.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/planner/choice.h"
#include "cairn/planner/order.h"
#include "cairn/planner/problem.h"
#include "cairn/planner/select.h"

namespace cairn {

struct Course {
  Plan plan;
  Order order;
  std::vector<Choice> choices;
  bool whole = false;  ///< nothing was cut short, so the same problem has the same course again
};

/// Orders the plan and finds its choices.
Course chart(const Problem& problem, const Plan& plan, const StopCheck& stop = {});

/// A number for the problem, all of it, and for this planner: two problems of one number have, as
/// near as 64 bits tell (XXH3), the same course. O(size).
std::uint64_t hash_of(const Problem& problem);

/// The course as bytes, and back; nothing where the bytes are damaged or were made for another
/// problem or by another planner.
std::string write_course(const Course& course, std::uint64_t problem);
std::optional<Course> read_course(std::string_view bytes, std::uint64_t problem);

}  // namespace cairn
