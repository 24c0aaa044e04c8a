/// How a plan differs from an earlier one, step by step and cause by cause.
/// Not for: making either plan (workspace/since_pin.h), or wording the difference (render).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "cairn/base/date.h"
#include "cairn/base/hours.h"
#include "cairn/base/ids.h"

namespace cairn {

/// Steps that one order has and the other has not, and steps that changed places.
struct OrderDifference {
  std::vector<SkillIndex> in;     ///< in the order of `after`
  std::vector<SkillIndex> out;    ///< in the order of `before`
  std::vector<SkillIndex> moved;  ///< as few as explain it; in the order of `after`

  bool empty() const { return in.empty() && out.empty() && moved.empty(); }
};

/// Requires: no step twice in either. Moved are those outside a longest common subsequence; of
/// several, the one that leaves the later steps of `after`'s order in place. O(n log n).
OrderDifference difference(std::span<const SkillIndex> before, std::span<const SkillIndex> after);

/// What made a plan change, in the order in which they are told apart.
enum class ChangeCause : std::uint8_t { catalog, goal, choice, done };

/// What one cause changed, the causes before it being in force already.
struct Change {
  ChangeCause cause{};
  Hours before, after;    ///< of the whole plan; the changes of all causes add up
  OrderDifference steps;  ///< without what is known in the end
};

/// Where a step stood.
struct StepPlace {
  std::size_t position = 0;  ///< from 1
  Hours hours;
  Date start, finish;
};

struct StepChange {
  SkillIndex skill{};
  std::optional<StepPlace> before, after;  ///< one at least
  bool moved = false;
  std::optional<ChangeCause> cause;  ///< nothing where only its hours changed
};

struct PlanChanges {
  Date since;
  Hours before, after;
  std::optional<Date> finish_before, finish_after;  ///< absent where there are no steps
  double week_before = 0, week_after = 0;           ///< hours a week
  double pace_before = 1, pace_after = 1;           ///< actual hours over planned hours
  std::vector<SkillIndex> done;                     ///< steps that are known now
  std::vector<SkillId> gone;                        ///< steps that the catalog has no more
  std::vector<Change> causes;                       ///< those that changed something
  std::vector<StepChange> steps;  ///< what is left and differs: in today's order, then those out

  /// Is it the plan that it was, but for what was done of it?
  bool same() const { return steps.empty() && gone.empty(); }
};

}  // namespace cairn
