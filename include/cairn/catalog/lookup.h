/// Finds what a person means by a word (id, alias, name or unique prefix), and searches by words.
/// Not for: ids read from a store or a file (Catalog::find_skill), which must fit to the letter.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "cairn/base/ids.h"
#include "cairn/catalog/catalog.h"

namespace cairn {

/// A skill or a level of a catalog: what a goal may be.
using Subject = std::variant<SkillIndex, LevelIndex>;

SkillId id_of(const Catalog& catalog, const Subject& subject);
std::string_view name_of(const Catalog& catalog, const Subject& subject);

/// The word begins several ids, names or aliases.
struct Ambiguous {
  std::vector<Subject> candidates;  ///< at least two; in the catalog's order
};

/// Nothing fits; `nearest` is what was probably meant, if anything is near.
struct Unknown {
  std::optional<Subject> nearest;
};

using Lookup = std::variant<Subject, Ambiguous, Unknown>;

/// Case does not matter, and a space stands for the '-' of an id or alias too. The first rule that
/// fits wins: the whole id, the whole alias, the whole name, a prefix of two letters or more that
/// only one skill or level has. O(skills).
Lookup look_up(const Catalog& catalog, std::string_view word);

/// Inflected words find each other (`queries`, `query`; `testing`, `tests`): the ends of English
/// words are left out. Skills that hold every word in id, name, aliases, summary, outcomes, project
/// or area, best match first: whole id or name, then name, then the rest; ties in the catalog's
/// order. O(text).
std::vector<SkillIndex> search(const Catalog& catalog, const std::vector<std::string>& words);

/// The word of an id, alias or name that is nearest to one of `words`, when that is not there
/// itself: for a search that found nothing.
std::optional<std::string> nearest_word(const Catalog& catalog,
                                        const std::vector<std::string>& words);

}  // namespace cairn
