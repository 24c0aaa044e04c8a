/// Opens the catalog with its overlays, and the record beside it, as one person's view.
/// Not for: planning itself; it hands the planner a Problem.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/catalog/lookup.h"
#include "cairn/graph/skill_graph.h"
#include "cairn/planner/pace.h"
#include "cairn/planner/problem.h"
#include "cairn/progress/state.h"
#include "cairn/workspace/paths.h"

namespace cairn {

/// A catalog that loaded without an error, and its graph.
struct OpenCatalog {
  Catalog catalog;
  SkillGraph graph;
};

struct CheckedCatalog {
  std::optional<OpenCatalog> open;  ///< absent when there is an error in what was read
  Diagnostics findings;
};

/// Every finding about the catalog that the paths name, its overlays and what cannot be learnt.
/// Throws Error (data) only for a file that cannot be read at all.
CheckedCatalog check_catalog(const Paths& paths);
/// The same for one file by itself.
CheckedCatalog check_catalog_file(const std::filesystem::path& file);

/// Every breach of the house rules: texts, structure, and the hours of each level from nothing.
/// Requires: all of the catalog is learnable.
Diagnostics check_house_rules(const OpenCatalog& open);

/// The catalog that the paths name, with its overlays. Throws Error (data) with the first finding
/// when there is any error. `shipped` is the snapshot of the shipped catalog, or empty; others are
/// kept in the cache under the hash of their files' contents, so that only the first use of a
/// changed file parses it.
OpenCatalog open_catalog(const Paths& paths, const Block& shipped = {});
/// A number of the names and contents of all files that open_catalog() would read: it changes with
/// any of them. Reads them all. Throws Error (data) for one that cannot be read.
std::uint64_t catalog_key(const Paths& paths);

/// The record as the catalog sees it.
struct Personal {
  Flags known;                          ///< by skill: declared or done
  std::vector<SkillIndex> in_progress;  ///< in the catalog's order
  std::vector<Node> goals;              ///< never empty: the highest level where none is set
  /// By position in `goals`: the day by which each is to be reached, where it has one.
  std::vector<std::optional<Date>> goal_days;
  bool goals_are_set = false;  ///< by the person
  std::vector<SkillIndex> chosen;
  std::vector<SkillIndex> avoided;
  /// The graph with the alternatives of the levels that the choices settle; the catalog's own where
  /// nothing is chosen.
  std::optional<SkillGraph> settled;
  std::vector<SkillId> left;                  ///< ids in the record that the catalog has not
  std::map<SkillIndex, SkillRecord> records;  ///< of skills that were touched
  std::map<SkillIndex, std::set<std::string>> ticked;  ///< outcomes, also ones reworded since
  std::map<SkillId, SkillRecord> departed;  ///< the same of skills that the catalog has not
};

/// Follows aliases; ids that the catalog does not have are kept apart. A catalog without levels and
/// without a set goal aims at all its skills.
Personal see(const OpenCatalog& open, const State& state);

/// The person as `choose` and `unchoose` would leave them: the skill chosen, or neither chosen nor
/// avoided.
Personal choosing(const OpenCatalog& open, const Personal& personal, SkillIndex skill);
Personal leaving(const OpenCatalog& open, const Personal& personal, SkillIndex skill);

/// By skill, what is left to learn of it: the catalog's hours, less what was spent on what is
/// begun.
std::vector<HourRange> hours_left(const Catalog& catalog, const Personal& personal);

/// What the hours of a done skill say of how long it took.
enum class HoursKnown : std::uint8_t {
  whole,   ///< said with done, or logged
  none,    ///< nothing: there are none
  shared,  ///< nothing of this one: they were said for several skills together
  partly,  ///< that most was not written down: less than half of the low hours are logged
};
HoursKnown hours_known(const Skill& skill, const SkillRecord& record);

/// What the skills took that were done until that day, as far as their hours are known as a whole.
std::vector<PaceObservation> observations(const Catalog& catalog, const Personal& personal,
                                          Date until);

/// What is to be planned for this person, for their goals or the ones given. Requires: `open` and
/// `personal` outlive the problem.
Problem make_problem(const OpenCatalog& open, const Personal& personal,
                     std::span<const Node> goals = {});

}  // namespace cairn
