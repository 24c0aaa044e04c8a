#include "planner/branching.h"

#include <algorithm>
#include <optional>

namespace cairn {
namespace {

constexpr std::size_t kMostTrials = 8;     // at one branch
constexpr std::size_t kMostLookedAt = 24;  // of the open nodes, the most promising first
constexpr Relaxation::Fixed kSide[2] = {Relaxation::Fixed::out, Relaxation::Fixed::in};

}  // namespace

// By how much fixing raised the bound so far, for an hour of price.
double Branching::usual_gain(std::span<const CoreNode> open) const {
  double sum = 0;
  int known = 0;
  for (const CoreNode n : open) {
    for (const int side : {0, 1}) {
      const History& h = history_[n];
      if (h.count[side] == 0) continue;
      sum += h.sum[side] / h.count[side] / static_cast<double>(core_.cost[n]);
      ++known;
    }
  }
  return known > 0 ? sum / known : 0.5;
}

void Branching::try_out(CoreNode n, Relaxation& relaxation, const Lp::Position& start, double now,
                        Cost bound, Cost best) {
  History& h = history_[n];
  const double x = relaxation.value(n);
  for (const int side : {0, 1}) {
    const std::optional<double> then = relaxation.objective_with(n, kSide[side], best);
    const double rise = then ? std::max(0.0, *then - now) : static_cast<double>(best - bound);
    relaxation.go_back(start);
    h.sum[side] += rise / std::max(1e-3, side == 1 ? 1 - x : x);
    ++h.count[side];
  }
}

CoreNode Branching::pick(std::span<const CoreNode> open, Relaxation& relaxation, Cost bound,
                         Cost best, const StopCheck& stop) {
  struct Scored {
    double score;
    CoreNode node;
  };
  const double usual = usual_gain(open);
  const auto gain = [&](CoreNode n, int side) {
    const History& h = history_[n];
    const double unit = h.count[side] > 0 ? h.sum[side] / h.count[side]
                                          : usual * static_cast<double>(core_.cost[n]);
    const double x = relaxation.value(n);
    return unit * (side == 1 ? 1 - x : x);
  };
  const auto score = [&](CoreNode n) {
    return std::max(gain(n, 0), 1e-6) * std::max(gain(n, 1), 1e-6);
  };
  std::vector<Scored> ranked;
  for (const CoreNode n : open) ranked.push_back({score(n), n});
  std::sort(ranked.begin(), ranked.end(), [](const Scored& a, const Scored& b) {
    return a.score != b.score ? a.score > b.score : a.node < b.node;
  });
  if (ranked.size() > kMostLookedAt) ranked.resize(kMostLookedAt);
  Scored first{-1, ranked.front().node};
  std::size_t trials = 0;
  std::optional<Lp::Position> start;
  const double now = relaxation.objective();
  for (const auto& [before, n] : ranked) {
    if (trials < kMostTrials && !history_[n].is_enough() && relaxation.names(n) &&
        !(stop && stop())) {
      ++trials;
      if (!start) start = relaxation.position();
      try_out(n, relaxation, *start, now, bound, best);
    }
    if (const double after = score(n); after > first.score) first = {after, n};
  }
  return first.node;
}

}  // namespace cairn
