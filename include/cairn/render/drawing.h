/// What a drawing of the way needs: skills with how they stand, in stages, and what rests on what.
/// Every picture and every file is written from it. Not for: how one looks (formats.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cairn/planner/schedule.h"
#include "cairn/render/screens.h"

namespace cairn {

struct DrawnStage {
  std::string id;     ///< of its level; `known`, `goal` or `elsewhere` where it is none
  std::string title;  ///< `Entry-Level`, `Known`
  std::size_t begin = 0, end = 0;  ///< skills [begin, end), at least one
  HourRange hours;                 ///< of its steps
  std::optional<TimeSpan> when;    ///< absent where it has no steps
};

struct DrawnSkill {
  SkillIndex skill{};
  std::string id, name;
  std::string area, area_title;
  std::string level;  ///< id; empty for an elective
  std::string summary;
  std::vector<std::string> outcomes;
  Standing standing = Standing::outside;
  HourRange hours;
  std::size_t stage = 0;             ///< position in Drawing::stages
  std::optional<std::size_t> step;   ///< its place in the roadmap, from 1
  std::optional<TimeSpan> when;      ///< of a step
  std::string why;                   ///< the reason that tells most, in a few words; may be empty
  std::vector<std::string> reasons;  ///< all that is said for it, a phrase each
  /// Of an alternative that was not taken: the position of what was.
  std::optional<std::size_t> instead_of;
  std::optional<Hours> more;  ///< than with what was taken, where that is known
};

/// `to` rests on `from`; both are positions in Drawing::skills, and from < to.
struct DrawnEdge {
  std::uint32_t from = 0, to = 0;
  bool alternative = false;  ///< one end is an alternative that was not taken

  friend bool operator==(const DrawnEdge&, const DrawnEdge&) = default;
};

struct Drawing {
  std::string title;               ///< `Senior from here`
  std::string lead;                ///< the plan in a sentence or two; empty where there is none
  std::vector<std::string> goals;  ///< ids
  std::vector<DrawnStage> stages;
  std::vector<DrawnSkill> skills;  ///< stage by stage, each after all that it rests on
  /// Ascending by `to`, then `from`. None that follows from others, alternatives aside.
  std::vector<DrawnEdge> edges;
};

/// What of the catalog is drawn.
struct Scene {
  bool known = true;         ///< the known skills that the plan or its goals rest on
  bool alternatives = true;  ///< what could have been taken instead of the steps
  /// Instead of the way to the goals: this skill, and what is up to `depth` needs away from it, in
  /// both directions.
  std::optional<SkillIndex> around;
  std::size_t depth = 1;
};

/// `roadmap` and `outlook` may be absent together: then only `around` and what is known are there
/// to be drawn. O(V + E + n m / 64) for n skills and m edges drawn; past kMostReduced skills all
/// edges stay.
Drawing make_drawing(const View& view, const Roadmap* roadmap, const Outlook* outlook,
                     const Scene& scene);

inline constexpr std::size_t kMostReduced = 20'000;

}  // namespace cairn
