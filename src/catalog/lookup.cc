#include "cairn/catalog/lookup.h"

#include <algorithm>
#include <string>
#include <utility>

#include "cairn/base/text.h"

namespace cairn {
namespace {

// Every name that a skill or level goes by, in the catalog's order, levels first.
struct Named {
  std::string text;  // case folded
  Subject subject;
  enum class Kind { id, alias, name } kind;
};

std::vector<Named> all_names(const Catalog& catalog) {
  std::vector<Named> names;
  for (std::uint32_t i = 0; i < catalog.levels().size(); ++i) {
    const Level& level = catalog.levels()[i];
    names.push_back({level.id.text, LevelIndex{i}, Named::Kind::id});
    names.push_back({fold_case(level.title), LevelIndex{i}, Named::Kind::name});
  }
  for (std::uint32_t i = 0; i < catalog.skills().size(); ++i) {
    const Skill& skill = catalog.skills()[i];
    names.push_back({skill.id.text, SkillIndex{i}, Named::Kind::id});
    for (const std::string& alias : skill.aliases) {
      names.push_back({fold_case(alias), SkillIndex{i}, Named::Kind::alias});
    }
    names.push_back({fold_case(skill.name), SkillIndex{i}, Named::Kind::name});
  }
  return names;
}

std::vector<Subject> distinct(const std::vector<Named>& names, auto&& fits) {
  std::vector<Subject> found;
  for (const Named& named : names) {
    if (fits(named) && std::find(found.begin(), found.end(), named.subject) == found.end()) {
      found.push_back(named.subject);
    }
  }
  return found;
}

}  // namespace

SkillId id_of(const Catalog& catalog, const Subject& subject) {
  if (const auto* level = std::get_if<LevelIndex>(&subject)) return catalog.level(*level).id;
  return catalog.skill(std::get<SkillIndex>(subject)).id;
}

const std::string& name_of(const Catalog& catalog, const Subject& subject) {
  if (const auto* level = std::get_if<LevelIndex>(&subject)) return catalog.level(*level).title;
  return catalog.skill(std::get<SkillIndex>(subject)).name;
}

Lookup look_up(const Catalog& catalog, std::string_view word) {
  const std::string folded = fold_case(word);
  const std::vector<Named> names = all_names(catalog);
  std::string dashed = folded;  // "api design" for the id or alias "api-design"
  std::replace(dashed.begin(), dashed.end(), ' ', '-');
  for (const auto kind : {Named::Kind::id, Named::Kind::alias, Named::Kind::name}) {
    const std::string& wanted = kind == Named::Kind::name ? folded : dashed;
    auto whole = distinct(
        names, [&](const Named& named) { return named.kind == kind && named.text == wanted; });
    if (whole.size() == 1) return whole.front();
    if (!whole.empty()) return Ambiguous{std::move(whole)};
  }
  if (!folded.empty()) {
    auto begun =
        distinct(names, [&](const Named& named) { return named.text.starts_with(folded); });
    if (begun.size() == 1) return begun.front();
    if (!begun.empty()) return Ambiguous{std::move(begun)};
  }
  std::vector<std::string> texts;
  texts.reserve(names.size());
  for (const Named& named : names) texts.push_back(named.text);
  const auto guess = closest(folded, texts);
  if (!guess) return Unknown{};
  const auto at = std::find_if(names.begin(), names.end(),
                               [&](const Named& named) { return named.text == *guess; });
  return Unknown{at->subject};
}

std::vector<SkillIndex> search(const Catalog& catalog, const std::vector<std::string>& words) {
  std::vector<std::string> folded;
  for (const std::string& word : words) folded.push_back(fold_case(word));
  std::vector<std::pair<int, SkillIndex>> ranked;
  for (std::uint32_t i = 0; i < catalog.skills().size(); ++i) {
    const Skill& skill = catalog.skills()[i];
    const std::string name = fold_case(skill.name);
    std::string near = skill.id.text + '\n' + name;
    for (const std::string& alias : skill.aliases) near += '\n' + fold_case(alias);
    std::string far = fold_case(skill.summary) + '\n' + fold_case(skill.project) + '\n' +
                      fold_case(catalog.area_of(SkillIndex{i}).title);
    for (const std::string& outcome : skill.outcomes) far += '\n' + fold_case(outcome);
    int rank = 0;
    for (const std::string& word : folded) {
      if (word == skill.id.text || word == name) continue;
      if (near.find(word) != std::string::npos) {
        rank += 1;
      } else if (far.find(word) != std::string::npos) {
        rank += 10;
      } else {
        rank = -1;
        break;
      }
    }
    if (rank >= 0) ranked.emplace_back(rank, SkillIndex{i});
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<SkillIndex> found;
  for (const auto& [rank, skill] : ranked) found.push_back(skill);
  return found;
}

}  // namespace cairn
