/// The house rules of a catalog that other people are to trust: what a program can check of them.
/// Not for: rules about how skills hang together; those need the graph (graph/strict.h).
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "cairn/base/diagnostic.h"
#include "cairn/catalog/catalog.h"

namespace cairn {

/// Bounds of the house rules; the defaults are those of the shipped catalog.
struct StrictRules {
  Hours least_hours = Hours::whole(4);   ///< of a skill, at `likely`
  Hours most_hours = Hours::whole(120);  ///< of a skill, at `high`
  std::size_t least_outcomes = 2;
  std::size_t most_outcomes = 4;
  std::size_t most_characters = 160;  ///< of a summary, outcome, project, question or point
  std::size_t least_questions = 8;    ///< of an interview topic
  std::size_t least_points = 2;       ///< of a question
};

/// Every breach, in the order of the file: outcomes that are too few, too many or do not begin with
/// a verb that can be checked; no summary, project or resource; hours out of bounds; long texts;
/// names that are nearly the same; resources that nobody uses or that lack kind, author, address or
/// price; questions without grade or points, or not going from easy to hard. O(text), and
/// O(skills^2) for names up to kMostNamesCompared skills, past which only equal names are found.
Diagnostics check_strict(const Catalog& catalog, const StrictRules& rules = {});

inline constexpr std::size_t kMostNamesCompared = 20'000;

/// Why a text is no outcome that a person can check on their own ("begins with 'Understand', which
/// nobody can check"), or empty where nothing speaks against it. English only.
std::string outcome_fault(std::string_view outcome);

/// Holds the cheapest hours from nothing, by level, to the `hours` that the levels promise; a level
/// that adds nothing to the one below is found too. Requires: one total a level.
Diagnostics check_level_hours(const Catalog& catalog, std::span<const Hours> totals);

/// Holds the catalog to the ids that were shipped before: a list of `skill ID` and `level ID`, one
/// a line, with `#` comments. An id that is gone, and no alias either, is an error at its line of
/// `name`; an id that is not in the list yet is one at its place in the catalog.
Diagnostics check_lock(const Catalog& catalog, const std::string& name, std::string_view lock);

/// The list that holds `lock`'s ids and the catalog's, sorted.
std::string updated_lock(const Catalog& catalog, std::string_view lock);

}  // namespace cairn
