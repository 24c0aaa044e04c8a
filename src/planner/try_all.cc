// Every way to take the choices of a core that has few of them.
#include <algorithm>
#include <utility>
#include <vector>

#include "planner/core.h"
#include "planner/incumbent.h"

namespace cairn {
namespace {

bool is_choice(const Core& core, CoreNode n) { return core.threshold[n] < core.children(n).size(); }

class Ways {
 public:
  explicit Ways(const Core& core) : core_(core), in_(core.size(), 0) {
    taken_.reserve(core.size());
    for (CoreNode n = 0; n < core.size(); ++n) {
      if (is_choice(core, n)) choices_.push_back(n);
    }
  }

  Solution run() {
    for (const CoreNode goal : core_.goals) take(goal);
    decide();
    return {std::move(best_.skills), best_.cost, best_.cost};
  }

 private:
  // With all that it cannot do without.
  void take(CoreNode node) {
    const auto add = [&](CoreNode n) {
      if (std::exchange(in_[n], std::uint8_t{1}) != 0) return;
      taken_.push_back(n);
      cost_ += core_.cost[n];
    };
    std::size_t next = taken_.size();
    add(node);
    for (; next < taken_.size(); ++next) {
      if (is_choice(core_, taken_[next])) continue;
      for (const CoreNode child : core_.children(taken_[next])) add(child);
    }
  }

  void take_back(std::size_t to) {
    for (; taken_.size() > to; taken_.pop_back()) {
      in_[taken_.back()] = 0;
      cost_ -= core_.cost[taken_.back()];
    }
  }

  bool lacks(CoreNode choice) const {
    std::uint32_t held = 0;
    for (const CoreNode child : core_.children(choice)) held += in_[child];
    return held < core_.threshold[choice];
  }

  // Tries each member for the first choice that lacks one. No deeper than there are members to take
  // on one way, which is a handful.
  void decide() {
    if (cost_ >= best_.cost) return;
    const auto open = std::find_if(choices_.begin(), choices_.end(),
                                   [&](CoreNode n) { return in_[n] != 0 && lacks(n); });
    if (open == choices_.end()) {
      std::vector<CoreNode> skills;
      for (const CoreNode n : taken_) {
        if (core_.cost[n] > 0) skills.push_back(n);
      }
      best_.offer(core_, std::move(skills));
      return;
    }
    const std::size_t before = taken_.size();
    for (const CoreNode member : core_.children(*open)) {
      if (in_[member] != 0) continue;
      take(member);
      decide();
      take_back(before);
    }
  }

  const Core& core_;
  std::vector<CoreNode> choices_;
  std::vector<std::uint8_t> in_;
  std::vector<CoreNode> taken_;
  Cost cost_ = 0;
  Incumbent best_;
};

}  // namespace

bool has_few_ways(const Core& core) {
  // A way takes each node once at most. Measured: about there the other methods catch up.
  constexpr std::size_t kMostSteps = std::size_t{1} << 18;
  if (!core.acyclic) return false;
  std::size_t steps = core.size();
  for (CoreNode n = 0; n < core.size(); ++n) {
    if (!is_choice(core, n)) continue;
    for (std::size_t k = 0; k < core.threshold[n] && steps <= kMostSteps; ++k) {
      steps *= core.children(n).size() - k;
    }
  }
  return steps <= kMostSteps;
}

Solution solve_by_trying(const Core& core) { return Ways(core).run(); }

}  // namespace cairn
