/// The same instance for clingo, an answer-set solver: its program, its answer and its times.
/// Not for: what the planner itself does.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "tests/support/raw_graph.h"

namespace cairn::test {

/// The instance as an answer-set program for clingo: one choice rule a skill, costs minimised.
/// Only what is relevant to the goals.
std::string clingo_program(const RawGraph& graph, std::span<const Ref> known,
                           std::span<const Ref> goals);

struct ClingoAnswer {
  bool optimal = false;
  std::optional<std::int64_t> cost;  ///< of the best model found
  std::optional<std::int64_t> bound;
  double process = 0;  ///< seconds from start to end of the process, by our clock
  double whole = 0;    ///< seconds that it says it took, grounding included
  double search = 0;   ///< seconds that it says it took without reading and grounding
};
/// Runs clingo with unsatisfiable-core optimisation; nothing where it is not installed.
std::optional<ClingoAnswer> run_clingo(const std::string& program, int time_limit);

/// Where clingo's seconds go, by a clock within its process.
struct ClingoParts {
  double parsing = 0;    ///< from text to rules
  double grounding = 0;  ///< from rules to what its solver works on
  double solving = 0;
};
/// Solves the program once more for its parts; nothing where clingo is not installed, was built
/// without Python or runs into the limit (seconds).
std::optional<ClingoParts> time_clingo(const std::string& program, int time_limit);

}  // namespace cairn::test
