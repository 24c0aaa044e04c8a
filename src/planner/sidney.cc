#include "planner/sidney.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

#include "planner/best_sequence.h"
#include "planner/min_cut.h"

namespace cairn {
namespace {

using Set = std::vector<std::uint32_t>;  // ascending
using View = std::span<const std::uint32_t>;

// Sets, one behind the other in one piece of memory.
struct Sets {
  std::vector<std::uint32_t> jobs, end;

  std::size_t size() const { return end.size(); }
  View operator[](std::size_t i) const {
    const std::uint32_t begin = i == 0 ? 0 : end[i - 1];
    return {jobs.data() + begin, end[i] - begin};
  }
  void add(View set) {
    jobs.insert(jobs.end(), set.begin(), set.end());
    end.push_back(static_cast<std::uint32_t>(jobs.size()));
  }
};

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
    Set all(jobs_.size());
    std::iota(all.begin(), all.end(), 0);
    done_.jobs.reserve(all.size());
    order(std::move(all));
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
    View jobs;
    std::int64_t weight, minutes;
  };

  std::int64_t weight(View set) const {
    std::int64_t sum = 0;
    for (const std::uint32_t j : set) sum += jobs_.weight[j];
    return sum;
  }
  std::int64_t minutes(View set) const {
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
    free_first(set);
    Sets blocks;
    blocks.jobs.reserve(set.size());
    std::vector<Set> left = {set};
    while (!left.empty()) {
      const Sets wholes = connected(left.back());
      left.pop_back();
      for (std::size_t i = 0; i < wholes.size(); ++i) {
        if (stopped_ = stopped_ || (stop_ && stop_()); stopped_) return any_order(set);
        const View whole = wholes[i];
        Set denser = denser_closure(whole);
        if (denser.empty()) {
          blocks.add(whole);
          continue;
        }
        Set rest;
        rest.reserve(whole.size() - denser.size());
        std::set_difference(whole.begin(), whole.end(), denser.begin(), denser.end(),
                            std::back_inserter(rest));
        left.push_back(std::move(denser));
        left.push_back(std::move(rest));
      }
    }
    std::vector<Part> parts;
    parts.reserve(blocks.size());
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      parts.push_back({blocks[i], weight(blocks[i]), minutes(blocks[i])});
    }
    std::sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) {
      const std::int64_t x = a.weight * b.minutes, y = b.weight * a.minutes;
      if (x != y) return x > y;
      return a.minutes != b.minutes ? a.minutes < b.minutes : a.jobs.front() < b.jobs.front();
    });
    for (const Part& part : parts) order_connected(part.jobs);
  }

  void any_order(const Set& set) {
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

  // Jobs of no time with nothing but such before them hold nobody up.
  void free_first(Set& set) {
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t i = 0; i < set.size(); ++i) {
        const std::uint32_t j = set[i];
        if (jobs_.minutes[j] > 0 || std::any_of(set.begin(), set.end(), [&](std::uint32_t z) {
              return z != j && jobs_.before(z, j);
            })) {
          continue;
        }
        append(j);
        set.erase(set.begin() + static_cast<std::ptrdiff_t>(i));
        changed = true;
        break;
      }
    }
  }

  // The closure that outweighs the set's own density, weight over minutes, by most (by a minimum
  // cut: Picard 1976), the largest of them; empty where none does. The blocks of greatest density
  // of a set are those of this closure, all of at least the set's density, and then those of the
  // rest: the set that has no such closure is a block itself.
  Set denser_closure(View set) {
    Set closure;
    const auto n = static_cast<std::uint32_t>(set.size());
    if (n == 1) return closure;
    const std::int64_t set_weight = weight(set), set_minutes = minutes(set);
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
    if (cut_.run(source, sink) == most) return closure;
    const std::vector<std::uint8_t>& out = cut_.reaches(sink);
    for (std::uint32_t x = 0; x < n; ++x) {
      if (out[x] == 0) closure.push_back(set[x]);
    }
    return closure;
  }

  void number(View set) {
    for (std::uint32_t i = 0; i < set.size(); ++i) index_[set[i]] = i;
  }
  void forget(View set) {
    for (const std::uint32_t j : set) index_[j] = kOutside;
  }

  // Parts with no order between them, by their first jobs.
  Sets connected(View set) {
    Sets made;
    if (set.size() == 1) {
      made.add(set);
      return made;
    }
    const auto n = static_cast<std::uint32_t>(set.size());
    number(set);
    root_.resize(n);
    std::iota(root_.begin(), root_.end(), 0);
    const auto find = [&](std::uint32_t i) {
      while (root_[i] != i) i = root_[i] = root_[root_[i]];
      return i;
    };
    for (std::uint32_t i = 0; i < n; ++i) {
      for (const std::uint32_t z : direct_[set[i]]) {
        if (index_[z] == kOutside) continue;
        const std::uint32_t a = find(i), b = find(index_[z]);
        root_[std::max(a, b)] = std::min(a, b);
      }
    }
    // Roots are the first of their parts. Counted first, then put where they belong; from here on
    // `index_` says which part a root is.
    for (std::uint32_t i = 0; i < n; ++i) {
      const std::uint32_t root = find(i);
      if (root == i) {
        index_[set[i]] = static_cast<std::uint32_t>(made.end.size());
        made.end.push_back(0);
      }
      ++made.end[index_[set[root]]];
    }
    for (std::uint32_t i = 0, at = 0; i < made.end.size(); ++i) {
      at += std::exchange(made.end[i], at);  // where the part begins; its end once it is filled
    }
    made.jobs.resize(n);
    for (std::uint32_t i = 0; i < n; ++i) {
      made.jobs[made.end[index_[set[find(i)]]]++] = set[i];
    }
    forget(set);
    return made;
  }

  // Parts of which each comes wholly before the next.
  std::vector<Set> in_series(View set) const {
    return parts(
        set,
        [&](std::uint32_t a, std::uint32_t b) {
          return !jobs_.before(a, b) && !jobs_.before(b, a);
        },
        [&](const Set& a, const Set& b) { return jobs_.before(a.front(), b.front()); });
  }

  template <class Linked, class Less>
  static std::vector<Set> parts(View set, Linked&& linked, Less&& less) {
    std::vector<Set> made;
    std::vector<std::uint8_t> taken(set.size(), 0);
    for (std::size_t i = 0; i < set.size(); ++i) {
      if (taken[i] != 0) continue;
      Set part = {set[i]};
      taken[i] = 1;
      for (std::size_t next = 0; next < part.size(); ++next) {
        for (std::size_t k = 0; k < set.size(); ++k) {
          if (taken[k] != 0 || !linked(part[next], set[k])) continue;
          taken[k] = 1;
          part.push_back(set[k]);
        }
      }
      std::sort(part.begin(), part.end());
      made.push_back(std::move(part));
    }
    std::sort(made.begin(), made.end(), less);
    return made;
  }

  void order_connected(View set) {
    if (set.size() == 1) {
      append(set.front());
      return;
    }
    const std::vector<Set> series = in_series(set);
    if (series.size() > 1) {
      for (const Set& part : series) order(part);
      return;
    }
    if (by_states(set)) return;
    // Not exact: the bound of the whole, and its densest principal closures first.
    const std::int64_t bound_before = done_.lower_bound, time_before = time_;
    std::int64_t twice = weight(set) * minutes(set);
    for (const std::uint32_t j : set) twice += jobs_.weight[j] * jobs_.minutes[j];
    std::int64_t best_weight = -1, best_minutes = 1;
    Set best;
    for (const std::uint32_t x : set) {
      Set closure;
      for (const std::uint32_t z : set) {
        if (z == x || jobs_.before(z, x)) closure.push_back(z);
      }
      if (closure.size() == set.size()) continue;
      const std::int64_t w = weight(closure), p = minutes(closure);
      if (best_weight < 0 || w * best_minutes > best_weight * p) {
        best_weight = w;
        best_minutes = p;
        best = std::move(closure);
      }
    }
    Set rest;
    std::set_difference(set.begin(), set.end(), best.begin(), best.end(), std::back_inserter(rest));
    order(std::move(best));
    order(std::move(rest));
    done_.lower_bound = bound_before + weight(set) * time_before + (twice + 1) / 2;
  }

  bool by_states(View set) {
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
  std::vector<std::uint32_t> root_;
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
