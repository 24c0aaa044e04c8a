#include <algorithm>

#include "planner/core.h"

namespace cairn {

Landmarks::Landmarks(const Core& core)
    : words_((core.size() + 63) / 64), bits_(core.size() * words_, ~std::uint64_t{0}) {
  const auto row = [&](CoreNode n) { return bits_.data() + n * words_; };
  std::vector<CoreNode> queue;
  std::vector<std::uint8_t> queued(core.size(), 1);
  for (CoreNode n = 0; n < core.size(); ++n) queue.push_back(n);
  std::vector<std::uint64_t> fresh(words_);
  std::vector<std::uint32_t> count;
  for (std::size_t next = 0; next < queue.size(); ++next) {
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
      } else {
        count.assign(core.size(), 0);
        for (const CoreNode c : children) {
          for (CoreNode m = 0; m < core.size(); ++m) count[m] += contains(c, m) ? 1 : 0;
        }
        for (CoreNode m = 0; m < core.size(); ++m) {
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

}  // namespace cairn
