#include "planner/soft_order.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace cairn {
namespace {

constexpr std::size_t kElsewhere = std::numeric_limits<std::size_t>::max();

class Rearranger {
 public:
  Rearranger(const Problem& problem, const Flags& have, std::vector<SkillIndex>& steps)
      : problem_(problem), have_(have), steps_(steps), position_(have.size(), kElsewhere) {
    note_positions();
    for (const Preference& wish : problem.preferences) {
      if (at(wish.earlier) != kElsewhere && at(wish.later) != kElsewhere) wishes_.push_back(wish);
    }
  }

  void run() {
    // Each turn meets one more preference than the one before, so there are no more turns than
    // preferences.
    while (std::any_of(wishes_.begin(), wishes_.end(),
                       [this](const Preference& wish) { return unmet(wish) && meet(wish); })) {
    }
  }

 private:
  std::size_t at(SkillIndex skill) const { return position_[value(skill)]; }
  bool unmet(const Preference& wish) const { return at(wish.later) < at(wish.earlier); }
  std::ptrdiff_t count_unmet() const {
    return std::count_if(wishes_.begin(), wishes_.end(),
                         [this](const Preference& wish) { return unmet(wish); });
  }

  void note_positions() {
    for (std::size_t i = 0; i < steps_.size(); ++i) position_[value(steps_[i])] = i;
  }

  // Swaps the stretch that begins with the step that should come later with the one that ends with
  // the other, for a place between them where that changes nothing in the sum.
  bool meet(const Preference& wish) {
    const std::size_t from = at(wish.later), to = at(wish.earlier) + 1;
    const std::ptrdiff_t before = count_unmet();
    std::int64_t weight = 0, minutes = 0;
    for (std::size_t i = from; i < to; ++i) {
      weight += problem_.weight[value(steps_[i])];
      minutes += problem_.cost[value(steps_[i])].minutes();
    }
    std::int64_t first_weight = 0, first_minutes = 0;
    for (std::size_t middle = from + 1; middle < to; ++middle) {
      const SkillIndex last = steps_[middle - 1];
      first_weight += problem_.weight[value(last)];
      first_minutes += problem_.cost[value(last)].minutes();
      if (first_weight * (minutes - first_minutes) != (weight - first_weight) * first_minutes) {
        continue;
      }
      const std::vector<SkillIndex> kept = steps_;
      std::rotate(place(from), place(middle), place(to));
      note_positions();
      if (count_unmet() < before && is_learnable_order(*problem_.graph, have_, steps_)) return true;
      steps_ = kept;
      note_positions();
    }
    return false;
  }

  std::vector<SkillIndex>::iterator place(std::size_t i) {
    return steps_.begin() + static_cast<std::ptrdiff_t>(i);
  }

  const Problem& problem_;
  const Flags& have_;
  std::vector<SkillIndex>& steps_;
  std::vector<std::size_t> position_;  // by skill
  std::vector<Preference> wishes_;     // those within the stage
};

}  // namespace

void honour_preferences(const Problem& problem, const Flags& have, std::vector<SkillIndex>& steps) {
  if (!problem.preferences.empty()) Rearranger(problem, have, steps).run();
}

}  // namespace cairn
