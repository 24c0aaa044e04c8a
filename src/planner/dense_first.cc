// What fits when the densest goes first: a set by its closures, a bound by single skills.
#include <algorithm>
#include <numeric>
#include <queue>
#include <utility>

#include "cairn/planner/fit.h"
#include "planner/knapsack.h"

namespace cairn {
namespace {

class DenseFirst {
 public:
  DenseFirst(const Knapsack& knapsack, std::span<const double> liking,
             std::span<const std::uint8_t> out)
      : knapsack_(knapsack),
        core_(knapsack.core),
        out_(out),
        price_(core_.size(), 0),
        have_(core_.size(), 0),
        seen_(core_.size(), 0) {
    for (CoreNode n = 0; n < knapsack.skills(); ++n) {
      price_[n] =
          static_cast<double>(knapsack.minutes[n]) * (liking.empty() ? 1 : 1.02 - liking[n]);
    }
  }

  KnapsackSet run(const StopCheck& stop);

 private:
  bool is_out(CoreNode n) const { return !out_.empty() && out_[n] != 0; }
  std::vector<std::uint32_t> settle() const;
  std::vector<CoreNode> closure_of(CoreNode target, const std::vector<std::uint32_t>& rank);
  std::vector<CoreNode> densest_closure(std::int64_t left);
  std::vector<CoreNode> by_density(const std::vector<std::uint32_t>& rank);

  struct Sum {
    std::int64_t weight = 0, minutes = 0;
    double cost = 0;

    double density() const { return static_cast<double>(weight) / std::max(1e-3, cost); }
  };
  Sum sum_of(const std::vector<CoreNode>& closure) const {
    Sum sum;
    for (const CoreNode n : closure) {
      sum.weight += knapsack_.weight[n];
      sum.minutes += knapsack_.minutes[n];
      sum.cost += price_[n];
    }
    return sum;
  }

  const Knapsack& knapsack_;
  const Core& core_;
  const std::span<const std::uint8_t> out_;
  // By node.
  std::vector<double> price_;
  std::vector<std::uint8_t> have_;
  std::vector<std::uint8_t> seen_;
};

// Additive values with what is had for nothing: the order in which nodes settle.
std::vector<std::uint32_t> DenseFirst::settle() const {
  std::vector<double> sum(core_.size(), 0);
  std::vector<std::uint32_t> missing = core_.threshold, rank(core_.size(), kNoSkill);
  using Entry = std::pair<double, CoreNode>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  const auto supported = [&](CoreNode n) {
    if (!is_out(n)) queue.emplace(sum[n] + (have_[n] != 0 ? 0 : price_[n]), n);
  };
  for (CoreNode n = 0; n < core_.size(); ++n) {
    if (have_[n] != 0) {
      queue.emplace(0, n);
    } else if (missing[n] == 0) {
      supported(n);
    }
  }
  std::uint32_t clock = 0;
  while (!queue.empty()) {
    const auto [at, n] = queue.top();
    queue.pop();
    if (rank[n] != kNoSkill) continue;
    rank[n] = clock++;
    for (const CoreNode user : core_.users(n)) {
      if (missing[user] == 0) continue;
      sum[user] += at;
      if (--missing[user] == 0 && have_[user] == 0) supported(user);
    }
  }
  return rank;
}

// The target with what it rests on that is not had, each node with what settled first.
std::vector<CoreNode> DenseFirst::closure_of(CoreNode target,
                                             const std::vector<std::uint32_t>& rank) {
  std::vector<CoreNode> closure, stack = {target}, support, seen = {target};
  seen_[target] = 1;
  while (!stack.empty()) {
    const CoreNode n = stack.back();
    stack.pop_back();
    if (knapsack_.is_skill(n)) {
      if (have_[n] != 0) continue;
      closure.push_back(n);
    }
    support.assign(core_.children(n).begin(), core_.children(n).end());
    std::stable_sort(support.begin(), support.end(),
                     [&](CoreNode a, CoreNode b) { return rank[a] < rank[b]; });
    for (std::uint32_t k = 0; k < core_.threshold[n]; ++k) {
      if (std::exchange(seen_[support[k]], std::uint8_t{1}) != 0) continue;
      seen.push_back(support[k]);
      stack.push_back(support[k]);
    }
  }
  for (const CoreNode n : seen) seen_[n] = 0;
  return closure;
}

// Of the closures that take no more than `left` minutes; empty: none of any weight does.
std::vector<CoreNode> DenseFirst::densest_closure(std::int64_t left) {
  const std::vector<std::uint32_t> rank = settle();
  double best = -1;
  std::vector<CoreNode> chosen;
  for (CoreNode target = 0; target < knapsack_.skills(); ++target) {
    if (have_[target] != 0 || rank[target] == kNoSkill || is_out(target)) continue;
    std::vector<CoreNode> closure = closure_of(target, rank);
    const Sum sum = sum_of(closure);
    if (sum.minutes > left || sum.weight == 0 || sum.density() <= best) continue;
    best = sum.density();
    chosen = std::move(closure);
  }
  return chosen;
}

// Targets that have a closure, by its density.
std::vector<CoreNode> DenseFirst::by_density(const std::vector<std::uint32_t>& rank) {
  std::vector<std::pair<double, CoreNode>> dense;
  for (CoreNode target = 0; target < knapsack_.skills(); ++target) {
    if (have_[target] != 0 || rank[target] == kNoSkill || is_out(target)) continue;
    dense.emplace_back(-sum_of(closure_of(target, rank)).density(), target);
  }
  std::sort(dense.begin(), dense.end());
  std::vector<CoreNode> targets;
  targets.reserve(dense.size());
  for (const auto& [falling, target] : dense) targets.push_back(target);
  return targets;
}

KnapsackSet DenseFirst::run(const StopCheck& stop) {
  KnapsackSet made{{}, 0, 0};
  std::int64_t left = knapsack_.budget;
  constexpr std::size_t kMostClosures = 64;
  const std::size_t rounds =
      knapsack_.skills() <= kMostExactFit ? knapsack_.skills() : kMostClosures;
  const auto take = [&](const std::vector<CoreNode>& chosen) {
    for (const CoreNode n : chosen) {
      have_[n] = 1;
      left -= knapsack_.minutes[n];
      made.weight += knapsack_.weight[n];
      made.skills.push_back(n);
    }
  };
  for (std::size_t round = 0; round < rounds; ++round) {
    if (stop && stop()) return made;
    const std::vector<CoreNode> chosen = densest_closure(left);
    if (chosen.empty()) return made;
    take(chosen);
  }
  // What follows is ranked once a pass, not for each.
  for (bool taken = true; taken;) {
    taken = false;
    const std::vector<std::uint32_t> rank = settle();
    for (const CoreNode target : by_density(rank)) {
      if (stop && stop()) return made;
      if (have_[target] != 0) continue;
      const std::vector<CoreNode> closure = closure_of(target, rank);
      const Sum sum = sum_of(closure);
      if (sum.minutes > left || sum.weight == 0) continue;
      take(closure);
      taken = true;
    }
  }
  return made;
}

}  // namespace

KnapsackSet pack_dense_first(const Knapsack& knapsack, std::span<const double> liking,
                             std::span<const std::uint8_t> out, const StopCheck& stop) {
  return DenseFirst(knapsack, liking, out).run(stop);
}

std::int64_t fractional_weight(const Knapsack& knapsack) {
  const auto& weight = knapsack.weight;
  const auto& minutes = knapsack.minutes;
  std::vector<CoreNode> by_density(knapsack.skills());
  std::iota(by_density.begin(), by_density.end(), 0);
  std::sort(by_density.begin(), by_density.end(), [&](CoreNode a, CoreNode b) {
    const std::int64_t x = weight[a] * minutes[b], y = weight[b] * minutes[a];
    return x != y ? x > y : a < b;
  });
  std::int64_t left = knapsack.budget, sum = 0;
  for (const CoreNode n : by_density) {
    if (minutes[n] > left) {
      sum += weight[n] * left / minutes[n];
      break;
    }
    left -= minutes[n];
    sum += weight[n];
  }
  return sum;
}

}  // namespace cairn
