#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "cairn/base/text.h"
#include "catalog/draft.h"

namespace cairn {
namespace {

class CatalogBuilder {
 public:
  CatalogBuilder(CatalogDraft draft, const std::vector<GivenText>& removed, Findings& findings)
      : draft_(std::move(draft)), findings_(findings) {
    for (const GivenText& id : removed) removed_.emplace(id.value, id.mark);
  }

  CatalogParts build();

 private:
  using Index = std::unordered_map<std::string, std::uint32_t>;

  template <class Draft>
  Index index(const std::vector<Draft>& section, std::string_view what) {
    Index made;
    for (std::uint32_t i = 0; i < section.size(); ++i) {
      const auto [first, is_new] = made.emplace(section[i].id.value, i);
      if (is_new) continue;
      const Place place = findings_.place(section[first->second].id.mark);
      findings_.error(section[i].id.mark,
                      fmt::format("{} '{}' stands twice, first at {}", what, section[i].id.value,
                                  to_string(place)),
                      "give each its own id");
    }
    return made;
  }

  // Reports a field that is missing, unless it was there and refused.
  void expect(bool given, const EntryDraft& entry, std::string_view what) {
    const auto& broken = entry.broken;
    if (given || std::find(broken.begin(), broken.end(), what) != broken.end()) return;
    findings_.error(entry.id.mark, fmt::format("'{}' has no {}", entry.id.value, what));
  }

  // Values are moved out of the draft: none is asked for twice.
  template <class T>
  T require(Maybe<T>& field, const EntryDraft& entry, std::string_view what) {
    expect(field.has_value(), entry, what);
    return field ? std::move(field->value) : T{};
  }

  static std::string text(Maybe<std::string>& field) {
    return field ? std::move(field->value) : std::string();
  }

  static std::vector<std::string> texts(std::optional<GivenTexts>& field) {
    std::vector<std::string> made;
    if (field) {
      made.reserve(field->value.size());
      for (GivenText& given : field->value) made.push_back(std::move(given.value));
    }
    return made;
  }

  static std::vector<std::string> keys(const Index& in) {
    std::vector<std::string> sorted;
    for (const auto& [id, position] : in) sorted.push_back(id);
    std::sort(sorted.begin(), sorted.end());
    return sorted;
  }

  std::optional<std::uint32_t> refer(const Index& in, const GivenText& id, std::string_view what) {
    const auto found = in.find(id.value);
    if (found != in.end()) return found->second;
    findings_.error(id.mark, fmt::format("no {} '{}'", what, printable(id.value)),
                    did_you_mean(id.value, keys(in)));
    return std::nullopt;
  }

  std::optional<OwnedNeeds> resolve(const DraftNeeds& needs);
  OwnedNeeds needs_of(const Maybe<DraftNeeds>& needs, const GivenText& owner);
  std::vector<SkillIndex> after_of(const GivenTexts& ids);

  void build_levels(CatalogParts& parts);
  void build_skills(CatalogParts& parts);
  void index_aliases();
  void build_rest(CatalogParts& parts);

  CatalogDraft draft_;
  Findings& findings_;
  std::unordered_map<std::string, Mark> removed_;
  Index areas_, levels_, skills_, resources_;
  std::unordered_map<std::string, std::uint32_t> aliases_;
};

// The formula with indices for ids. Nothing when it can no longer hold: a removed skill drops out
// of alternatives, and takes an all-of with it. What cannot hold is reported here.
std::optional<OwnedNeeds> CatalogBuilder::resolve(const DraftNeeds& needs) {
  if (needs.kind == FormulaKind::atom) {
    const std::string& id = needs.atom.value;
    if (const auto found = skills_.find(id); found != skills_.end()) {
      return OwnedNeeds::of(SkillIndex{found->second});
    }
    if (const auto alias = aliases_.find(id); alias != aliases_.end()) {
      return OwnedNeeds::of(SkillIndex{alias->second});
    }
    if (removed_.contains(id)) return std::nullopt;
    if (levels_.contains(id)) {
      findings_.error(needs.atom.mark,
                      fmt::format("'{}' is a level, and only skills can be needed", id),
                      "name the skills that it stands for");
    } else {
      findings_.error(needs.atom.mark, fmt::format("no skill '{}'", printable(id)),
                      did_you_mean(id, keys(skills_)));
    }
    return OwnedNeeds{};
  }
  OwnedNeeds made;
  made.kind = needs.kind;
  made.at_least = needs.at_least;
  for (const DraftNeeds& part : needs.parts) {
    auto resolved = resolve(part);
    if (resolved) {
      made.parts.push_back(std::move(*resolved));
    } else if (needs.kind == FormulaKind::all) {
      return std::nullopt;
    }
  }
  if (needs.kind == FormulaKind::any && made.parts.empty()) return std::nullopt;
  if (needs.kind == FormulaKind::at_least && made.parts.size() < made.at_least) return std::nullopt;
  return made;
}

OwnedNeeds CatalogBuilder::needs_of(const Maybe<DraftNeeds>& needs, const GivenText& owner) {
  if (!needs) return {};
  auto resolved = resolve(needs->value);
  if (resolved) return std::move(*resolved);
  for_each_atom(needs->value, [&](const GivenText& id) {
    const auto gone = removed_.find(id.value);
    if (gone == removed_.end() || skills_.contains(id.value)) return;
    findings_.error(id.mark,
                    fmt::format("'{}' needs '{}', which {} removes", owner.value, id.value,
                                to_string(findings_.place(gone->second))),
                    fmt::format("remove '{}' too, give it other needs in the overlay, or keep '{}'",
                                owner.value, id.value));
  });
  return {};
}

// A removed skill drops out: what is soft breaks nothing.
std::vector<SkillIndex> CatalogBuilder::after_of(const GivenTexts& ids) {
  std::vector<SkillIndex> made;
  for (const GivenText& id : ids.value) {
    const auto alias = aliases_.find(id.value);
    if (alias != aliases_.end() && !skills_.contains(id.value)) {
      made.push_back(SkillIndex{alias->second});
    } else if (skills_.contains(id.value) || !removed_.contains(id.value)) {
      if (const auto found = refer(skills_, id, "skill")) made.push_back(SkillIndex{*found});
    }
  }
  return made;
}

void CatalogBuilder::build_levels(CatalogParts& parts) {
  for (LevelDraft& from : draft_.levels) {
    OwnedLevel level;
    level.id = {from.id.value};
    level.title = require(from.title, from, "title");
    level.summary = text(from.summary);
    if (from.years) std::tie(level.years_from, level.years_to) = from.years->value;
    if (from.salary) level.salary = from.salary->value;
    if (from.hours) level.hours = from.hours->value;
    level.needs = needs_of(from.needs, from.id);
    level.mark = from.id.mark;
    if (skills_.contains(from.id.value)) {
      findings_.error(from.id.mark, fmt::format("'{}' is a level and a skill", from.id.value),
                      "give one of them another id");
    }
    parts.levels.push_back(std::move(level));
  }
}

void CatalogBuilder::build_skills(CatalogParts& parts) {
  parts.skills.reserve(draft_.skills.size());
  for (SkillDraft& from : draft_.skills) {
    OwnedSkill skill;
    skill.id = {from.id.value};
    skill.name = require(from.name, from, "name");
    skill.aliases = texts(from.aliases);
    expect(from.area.has_value(), from, "area");
    if (from.area) skill.area = refer(areas_, *from.area, "area").value_or(0);
    if (from.level) {
      if (const auto level = refer(levels_, *from.level, "level")) skill.level = LevelIndex{*level};
    }
    skill.hours = require(from.hours, from, "hours");
    if (from.weight) skill.weight = from.weight->value;
    skill.summary = text(from.summary);
    skill.outcomes = texts(from.outcomes);
    skill.project = text(from.project);
    skill.needs = needs_of(from.needs, from.id);
    if (from.after) skill.after = after_of(*from.after);
    if (from.resources) {
      for (const GivenText& id : from.resources->value) {
        if (removed_.contains(id.value) && !resources_.contains(id.value)) continue;
        if (const auto found = refer(resources_, id, "resource")) {
          skill.resources.push_back(*found);
        }
      }
    }
    skill.mark = from.id.mark;
    parts.skills.push_back(std::move(skill));
  }
}

// Ids and aliases share one name space, so that a name in an old history means one skill.
void CatalogBuilder::index_aliases() {
  for (std::uint32_t i = 0; i < draft_.skills.size(); ++i) {
    const SkillDraft& skill = draft_.skills[i];
    if (!skill.aliases) continue;
    for (const GivenText& alias : skill.aliases->value) {
      const std::string folded = fold_case(alias.value);
      const auto id = skills_.find(folded);
      const bool level = levels_.contains(folded);
      const auto [first, is_new] = aliases_.emplace(folded, i);
      if (is_new && !level && (id == skills_.end() || id->second == i)) continue;
      const std::string& other = level                 ? folded
                                 : id != skills_.end() ? draft_.skills[id->second].id.value
                                                       : draft_.skills[first->second].id.value;
      findings_.error(alias.mark, fmt::format("alias '{}' already means '{}'", alias.value, other),
                      "an alias belongs to one skill");
    }
  }
}

void CatalogBuilder::build_rest(CatalogParts& parts) {
  for (AreaDraft& from : draft_.areas) {
    parts.areas.push_back({from.id.value, require(from.title, from, "title")});
  }
  static const std::vector<std::string> kAccess = {"free", "paid", "mixed"};
  for (ResourceDraft& from : draft_.resources) {
    OwnedResource resource{from.id.value, text(from.kind), require(from.title, from, "title"),
                           text(from.by), text(from.url),  text(from.access),
                           from.id.mark};
    if (!resource.url.empty() && !resource.url.starts_with("https://") &&
        !resource.url.starts_with("http://")) {
      findings_.error(from.url->mark, "a url must begin with https:// or http://");
    }
    if (from.access &&
        std::find(kAccess.begin(), kAccess.end(), resource.access) == kAccess.end()) {
      findings_.error(from.access->mark, "access must be free, paid or mixed",
                      did_you_mean(resource.access, kAccess));
    }
    parts.resources.push_back(std::move(resource));
  }
  for (InterviewDraft& from : draft_.interview) {
    OwnedInterviewTopic topic{from.id.value,
                              text(from.kind),
                              require(from.title, from, "title"),
                              needs_of(from.needs, from.id),
                              {},
                              from.id.mark};
    if (from.questions) topic.questions = std::move(from.questions->value);
    parts.interview.push_back(std::move(topic));
  }
}

CatalogParts CatalogBuilder::build() {
  areas_ = index(draft_.areas, "area");
  levels_ = index(draft_.levels, "level");
  skills_ = index(draft_.skills, "skill");
  resources_ = index(draft_.resources, "resource");
  index(draft_.interview, "interview topic");

  CatalogParts parts;
  parts.id = text(draft_.id);
  parts.title = draft_.title ? draft_.title->value : parts.id;
  parts.files = findings_.files;
  index_aliases();
  build_levels(parts);
  build_skills(parts);
  build_rest(parts);

  std::unordered_map<std::string, std::uint32_t> names;
  for (std::uint32_t i = 0; i < draft_.skills.size(); ++i) {
    const Maybe<std::string>& name = draft_.skills[i].name;
    if (!name) continue;
    const auto [first, is_new] = names.emplace(fold_case(parts.skills[i].name), i);
    if (!is_new) {
      findings_.warning(name->mark,
                        fmt::format("'{}' and '{}' have one name", draft_.skills[i].id.value,
                                    draft_.skills[first->second].id.value),
                        "tell them apart");
    }
  }
  return parts;
}

}  // namespace

Catalog build_catalog(CatalogDraft draft, const std::vector<GivenText>& removed,
                      Findings& findings) {
  // The drafts' memory is free again when the catalog is packed.
  CatalogParts parts = CatalogBuilder(std::move(draft), removed, findings).build();
  return Catalog(std::move(parts));
}

}  // namespace cairn
