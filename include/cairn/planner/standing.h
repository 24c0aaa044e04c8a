/// How far a person is: along the ladder, and for what rests on some skills.
/// Not for: the way ahead (roadmap.h).
#pragma once

#include <optional>
#include <vector>

#include "cairn/planner/problem.h"

namespace cairn {

struct LevelStanding {
  LevelIndex level{};
  bool reached = false;
  /// Hours of the cheapest plan from here; absent when what is avoided leaves no way.
  std::optional<Hours> left;
  /// Hours of the cheapest plan from nothing.
  Hours total;

  /// Share of the cheapest plan from nothing that need not be learnt any more, 0 to 1; 1 exactly
  /// when the level is reached.
  double share() const;
};

/// Every level of the ladder, lowest first; what is avoided is respected, what is chosen is not
/// part of a level. Two selections a level.
std::vector<LevelStanding> level_standings(const Problem& problem, const StopCheck& stop = {});

/// How far a person is for something that rests on a formula.
struct NeedsStanding {
  bool met = false;
  std::vector<SkillIndex> missing;  ///< skills of the formula to learn, the cheapest way to meet it
  /// As in LevelStanding.
  std::optional<Hours> left;
  Hours total;

  /// As LevelStanding::share().
  double share() const;
};

/// Two selections, and one more for each alternative of the formula. `chosen` plays no part.
NeedsStanding needs_standing(const Problem& problem, const Needs& needs,
                             const StopCheck& stop = {});

}  // namespace cairn
