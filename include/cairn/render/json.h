/// What the commands answer with --json: values in, one JSON document out.
/// A contract: fields are added, never renamed. Not for: the wording of screens (screens.h).
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cairn/base/diagnostic.h"
#include "cairn/base/error.h"
#include "cairn/catalog/links.h"
#include "cairn/planner/explain.h"
#include "cairn/planner/roadmap.h"
#include "cairn/planner/standing.h"
#include "cairn/progress/backup.h"
#include "cairn/progress/event.h"
#include "cairn/progress/state.h"
#include "cairn/render/screens.h"

namespace cairn {

/// Each ends with a line feed. Hours are numbers, whole where they are; days are ISO; skills and
/// levels are ids.
std::string error_json(const Error& error);
std::string unreachable_json(const View& view, std::string_view schema,
                             const Unreachable& unreachable);
std::string roadmap_json(const View& view, const Roadmap& roadmap, const Outlook& outlook);
std::string alternatives_json(const View& view, const Plan& best,
                              const std::vector<Alternative>& others);
std::string comparison_json(const View& view, SkillIndex first, SkillIndex second,
                            const Comparison& comparison);
std::string fit_json(const View& view, const Fit& fit, Hours budget);
std::string next_json(const View& view, const Roadmap& roadmap,
                      const std::vector<Recommendation>& next, std::size_t count);
std::string status_json(const View& view, const std::vector<LevelStanding>& levels,
                        const Selection& selection, const std::vector<SkillId>& left,
                        const Habits& habits, const std::vector<Due>& due);
/// `schema` is `list` or `search`.
std::string list_json(const View& view, std::string_view schema, const Plan* plan,
                      const std::vector<SkillIndex>& skills,
                      const std::map<SkillId, SkillRecord>& departed);
std::string skill_json(const View& view, const Plan* plan, SkillIndex skill,
                       const SkillRecord* record, const std::set<std::string>& ticked);
std::string level_json(const View& view, LevelIndex level);
std::string why_json(const View& view, const Roadmap& roadmap, const Explanation& explanation);
std::string check_json(const Diagnostics& findings);
std::string links_json(const std::vector<Link>& links);

/// What a command that records answers.
struct Recorded {
  std::vector<Event> events;        ///< as they were recorded, or would be in a rehearsal
  bool rehearsed = false;           ///< --dry-run
  std::vector<SkillIndex> implied;  ///< needs that are not known yet
  std::optional<Situation> before;  ///< absent where nothing was planned
  std::optional<Situation> after;
};
std::string recorded_json(const View& view, const Recorded& recorded);

/// What was exchanged with a file: events in it, and how many of these were new.
std::string exchange_json(std::string_view schema, const std::string& file, std::size_t events,
                          std::size_t fresh);

std::string restored_json(const Restored& restored, bool rehearsed);
/// The backups that there are, in the order given.
std::string backups_json(const std::vector<Backup>& backups);
/// A catalog that was begun.
std::string new_catalog_json(const std::string& id, const std::string& file);

/// Goals and choices as they stand.
std::string goals_json(const View& view, bool set_by_person, const std::vector<Due>& due);

}  // namespace cairn
