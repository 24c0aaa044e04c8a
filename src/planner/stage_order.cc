#include "planner/stage_order.h"

#include <algorithm>
#include <bit>
#include <queue>
#include <utility>

#include "cairn/planner/order.h"
#include "planner/best_sequence.h"
#include "planner/closures.h"
#include "planner/sidney.h"

namespace cairn {
namespace {

using Steps = std::vector<std::uint32_t>;  // positions among the stage's skills

class Sorter {
 public:
  Sorter(const Problem& problem, const Flags& have, std::vector<SkillIndex> skills,
         const StopCheck& stop)
      : problem_(problem), have_(have), skills_(std::move(skills)), stop_(stop) {
    // In tie-break order.
    std::sort(skills_.begin(), skills_.end(), [&](SkillIndex a, SkillIndex b) {
      const Hours ca = problem.cost[value(a)], cb = problem.cost[value(b)];
      return ca != cb ? ca < cb : a < b;
    });
    weight_.reserve(skills_.size());
    minutes_.reserve(skills_.size());
    for (const SkillIndex skill : skills_) {
      weight_.push_back(problem.weight[value(skill)]);
      minutes_.push_back(problem.cost[value(skill)].minutes());
    }
  }

  StageOrder run() {
    core_ = plan_core(*problem_.graph, have_, skills_);
    if (skills_.size() > kMostClosureSteps || core_.size() > Landmarks::kMostExact ||
        (stop_ && stop_())) {
      return named(by_own_payoff(), bound_without_needs());
    }
    const Landmarks landmarks(core_, stop_);
    if (!landmarks.complete()) return named(by_own_payoff(), bound_without_needs());
    Jobs jobs(skills_.size());
    jobs.weight = weight_;
    jobs.minutes = minutes_;
    // The steps are the core's first nodes.
    for (std::uint32_t x = 0; x < skills_.size(); ++x) {
      landmarks.for_each(x, [&](CoreNode z) {
        if (z != x && z < skills_.size()) jobs.put_before(z, x);
      });
    }
    Sequence sequence = sequence_jobs(jobs, stop_);
    bool choices = false;
    for (CoreNode n = 0; n < core_.size(); ++n) {
      choices =
          choices || (core_.threshold[n] > 0 && core_.threshold[n] < core_.children(n).size());
    }
    if (!choices) {
      if (sequence.value > sequence.lower_bound) improve(sequence.jobs);
      return named(sequence.jobs, sequence.lower_bound);
    }
    // Alternatives survive inside the plan: the poset's bound holds, its sequence need not.
    Steps best = by_priority(sequence.jobs);
    if (cost(best) == sequence.lower_bound) return named(best, sequence.lower_bound);
    if (skills_.size() <= kMostExactSteps) {
      const auto exact = best_by_states();
      if (!exact.empty()) return named(exact, cost(exact));
    }
    improve(best);
    if (cost(best) == sequence.lower_bound || (stop_ && stop_())) {
      return named(best, sequence.lower_bound);
    }
    Steps other = by_closure();
    improve(other);
    return named(cost(other) < cost(best) ? other : best, sequence.lower_bound);
  }

 private:
  static constexpr std::size_t kMostExactSteps = 20;

  StageOrder named(const Steps& steps, std::int64_t bound) const {
    StageOrder order{{}, std::min(bound, cost(steps))};
    for (const std::uint32_t s : steps) order.steps.push_back(skills_[s]);
    return order;
  }

  std::int64_t cost(const Steps& steps) const {
    std::int64_t time = 0, sum = 0;
    for (const std::uint32_t s : steps) {
      time += minutes_[s];
      sum += weight_[s] * time;
    }
    return sum;
  }

  // The best order if nothing needed anything (Smith 1956).
  std::int64_t bound_without_needs() const {
    Steps steps(skills_.size());
    for (std::uint32_t s = 0; s < steps.size(); ++s) steps[s] = s;
    std::stable_sort(steps.begin(), steps.end(), [&](std::uint32_t a, std::uint32_t b) {
      return weight_[a] * minutes_[b] > weight_[b] * minutes_[a];
    });
    return cost(steps);
  }

  // Which nodes come to hold, step by step: calls `opened(step)` when a step's needs are met.
  class Walk {
   public:
    explicit Walk(const Core& core) : core_(&core), missing_(core.threshold) {}
    template <class Opened>
    void begin(std::size_t steps, Opened&& opened) {
      steps_ = steps;
      for (CoreNode n = 0; n < core_->size(); ++n) {
        if (missing_[n] == 0) met(n, opened);
      }
      spread(opened);
    }
    template <class Opened>
    void learn(CoreNode step, Opened&& opened) {
      queue_.push_back(step);
      spread(opened);
    }

   private:
    template <class Opened>
    void met(CoreNode n, Opened&& opened) {
      if (n < steps_) {
        opened(n);
      } else {
        queue_.push_back(n);
      }
    }
    template <class Opened>
    void spread(Opened&& opened) {
      while (!queue_.empty()) {
        const CoreNode n = queue_.back();
        queue_.pop_back();
        for (const CoreNode user : core_->users(n)) {
          if (missing_[user] != 0 && --missing_[user] == 0) met(user, opened);
        }
      }
    }
    const Core* core_;
    std::vector<std::uint32_t> missing_;
    std::vector<CoreNode> queue_;
    std::size_t steps_ = 0;
  };

  // Always the first in `rank` of what is open.
  template <class Before>
  Steps first_open(Before&& later) const {
    std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, Before> ready(later);
    const auto opened = [&](CoreNode n) { ready.push(n); };
    Walk walk(core_);
    walk.begin(skills_.size(), opened);
    Steps steps;
    while (!ready.empty()) {
      const std::uint32_t s = ready.top();
      ready.pop();
      steps.push_back(s);
      walk.learn(s, opened);
    }
    return steps;
  }

  Steps by_own_payoff() const {
    const auto later = [this](std::uint32_t a, std::uint32_t b) {
      const std::int64_t pa = weight_[a] * std::max<std::int64_t>(1, minutes_[b]);
      const std::int64_t pb = weight_[b] * std::max<std::int64_t>(1, minutes_[a]);
      return pa != pb ? pa < pb : a > b;
    };
    return first_open(later);
  }

  Steps by_priority(const Steps& order) const {
    Steps rank(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
    return first_open([&](std::uint32_t a, std::uint32_t b) { return rank[a] > rank[b]; });
  }

  // Exact, whatever alternatives there are; empty where that takes too many states.
  Steps best_by_states() const {
    std::uint64_t open = 0;
    const auto note = [&](CoreNode n) { open |= std::uint64_t{1} << n; };
    Walk start(core_), walk(core_);
    start.begin(skills_.size(), note);
    const std::uint64_t first = open;
    const auto opened = [&](std::uint64_t done, std::uint8_t /*last*/) {
      walk = start;  // keeps its memory
      open = 0;
      for (std::uint64_t rest = done; rest != 0; rest &= rest - 1) {
        walk.learn(static_cast<CoreNode>(std::countr_zero(rest)), note);
      }
      return open;
    };
    return best_sequence(weight_, minutes_, first, opened, kMostStatesSmall, stop_);
  }

  // The densest closure first; inside it the same rule, on fewer skills each time.
  Steps by_closure() const {
    const auto better = [](const Closure& a, const Closure& b) {
      if (a.payoff() != b.payoff()) return a.payoff() > b.payoff();
      if (a.cost != b.cost) return a.cost < b.cost;
      return a.target < b.target;
    };
    Flags have = have_;
    ClosureFinder finder(problem_);
    Steps steps;
    std::vector<std::uint32_t> position(have.size(), 0);
    for (std::uint32_t s = 0; s < skills_.size(); ++s) position[value(skills_[s])] = s;
    std::vector<std::vector<SkillIndex>> tasks = {skills_};
    while (!tasks.empty()) {
      std::vector<SkillIndex>& task = tasks.back();
      std::erase_if(task, [&](SkillIndex s) { return have[value(s)] != 0; });
      if (task.empty()) {
        tasks.pop_back();
        continue;
      }
      const std::vector<Closure> all = finder.find(have, task);
      const Closure& best = *std::min_element(all.begin(), all.end(), better);
      if (best.skills.size() == 1) {
        have[value(best.target)] = 1;
        steps.push_back(position[value(best.target)]);
        continue;
      }
      // The target comes last in its closure; what leads to it is put in order by itself.
      tasks.push_back({best.target});
      tasks.push_back({best.skills.begin(), best.skills.end() - 1});
    }
    return steps;
  }

  // Moves steps forward while that pays. Learning one earlier never stands in another's way, so a
  // move is sound when the step's own needs are met there.
  void improve(Steps& steps) const {
    const std::size_t n = steps.size();
    std::vector<std::size_t> open_at(n);
    for (std::size_t moves = 0; moves < 4 * n; ++moves) {
      if (stop_ && stop_()) return;
      std::size_t done = 0;
      const auto opened = [&](CoreNode s) { open_at[s] = done; };
      Walk walk(core_);
      walk.begin(n, opened);
      for (const std::uint32_t s : steps) {
        ++done;
        walk.learn(s, opened);
      }
      std::int64_t best = 0;
      std::size_t from = 0, to = 0;
      for (std::size_t i = 1; i < n; ++i) {
        const std::uint32_t s = steps[i];
        std::int64_t weight = 0, minutes = 0;
        for (std::size_t k = i; k-- > open_at[s];) {
          weight += weight_[steps[k]];
          minutes += minutes_[steps[k]];
          const std::int64_t change = minutes_[s] * weight - weight_[s] * minutes;
          if (change < best) {
            best = change;
            from = i;
            to = k;
          }
        }
      }
      if (best == 0) return;
      std::rotate(steps.begin() + static_cast<std::ptrdiff_t>(to),
                  steps.begin() + static_cast<std::ptrdiff_t>(from),
                  steps.begin() + static_cast<std::ptrdiff_t>(from) + 1);
    }
  }

  const Problem& problem_;
  const Flags& have_;
  std::vector<SkillIndex> skills_;
  const StopCheck& stop_;
  std::vector<std::int64_t> weight_, minutes_;
  Core core_;
};

}  // namespace

StageOrder order_stage(const Problem& problem, const Flags& have, std::vector<SkillIndex> skills,
                       const StopCheck& stop) {
  return Sorter(problem, have, std::move(skills), stop).run();
}

}  // namespace cairn
