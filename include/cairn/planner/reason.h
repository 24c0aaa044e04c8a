/// Why a step stands where it stands, as data; render words it.
#pragma once

#include <cstddef>
#include <optional>
#include <variant>
#include <vector>

#include "cairn/base/hours.h"
#include "cairn/base/ids.h"
#include "cairn/graph/skill_graph.h"

namespace cairn {

/// It can be begun now: these known skills meet its needs. None: it needs nothing.
struct ReadyBecause {
  std::vector<SkillIndex> known;
};
/// It waits for these steps of the plan, which its needs name.
struct After {
  std::vector<SkillIndex> steps;
};
/// So many of the other steps cannot be learnt without it.
struct Opens {
  std::size_t count = 0;     ///< of all steps
  std::size_t left = 0;      ///< all steps but this one
  std::size_t in_stage = 0;  ///< of its own stage
};
/// One skill's part in a payoff.
struct PayoffTerm {
  SkillIndex skill{};
  double value = 0;  ///< weight per ten hours of the whole
};
/// What learning it and the rest of `terms` brings for each ten hours; the terms add up to `rank`.
struct Pays {
  double rank = 0;
  Hours hours;                    ///< of all that is in `terms`
  SkillIndex toward{};            ///< the last skill of the lot
  std::vector<PayoffTerm> terms;  ///< the step itself first
};
/// It is on the chain of steps, each resting on the one before, that has the most hours.
struct OnLongestChain {
  std::size_t position = 0;  ///< from 1
  std::size_t length = 0;
  Hours hours;  ///< of the whole chain
};
/// It was taken where others would have done as well.
struct CheaperChoice {
  SkillIndex taken{};
  std::vector<SkillIndex> over;  ///< what the best plan without it takes instead, of the same gate
  Hours saved;                   ///< hours that the goal costs more without it
  std::size_t members = 0;       ///< how many alternatives the gate has
  /// Taken at an earlier choice that settles this one too: without either the best plan is the
  /// same.
  std::optional<SkillIndex> settled_by;
};
/// The person chose it.
struct Chosen {};
/// It is a goal itself.
struct IsGoal {};
/// These levels name it, themselves or in one of their alternatives.
struct LevelAsks {
  std::vector<LevelIndex> levels;
};

using Reason = std::variant<ReadyBecause, After, Opens, Pays, OnLongestChain, CheaperChoice, Chosen,
                            IsGoal, LevelAsks>;

/// The first reason of one kind, or nothing.
template <class Kind>
const Kind* find_reason(const std::vector<Reason>& reasons) {
  for (const Reason& reason : reasons) {
    if (const Kind* found = std::get_if<Kind>(&reason)) return found;
  }
  return nullptr;
}

}  // namespace cairn
