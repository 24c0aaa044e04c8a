/// How far a person is: along the ladder, and for what rests on some skills.
/// Not for: the way ahead (roadmap.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
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

  /// Skills of the cheapest plan from here, ascending; empty where `left` is absent or 0.
  std::vector<SkillIndex> way;
  /// Neither plan was cut short.
  bool proven = false;

  /// Share of the cheapest plan from nothing that need not be learnt any more, 0 to 1; 1 exactly
  /// when the level is reached.
  double share() const;
};

/// The ladder as it stood for a problem of the same graph.
struct EarlierStandings {
  const Problem& problem;  ///< its graph is not looked at
  const std::vector<LevelStanding>& levels;
};

/// Every level of the ladder, lowest first; what is avoided is respected, what is chosen is not
/// part of a level. Two selections a level, but for what follows from the earlier standings: when
/// skills of a cheapest plan were learnt in an order that their needs allow, what is left of that
/// plan is cheapest still. (Any plan for now, and what was learnt, made a plan before.)
std::vector<LevelStanding> level_standings(const Problem& problem, const StopCheck& stop = {},
                                           const EarlierStandings* earlier = nullptr);

/// As hash_of (course.h), of all that the standings depend on.
std::uint64_t standings_hash(const Problem& problem);

/// The standings as bytes, and back; nothing where the bytes are damaged or were made for another
/// problem or by another planner.
std::string write_standings(const std::vector<LevelStanding>& levels, std::uint64_t problem);
std::optional<std::vector<LevelStanding>> read_standings(std::string_view bytes,
                                                         std::uint64_t problem);

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
