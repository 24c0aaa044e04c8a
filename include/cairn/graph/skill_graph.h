/// What depends on what: an AND/OR graph of skills, levels and the gates between them.
/// Not for: what a skill is called or costs (catalog), or which way is best (planner).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <tuple>
#include <vector>

#include "cairn/base/ids.h"
#include "cairn/catalog/catalog.h"

namespace cairn {

/// A node: skills first, in the catalog's order, then levels, then gates.
enum class Node : std::uint32_t {};

/// The arrays of a graph, in compressed sparse rows.
template <class Form>
struct BasicSkillGraph {
  std::uint32_t skills = 0;
  std::uint32_t levels = 0;
  std::uint32_t acyclic = 0;  ///< 1: no node rests on itself; 0: not known
  typename Form::template List<std::uint32_t> threshold;
  /// node_count() + 1 each
  typename Form::template List<std::uint32_t> child_begin, user_begin;
  typename Form::template List<Node> child, user;

  static auto fields(auto& self) {
    return std::tie(self.skills, self.levels, self.acyclic, self.threshold, self.child_begin,
                    self.user_begin, self.child, self.user);
  }
};

/// Immutable, flat, cyclic where the catalog is; a value in one block of memory, which copies
/// share. A node holds once `threshold` of its children
/// hold; a skill must be learnt beside. Children may repeat, and then count as often.
class SkillGraph {
 public:
  explicit SkillGraph(const BasicSkillGraph<Owned>& arrays)
      : SkillGraph(Packer::pack<BasicSkillGraph<Packed>>(arrays)) {}
  /// The graph whose block that is: made by this program, of this layout.
  explicit SkillGraph(Block block);

  std::size_t skill_count() const { return skills_; }
  std::size_t level_count() const { return levels_; }
  std::size_t node_count() const { return threshold_.size(); }
  std::size_t edge_count() const { return child_.size(); }

  Node node(SkillIndex skill) const { return Node{value(skill)}; }
  Node node(LevelIndex level) const {
    return Node{static_cast<std::uint32_t>(skills_) + value(level)};
  }
  /// True: no node rests on itself, however far down. False where one does, or it is not known.
  bool acyclic() const { return acyclic_; }

  bool is_skill(Node node) const { return value(node) < skills_; }
  bool is_level(Node node) const { return !is_skill(node) && value(node) < skills_ + levels_; }
  /// Requires: is_skill(node).
  SkillIndex skill(Node node) const { return SkillIndex{value(node)}; }
  /// Requires: is_level(node).
  LevelIndex level(Node node) const {
    return LevelIndex{value(node) - static_cast<std::uint32_t>(skills_)};
  }

  /// How many of the children must hold; 0 where nothing is needed.
  std::uint32_t threshold(Node node) const { return threshold_[value(node)]; }
  /// What the node rests on, in the formula's order.
  std::span<const Node> children(Node node) const {
    return {child_.data() + child_begin_[value(node)],
            child_.data() + child_begin_[value(node) + 1]};
  }
  /// What rests on the node, ascending; as often as it is a child.
  std::span<const Node> users(Node node) const {
    return {user_.data() + user_begin_[value(node)], user_.data() + user_begin_[value(node) + 1]};
  }

  const Block& block() const { return block_; }

 private:
  Block block_;
  std::size_t skills_ = 0;
  std::size_t levels_ = 0;
  bool acyclic_ = false;
  // Views into the block.
  std::span<const std::uint32_t> threshold_, child_begin_, user_begin_;
  std::span<const Node> child_, user_;
};

/// Puts a graph together, bottom up. At most 2^32 - 1 nodes and edges.
class GraphBuilder {
 public:
  GraphBuilder(std::size_t skills, std::size_t levels);

  /// A new gate that holds once `threshold` of `children` hold.
  Node add_gate(std::uint32_t threshold, std::span<const Node> children);
  /// What a skill or level rests on. At most once a node; nothing is needed where it is left out.
  void set_needs(Node node, std::uint32_t threshold, std::span<const Node> children);

  /// The graph; the builder is empty afterwards. O(V + E).
  SkillGraph build();

 private:
  struct Body {
    std::uint32_t node;
    std::uint32_t begin;
    std::uint32_t size;
  };
  BasicSkillGraph<Owned> graph_;
  std::vector<Body> bodies_;
  std::vector<Node> pool_;
};

/// The graph of a catalog: each level rests on its formula and on the level below. O(size).
SkillGraph build_graph(const Catalog& catalog);

}  // namespace cairn
