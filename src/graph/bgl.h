/// The part of a SkillGraph that does not hold, as a Boost.Graph model: vertices are nodes, edges
/// lead to the children that do not hold either.
/// Not for: inclusion outside src/graph; Boost.Graph is heavy to compile.
#pragma once

#include <boost/graph/graph_traits.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/iterator/filter_iterator.hpp>
#include <boost/iterator/transform_iterator.hpp>
#include <boost/property_map/property_map.hpp>
#include <cstdint>
#include <utility>

#include "cairn/graph/derive.h"
#include "cairn/graph/skill_graph.h"

namespace cairn::bgl {

/// What does not hold. Models VertexListGraph and IncidenceGraph.
struct Unmet {
  const SkillGraph& graph;
  const Flags& holds;

  bool contains(std::uint32_t node) const { return holds[node] == 0; }
};

using Vertex = std::uint32_t;
using Edge = std::pair<Vertex, Vertex>;

struct IsUnmet {
  const Unmet* part = nullptr;
  bool operator()(Node node) const { return part->contains(value(node)); }
};
struct MakeEdge {
  Vertex from = 0;
  Edge operator()(Node to) const { return {from, value(to)}; }
};

using ChildIterator = std::span<const Node>::iterator;
using UnmetIterator = boost::filter_iterator<IsUnmet, ChildIterator>;
using EdgeIterator = boost::transform_iterator<MakeEdge, UnmetIterator, Edge, Edge>;

inline std::pair<EdgeIterator, EdgeIterator> out_edges(Vertex vertex, const Unmet& part) {
  // What holds has no edges: it is in no ring.
  const auto children =
      part.contains(vertex) ? part.graph.children(Node{vertex}) : std::span<const Node>();
  const IsUnmet unmet{&part};
  return {EdgeIterator(UnmetIterator(unmet, children.begin(), children.end()), MakeEdge{vertex}),
          EdgeIterator(UnmetIterator(unmet, children.end(), children.end()), MakeEdge{vertex})};
}
inline std::size_t out_degree(Vertex vertex, const Unmet& part) {
  const auto [begin, end] = out_edges(vertex, part);
  return static_cast<std::size_t>(std::distance(begin, end));
}
inline Vertex source(const Edge& edge, const Unmet& /*part*/) { return edge.first; }
inline Vertex target(const Edge& edge, const Unmet& /*part*/) { return edge.second; }
inline std::pair<boost::counting_iterator<Vertex>, boost::counting_iterator<Vertex>> vertices(
    const Unmet& part) {
  return {boost::counting_iterator<Vertex>(0),
          boost::counting_iterator<Vertex>(static_cast<Vertex>(part.graph.node_count()))};
}
inline std::size_t num_vertices(const Unmet& part) { return part.graph.node_count(); }

}  // namespace cairn::bgl

namespace boost {

template <>
struct graph_traits<cairn::bgl::Unmet> {
  using vertex_descriptor = cairn::bgl::Vertex;
  using edge_descriptor = cairn::bgl::Edge;
  using directed_category = directed_tag;
  using edge_parallel_category = allow_parallel_edge_tag;
  struct traversal_category : incidence_graph_tag, vertex_list_graph_tag {};
  using vertex_iterator = counting_iterator<vertex_descriptor>;
  using vertices_size_type = std::size_t;
  using out_edge_iterator = cairn::bgl::EdgeIterator;
  using degree_size_type = std::size_t;
  using edges_size_type = std::size_t;
  static vertex_descriptor null_vertex() { return static_cast<vertex_descriptor>(-1); }
};

}  // namespace boost
