/// The catalog: what can be learnt, as an immutable value whose references all hold.
/// Not for: whether everything in it can be learnt from nothing (graph/unfounded.h).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "cairn/base/diagnostic.h"
#include "cairn/base/hours.h"
#include "cairn/base/ids.h"
#include "cairn/base/packed.h"
#include "cairn/catalog/formula.h"

namespace cairn {

// Each record is declared once, for both its forms (base/packed.h): `Skill` as it lies in a
// catalog's block, `OwnedSkill` while a catalog is put together.

template <class Form>
struct BasicArea {
  typename Form::Text id;
  typename Form::Text title;

  static auto fields(auto& self) { return std::tie(self.id, self.title); }
};

/// Yearly pay in whole units of the currency.
template <class Form>
struct BasicSalary {
  typename Form::Text currency;
  std::int64_t low = 0;
  std::int64_t high = 0;
  bool open = false;  ///< `high` and more
  typename Form::Text region;

  static auto fields(auto& self) {
    return std::tie(self.currency, self.low, self.high, self.open, self.region);
  }
};

struct HourBounds {
  Hours least;
  Hours most;

  friend bool operator==(const HourBounds&, const HourBounds&) = default;
};

/// A milestone of the ladder. It contains the level below it.
template <class Form>
struct BasicLevel {
  typename Form::template Id<SkillKind> id;
  typename Form::Text title;
  typename Form::Text summary;
  int years_from = 0;           ///< usual experience, in years
  std::optional<int> years_to;  ///< open-ended where absent
  std::optional<BasicSalary<Form>> salary;
  /// What the author means it to take from nothing; a strict check holds the cheapest plan to it.
  std::optional<HourBounds> hours;
  BasicNeeds<Form> needs;  ///< beside the level below
  Mark mark;

  static auto fields(auto& self) {
    return std::tie(self.id, self.title, self.summary, self.years_from, self.years_to, self.salary,
                    self.hours, self.needs, self.mark);
  }
};

template <class Form>
struct BasicSkill {
  typename Form::template Id<SkillKind> id;
  typename Form::Text name;
  typename Form::template List<typename Form::Text> aliases;
  std::uint32_t area = 0;           ///< position in Catalog::areas()
  std::optional<LevelIndex> level;  ///< when one usually learns it; for lists and filters only
  HourRange hours;
  int weight = 1;  ///< what it is worth when learnt, 0 to 1000
  typename Form::Text summary;
  typename Form::template List<typename Form::Text> outcomes;
  typename Form::Text project;  ///< the first thing to build, may be empty
  BasicNeeds<Form> needs;
  /// Better learnt after these, where that costs nothing.
  typename Form::template List<SkillIndex> after;
  typename Form::template List<std::uint32_t> resources;  ///< positions in Catalog::resources()
  Mark mark;

  static auto fields(auto& self) {
    return std::tie(self.id, self.name, self.aliases, self.area, self.level, self.hours,
                    self.weight, self.summary, self.outcomes, self.project, self.needs, self.after,
                    self.resources, self.mark);
  }
};

template <class Form>
struct BasicResource {
  typename Form::Text id;
  typename Form::Text kind;
  typename Form::Text title;
  typename Form::Text by;
  typename Form::Text url;     ///< http or https, or empty
  typename Form::Text access;  ///< free, paid, mixed or empty
  Mark mark;

  static auto fields(auto& self) {
    return std::tie(self.id, self.kind, self.title, self.by, self.url, self.access, self.mark);
  }
};

template <class Form>
struct BasicQuestion {
  typename Form::Text text;
  int grade = 0;  ///< 1 easy, 2 medium, 3 hard; 0 where the file does not say
  typename Form::template List<typename Form::Text> points;  ///< what a good answer has

  static auto fields(auto& self) { return std::tie(self.text, self.grade, self.points); }
};

template <class Form>
struct BasicInterviewTopic {
  typename Form::Text id;
  typename Form::Text kind;
  typename Form::Text title;
  BasicNeeds<Form> needs;  ///< the skills that it rests on
  typename Form::template List<BasicQuestion<Form>> questions;
  Mark mark;

  static auto fields(auto& self) {
    return std::tie(self.id, self.kind, self.title, self.needs, self.questions, self.mark);
  }
};

/// The whole. Every index in it must be in range and every id unique: the loader sees to that.
template <class Form>
struct BasicCatalog {
  typename Form::Text id;
  typename Form::Text title;
  typename Form::template List<BasicArea<Form>> areas;
  typename Form::template List<BasicLevel<Form>> levels;  ///< lowest first
  typename Form::template List<BasicSkill<Form>> skills;  ///< in the file's order
  typename Form::template List<BasicResource<Form>> resources;
  typename Form::template List<BasicInterviewTopic<Form>> interview;
  typename Form::template List<typename Form::Text> files;  ///< that the marks name
  /// Filled in by Catalog: a hash table of ids and aliases, open addressing; a skill's index + 1,
  /// or 0 where nothing lies.
  typename Form::template List<std::uint32_t> slots;

  static auto fields(auto& self) {
    return std::tie(self.id, self.title, self.areas, self.levels, self.skills, self.resources,
                    self.interview, self.files, self.slots);
  }
};

using Area = BasicArea<Packed>;
using Salary = BasicSalary<Packed>;
using Level = BasicLevel<Packed>;
using Skill = BasicSkill<Packed>;
using Resource = BasicResource<Packed>;
using Question = BasicQuestion<Packed>;
using InterviewTopic = BasicInterviewTopic<Packed>;
using OwnedSalary = BasicSalary<Owned>;
using OwnedLevel = BasicLevel<Owned>;
using OwnedSkill = BasicSkill<Owned>;
using OwnedResource = BasicResource<Owned>;
using OwnedQuestion = BasicQuestion<Owned>;
using OwnedInterviewTopic = BasicInterviewTopic<Owned>;
/// What a catalog is made from.
using CatalogParts = BasicCatalog<Owned>;

/// A value in one block of memory, which copies share.
class Catalog {
 public:
  explicit Catalog(CatalogParts parts);
  /// The catalog whose block that is: made by this program, of this layout.
  explicit Catalog(Block block) : block_(std::move(block)) {}

  std::string_view id() const { return all().id; }
  std::string_view title() const { return all().title; }
  std::span<const Area> areas() const { return all().areas; }
  std::span<const Level> levels() const { return all().levels; }
  std::span<const Skill> skills() const { return all().skills; }
  std::span<const Resource> resources() const { return all().resources; }
  std::span<const InterviewTopic> interview() const { return all().interview; }

  const Skill& skill(SkillIndex index) const { return all().skills[value(index)]; }
  const Level& level(LevelIndex index) const { return all().levels[value(index)]; }
  const Area& area_of(SkillIndex index) const { return all().areas[skill(index).area]; }
  /// Where in which file that stands.
  Place place(const Mark& mark) const;

  /// By id or alias, to the letter; aliases are how renamed skills keep their history. O(1).
  std::optional<SkillIndex> find_skill(std::string_view id) const;
  /// By id, to the letter. O(levels).
  std::optional<LevelIndex> find_level(std::string_view id) const;

  const Block& block() const { return block_; }

 private:
  const BasicCatalog<Packed>& all() const { return root_of<BasicCatalog<Packed>>(block_); }

  Block block_;
};

}  // namespace cairn
