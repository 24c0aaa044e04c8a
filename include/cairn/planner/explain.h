/// Why one skill is in the plan, or why not, or why not yet.
/// Not for: the reasons of every step at once (roadmap.h).
#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "cairn/planner/roadmap.h"

namespace cairn {

/// What the plan would be if one thing were different.
struct WhatIf {
  Hours cost;                       ///< of the other plan
  std::vector<SkillIndex> added;    ///< in the other plan only
  std::vector<SkillIndex> dropped;  ///< in the present plan only
  bool proven = false;              ///< nothing is cheaper; else there may be
};

/// One skill, seen from the plan.
struct Explanation {
  SkillIndex skill{};
  std::optional<std::size_t> step;  ///< position in the roadmap; absent when not in the plan
  bool known = false;
  bool ready = false;
  std::vector<SkillIndex> needs;  ///< the skills that its formula names
  std::vector<Node> asked_by;     ///< steps and levels of the plan whose formula names it
  std::vector<SkillIndex> opens;  ///< steps that cannot be learnt without it
  /// The choices that it hangs on: the taken members without which the best plan has no use for it,
  /// itself left out. In the plan only.
  std::vector<SkillIndex> hangs_on;
  /// Without it: the best other plan, or what makes the goals unreachable then. In the plan only.
  std::optional<std::variant<WhatIf, Unreachable>> without;
  /// With it already known. In the plan only.
  std::optional<WhatIf> if_known;
  /// With it chosen, or why that cannot be. Only when neither known nor in the plan.
  std::optional<std::variant<WhatIf, Unreachable>> if_chosen;
};

/// What to solve to see what a skill makes of the plan: the problem with the skill left alone, and
/// with it chosen, as the person's choices would have it. The first then goes without it.
struct Counterparts {
  Problem without;
  Problem with;
};

/// Explains `skill` beside the roadmap of the problem. Two selections, and one for each choice of
/// the roadmap.
Explanation explain(const Problem& problem, const Roadmap& roadmap, SkillIndex skill,
                    const Counterparts& counterparts, const StopCheck& stop = {});
/// The same where the skill is merely avoided, or chosen, and nothing else changes with it.
Explanation explain(const Problem& problem, const Roadmap& roadmap, SkillIndex skill,
                    const StopCheck& stop = {});

/// The skills that the node's formula names, gates looked through, ascending.
std::vector<SkillIndex> named_skills(const SkillGraph& graph, Node node);

}  // namespace cairn
