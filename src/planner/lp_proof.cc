// What the program's multipliers prove, worked out in whole numbers.
#include <cmath>

#include "planner/lp.h"

namespace cairn {

Lp::Certificate Lp::certify() const {
  Certificate made;
  made.reduced.resize(ids_.size());
  for (std::size_t v = 0; v < ids_.size(); ++v) made.reduced[v] = cost_[v] * scale_;
  for (const Row& row : row_) {
    if (now_.where[row.slack] != kOut || now_.reduced[row.slack] <= 0) continue;
    const Cost multiplier = std::llround(now_.reduced[row.slack] * static_cast<double>(scale_));
    made.bound += multiplier * row.at_least;
    for (const Term& term : row.terms) made.reduced[term.variable] -= multiplier * term.factor;
  }
  for (std::size_t v = 0; v < ids_.size(); ++v) {
    const std::uint32_t id = ids_[v];
    const Cost price = made.reduced[v];
    // Each variable stands at whichever of its bounds is the cheaper.
    if (price < 0 ? now_.high[id] > 0.5 : now_.low[id] > 0.5) made.bound += price;
  }
  return made;
}

bool Lp::surely_infeasible() const {
  // sum of multipliers * (a x - b) < 0 for every x within bounds: the rows cannot all hold.
  constexpr double kScale = 1 << 20;
  std::vector<Cost> factor(ids_.size(), 0);
  Cost need = 0;
  for (std::size_t r = 0; r < row_.size() && r < ray_.size(); ++r) {
    if (ray_[r] <= 0 || ray_[r] > 1e6) continue;
    const Cost multiplier = std::llround(ray_[r] * kScale);
    need += multiplier * row_[r].at_least;
    for (const Term& term : row_[r].terms) factor[term.variable] += multiplier * term.factor;
  }
  Cost most = 0;
  for (std::size_t v = 0; v < ids_.size(); ++v) {
    const std::uint32_t id = ids_[v];
    if (factor[v] > 0 ? now_.high[id] > 0.5 : now_.low[id] > 0.5) most += factor[v];
  }
  return most < need;
}

}  // namespace cairn
