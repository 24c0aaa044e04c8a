/// Orders jobs under a partial order so that the sum of weight times completion time is small:
/// Sidney blocks, series parts and exact dynamic programming.
/// Not for: alternatives; an order that these allow may need more than the poset says (order.cc).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "cairn/planner/problem.h"

namespace cairn {

/// Jobs 0 to n - 1 and who must come before whom, transitively. Jobs come in tie-break order:
/// where nothing else decides, the lower number is first.
class Jobs {
 public:
  explicit Jobs(std::size_t n) : weight(n), minutes(n), words_((n + 63) / 64), rows_(n * words_) {}

  std::vector<std::int64_t> weight, minutes;  ///< none negative

  std::size_t size() const { return weight.size(); }
  void put_before(std::size_t z, std::size_t x) { rows_[x * words_ + z / 64] |= bit(z); }
  bool before(std::size_t z, std::size_t x) const {
    return (rows_[x * words_ + z / 64] & bit(z)) != 0;
  }
  /// The jobs before `x` as bits, 64 a word.
  std::span<const std::uint64_t> row(std::size_t x) const {
    return {rows_.data() + x * words_, words_};
  }

 private:
  static std::uint64_t bit(std::size_t z) { return std::uint64_t{1} << (z % 64); }
  std::size_t words_;
  std::vector<std::uint64_t> rows_;
};

/// Sums of weight times minutes until done.
struct Sequence {
  std::vector<std::uint32_t> jobs;
  std::int64_t value = 0;
  std::int64_t lower_bound = 0;  ///< of any sequence that keeps the partial order
};

/// Chain of densest closures (Sidney 1975; by minimum cuts, at most two for each), each parted into
/// what is independent and what is in series (Lawler 1978), what is left by dynamic programming
/// (best_sequence.h) over its closures up to kMostStates of them (kMostStatesSmall for at most 20
/// jobs), else its densest principal closures first. Exact on series-parallel orders. The bound
/// adds up what is exact and, for the rest, half of weight times minutes (Chekuri, Motwani 1999).
/// Stopped: in a plain valid order with no bound to speak of.
Sequence sequence_jobs(const Jobs& jobs, const StopCheck& stop = {});

}  // namespace cairn
