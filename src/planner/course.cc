#include "cairn/planner/course.h"

#include <span>
#include <type_traits>
#include <utility>

#include "cairn/base/packed.h"
#include "planner/edition.h"
#include "planner/numbers.h"

namespace cairn {
namespace {

template <class T>
requires std::is_trivially_copyable_v<T> std::uint64_t mix(std::uint64_t hash,
                                                           const std::vector<T>& values) {
  // The number of values keeps two lists apart from the same values cut elsewhere.
  const std::uint64_t size = values.size();
  hash = hash_of(std::as_bytes(std::span(&size, 1)), hash);
  return hash_of(std::as_bytes(std::span(values)), hash);
}

// The fields in one order for both ways.
template <class Course, class Visit>
void visit_fields(Course& course, Visit&& visit) {
  visit(course.plan.skills);
  visit(course.plan.cost);
  visit(course.plan.lower_bound);
  visit(course.order.steps);
  visit(course.order.weighted_minutes);
  visit(course.order.lower_bound);
}

template <class Stage, class Visit>
void visit_stage(Stage& stage, Visit&& visit) {
  visit(stage.level);
  visit(stage.begin);
  visit(stage.end);
}

template <class Choice, class Visit>
void visit_choice(Choice& choice, Visit&& visit) {
  visit(choice.gate);
  visit(choice.why.taken);
  visit(choice.why.over);
  visit(choice.why.saved);
  visit(choice.why.members);
  visit(choice.why.settled_by);
  visit(choice.carries);
}

}  // namespace

Course chart(const Problem& problem, const Plan& plan, const StopCheck& stop) {
  Course course{plan, order_plan(problem, plan.skills, stop), find_choices(problem, plan, stop)};
  course.whole = plan.optimal() && (!stop || !stop());
  return course;
}

std::uint64_t hash_of(const Problem& problem) {
  std::uint64_t hash = hash_of(problem.graph->block().bytes, planner_edition());
  hash = mix(hash, problem.cost);
  hash = mix(hash, problem.weight);
  hash = mix(hash, problem.known);
  hash = mix(hash, problem.goals);
  hash = mix(hash, problem.chosen);
  hash = mix(hash, problem.avoided);
  hash = mix(hash, problem.preferences);
  return mix(hash, problem.whole);
}

std::string write_course(const Course& course, std::uint64_t problem) {
  NumberWriter writer;
  const auto put = [&](const auto& field) { writer.put(field); };
  visit_fields(course, put);
  writer.put(course.order.stages.size());
  for (const Stage& stage : course.order.stages) visit_stage(stage, put);
  writer.put(course.choices.size());
  for (const Choice& choice : course.choices) visit_choice(choice, put);
  return seal(writer.numbers(), problem);
}

std::optional<Course> read_course(std::string_view bytes, std::uint64_t problem) {
  const auto numbers = unseal(bytes, problem);
  if (!numbers) return std::nullopt;
  NumberReader reader(*numbers);
  const auto get = [&](auto& field) { reader.get(field); };
  Course course;
  visit_fields(course, get);
  std::size_t count = 0;
  reader.get(count);
  for (std::size_t i = 0; i < count && i < numbers->size(); ++i) {
    visit_stage(course.order.stages.emplace_back(), get);
  }
  reader.get(count);
  for (std::size_t i = 0; i < count && i < numbers->size(); ++i) {
    visit_choice(course.choices.emplace_back(), get);
  }
  if (!reader.is_done()) return std::nullopt;
  course.whole = true;
  return course;
}

}  // namespace cairn
