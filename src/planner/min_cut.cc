#include "planner/min_cut.h"

#include <algorithm>

namespace cairn {

void MinCut::reset(std::size_t nodes) {
  arcs_.clear();
  first_.assign(nodes, -1);
}

void MinCut::add(std::uint32_t from, std::uint32_t to, std::int64_t capacity) {
  arcs_.push_back({to, first_[from], capacity});
  first_[from] = static_cast<std::int32_t>(arcs_.size() - 1);
  arcs_.push_back({from, first_[to], 0});
  first_[to] = static_cast<std::int32_t>(arcs_.size() - 1);
}

std::int64_t MinCut::run(std::uint32_t source, std::uint32_t sink) {
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

const std::vector<std::uint8_t>& MinCut::reaches(std::uint32_t sink) {
  reaches_.assign(first_.size(), 0);
  queue_.assign(1, sink);
  reaches_[sink] = 1;
  for (std::size_t i = 0; i < queue_.size(); ++i) {
    for (std::int32_t a = first_[queue_[i]]; a >= 0; a = arcs_[static_cast<std::size_t>(a)].next) {
      const Arc& arc = arcs_[static_cast<std::size_t>(a)];
      if (reaches_[arc.to] != 0 || arcs_[static_cast<std::size_t>(a ^ 1)].capacity == 0) continue;
      reaches_[arc.to] = 1;
      queue_.push_back(arc.to);
    }
  }
  return reaches_;
}

bool MinCut::levels(std::uint32_t source, std::uint32_t sink) {
  level_.assign(first_.size(), -1);
  level_[source] = 0;
  queue_.assign(1, source);
  for (std::size_t i = 0; i < queue_.size(); ++i) {
    for (std::int32_t a = first_[queue_[i]]; a >= 0; a = arcs_[static_cast<std::size_t>(a)].next) {
      const Arc& arc = arcs_[static_cast<std::size_t>(a)];
      if (arc.capacity == 0 || level_[arc.to] >= 0) continue;
      level_[arc.to] = level_[queue_[i]] + 1;
      queue_.push_back(arc.to);
    }
  }
  return level_[sink] >= 0;
}

// One augmenting path, without recursion.
std::int64_t MinCut::push(std::uint32_t source, std::uint32_t sink) {
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

}  // namespace cairn
