/// The documents that the local page is drawn from: what is told in words is worded here, so that
/// page and terminal say the same.
/// Not for: the answers of commands (json.h), or where things stand on the page (its own files).
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "cairn/graph/layers.h"
#include "cairn/planner/explain.h"
#include "cairn/planner/roadmap.h"
#include "cairn/planner/standing.h"
#include "cairn/progress/history.h"
#include "cairn/progress/state.h"
#include "cairn/render/screens.h"

namespace cairn {

/// What does not change while a catalog is open: areas, levels, skills and where they lie.
std::string page_catalog_json(const View& view, const std::vector<Layer>& layers);

/// What was done on one day.
struct DayOfWork {
  Hours hours;             ///< logged, or given with done
  std::size_t things = 0;  ///< events about skills
};

/// What changes with the record. `roadmap`, `outlook` and `next` are left out where there is no
/// way to the goals.
struct PageState {
  std::vector<LevelStanding> levels;
  Selection selection;
  const Roadmap* roadmap = nullptr;
  const Outlook* outlook = nullptr;
  std::vector<Recommendation> next;
  std::map<Date, DayOfWork> days;
  std::uint64_t changes = 0;  ///< of the record, as `GET /api/changes` counts them
  std::uint64_t edition = 0;  ///< of the catalog: another one when its files were edited
};
std::string page_state_json(const View& view, const PageState& state);

/// All about one skill; `roadmap` and `why` are null where there is no way to the goals.
struct PageSkill {
  SkillIndex skill{};
  const SkillRecord* record = nullptr;  ///< null where nothing is recorded of it
  std::set<std::string> ticked;         ///< outcomes
  const Roadmap* roadmap = nullptr;
  const Explanation* why = nullptr;
  std::vector<HistoryEntry> history;
};
std::string page_skill_json(const View& view, const PageSkill& page);

}  // namespace cairn
