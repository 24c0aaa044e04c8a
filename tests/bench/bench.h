/// What a bench section measures and how it is written down.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "cairn/planner/select.h"
#include "tests/support/raw_graph.h"

namespace cairn::bench {

/// One measured run, or the sum of several.
struct Row {
  std::string section, what;
  double seconds = -1;         ///< ours; below 0: not measured
  double other = -1;           ///< clingo's on the same instance, or of whom `what` names
  std::string proof;           ///< "optimal", "within 0.3 %"
  std::string reach, verdict;  ///< what was to be reached, and "held", "missed" or ""
  std::string note;
};

struct Options {
  int time_limit = 10;  ///< seconds for the covering-hard instances
  bool clingo = true;
};

using Rows = std::vector<Row>;

class Watch {
 public:
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// True once `seconds` have passed since the call.
inline StopCheck after(double seconds) {
  return [watch = Watch(), seconds] { return watch.seconds() > seconds; };
}

/// A checked selection. Throws where the plan is wrong.
struct Solved {
  Plan plan;
  double seconds = 0;
};
Solved solve(const test::RawGraph& graph, const Problem& problem, std::span<const test::Ref> known,
             std::span<const test::Ref> goals, const StopCheck& stop = {});

std::string proof_of(const Plan& plan);

void real_graphs(const Options& options, Rows& rows);
void debian(const Options& options, Rows& rows);
void random_graphs(const Options& options, Rows& rows);
void covering(const Options& options, Rows& rows);
void shipped_catalog(const Options& options, Rows& rows);
void growth(const Options& options, Rows& rows);
void topological(const Options& options, Rows& rows);

}  // namespace cairn::bench
