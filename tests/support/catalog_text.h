/// Catalogs and planning problems from a line of text, for tests.
/// Not for: text that is meant to be wrong; hand that to load_catalog.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cairn/catalog/catalog.h"
#include "cairn/graph/skill_graph.h"
#include "cairn/planner/problem.h"

namespace cairn::test {

/// The catalog that `yaml` is. Throws std::runtime_error with every finding where there is an
/// error among them, which fails the test.
Catalog catalog_from_yaml(std::string_view yaml);

/// A short notation as YAML: entries parted by ';', each
///   `name HOURSh [wWEIGHT] [in LEVEL] [after SKILL] [needs FORMULA]`   a skill;
///   `level name FORMULA`   a level.
/// A formula is a name, `all(f, ...)`, `any(f, ...)`, `Kof(f, ...)` or a list of them, all of which
/// are needed: "a 2h; b 1.5h w3 needs a; c 0h needs any(a, 2of(a, b, c)); level entry c".
std::string yaml_of(std::string_view notation);

/// What a problem asks for: names parted by spaces.
struct Wish {
  std::string_view goals;
  std::string_view known = {};
  std::string_view chosen = {};
  std::string_view avoided = {};
};

/// A catalog in the short notation, its graph, and names for both.
class World {
 public:
  explicit World(std::string_view notation);
  explicit World(Catalog from);
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  const Catalog catalog;
  const SkillGraph graph;

  SkillIndex skill(std::string_view id) const;
  /// A skill or a level.
  Node node(std::string_view id) const;
  Flags flags(std::string_view ids) const;
  Problem problem(const Wish& wish) const;

  /// "a b c", in the order given.
  std::string ids(std::span<const SkillIndex> skills) const;
  std::string id(Node node) const;
};

}  // namespace cairn::test
