/// One row of a batch: a line in, a line out.
/// Not for: reading lines, and who does which (batch.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cairn/planner/batch.h"
#include "cairn/render/batch_rows.h"
#include "cairn/workspace/workspace.h"

namespace cairn {

/// How a row came out, best first.
enum class RowOutcome : std::uint8_t { planned, unreachable, fault };

struct RowAnswer {
  RowOutcome outcome = RowOutcome::planned;
  std::string id;    ///< as JSON; empty where it is not known
  std::string text;  ///< one line, its line feed included
};

/// What all rows have in common.
struct BatchTask {
  const OpenCatalog& open;
  const BatchRows& rows;
  std::optional<double> hours_per_week;  ///< where a row says nothing
  std::vector<Node> goals;               ///< where a row has none
};

/// Carries out rows, one after another. One for each thread.
class RowWorker {
 public:
  explicit RowWorker(const BatchTask& task);

  /// `number` is that of the line; `torn` where it is the last and has no line feed, so that it may
  /// be part of one. `stop` as for select().
  void run(std::uint64_t number, std::string_view line, bool torn, const StopCheck& stop,
           RowAnswer& answer);

 private:
  const BatchTask& task_;
  BatchPlanner planner_;
  Learner learner_;
};

}  // namespace cairn
