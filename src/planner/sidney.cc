#include "planner/sidney.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <utility>

namespace cairn {
namespace {

using Set = std::vector<std::uint32_t>;  // ascending

// Minimum cuts on small networks (Dinic 1970).
class Flow {
 public:
  explicit Flow(std::size_t nodes) : first_(nodes, -1) {}

  void add(std::size_t from, std::size_t to, std::int64_t capacity) {
    arcs_.push_back({static_cast<std::uint32_t>(to), first_[from], capacity});
    first_[from] = static_cast<std::int32_t>(arcs_.size() - 1);
    arcs_.push_back({static_cast<std::uint32_t>(from), first_[to], 0});
    first_[to] = static_cast<std::int32_t>(arcs_.size() - 1);
  }

  std::int64_t run(std::uint32_t source, std::uint32_t sink) {
    std::int64_t total = 0;
    while (levels(source, sink)) {
      next_ = first_;
      for (;;) {
        const std::int64_t pushed = push(source, sink);
        if (pushed == 0) break;
        total += pushed;
      }
    }
    return total;
  }

  // Nodes from which the sink can still be reached.
  std::vector<std::uint8_t> reaches(std::uint32_t sink) const {
    std::vector<std::uint8_t> seen(first_.size(), 0);
    std::vector<std::uint32_t> stack = {sink};
    seen[sink] = 1;
    while (!stack.empty()) {
      const std::uint32_t n = stack.back();
      stack.pop_back();
      for (std::int32_t a = first_[n]; a >= 0; a = arcs_[static_cast<std::size_t>(a)].next) {
        const Arc& arc = arcs_[static_cast<std::size_t>(a)];
        if (seen[arc.to] != 0 || arcs_[static_cast<std::size_t>(a ^ 1)].capacity == 0) continue;
        seen[arc.to] = 1;
        stack.push_back(arc.to);
      }
    }
    return seen;
  }

 private:
  struct Arc {
    std::uint32_t to;
    std::int32_t next;
    std::int64_t capacity;
  };

  bool levels(std::uint32_t source, std::uint32_t sink) {
    level_.assign(first_.size(), -1);
    level_[source] = 0;
    std::vector<std::uint32_t> queue = {source};
    for (std::size_t i = 0; i < queue.size(); ++i) {
      for (std::int32_t a = first_[queue[i]]; a >= 0; a = arcs_[static_cast<std::size_t>(a)].next) {
        const Arc& arc = arcs_[static_cast<std::size_t>(a)];
        if (arc.capacity == 0 || level_[arc.to] >= 0) continue;
        level_[arc.to] = level_[queue[i]] + 1;
        queue.push_back(arc.to);
      }
    }
    return level_[sink] >= 0;
  }

  // One augmenting path, without recursion.
  std::int64_t push(std::uint32_t source, std::uint32_t sink) {
    path_.clear();
    std::uint32_t at = source;
    while (at != sink) {
      std::int32_t& a = next_[at];
      while (a >= 0) {
        const Arc& arc = arcs_[static_cast<std::size_t>(a)];
        if (arc.capacity > 0 && level_[arc.to] == level_[at] + 1) break;
        a = arc.next;
      }
      if (a >= 0) {
        path_.push_back(static_cast<std::uint32_t>(a));
        at = arcs_[static_cast<std::size_t>(a)].to;
        continue;
      }
      if (path_.empty()) return 0;
      level_[at] = -1;
      at = arcs_[path_.back() ^ 1U].to;
      path_.pop_back();
    }
    std::int64_t least = INT64_MAX;
    for (const std::uint32_t a : path_) least = std::min(least, arcs_[a].capacity);
    for (const std::uint32_t a : path_) {
      arcs_[a].capacity -= least;
      arcs_[a ^ 1U].capacity += least;
    }
    return least;
  }

  std::vector<Arc> arcs_;
  std::vector<std::int32_t> first_, next_;
  std::vector<int> level_;
  std::vector<std::uint32_t> path_;
};

class Sequencer {
 public:
  Sequencer(const Jobs& jobs, const StopCheck& stop)
      : jobs_(jobs), stop_(stop), direct_(jobs.direct()), index_(jobs.size(), kOutside) {}

  Sequence run() {
    Set all(jobs_.size());
    std::iota(all.begin(), all.end(), 0);
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
  std::int64_t weight(const Set& set) const {
    std::int64_t sum = 0;
    for (const std::uint32_t j : set) sum += jobs_.weight[j];
    return sum;
  }
  std::int64_t minutes(const Set& set) const {
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
    free_first(set);
    while (!set.empty()) {
      if (stopped_ = stopped_ || (stop_ && stop_()); stopped_) {
        any_order(set);
        return;
      }
      const Set block = densest(set);
      for (const Set& part : connected(block)) order_connected(part);
      Set rest;
      std::set_difference(set.begin(), set.end(), block.begin(), block.end(),
                          std::back_inserter(rest));
      set = std::move(rest);
    }
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

  // The largest closure of greatest weight per minute (Dinkelbach 1967: closures by minimum cut).
  Set densest(const Set& set) const {
    const std::size_t n = set.size();
    if (n == 1) return set;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> links;
    for (std::uint32_t x = 0; x < n; ++x) index_[set[x]] = x;
    for (std::uint32_t x = 0; x < n; ++x) {
      for (const std::uint32_t z : direct_[set[x]]) {
        if (index_[z] != kOutside) links.emplace_back(x, index_[z]);
      }
    }
    for (const std::uint32_t j : set) index_[j] = kOutside;
    Set best = set;
    if (links.empty()) {
      // No order among them: the best alone, with all that are as good.
      const auto denser = [&](std::uint32_t a, std::uint32_t b) {
        return jobs_.weight[a] * jobs_.minutes[b] > jobs_.weight[b] * jobs_.minutes[a];
      };
      const std::uint32_t top = *std::min_element(set.begin(), set.end(), denser);
      std::erase_if(best, [&](std::uint32_t j) { return denser(top, j); });
      return best;
    }
    for (;;) {
      const std::int64_t weight_sum = weight(best), minute_sum = minutes(best);
      const std::int64_t shared = std::max<std::int64_t>(1, std::gcd(weight_sum, minute_sum));
      const std::int64_t w = weight_sum / shared, p = minute_sum / shared;
      Flow flow(n + 2);
      const auto source = static_cast<std::uint32_t>(n), sink = static_cast<std::uint32_t>(n + 1);
      std::int64_t most = 0;
      for (std::uint32_t x = 0; x < n; ++x) {
        const std::int64_t gain = jobs_.weight[set[x]] * p - jobs_.minutes[set[x]] * w;
        if (gain > 0) flow.add(source, x, gain);
        if (gain < 0) flow.add(x, sink, -gain);
        most += std::max<std::int64_t>(0, gain);
      }
      for (const auto& [x, z] : links) flow.add(x, z, INT64_MAX / 4);
      const std::int64_t cut = flow.run(source, sink);
      const std::vector<std::uint8_t> out = flow.reaches(sink);
      Set closure;
      for (std::uint32_t x = 0; x < n; ++x) {
        if (out[x] == 0) closure.push_back(set[x]);
      }
      if (cut == most) return closure.empty() ? best : closure;
      best = std::move(closure);
    }
  }

  // Parts with no order between them, by (minutes, first job).
  std::vector<Set> connected(const Set& set) const {
    return parts(
        set,
        [&](std::uint32_t a, std::uint32_t b) { return jobs_.before(a, b) || jobs_.before(b, a); },
        [&](const Set& a, const Set& b) {
          const std::int64_t pa = minutes(a), pb = minutes(b);
          return pa != pb ? pa < pb : a.front() < b.front();
        });
  }

  // Parts of which each comes wholly before the next.
  std::vector<Set> in_series(const Set& set) const {
    return parts(
        set,
        [&](std::uint32_t a, std::uint32_t b) {
          return !jobs_.before(a, b) && !jobs_.before(b, a);
        },
        [&](const Set& a, const Set& b) { return jobs_.before(a.front(), b.front()); });
  }

  template <class Linked, class Less>
  static std::vector<Set> parts(const Set& set, Linked&& linked, Less&& less) {
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

  void order_connected(const Set& set) {
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

  bool by_states(const Set& set) {
    if (set.size() > 64) return false;
    std::vector<std::int64_t> w, p;
    std::vector<std::uint64_t> needs(set.size(), 0);
    for (std::size_t x = 0; x < set.size(); ++x) {
      w.push_back(jobs_.weight[set[x]]);
      p.push_back(jobs_.minutes[set[x]]);
      for (std::size_t z = 0; z < set.size(); ++z) {
        if (z != x && jobs_.before(set[z], set[x])) needs[x] |= std::uint64_t{1} << z;
      }
    }
    const auto available = [&](std::uint64_t done) {
      std::uint64_t open = 0;
      for (std::size_t x = 0; x < needs.size(); ++x) {
        if ((needs[x] & ~done) == 0) open |= std::uint64_t{1} << x;
      }
      return open & ~done;
    };
    const auto best =
        best_sequence(w, p, available, set.size() <= 20 ? kMostStatesSmall : kMostStates, stop_);
    if (best.empty()) return false;
    for (const std::uint32_t x : best) append(set[x]);
    return true;
  }

  static constexpr std::uint32_t kOutside = static_cast<std::uint32_t>(-1);

  const Jobs& jobs_;
  const StopCheck& stop_;
  // Pairs with no job in between: enough for every set in here, since each is convex.
  const std::vector<Set> direct_;
  mutable std::vector<std::uint32_t> index_;
  bool stopped_ = false;
  std::int64_t time_ = 0;
  Sequence done_;
};

}  // namespace

std::vector<std::vector<std::uint32_t>> Jobs::direct() const {
  std::vector<std::vector<std::uint32_t>> made(size());
  std::vector<std::uint64_t> further(words_);
  for (std::uint32_t x = 0; x < size(); ++x) {
    std::fill(further.begin(), further.end(), 0);
    for (std::uint32_t z = 0; z < size(); ++z) {
      if (z == x || !before(z, x)) continue;
      for (std::size_t w = 0; w < words_; ++w) {
        further[w] |= rows_[z * words_ + w] & ~(w == z / 64 ? bit(z) : 0);
      }
    }
    for (std::uint32_t z = 0; z < size(); ++z) {
      if (z != x && before(z, x) && (further[z / 64] & bit(z)) == 0) made[x].push_back(z);
    }
  }
  return made;
}

std::vector<std::uint32_t> best_sequence(
    std::span<const std::int64_t> weight, std::span<const std::int64_t> minutes,
    const std::function<std::uint64_t(std::uint64_t done)>& available, std::size_t most_states,
    const StopCheck& stop) {
  struct State {
    std::uint64_t done;
    std::int64_t time, value;
    std::uint32_t parent;
    std::uint8_t job;
  };
  const std::size_t n = weight.size();
  std::vector<State> states = {{0, 0, 0, 0, 0}};
  std::unordered_map<std::uint64_t, std::uint32_t> at;  // looked up only
  std::size_t level = 0;
  for (std::size_t size = 0; size < n; ++size) {
    const std::size_t end = states.size();
    at.clear();
    for (; level < end; ++level) {
      if (stop && level % 1024 == 1023 && stop()) return {};
      const State from = states[level];
      std::uint64_t open = available(from.done);
      while (open != 0) {
        const auto j = static_cast<std::uint8_t>(__builtin_ctzll(open));
        open &= open - 1;
        const std::int64_t time = from.time + minutes[j];
        const State to{from.done | std::uint64_t{1} << j, time, from.value + weight[j] * time,
                       static_cast<std::uint32_t>(level), j};
        const auto [entry, is_new] = at.emplace(to.done, static_cast<std::uint32_t>(states.size()));
        if (is_new) {
          if (states.size() >= most_states) return {};
          states.push_back(to);
        } else if (to.value < states[entry->second].value) {
          states[entry->second] = to;
        }
      }
    }
    if (states.size() == end) return {};
  }
  std::vector<std::uint32_t> jobs;
  for (std::uint32_t s = static_cast<std::uint32_t>(states.size()) - 1; s != 0;
       s = states[s].parent) {
    jobs.push_back(states[s].job);
  }
  std::reverse(jobs.begin(), jobs.end());
  return jobs;
}

Sequence sequence_jobs(const Jobs& jobs, const StopCheck& stop) {
  return Sequencer(jobs, stop).run();
}

}  // namespace cairn
