/// The catalog: what can be learnt, as an immutable value whose references all hold.
/// Not for: whether everything in it can be learnt from nothing (graph/unfounded.h).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "cairn/base/diagnostic.h"
#include "cairn/base/hours.h"
#include "cairn/base/ids.h"
#include "cairn/catalog/formula.h"

namespace cairn {

struct Area {
  std::string id;
  std::string title;
};

/// Yearly pay in whole units of the currency.
struct Salary {
  std::string currency;
  std::int64_t low = 0;
  std::int64_t high = 0;
  bool open = false;  ///< `high` and more
  std::string region;
};

/// A milestone of the ladder. It contains the level below it.
struct Level {
  SkillId id;
  std::string title;
  std::string summary;
  int years_from = 0;           ///< usual experience, in years
  std::optional<int> years_to;  ///< open-ended where absent
  std::optional<Salary> salary;
  /// What the author means it to take from nothing, least and most; a strict check holds the
  /// cheapest plan to it.
  std::optional<std::pair<Hours, Hours>> hours;
  Needs needs;  ///< beside the level below
  Place place;
};

struct Skill {
  SkillId id;
  std::string name;
  std::vector<std::string> aliases;
  std::uint32_t area = 0;           ///< position in Catalog::areas()
  std::optional<LevelIndex> level;  ///< when one usually learns it; for lists and filters only
  HourRange hours;
  int weight = 1;  ///< what it is worth when learnt, 0 to 1000
  std::string summary;
  std::vector<std::string> outcomes;
  std::string project;  ///< the first thing to build, may be empty
  Needs needs;
  std::vector<SkillIndex> after;         ///< better learnt after these, where that costs nothing
  std::vector<std::uint32_t> resources;  ///< positions in Catalog::resources()
  Place place;
};

struct Resource {
  std::string id;
  std::string kind;
  std::string title;
  std::string by;
  std::string url;     ///< http or https, or empty
  std::string access;  ///< free, paid, mixed or empty
  Place place;
};

struct Question {
  std::string text;
  int grade = 0;                    ///< 1 easy, 2 medium, 3 hard; 0 where the file does not say
  std::vector<std::string> points;  ///< what a good answer has
};

struct InterviewTopic {
  std::string id;
  std::string kind;
  std::string title;
  Needs needs;  ///< the skills that it rests on
  std::vector<Question> questions;
  Place place;
};

/// What a catalog is made from; Catalog takes it over. Every index in it must be in range and
/// every id unique: the loader sees to that.
struct CatalogParts {
  std::string id;
  std::string title;
  std::vector<Area> areas;
  std::vector<Level> levels;  ///< lowest first
  std::vector<Skill> skills;  ///< in the file's order
  std::vector<Resource> resources;
  std::vector<InterviewTopic> interview;
};

class Catalog {
 public:
  explicit Catalog(CatalogParts parts);

  const std::string& id() const { return parts_.id; }
  const std::string& title() const { return parts_.title; }
  std::span<const Area> areas() const { return parts_.areas; }
  std::span<const Level> levels() const { return parts_.levels; }
  std::span<const Skill> skills() const { return parts_.skills; }
  std::span<const Resource> resources() const { return parts_.resources; }
  std::span<const InterviewTopic> interview() const { return parts_.interview; }

  const Skill& skill(SkillIndex index) const { return parts_.skills[value(index)]; }
  const Level& level(LevelIndex index) const { return parts_.levels[value(index)]; }
  const Area& area_of(SkillIndex index) const { return parts_.areas[skill(index).area]; }

  /// By id or alias, to the letter; aliases are how renamed skills keep their history. O(1).
  std::optional<SkillIndex> find_skill(std::string_view id) const;
  /// By id, to the letter. O(levels).
  std::optional<LevelIndex> find_level(std::string_view id) const;

 private:
  CatalogParts parts_;
  std::unordered_map<std::string, SkillIndex> by_id_;
};

}  // namespace cairn
