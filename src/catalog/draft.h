/// A catalog as its files give it: every field optional, with its mark, references still text.
/// Not for: use outside the loader; the rest of the program sees Catalog.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cairn/base/hours.h"
#include "cairn/catalog/catalog.h"
#include "cairn/catalog/formula.h"
#include "cairn/catalog/load.h"
#include "cairn/catalog/yaml_tree.h"

namespace cairn {

template <class T>
struct Given {
  T value{};
  Mark mark;
};

using GivenText = Given<std::string>;
using GivenTexts = Given<std::vector<GivenText>>;
using DraftNeeds = Formula<GivenText>;

template <class T>
using Maybe = std::optional<Given<T>>;

// Each draft lists its fields once, in fields(); reading, merging and the list of permitted keys
// all follow that list.

/// What every entry has.
struct EntryDraft {
  GivenText id;
  std::vector<std::string> broken;  ///< fields that were given, reported and left out
};

struct AreaDraft : EntryDraft {
  Maybe<std::string> title;

  template <class Visitor>
  static void fields(Visitor&& field) {
    field("title", &AreaDraft::title);
  }
};

struct LevelDraft : EntryDraft {
  Maybe<std::string> title, summary;
  Maybe<std::pair<int, std::optional<int>>> years;
  Maybe<OwnedSalary> salary;
  Maybe<HourBounds> hours;
  Maybe<DraftNeeds> needs;

  template <class Visitor>
  static void fields(Visitor&& field) {
    field("title", &LevelDraft::title);
    field("summary", &LevelDraft::summary);
    field("years", &LevelDraft::years);
    field("salary", &LevelDraft::salary);
    field("hours", &LevelDraft::hours);
    field("needs", &LevelDraft::needs);
  }
};

struct SkillDraft : EntryDraft {
  Maybe<std::string> name, area, level, summary, project;
  Maybe<HourRange> hours;
  Maybe<int> weight;
  std::optional<GivenTexts> aliases, outcomes, after, resources;
  Maybe<DraftNeeds> needs;

  template <class Visitor>
  static void fields(Visitor&& field) {
    field("name", &SkillDraft::name);
    field("aliases", &SkillDraft::aliases);
    field("area", &SkillDraft::area);
    field("level", &SkillDraft::level);
    field("hours", &SkillDraft::hours);
    field("weight", &SkillDraft::weight);
    field("summary", &SkillDraft::summary);
    field("outcomes", &SkillDraft::outcomes);
    field("project", &SkillDraft::project);
    field("needs", &SkillDraft::needs);
    field("after", &SkillDraft::after);
    field("resources", &SkillDraft::resources);
  }
};

struct ResourceDraft : EntryDraft {
  Maybe<std::string> kind, title, by, url, access;

  template <class Visitor>
  static void fields(Visitor&& field) {
    field("kind", &ResourceDraft::kind);
    field("title", &ResourceDraft::title);
    field("by", &ResourceDraft::by);
    field("url", &ResourceDraft::url);
    field("access", &ResourceDraft::access);
  }
};

struct InterviewDraft : EntryDraft {
  Maybe<std::string> kind, title;
  Maybe<DraftNeeds> needs;
  Maybe<std::vector<OwnedQuestion>> questions;

  template <class Visitor>
  static void fields(Visitor&& field) {
    field("kind", &InterviewDraft::kind);
    field("title", &InterviewDraft::title);
    field("needs", &InterviewDraft::needs);
    field("questions", &InterviewDraft::questions);
  }
};

struct CatalogDraft {
  Maybe<std::string> id, title;
  std::vector<AreaDraft> areas;
  std::vector<LevelDraft> levels;
  std::vector<SkillDraft> skills;
  std::vector<ResourceDraft> resources;
  std::vector<InterviewDraft> interview;
  std::vector<GivenText> remove;
};

/// Collects findings under the names of the files that are being read.
struct Findings {
  std::vector<std::string> files;
  Diagnostics diagnostics;

  Place place(const Mark& mark) const {
    return {files[mark.file], static_cast<int>(mark.line), static_cast<int>(mark.column)};
  }
  void error(const Mark& mark, std::string what, std::string hint = {}) {
    diagnostics.push_back({Severity::error, place(mark), std::move(what), std::move(hint)});
  }
  void warning(const Mark& mark, std::string what, std::string hint = {}) {
    diagnostics.push_back({Severity::warning, place(mark), std::move(what), std::move(hint)});
  }
};

/// read_draft.cc: what the text says, field by field; its name is added to those of the findings.
/// Fields of the wrong shape are reported and left out. Absent where the text can't be read as
/// YAML.
std::optional<CatalogDraft> read_draft(const CatalogText& text, Findings& findings);

/// merge.cc: lays `over` on `base`. Returns the ids that `over` removes, with their marks.
void merge_draft(CatalogDraft& base, CatalogDraft over, std::vector<GivenText>& removed,
                 Findings& findings);

/// build.cc: resolves every reference. Whole only where `findings` has no error after it; else each
/// need that is wrong is taken as met.
Catalog build_catalog(CatalogDraft draft, const std::vector<GivenText>& removed,
                      Findings& findings);

}  // namespace cairn
