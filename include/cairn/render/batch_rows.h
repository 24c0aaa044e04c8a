/// The answers of a batch, one JSON document a line (docs/schema/batch.json).
/// A contract: fields are added, never renamed. Not for: reading what was asked.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/graph/skill_graph.h"
#include "cairn/planner/batch.h"

namespace cairn {

/// Which row it is.
struct RowName {
  std::uint64_t line = 0;  ///< of the input, from 1
  std::string_view id;     ///< as JSON; empty where it is not known
};

/// Writes rows; what they say of a skill, whoever learns it, is laid out once. May be shared by
/// threads. The catalog and the graph outlive it.
class BatchRows {
 public:
  BatchRows(const Catalog& catalog, const SkillGraph& graph);

  /// Each adds one line to `out`, line feed included.
  void add_plan(std::string& out, const RowName& row, const Learner& learner,
                const LearnerPlan& plan) const;
  void add_unreachable(std::string& out, const RowName& row, const Problem& problem,
                       const Unreachable& unreachable) const;
  static void add_error(std::string& out, const RowName& row, std::string_view message,
                        std::string_view hint);

 private:
  std::string_view id_of(Node node) const;

  const Catalog& catalog_;
  const SkillGraph& graph_;
  std::vector<std::string> ids_;    // by skill, then by level: as JSON
  std::vector<std::string> steps_;  // by skill: a step as far as its stage
};

}  // namespace cairn
