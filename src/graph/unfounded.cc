#include "cairn/graph/unfounded.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/graph/strong_components.hpp>
#include <limits>
#include <string>

#include "graph/bgl.h"

namespace cairn {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

// The shortest way from `from` back to itself inside its strong component, without gates.
std::vector<Node> shortest_ring(const bgl::Unmet& part, const std::vector<std::uint32_t>& component,
                                Node from) {
  std::vector<std::uint32_t> parent(part.graph.node_count(), kNone);
  std::vector<Node> queue = {from};
  for (std::size_t next = 0; next < queue.size(); ++next) {
    const Node node = queue[next];
    for (const Node child : part.graph.children(node)) {
      if (!part.contains(value(child)) || component[value(child)] != component[value(from)]) {
        continue;
      }
      if (child == from) {
        std::vector<Node> ring;
        for (Node back = node;; back = Node{parent[value(back)]}) {
          if (part.graph.is_skill(back) || part.graph.is_level(back)) ring.push_back(back);
          if (back == from) break;
        }
        std::reverse(ring.begin(), ring.end());
        return ring;
      }
      if (parent[value(child)] != kNone) continue;
      parent[value(child)] = value(node);
      queue.push_back(child);
    }
  }
  return {};
}

}  // namespace

std::vector<Ring> find_rings(const SkillGraph& graph, const Flags& holds) {
  const std::size_t nodes = graph.node_count();
  const auto named = static_cast<std::uint32_t>(graph.skill_count() + graph.level_count());
  const bgl::Unmet part{graph, holds};
  bool any = false;
  for (std::uint32_t n = 0; n < named; ++n) any = any || part.contains(n);
  if (!any) return {};

  std::vector<std::uint32_t> component(nodes), root(nodes), discovered(nodes);
  std::vector<boost::default_color_type> colour(nodes);
  const auto map = [](auto& values) {
    return boost::make_iterator_property_map(values.begin(),
                                             boost::typed_identity_property_map<bgl::Vertex>());
  };
  const auto components = boost::strong_components(
      part, map(component),
      boost::root_map(map(root))
          .discover_time_map(map(discovered))
          .color_map(map(colour))
          .vertex_index_map(boost::typed_identity_property_map<bgl::Vertex>()));

  // A component that leads to no other that does not hold is where a wait ends: a ring. Tarjan
  // numbers components children first, so each is reached from its children's numbers.
  std::vector<std::uint32_t> behind(components, kNone);  // a ring that the component waits for
  std::vector<std::vector<std::uint32_t>> members(components);
  for (std::uint32_t n = 0; n < nodes; ++n) {
    if (part.contains(n)) members[component[n]].push_back(n);
  }
  std::vector<Ring> rings;
  Flags inside(named, 0);  // in a ring
  for (std::uint32_t c = 0; c < components; ++c) {
    if (members[c].empty()) continue;
    for (const std::uint32_t n : members[c]) {
      for (const Node child : graph.children(Node{n})) {
        if (part.contains(value(child)) && component[value(child)] != c && behind[c] == kNone) {
          behind[c] = behind[component[value(child)]];
        }
      }
    }
    if (behind[c] == kNone) {
      behind[c] = static_cast<std::uint32_t>(rings.size());
      const auto first = std::find_if(members[c].begin(), members[c].end(),
                                      [&](std::uint32_t n) { return n < named; });
      Ring ring;
      if (first != members[c].end()) ring.nodes = shortest_ring(part, component, Node{*first});
      for (const Node node : ring.nodes) inside[value(node)] = 1;
      rings.push_back(std::move(ring));
    }
    Ring& ring = rings[behind[c]];
    for (const std::uint32_t n : members[c]) {
      if (n < named && inside[n] == 0) ring.waiting.push_back(Node{n});
    }
  }
  for (Ring& ring : rings) std::sort(ring.waiting.begin(), ring.waiting.end());
  std::sort(rings.begin(), rings.end(),
            [](const Ring& a, const Ring& b) { return a.nodes < b.nodes; });
  return rings;
}

Diagnostics explain_unlearnable(const Catalog& catalog, const SkillGraph& graph) {
  const Derivation all = derive(graph, {});
  Diagnostics findings;
  const auto id = [&](Node node) -> std::string {
    return graph.is_skill(node) ? catalog.skill(graph.skill(node)).id.text
                                : catalog.level(graph.level(node)).id.text;
  };
  const auto place = [&](Node node) {
    return graph.is_skill(node) ? catalog.place(catalog.skill(graph.skill(node)).mark)
                                : catalog.place(catalog.level(graph.level(node)).mark);
  };
  for (const Ring& ring : find_rings(graph, all.holds)) {
    const Node first = ring.nodes.front();
    std::string what = fmt::format("'{}' can't be learnt from nothing: ", id(first));
    if (ring.nodes.size() == 1) {
      what += "it needs itself";
    } else {
      for (std::size_t i = 0; i < ring.nodes.size(); ++i) {
        const Node node = ring.nodes[i];
        const Node next = ring.nodes[(i + 1) % ring.nodes.size()];
        what += fmt::format("{}{} (line {}) needs {}", i == 0 ? "" : ", ", id(node),
                            place(node).line, id(next));
      }
    }
    if (!ring.waiting.empty()) {
      const std::size_t shown = std::min<std::size_t>(ring.waiting.size(), 3);
      what += ring.waiting.size() == 1
                  ? "; one more waits for it: "
                  : fmt::format("; {} more wait for it: ", ring.waiting.size());
      for (std::size_t i = 0; i < shown; ++i) what += (i == 0 ? "" : ", ") + id(ring.waiting[i]);
      if (shown < ring.waiting.size()) what += ", ...";
    }
    findings.push_back({Severity::error, place(first), what,
                        "give one of them another way in, with any: [...] or fewer needs"});
  }
  return findings;
}

}  // namespace cairn
