#include "cairn/graph/skill_graph.h"

#include <algorithm>
#include <utility>

namespace cairn {
namespace {

// Adds the formula's gates; returns threshold and children for whoever rests on it. An all-of
// inside an all-of is laid flat, so that plain prerequisites need no gate.
class FormulaBuilder {
 public:
  explicit FormulaBuilder(GraphBuilder& builder) : builder_(builder) {}

  void flatten_all(const Needs& needs, std::vector<Node>& children) {
    if (needs.kind == FormulaKind::all) {
      for (const Needs& part : needs.parts) flatten_all(part, children);
    } else {
      children.push_back(node_of(needs));
    }
  }

 private:
  Node node_of(const Needs& needs) {
    if (needs.kind == FormulaKind::atom) return Node{value(needs.atom)};
    std::vector<Node> children;
    if (needs.kind == FormulaKind::all) {
      flatten_all(needs, children);
      if (children.size() == 1) return children.front();
      return builder_.add_gate(static_cast<std::uint32_t>(children.size()), children);
    }
    for (const Needs& part : needs.parts) children.push_back(node_of(part));
    const std::uint32_t threshold = needs.kind == FormulaKind::any ? 1 : needs.at_least;
    if (children.size() == 1) return children.front();
    return builder_.add_gate(threshold, children);
  }

  GraphBuilder& builder_;
};

// Can all nodes be put in an order in which each comes after its children (Kahn 1962)? O(V + E).
bool is_acyclic(const BasicSkillGraph<Owned>& graph) {
  const std::size_t nodes = graph.threshold.size();
  std::vector<std::uint32_t> left(nodes);
  std::vector<Node> order;
  order.reserve(nodes);
  for (std::uint32_t n = 0; n < nodes; ++n) {
    left[n] = graph.child_begin[n + 1] - graph.child_begin[n];
    if (left[n] == 0) order.push_back(Node{n});
  }
  for (std::size_t next = 0; next < order.size(); ++next) {
    const std::uint32_t n = value(order[next]);
    for (std::uint32_t at = graph.user_begin[n]; at < graph.user_begin[n + 1]; ++at) {
      if (--left[value(graph.user[at])] == 0) order.push_back(graph.user[at]);
    }
  }
  return order.size() == nodes;
}

}  // namespace

SkillGraph::SkillGraph(Block block) : block_(std::move(block)) {
  const auto& arrays = root_of<BasicSkillGraph<Packed>>(block_);
  skills_ = arrays.skills;
  levels_ = arrays.levels;
  acyclic_ = arrays.acyclic != 0;
  threshold_ = arrays.threshold;
  child_begin_ = arrays.child_begin;
  user_begin_ = arrays.user_begin;
  child_ = arrays.child;
  user_ = arrays.user;
}

GraphBuilder::GraphBuilder(std::size_t skills, std::size_t levels) {
  graph_.skills = static_cast<std::uint32_t>(skills);
  graph_.levels = static_cast<std::uint32_t>(levels);
  graph_.threshold.assign(skills + levels, 0);
}

Node GraphBuilder::add_gate(std::uint32_t threshold, std::span<const Node> children) {
  const Node gate{static_cast<std::uint32_t>(graph_.threshold.size())};
  graph_.threshold.push_back(0);
  set_needs(gate, threshold, children);
  return gate;
}

void GraphBuilder::set_needs(Node node, std::uint32_t threshold, std::span<const Node> children) {
  graph_.threshold[value(node)] = threshold;
  bodies_.push_back({value(node), static_cast<std::uint32_t>(pool_.size()),
                     static_cast<std::uint32_t>(children.size())});
  pool_.insert(pool_.end(), children.begin(), children.end());
}

SkillGraph GraphBuilder::build() {
  const std::size_t nodes = graph_.threshold.size();
  graph_.child_begin.assign(nodes + 1, 0);
  for (const Body& body : bodies_) graph_.child_begin[body.node + 1] = body.size;
  for (std::size_t i = 0; i < nodes; ++i) graph_.child_begin[i + 1] += graph_.child_begin[i];
  graph_.child.resize(pool_.size());
  graph_.user_begin.assign(nodes + 1, 0);
  for (const Body& body : bodies_) {
    std::copy_n(pool_.begin() + body.begin, body.size,
                graph_.child.begin() + graph_.child_begin[body.node]);
    for (std::uint32_t i = 0; i < body.size; ++i) {
      ++graph_.user_begin[value(pool_[body.begin + i]) + 1];
    }
  }
  for (std::size_t i = 0; i < nodes; ++i) graph_.user_begin[i + 1] += graph_.user_begin[i];
  graph_.user.resize(pool_.size());
  std::vector<std::uint32_t> fill(graph_.user_begin.begin(), graph_.user_begin.end() - 1);
  for (std::uint32_t n = 0; n < nodes; ++n) {
    for (std::uint32_t at = graph_.child_begin[n]; at < graph_.child_begin[n + 1]; ++at) {
      graph_.user[fill[value(graph_.child[at])]++] = Node{n};
    }
  }
  graph_.acyclic = is_acyclic(graph_) ? 1 : 0;
  bodies_.clear();
  pool_.clear();
  return SkillGraph(std::exchange(graph_, {}));
}

SkillGraph build_graph(const Catalog& catalog) {
  GraphBuilder builder(catalog.skills().size(), catalog.levels().size());
  FormulaBuilder formulas(builder);
  const auto skills = static_cast<std::uint32_t>(catalog.skills().size());
  std::vector<Node> children;
  const auto finish = [&](Node node) {
    std::sort(children.begin(), children.end());
    children.erase(std::unique(children.begin(), children.end()), children.end());
    builder.set_needs(node, static_cast<std::uint32_t>(children.size()), children);
    children.clear();
  };
  for (std::uint32_t i = 0; i < skills; ++i) {
    formulas.flatten_all(catalog.skills()[i].needs, children);
    finish(Node{i});
  }
  for (std::uint32_t i = 0; i < catalog.levels().size(); ++i) {
    formulas.flatten_all(catalog.levels()[i].needs, children);
    if (i > 0) children.push_back(Node{skills + i - 1});
    finish(Node{skills + i});
  }
  return builder.build();
}

}  // namespace cairn
