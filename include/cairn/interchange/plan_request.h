/// What a batch asks for, one JSON object a line: where somebody stands and wants to go.
/// Not for: what the ids mean (a catalog knows that), or planning.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// One row, as it was written; lists that were left out are empty.
struct PlanRequest {
  std::string id;  ///< as JSON, `"ana"` or `7`
  std::vector<std::string> known, goals, choose, avoid;
  std::optional<double> hours_per_week;
};

/// Why a row is none.
struct RowFault {
  std::string message;  ///< what is wrong, without a full stop
  std::string hint;     ///< what to do about it
};

struct ReadRequest {
  PlanRequest request;  ///< its id is there as soon as it is known, else it is empty
  std::optional<RowFault> fault;
};

/// Reads one line. Faults: no JSON object, invalid UTF-8, a name that is there twice or that rows
/// have not, a value of another kind, no id. O(n).
ReadRequest read_plan_request(std::string_view line);

}  // namespace cairn
