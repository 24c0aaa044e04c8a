#include <algorithm>
#include <queue>
#include <utility>

#include "planner/core.h"

namespace cairn {
namespace {

class LmCut {
 public:
  LmCut(const Core& core, const SearchState& state)
      : core_(core), cost_(state.cost), banned_(state.banned), goals_(state.goals) {}

  Bound run(Cost enough, const StopCheck& stop) {
    Bound bound;
    for (;;) {
      compute_hmax();
      const CoreNode goal =
          *std::max_element(goals_.begin(), goals_.end(),
                            [&](CoreNode a, CoreNode b) { return hmax_[a] < hmax_[b]; });
      if (hmax_[goal] >= kInfinite) return {kInfinite, {}};
      if (hmax_[goal] == 0 || bound.value >= enough || (stop && stop())) return bound;
      Cut cut = find_cut(goal);
      for (const CoreNode n : cut.skills) cost_[n] -= cut.cost;
      bound.value += cut.cost;
      bound.cuts.push_back(std::move(cut));
    }
  }

 private:
  // Values settle in ascending order (Knuth 1977), so the threshold-th child to settle is the
  // threshold-th smallest.
  void compute_hmax() {
    const std::size_t n = core_.size();
    hmax_.assign(n, kInfinite);
    missing_ = core_.threshold;
    using Entry = std::pair<Cost, CoreNode>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    const auto supported = [&](CoreNode node, Cost at) {
      if (banned_[node] == 0) queue.emplace(at + cost_[node], node);
    };
    for (CoreNode node = 0; node < n; ++node) {
      if (missing_[node] == 0) supported(node, 0);
    }
    while (!queue.empty()) {
      const auto [at, node] = queue.top();
      queue.pop();
      if (hmax_[node] < kInfinite) continue;
      hmax_[node] = at;
      for (const CoreNode user : core_.users(node)) {
        if (missing_[user] != 0 && --missing_[user] == 0) supported(user, at);
      }
    }
  }

  // The zone is what a goal can be reached from at no further cost; the cut is the priced skills at
  // its border that can be reached from outside it.
  Cut find_cut(CoreNode goal) {
    const std::size_t n = core_.size();
    zone_.assign(n, 0);
    std::vector<CoreNode> stack = {goal};
    std::vector<CoreNode> border, by_value;
    zone_[goal] = 1;
    while (!stack.empty()) {
      const CoreNode node = stack.back();
      stack.pop_back();
      if (cost_[node] > 0) {
        border.push_back(node);
        continue;
      }
      const auto children = core_.children(node);
      const std::size_t take = children.size() - core_.threshold[node] + 1;
      if (core_.threshold[node] == 0) continue;
      by_value.assign(children.begin(), children.end());
      std::stable_sort(by_value.begin(), by_value.end(),
                       [&](CoreNode a, CoreNode b) { return hmax_[a] > hmax_[b]; });
      for (std::size_t i = 0; i < take; ++i) {
        if (zone_[by_value[i]] != 0) continue;
        zone_[by_value[i]] = 1;
        stack.push_back(by_value[i]);
      }
    }
    missing_ = core_.threshold;
    reached_.clear();
    const auto supported = [&](CoreNode node) {
      if (banned_[node] == 0 && zone_[node] == 0) reached_.push_back(node);
    };
    for (CoreNode node = 0; node < n; ++node) {
      if (missing_[node] == 0) supported(node);
    }
    for (std::size_t next = 0; next < reached_.size(); ++next) {
      for (const CoreNode user : core_.users(reached_[next])) {
        if (missing_[user] != 0 && --missing_[user] == 0) supported(user);
      }
    }
    Cut cut;
    cut.cost = kInfinite;
    std::sort(border.begin(), border.end());
    for (const CoreNode node : border) {
      if (missing_[node] != 0 || banned_[node] != 0) continue;
      cut.skills.push_back(node);
      cut.cost = std::min(cut.cost, cost_[node]);
    }
    return cut;
  }

  const Core& core_;
  std::vector<Cost> cost_;
  const std::vector<std::uint8_t>& banned_;
  const std::vector<CoreNode>& goals_;
  std::vector<Cost> hmax_;
  std::vector<std::uint32_t> missing_;
  std::vector<std::uint8_t> zone_;
  std::vector<CoreNode> reached_;
};

}  // namespace

Bound lm_cut(const Core& core, const SearchState& state, Cost enough, const StopCheck& stop) {
  if (state.goals.empty()) return {};
  return LmCut(core, state).run(enough, stop);
}

}  // namespace cairn
