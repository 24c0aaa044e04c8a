#include <algorithm>
#include <functional>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

#include "planner/core.h"

namespace cairn {

Landmarks::Landmarks(const Core& core, const StopCheck& stop, std::size_t most_exact)
    : size_(core.size()) {
  // Where there are no rings, one sweep does.
  by_rank_ =
      core.acyclic ? children_first(core) : derivation_order(core, [](CoreNode) { return true; });
  if (size_ <= most_exact) {
    exact(core, stop);
  } else {
    nearest(core, stop);
  }
}

bool Landmarks::contains(CoreNode of, CoreNode landmark) const {
  if (words_ != 0) return (bits_[of * words_ + landmark / 64] >> (landmark % 64) & 1U) != 0;
  return std::ranges::binary_search(near_[of].all(), rank_[landmark], std::greater<>());
}

std::vector<std::uint8_t> Landmarks::of_any(std::span<const CoreNode> nodes) const {
  std::vector<std::uint8_t> flags(size_, 0);
  if (words_ == 0) {
    // Landmarks of landmarks are landmarks: that makes up for the short lists.
    std::vector<CoreNode> stack(nodes.begin(), nodes.end());
    while (!stack.empty()) {
      const CoreNode n = stack.back();
      stack.pop_back();
      for (const std::uint32_t rank : near_[n].all()) {
        if (std::exchange(flags[by_rank_[rank]], std::uint8_t{1}) == 0)
          stack.push_back(by_rank_[rank]);
      }
    }
    return flags;
  }
  std::vector<std::uint64_t> all(words_, 0);
  for (const CoreNode n : nodes) {
    for (std::size_t w = 0; w < words_; ++w) all[w] |= bits_[n * words_ + w];
  }
  for (CoreNode n = 0; n < size_; ++n) flags[n] = all[n / 64] >> (n % 64) & 1U;
  return flags;
}

void Landmarks::exact(const Core& core, const StopCheck& stop) {
  words_ = (size_ + 63) / 64;
  bits_.assign(size_ * words_, ~std::uint64_t{0});
  const auto row = [&](CoreNode n) { return bits_.data() + n * words_; };
  std::vector<CoreNode> queue = by_rank_;
  std::vector<std::uint8_t> queued(size_, 0);
  for (const CoreNode n : queue) queued[n] = 1;
  std::vector<std::uint64_t> fresh(words_), at_least;
  std::vector<std::uint32_t> count;
  for (std::size_t next = 0; next < queue.size(); ++next) {
    if (stop && next % 256 == 255 && stop()) {
      complete_ = false;
      return;
    }
    const CoreNode n = queue[next];
    queued[n] = 0;
    const auto children = core.children(n);
    const auto size = static_cast<std::uint32_t>(children.size());
    std::fill(fresh.begin(), fresh.end(), 0);
    if (core.threshold[n] > 0) {
      const std::uint32_t shared = size - core.threshold[n] + 1;  // children that must agree
      if (shared == 1) {
        for (const CoreNode c : children) {
          for (std::size_t w = 0; w < words_; ++w) fresh[w] |= row(c)[w];
        }
      } else if (shared == size) {
        std::fill(fresh.begin(), fresh.end(), ~std::uint64_t{0});
        for (const CoreNode c : children) {
          for (std::size_t w = 0; w < words_; ++w) fresh[w] &= row(c)[w];
        }
      } else if (shared <= 64) {
        // at_least[j]: what more than j of the children seen so far hold, 64 nodes at a time.
        at_least.assign(shared * words_, 0);
        for (const CoreNode c : children) {
          for (std::size_t j = shared; j-- > 0;) {
            for (std::size_t w = 0; w < words_; ++w) {
              const std::uint64_t before =
                  j == 0 ? ~std::uint64_t{0} : at_least[(j - 1) * words_ + w];
              at_least[j * words_ + w] |= before & row(c)[w];
            }
          }
        }
        std::copy(at_least.end() - static_cast<std::ptrdiff_t>(words_), at_least.end(),
                  fresh.begin());
      } else {
        count.assign(size_, 0);
        for (const CoreNode c : children) {
          for (CoreNode m = 0; m < size_; ++m) count[m] += contains(c, m) ? 1 : 0;
        }
        for (CoreNode m = 0; m < size_; ++m) {
          if (count[m] >= shared) fresh[m / 64] |= std::uint64_t{1} << (m % 64);
        }
      }
    }
    fresh[n / 64] |= std::uint64_t{1} << (n % 64);
    if (std::equal(fresh.begin(), fresh.end(), row(n))) continue;
    std::copy(fresh.begin(), fresh.end(), row(n));
    for (const CoreNode user : core.users(n)) {
      if (queued[user] != 0) continue;
      queued[user] = 1;
      queue.push_back(user);
    }
  }
}

namespace {

// Merges a list of falling ranks into another, of which no more are kept than kMostKept.
void add_nearest(std::vector<std::uint32_t>& into, std::span<const std::uint32_t> list,
                 std::vector<std::uint32_t>& merged) {
  merged.clear();
  auto a = into.cbegin();
  auto b = list.begin();
  while (merged.size() < Landmarks::kMostKept && (a != into.cend() || b != list.end())) {
    if (a == into.cend() || (b != list.end() && *b > *a)) {
      merged.push_back(*b++);
    } else {
      if (b != list.end() && *b == *a) ++b;
      merged.push_back(*a++);
    }
  }
  into.swap(merged);
}

}  // namespace

// Any family of sets with LM(n) within {n} + what the children share holds only landmarks, so sets
// may be cut short as long as those that rest on them are looked at again.
void Landmarks::nearest(const Core& core, const StopCheck& stop) {
  near_.resize(size_);
  rank_.assign(size_, kNoSkill);
  for (std::uint32_t r = 0; r < by_rank_.size(); ++r) rank_[by_rank_[r]] = r;
  std::vector<std::uint8_t> queued(size_, 1);
  std::vector<CoreNode> queue = by_rank_;
  std::vector<std::uint32_t> fresh, merged;
  for (std::size_t next = 0; next < queue.size(); ++next) {
    if (stop && next % 1024 == 1023 && stop()) {
      complete_ = false;
      return;
    }
    const CoreNode n = queue[next];
    queued[n] = 0;
    fresh.clear();
    merged.clear();
    Near& near = near_[n];
    const bool seen = near.count != 0;
    const auto children = core.children(n);
    const auto unseen = static_cast<std::uint32_t>(
        std::ranges::count_if(children, [&](CoreNode c) { return near_[c].count == 0; }));
    if (core.threshold[n] > 0) {
      const auto size = static_cast<std::uint32_t>(children.size());
      // What has not been seen may still hold anything.
      const std::uint32_t shared =
          size - core.threshold[n] + 1 - std::min(size - core.threshold[n], unseen);
      if (shared == 1 && !seen) {
        for (const CoreNode c : children) add_nearest(fresh, near_[c].all(), merged);
      } else if (shared == size && unseen == 0) {
        const auto first = near_[children[0]].all();
        fresh.assign(first.begin(), first.end());
        for (std::size_t i = 1; i < size && !fresh.empty(); ++i) {
          merged.clear();
          std::ranges::set_intersection(fresh, near_[children[i]].all(), std::back_inserter(merged),
                                        std::greater<>());
          fresh.swap(merged);
        }
      } else {
        for (const CoreNode c : children) {
          const auto list = near_[c].all();
          merged.insert(merged.end(), list.begin(), list.end());
        }
        std::ranges::sort(merged, std::greater<>());
        for (std::size_t i = 0; i < merged.size();) {
          std::size_t j = i;
          while (j < merged.size() && merged[j] == merged[i]) ++j;
          if (j - i >= shared) fresh.push_back(merged[i]);
          i = j;
        }
      }
    }
    const auto at = std::ranges::lower_bound(fresh, rank_[n], std::greater<>());
    if (at == fresh.end() || *at != rank_[n]) fresh.insert(at, rank_[n]);
    if (seen) {
      merged.clear();
      std::ranges::set_intersection(fresh, near.all(), std::back_inserter(merged),
                                    std::greater<>());
      fresh.swap(merged);
    } else if (fresh.size() > kMostKept) {
      // The node itself may have a lower rank than landmarks only on rings; it stays in any case.
      fresh.resize(kMostKept);
      if (!std::ranges::binary_search(fresh, rank_[n], std::greater<>())) fresh.back() = rank_[n];
    }
    if (seen && std::ranges::equal(fresh, near.all())) continue;
    near.count = static_cast<std::uint32_t>(fresh.size());
    std::ranges::copy(fresh, near.rank.begin());
    for (const CoreNode user : core.users(n)) {
      if (queued[user] != 0) continue;
      queued[user] = 1;
      queue.push_back(user);
    }
  }
}

}  // namespace cairn
