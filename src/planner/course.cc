#include "cairn/planner/course.h"

#include <array>
#include <cstring>
#include <span>
#include <type_traits>
#include <utility>

#include "cairn/base/packed.h"
#include "planner/edition.h"

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

// Numbers one after the other; what is read past the end is 0, and known to be wrong.
class Writer {
 public:
  void put(std::int64_t number) { numbers_.push_back(number); }
  template <class Index>
  requires std::is_enum_v<Index>
  void put(Index index) { put(std::int64_t{value(index)}); }
  void put(Hours hours) { put(hours.minutes()); }
  void put(bool yes) { put(std::int64_t{yes ? 1 : 0}); }
  void put(std::size_t number) { put(static_cast<std::int64_t>(number)); }
  template <class T>
  void put(const std::optional<T>& maybe) {
    put(maybe.has_value());
    if (maybe) put(*maybe);
  }
  template <class T>
  void put(const std::vector<T>& list) {
    put(list.size());
    for (const T& item : list) put(item);
  }

  const std::vector<std::int64_t>& numbers() const { return numbers_; }

 private:
  std::vector<std::int64_t> numbers_;
};

class Reader {
 public:
  explicit Reader(std::span<const std::int64_t> numbers) : numbers_(numbers) {}

  void get(std::int64_t& number) {
    whole_ = whole_ && at_ < numbers_.size();
    number = whole_ ? numbers_[at_++] : 0;
  }
  template <class Index>
  requires std::is_enum_v<Index>
  void get(Index& index) { index = Index{static_cast<std::uint32_t>(next())}; }
  void get(Hours& hours) { hours = Hours::from_minutes(next()); }
  void get(std::size_t& number) { number = static_cast<std::size_t>(next()); }
  template <class T>
  void get(std::optional<T>& maybe) {
    if (next() != 0) get(maybe.emplace());
  }
  template <class T>
  void get(std::vector<T>& list) {
    const auto size = static_cast<std::size_t>(next());
    whole_ = whole_ && size <= numbers_.size();
    for (std::size_t i = 0; whole_ && i < size; ++i) get(list.emplace_back());
  }
  bool is_done() const { return whole_ && at_ == numbers_.size(); }

 private:
  std::int64_t next() {
    std::int64_t number = 0;
    get(number);
    return number;
  }

  std::span<const std::int64_t> numbers_;
  std::size_t at_ = 0;
  bool whole_ = true;
};

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

// What precedes the numbers.
struct Head {
  std::uint64_t problem = 0;
  std::uint64_t checksum = 0;  // of the numbers
};

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
  Writer writer;
  const auto put = [&](const auto& field) { writer.put(field); };
  visit_fields(course, put);
  writer.put(course.order.stages.size());
  for (const Stage& stage : course.order.stages) visit_stage(stage, put);
  writer.put(course.choices.size());
  for (const Choice& choice : course.choices) visit_choice(choice, put);
  const auto numbers = std::as_bytes(std::span(writer.numbers()));
  const Head head{problem, hash_of(numbers, problem)};
  std::string bytes(sizeof head + numbers.size(), '\0');
  std::memcpy(bytes.data(), &head, sizeof head);
  std::memcpy(bytes.data() + sizeof head, numbers.data(), numbers.size());
  return bytes;
}

std::optional<Course> read_course(std::string_view bytes, std::uint64_t problem) {
  Head head;
  if (bytes.size() < sizeof head || (bytes.size() - sizeof head) % sizeof(std::int64_t) != 0) {
    return std::nullopt;
  }
  std::memcpy(&head, bytes.data(), sizeof head);
  std::vector<std::int64_t> numbers((bytes.size() - sizeof head) / sizeof(std::int64_t));
  if (numbers.empty()) return std::nullopt;
  std::memcpy(numbers.data(), bytes.data() + sizeof head, bytes.size() - sizeof head);
  if (head.problem != problem ||
      head.checksum != hash_of(std::as_bytes(std::span(numbers)), problem)) {
    return std::nullopt;
  }
  Reader reader(numbers);
  const auto get = [&](auto& field) { reader.get(field); };
  Course course;
  visit_fields(course, get);
  std::size_t count = 0;
  reader.get(count);
  for (std::size_t i = 0; i < count && i < numbers.size(); ++i) {
    visit_stage(course.order.stages.emplace_back(), get);
  }
  reader.get(count);
  for (std::size_t i = 0; i < count && i < numbers.size(); ++i) {
    visit_choice(course.choices.emplace_back(), get);
  }
  if (!reader.is_done()) return std::nullopt;
  course.whole = true;
  return course;
}

}  // namespace cairn
