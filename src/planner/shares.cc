#include "planner/shares.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace cairn {
namespace {

// x to the power of 1 / 2^doublings, by its exponent: near enough for a direction to go.
float root(float x, int doublings) {
  constexpr auto kOne = std::bit_cast<std::uint32_t>(1.0F);
  const auto bits = std::bit_cast<std::uint32_t>(x);
  return std::bit_cast<float>((bits >> doublings) + kOne - (kOne >> doublings));
}

}  // namespace

Shares::Shares(const Core& core, const StopCheck& stop)
    : core_(core),
      stop_(stop),
      rank_(core.size(), kNoSkill),
      at_(core.size(), kNoSkill),
      wish_(core.size(), 0),
      extra_(core.size(), 0),
      worth_(core.size(), 0) {
  // Layer by layer; a ring is broken where it can first be derived.
  std::vector<std::uint32_t> waits(core.size());
  by_rank_.reserve(core.size());
  const auto put = [&](CoreNode n) {
    rank_[n] = static_cast<std::uint32_t>(by_rank_.size());
    by_rank_.push_back(n);
  };
  for (CoreNode n = 0; n < core.size(); ++n) {
    waits[n] = static_cast<std::uint32_t>(core.children(n).size());
    if (waits[n] == 0) put(n);
  }
  const std::vector<CoreNode> derived = derivation_order(core, [](CoreNode) { return true; });
  std::size_t next = 0;
  for (std::size_t done = 0; by_rank_.size() < core.size();) {
    if (done == by_rank_.size()) {
      while (rank_[derived[next]] != kNoSkill) ++next;
      put(derived[next]);
    }
    for (; done < by_rank_.size(); ++done) {
      for (const CoreNode user : core.users(by_rank_[done])) {
        if (--waits[user] == 0 && rank_[user] == kNoSkill) put(user);
      }
    }
  }
}

void Shares::look_at(std::span<const Given> given, std::span<const float> shares) {
  for (const CoreNode n : node_) {
    wish_[n] = 0;
    extra_[n] = worth_[n] = 0;
  }
  node_.clear();
  price_.clear();
  need_.clear();
  begin_.assign(1, 0);
  goal_.clear();
  from_.clear();
  edge_.clear();
  kept_.assign(shares.begin(), shares.end());
  // How many open children a node still asks for. A child that comes later, on a ring, is free:
  // that makes the bound weaker, not wrong.
  std::vector<std::uint32_t>& needs = at_;
  const auto regular = [&](CoreNode n, CoreNode child) {
    return given[child] == Given::open && rank_[child] < rank_[n];
  };
  std::vector<std::uint8_t> seen(core_.size(), 0);
  for (CoreNode n = 0; n < core_.size(); ++n) seen[n] = given[n] == Given::in ? 1 : 0;
  // Users come after what they rest on: one walk down the ranks finds all that is asked for.
  std::vector<CoreNode> found;
  for (std::size_t r = by_rank_.size(); r-- > 0;) {
    const CoreNode n = by_rank_[r];
    if (seen[n] == 0) continue;
    found.push_back(n);
    std::uint32_t left = core_.threshold[n];
    for (const CoreNode child : core_.children(n)) {
      if (given[child] != Given::out && !regular(n, child) && left > 0) --left;
    }
    needs[n] = left;
    if (left == 0) continue;
    for (const CoreNode child : core_.children(n)) {
      if (regular(n, child)) seen[child] = 1;
    }
  }
  for (std::size_t i = found.size(); i-- > 0;) {
    const CoreNode n = found[i];
    std::uint32_t need = needs[n];
    at_[n] = static_cast<std::uint32_t>(node_.size());
    node_.push_back(n);
    price_.push_back(static_cast<float>(core_.cost[n]));
    goal_.push_back(given[n] == Given::in ? 1 : 0);
    for (std::uint32_t e = core_.child_begin[n]; need > 0 && e < core_.child_begin[n + 1]; ++e) {
      if (!regular(n, core_.child[e])) continue;
      from_.push_back(at_[core_.child[e]]);
      edge_.push_back(e);
    }
    // Who asks for more than there are is in no plan: then any bound is right.
    need = std::min(need, static_cast<std::uint32_t>(from_.size()) - begin_.back());
    need_.push_back(need);
    begin_.push_back(static_cast<std::uint32_t>(from_.size()));
  }
  near_.resize(from_.size());
  power_.resize(from_.size());
  share_.assign(from_.size(), 1);
  if (!shares.empty()) {
    for (std::size_t e = 0; e < from_.size(); ++e) share_[e] = std::max(shares[edge_[e]], 1e-4F);
  }
  place_.assign(node_.size(), {0, 0, 0, 0});
  for (std::size_t e = 0; e < from_.size(); ++e) place_[from_[e]].sum += share_[e];
  first_ = shares.empty() ? 2 : 4;
  last_ = shares.empty() ? 6 : 5;
}

void Shares::improve(int rounds) {
  constexpr float kNothing = 1e-30F, kLeastShare = 1e-12F;
  const std::size_t nodes = node_.size();
  for (int round = 0; round < rounds; ++round) {
    if (stop_ && stop_()) break;
    // "The least of" is smoothed by a power: twofold this often, and higher from round to round.
    const int doublings = first_ + (last_ - first_ + 1) * round / rounds;
    for (std::size_t m = 0; m < nodes; ++m) {
      float value = price_[m];
      const std::uint32_t from = begin_[m], to = begin_[m + 1];
      if (need_[m] == to - from) {
        for (std::uint32_t e = from; e < to; ++e) {
          const Place& child = place_[from_[e]];
          share_[e] *= child.whole;
          value += share_[e] * child.value;
        }
      } else {
        float least = 1e30F;
        for (std::uint32_t e = from; e < to; ++e) {
          const Place& child = place_[from_[e]];
          share_[e] *= child.whole;
          near_[e] = share_[e] * child.value + 1e-9F;
          least = std::min(least, near_[e]);
        }
        for (std::uint32_t e = from; e < to; ++e) near_[e] = least / near_[e];
        value += least * static_cast<float>(need_[m]);
      }
      place_[m] = {value, 1 / place_[m].sum, goal_[m] != 0 ? 1.0F : 0.0F, 0};
    }
    for (std::size_t m = nodes; m-- > 0;) {
      const std::uint32_t from = begin_[m], to = begin_[m + 1];
      const float want = place_[m].want;
      if (need_[m] == to - from) {
        const float pull = root(want + kNothing, doublings);
        for (std::uint32_t e = from; e < to; ++e) {
          Place& child = place_[from_[e]];
          child.want += share_[e] * want;
          child.sum += share_[e] = std::max(share_[e] * pull, kLeastShare);
        }
        continue;
      }
      float total = 0;
      for (std::uint32_t e = from; e < to; ++e) {
        float power = near_[e];
        for (int i = 0; i < doublings; ++i) power = std::max(power * power, kNothing);
        power_[e] = power;
        total += power;
      }
      const float each = want * static_cast<float>(need_[m]) / total;
      const float pull = root(each + kNothing, doublings);
      for (std::uint32_t e = from; e < to; ++e) {
        Place& child = place_[from_[e]];
        child.want += share_[e] * std::min(want, each * power_[e]);
        child.sum += share_[e] = std::max(share_[e] * pull * near_[e], kLeastShare);
      }
    }
  }
  for (std::size_t m = 0; m < nodes; ++m) wish_[node_[m]] = place_[m].want;
}

// In whole numbers, so that what rounding does to the shares can only make the bound weaker: nobody
// is charged more than is left of what a node is worth.
Cost Shares::bound() {
  constexpr Cost kScale = 1 << 10;
  const std::size_t nodes = node_.size();
  Cost bound = 0;
  std::vector<Cost> worth(nodes), left(nodes), beyond(nodes, 0), charges, sorted;
  for (std::size_t m = 0; m < nodes; ++m) {
    worth[m] = core_.cost[node_[m]] * kScale;
    charges.clear();
    for (std::uint32_t e = begin_[m]; e < begin_[m + 1]; ++e) {
      const std::uint32_t child = from_[e];
      const double share = static_cast<double>(share_[e]) / static_cast<double>(place_[child].sum);
      const auto charge = static_cast<Cost>(share * static_cast<double>(worth[child]));
      charges.push_back(std::min(left[child], charge));
      left[child] -= charges.back();
    }
    const std::size_t need = need_[m];
    if (need == charges.size()) {
      for (const Cost charge : charges) worth[m] += charge;
    } else {
      sorted = charges;
      std::sort(sorted.begin(), sorted.end());
      for (std::size_t k = 0; k < need; ++k) worth[m] += sorted[k];
      // Who is learnt all the same pays what he charges beyond those that are counted.
      for (std::size_t k = 0; k < charges.size(); ++k)
        beyond[from_[begin_[m] + k]] += std::max<Cost>(0, charges[k] - sorted[need - 1]);
    }
    left[m] = worth[m];
    if (goal_[m] != 0) bound += worth[m];
  }
  for (std::size_t m = 0; m < nodes; ++m) {
    extra_[node_[m]] = goal_[m] != 0 ? 0 : (beyond[m] + left[m]) / kScale;
    worth_[node_[m]] = worth[m] / kScale;
  }
  return (bound + kScale - 1) / kScale;
}

std::vector<float> Shares::shares() const {
  std::vector<float> all = kept_;
  all.resize(core_.child.size(), 0);
  for (std::size_t e = 0; e < from_.size(); ++e) all[edge_[e]] = share_[e] / place_[from_[e]].sum;
  return all;
}

}  // namespace cairn
