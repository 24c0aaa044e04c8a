#include "cairn/workspace/kept_courses.h"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <variant>

namespace cairn {
namespace {

std::string name_of(std::uint64_t problem) { return fmt::format("plan-{:016x}", problem); }

}  // namespace

Selection KeptCourses::selection(const Problem& problem, const StopCheck& stop) {
  const std::uint64_t number = hash_of(problem);
  if (selected_ && selected_->problem == number && selected_->course) return selected_->plan;
  if (const auto bytes = cache_.get(name_of(number))) {
    if (auto course = read_course(*bytes, number)) {
      Plan plan = course->plan;
      return selected_.emplace(Selected{number, std::move(plan), std::move(course)}).plan;
    }
  }
  Selection selection = select(problem, stop);
  if (const Plan* plan = std::get_if<Plan>(&selection)) {
    selected_ = Selected{number, *plan, std::nullopt};
  }
  return selection;
}

const Course& KeptCourses::course(const Problem& problem, const Plan& plan, const StopCheck& stop) {
  const std::uint64_t number = hash_of(problem);
  const bool is_selected =
      selected_ && selected_->problem == number && selected_->plan.skills == plan.skills;
  if (!is_selected) return other_.emplace(chart(problem, plan, stop));
  if (!selected_->course) {
    selected_->course = chart(problem, plan, stop);
    if (selected_->course->whole) {
      cache_.put(name_of(number), write_course(*selected_->course, number));
    }
  }
  return *selected_->course;
}

}  // namespace cairn
