/// Minimum cuts on small networks.
/// Not for: what a cut means (sidney.cc).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace cairn {

/// A network between a source and a sink (Dinic 1970). Memory is kept from one network to the next.
class MinCut {
 public:
  /// Begins a network of `nodes` nodes without arcs.
  void reset(std::size_t nodes);
  /// Requires: both below the number of nodes; capacity not negative.
  void add(std::uint32_t from, std::uint32_t to, std::int64_t capacity);
  /// The capacity of a minimum cut; what is left of the arcs stays for reaches(). O(V^2 E).
  std::int64_t run(std::uint32_t source, std::uint32_t sink);
  /// After run(): by node, whether the sink can still be reached from it.
  const std::vector<std::uint8_t>& reaches(std::uint32_t sink);

 private:
  struct Arc {
    std::uint32_t to;
    std::int32_t next;
    std::int64_t capacity;
  };

  bool levels(std::uint32_t source, std::uint32_t sink);
  std::int64_t push(std::uint32_t source, std::uint32_t sink);

  std::vector<Arc> arcs_;  // each with its opposite behind it
  std::vector<std::int32_t> first_, next_;
  std::vector<int> level_;
  std::vector<std::uint32_t> path_, queue_;
  std::vector<std::uint8_t> reaches_;
};

}  // namespace cairn
