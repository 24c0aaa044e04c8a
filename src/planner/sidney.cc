#include "planner/sidney.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

#include "planner/best_sequence.h"
#include "planner/min_cut.h"

namespace cairn {
namespace {

// Jobs, ascending. A set is parted in place: each part is a piece of it, ascending in turn.
using Set = std::span<std::uint32_t>;

// The pairs of jobs with no job in between: what comes directly before each. That links whatever
// is linked at all in a convex set, one that holds what lies between its jobs.
class Links {
 public:
  explicit Links(const Jobs& jobs) {
    begin_.reserve(jobs.size() + 1);
    begin_.push_back(0);
    std::vector<std::uint64_t> further;
    for (std::size_t x = 0; x < jobs.size(); ++x) {
      const std::span<const std::uint64_t> row = jobs.row(x);
      further.assign(row.size(), 0);
      for_each_bit(row, [&](std::uint32_t z) {
        const std::span<const std::uint64_t> before = jobs.row(z);
        for (std::size_t w = 0; w < before.size(); ++w) further[w] |= before[w];
      });
      for_each_bit(row, [&](std::uint32_t z) {
        if ((further[z / 64] >> (z % 64) & 1U) == 0) jobs_.push_back(z);
      });
      begin_.push_back(static_cast<std::uint32_t>(jobs_.size()));
    }
  }

  std::span<const std::uint32_t> operator[](std::size_t x) const {
    return {jobs_.data() + begin_[x], jobs_.data() + begin_[x + 1]};
  }

 private:
  template <class Act>
  static void for_each_bit(std::span<const std::uint64_t> words, Act&& act) {
    for (std::size_t w = 0; w < words.size(); ++w) {
      for (std::uint64_t rest = words[w]; rest != 0; rest &= rest - 1) {
        act(static_cast<std::uint32_t>(w * 64) +
            static_cast<std::uint32_t>(std::countr_zero(rest)));
      }
    }
  }

  std::vector<std::uint32_t> begin_, jobs_;
};

class Sequencer {
 public:
  Sequencer(const Jobs& jobs, const StopCheck& stop)
      : jobs_(jobs), stop_(stop), direct_(jobs), index_(jobs.size(), kOutside) {}

  Sequence run() {
    std::vector<std::uint32_t> all(jobs_.size());
    std::iota(all.begin(), all.end(), 0);
    done_.jobs.reserve(all.size());
    order(all);
    std::int64_t time = 0;
    for (const std::uint32_t j : done_.jobs) {
      time += jobs_.minutes[j];
      done_.value += jobs_.weight[j] * time;
    }
    done_.lower_bound = stopped_ ? 0 : std::min(done_.lower_bound, done_.value);
    return std::move(done_);
  }

 private:
  // A block, or what of it has no order with the rest of it.
  struct Part {
    Set jobs;
    std::int64_t weight, minutes;
  };

  std::int64_t weight(Set set) const {
    std::int64_t sum = 0;
    for (const std::uint32_t j : set) sum += jobs_.weight[j];
    return sum;
  }
  std::int64_t minutes(Set set) const {
    std::int64_t sum = 0;
    for (const std::uint32_t j : set) sum += jobs_.minutes[j];
    return sum;
  }
  void append(std::uint32_t j) {
    time_ += jobs_.minutes[j];
    done_.lower_bound += jobs_.weight[j] * time_;
    done_.jobs.push_back(j);
  }

  // Puts a set behind what is done; everything before its jobs outside it is done.
  void order(Set set) {
    if (set.size() == 1) return append(set.front());
    set = free_first(set);
    std::vector<Part> parts;
    parts.reserve(set.size());
    left_.assign(1, set);
    while (!left_.empty()) {
      const Set next = left_.back();
      left_.pop_back();
      wholes_.clear();
      part_connected(next, wholes_);
      for (const Set whole : wholes_) {
        if (stopped_ = stopped_ || (stop_ && stop_()); stopped_) return any_order(set);
        const std::size_t denser = part_denser(whole);
        if (denser == 0) {
          parts.push_back({whole, weight(whole), minutes(whole)});
        } else {
          left_.push_back(whole.first(denser));
          left_.push_back(whole.subspan(denser));
        }
      }
    }
    std::sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) {
      const std::int64_t x = a.weight * b.minutes, y = b.weight * a.minutes;
      if (x != y) return x > y;
      return a.minutes != b.minutes ? a.minutes < b.minutes : a.jobs.front() < b.jobs.front();
    });
    for (const Part& part : parts) order_connected(part.jobs);
  }

  void any_order(Set set) {
    std::sort(set.begin(), set.end());
    std::vector<std::uint8_t> waits(jobs_.size(), 0);
    for (const std::uint32_t j : set) waits[j] = 1;
    for (std::size_t left = set.size(); left > 0;) {
      for (const std::uint32_t j : set) {
        if (waits[j] == 0 || std::any_of(set.begin(), set.end(), [&](std::uint32_t z) {
              return waits[z] != 0 && z != j && jobs_.before(z, j);
            })) {
          continue;
        }
        waits[j] = 0;
        --left;
        append(j);
      }
    }
  }

  // Jobs of no time with nothing but such before them hold nobody up. What is left of the set.
  Set free_first(Set set) {
    for (std::size_t i = 0; i < set.size();) {
      const std::uint32_t j = set[i];
      if (jobs_.minutes[j] > 0 || std::any_of(set.begin(), set.end(), [&](std::uint32_t z) {
            return z != j && jobs_.before(z, j);
          })) {
        ++i;
        continue;
      }
      append(j);
      const auto at = set.begin() + static_cast<std::ptrdiff_t>(i);
      std::rotate(set.begin(), at, at + 1);
      set = set.subspan(1);
      i = 0;
    }
    return set;
  }

  // Puts the closure in front that outweighs the set's own density, weight over minutes, by most
  // (by a minimum cut: Picard 1976), the largest of them, and gives its size; 0 where none does.
  // The blocks of greatest density of a set are those of this closure, all of at least the set's
  // density, and then those of the rest: the set that has no such closure is a block itself.
  // Requires: the set is connected.
  std::size_t part_denser(Set set) {
    const auto n = static_cast<std::uint32_t>(set.size());
    if (n == 1) return 0;
    const std::int64_t set_weight = weight(set), set_minutes = minutes(set);
    if (n == 2) {  // one before the other: most sets are so small
      const std::size_t first = jobs_.before(set[1], set[0]) ? 1 : 0;
      if (jobs_.weight[set[first]] * set_minutes <= jobs_.minutes[set[first]] * set_weight)
        return 0;
      std::swap(set[0], set[first]);
      return 1;
    }
    const std::int64_t shared = std::max<std::int64_t>(1, std::gcd(set_weight, set_minutes));
    const std::int64_t w = set_weight / shared, p = set_minutes / shared;
    const std::uint32_t source = n, sink = n + 1;
    cut_.reset(n + 2);
    number(set);
    std::int64_t most = 0;
    for (std::uint32_t x = 0; x < n; ++x) {
      const std::int64_t gain = jobs_.weight[set[x]] * p - jobs_.minutes[set[x]] * w;
      if (gain > 0) cut_.add(source, x, gain);
      if (gain < 0) cut_.add(x, sink, -gain);
      most += std::max<std::int64_t>(0, gain);
      for (const std::uint32_t z : direct_[set[x]]) {
        if (index_[z] != kOutside) cut_.add(x, index_[z], INT64_MAX / 4);
      }
    }
    forget(set);
    if (cut_.run(source, sink) == most) return 0;
    const std::vector<std::uint8_t>& out = cut_.reaches(sink);
    std::size_t closure = 0;
    moved_.clear();
    for (std::uint32_t x = 0; x < n; ++x) {
      if (out[x] == 0) {
        set[closure++] = set[x];
      } else {
        moved_.push_back(set[x]);
      }
    }
    std::copy(moved_.begin(), moved_.end(), set.begin() + static_cast<std::ptrdiff_t>(closure));
    return closure;
  }

  void number(Set set) {
    for (std::uint32_t i = 0; i < set.size(); ++i) index_[set[i]] = i;
  }
  void forget(Set set) {
    for (const std::uint32_t j : set) index_[j] = kOutside;
  }

  // Adds the parts that have no order between them, by their first jobs.
  void part_connected(Set set, std::vector<Set>& parts) {
    if (set.size() == 1) return parts.push_back(set);
    number(set);
    part_linked(set, parts, [&](std::uint32_t i, auto&& link) {
      for (const std::uint32_t z : direct_[set[i]]) {
        if (index_[z] != kOutside) link(index_[z]);
      }
    });
    forget(set);
  }

  // The parts of which each comes wholly before the next.
  std::vector<Set> part_series(Set set) {
    std::vector<Set> parts;
    part_linked(set, parts, [&](std::uint32_t i, auto&& link) {
      for (std::uint32_t k = 0; k < i; ++k) {
        if (!jobs_.before(set[i], set[k]) && !jobs_.before(set[k], set[i])) link(k);
      }
    });
    std::sort(parts.begin(), parts.end(),
              [&](Set a, Set b) { return jobs_.before(a.front(), b.front()); });
    return parts;
  }

  // Adds the parts of what `links(i, link)` links by calling link(k), all places in the set.
  template <class Links>
  void part_linked(Set set, std::vector<Set>& parts, Links&& links) {
    const auto n = static_cast<std::uint32_t>(set.size());
    root_.resize(n);
    std::iota(root_.begin(), root_.end(), 0);
    const auto find = [&](std::uint32_t i) {
      while (root_[i] != i) i = root_[i] = root_[root_[i]];
      return i;
    };
    std::uint32_t left = n;
    for (std::uint32_t i = 0; i < n; ++i) {
      links(i, [&](std::uint32_t k) {
        const std::uint32_t a = find(i), b = find(k);
        if (a != b) --left;
        root_[std::max(a, b)] = std::min(a, b);
      });
    }
    if (left == 1) return parts.push_back(set);
    // Roots are the first of their parts. Counted first, then put where they belong.
    begin_.assign(n + 1, 0);
    for (std::uint32_t i = 0; i < n; ++i) ++begin_[find(i) + 1];
    for (std::uint32_t i = 0; i < n; ++i) {
      if (begin_[i + 1] > 0) parts.push_back(set.subspan(begin_[i], begin_[i + 1]));
      begin_[i + 1] += begin_[i];
    }
    moved_.assign(set.begin(), set.end());
    for (std::uint32_t i = 0; i < n; ++i) set[begin_[find(i)]++] = moved_[i];
  }

  void order_connected(Set set) {
    if (set.size() == 1) return append(set.front());
    const std::vector<Set> series = part_series(set);
    if (series.size() > 1) {
      for (const Set part : series) order(part);
      return;
    }
    if (by_states(set)) return;
    // Not exact: the bound of the whole, and its densest principal closures first.
    const std::int64_t bound_before = done_.lower_bound, time_before = time_;
    std::int64_t twice = weight(set) * minutes(set);
    for (const std::uint32_t j : set) twice += jobs_.weight[j] * jobs_.minutes[j];
    std::int64_t best_weight = -1, best_minutes = 1;
    std::vector<std::uint32_t> closure, best;
    for (const std::uint32_t x : set) {
      closure.clear();
      for (const std::uint32_t z : set) {
        if (z == x || jobs_.before(z, x)) closure.push_back(z);
      }
      if (closure.size() == set.size()) continue;
      const std::int64_t w = weight(closure), p = minutes(closure);
      if (best_weight < 0 || w * best_minutes > best_weight * p) {
        best_weight = w;
        best_minutes = p;
        best.swap(closure);
      }
    }
    closure.clear();
    std::set_difference(set.begin(), set.end(), best.begin(), best.end(),
                        std::back_inserter(closure));
    order(best);
    order(closure);
    done_.lower_bound = bound_before + weight(set) * time_before + (twice + 1) / 2;
  }

  bool by_states(Set set) {
    const std::size_t n = set.size();
    if (n > 64) return false;
    std::vector<std::int64_t> w(n), p(n);
    std::vector<std::uint64_t> needs(n, 0), users(n, 0);
    std::uint64_t first = 0;
    for (std::size_t x = 0; x < n; ++x) {
      w[x] = jobs_.weight[set[x]];
      p[x] = jobs_.minutes[set[x]];
      for (std::size_t z = 0; z < n; ++z) {
        if (z == x || !jobs_.before(set[z], set[x])) continue;
        needs[x] |= std::uint64_t{1} << z;
        users[z] |= std::uint64_t{1} << x;
      }
      if (needs[x] == 0) first |= std::uint64_t{1} << x;
    }
    const auto opened = [&](std::uint64_t done, std::uint8_t j) {
      std::uint64_t open = 0;
      for (std::uint64_t rest = users[j]; rest != 0; rest &= rest - 1) {
        if ((needs[static_cast<std::size_t>(std::countr_zero(rest))] & ~done) == 0) {
          open |= rest & -rest;
        }
      }
      return open;
    };
    const auto best =
        best_sequence(w, p, first, opened, n <= 20 ? kMostStatesSmall : kMostStates, stop_);
    if (best.empty()) return false;
    for (const std::uint32_t x : best) append(set[x]);
    return true;
  }

  static constexpr std::uint32_t kOutside = static_cast<std::uint32_t>(-1);

  const Jobs& jobs_;
  const StopCheck& stop_;
  const Links direct_;
  // Kept from one set to the next.
  std::vector<std::uint32_t> index_;  // by job: its place in the set that is looked at
  std::vector<std::uint32_t> root_, begin_, moved_;
  std::vector<Set> left_, wholes_;
  MinCut cut_;
  bool stopped_ = false;
  std::int64_t time_ = 0;
  Sequence done_;
};

}  // namespace

Sequence sequence_jobs(const Jobs& jobs, const StopCheck& stop) {
  return Sequencer(jobs, stop).run();
}

}  // namespace cairn
