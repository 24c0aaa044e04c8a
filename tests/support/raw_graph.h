/// Skill graphs as plain arrays, also read from JSON lines. Shares no code with the planner beyond
/// the conversion to its types, so that it can judge it.
/// Not for: catalogs (catalog_text.h); graphs made by seed (made_graph.h); judging plans
/// (plan_check.h).
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cairn/graph/skill_graph.h"
#include "cairn/planner/problem.h"

namespace cairn::test {

/// A skill (0 and up) or a gate (~number).
using Ref = std::int32_t;

/// An AND/OR graph. A gate holds when `at_least` of its parts hold; parts are made before it.
struct RawGraph {
  struct Gate {
    std::uint32_t at_least = 0;
    std::uint32_t begin = 0, end = 0;  ///< of `part`
  };
  static constexpr Ref kNothing = INT32_MAX;

  std::vector<std::string> id;     ///< empty for made graphs: sN
  std::vector<std::int64_t> cost;  ///< whole units; the planner takes them for minutes
  std::vector<Ref> needs;          ///< by skill; kNothing where nothing is needed
  std::vector<Gate> gate;
  std::vector<Ref> part;

  std::size_t size() const { return cost.size(); }
  std::string name(std::size_t skill) const;
  Ref add_skill(std::int64_t price, Ref rests_on = kNothing);
  Ref add_gate(std::uint32_t at_least, std::span<const Ref> parts);
  std::span<const Ref> parts(const Gate& of) const {
    return {part.data() + of.begin, part.data() + of.end};
  }

  SkillGraph build() const;
  /// The problem of reaching `goals` from `known`; `graph` is what build() gave.
  Problem problem(const SkillGraph& graph, std::span<const Ref> known,
                  std::span<const Ref> goals) const;
};

/// Reads a graph of ../shared/graphs; prices times `scale`, which must make them whole.
RawGraph read_graph(const std::filesystem::path& file, std::int64_t scale);

struct RawQuery {
  std::vector<Ref> known, goals;
  std::int64_t optimum = 0;
};
std::vector<RawQuery> read_queries(const std::filesystem::path& file, const RawGraph& graph,
                                   std::int64_t scale);

/// Where the real graphs are: $CAIRN_GRAPHS, or ../shared/graphs beside the source tree or above
/// it; nothing where there are none.
std::optional<std::filesystem::path> real_graphs();

}  // namespace cairn::test
