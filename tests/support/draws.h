/// Seeded draws from the distributions that forecasts speak of.
/// Not for: choices among a few; Dice does that.
#pragma once

#include <cmath>
#include <cstdint>

#include "cairn/base/hours.h"
#include "tests/support/random_graph.h"

namespace cairn::test {

class Draws {
 public:
  explicit Draws(std::uint64_t seed) : dice_(seed) {}

  std::uint32_t below(std::uint32_t sides) { return dice_.roll(sides); }
  /// Strictly between 0 and 1.
  double uniform() { return (dice_.roll(1U << 24) + 0.5) / static_cast<double>(1U << 24); }
  double normal() {
    return std::sqrt(-2 * std::log(uniform())) * std::cos(6.283185307179586 * uniform());
  }
  /// Hours of a PERT beta, by rejection: it shares nothing with cumulants.
  double pert(const HourRange& hours) {
    const double low = hours.low.hours(), high = hours.high.hours();
    if (high <= low) return low;
    const double alpha = 1 + 4 * (hours.likely.hours() - low) / (high - low), beta = 6 - alpha;
    const double mode = (alpha - 1) / 4;
    const auto density = [&](double x) {
      return std::pow(x, alpha - 1) * std::pow(1 - x, beta - 1);
    };
    for (;;) {
      const double x = uniform();
      if (uniform() * density(mode) <= density(x)) return low + x * (high - low);
    }
  }

 private:
  Dice dice_;
};

}  // namespace cairn::test
