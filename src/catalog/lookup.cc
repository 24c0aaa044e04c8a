#include "cairn/catalog/lookup.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "cairn/base/text.h"

namespace cairn {
namespace {

constexpr std::size_t kLeastPrefix = 2;  // bytes: a letter that is not ASCII has as many

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
    for (const PackedText& alias : skill.aliases) {
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

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
         (static_cast<unsigned char>(c) >= 0x80);
}

// An English word without its commonest endings; short words stay as they are.
std::string stem(std::string word) {
  const auto cut = [&](std::string_view ending, std::size_t least) {
    if (!word.ends_with(ending) || word.size() < ending.size() + least) return false;
    word.erase(word.size() - ending.size());
    return true;
  };
  if (!word.ends_with("ss")) cut("s", 3);
  if (!cut("ing", 3)) cut("ed", 3);
  if (word.ends_with("ie") || word.ends_with("y")) {
    // `queries` and `query` meet at `quer`.
    cut(word.ends_with("y") ? "y" : "ie", 3);
  } else {
    cut("e", 3);
  }
  return word;
}

std::vector<std::string> words_of(std::string_view folded) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : folded) {
    if (is_letter(c)) {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::exchange(word, {}));
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

// Does the text hold the word, as it stands or inflected?
bool holds_word(const std::string& text, const std::string& word, const std::string& stemmed) {
  if (text.find(word) != std::string::npos) return true;
  if (stemmed.size() < 3) return false;
  for (std::size_t at = text.find(stemmed); at != std::string::npos;
       at = text.find(stemmed, at + 1)) {
    if (at > 0 && is_letter(text[at - 1])) continue;
    std::size_t end = at;
    while (end < text.size() && is_letter(text[end])) ++end;
    if (stem(text.substr(at, end - at)) == stemmed) return true;
  }
  return false;
}

}  // namespace

SkillId id_of(const Catalog& catalog, const Subject& subject) {
  if (const auto* level = std::get_if<LevelIndex>(&subject)) return catalog.level(*level).id;
  return catalog.skill(std::get<SkillIndex>(subject)).id;
}

std::string_view name_of(const Catalog& catalog, const Subject& subject) {
  if (const auto* level = std::get_if<LevelIndex>(&subject)) return catalog.level(*level).title;
  return catalog.skill(std::get<SkillIndex>(subject)).name;
}

Lookup look_up(const Catalog& catalog, std::string_view word) {
  const std::string folded = fold_case(word);
  std::string dashed = folded;  // "api design" for the id or alias "api-design"
  std::replace(dashed.begin(), dashed.end(), ' ', '-');
  // Mostly it is a skill's id, and the other names need not be gathered.
  if (const auto skill = catalog.find_skill(dashed);
      skill && catalog.skill(*skill).id.text == dashed && !catalog.find_level(dashed)) {
    return *skill;
  }
  const std::vector<Named> names = all_names(catalog);
  for (const auto kind : {Named::Kind::id, Named::Kind::alias, Named::Kind::name}) {
    const std::string& wanted = kind == Named::Kind::name ? folded : dashed;
    auto whole = distinct(
        names, [&](const Named& named) { return named.kind == kind && named.text == wanted; });
    if (whole.size() == 1) return whole.front();
    if (!whole.empty()) return Ambiguous{std::move(whole)};
  }
  if (folded.size() >= kLeastPrefix) {
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
  struct Wanted {
    std::string word, stemmed;
  };
  std::vector<Wanted> wanted;
  for (const std::string& word : words) {
    wanted.push_back({fold_case(word), stem(fold_case(word))});
  }
  std::vector<std::pair<int, SkillIndex>> ranked;
  for (std::uint32_t i = 0; i < catalog.skills().size(); ++i) {
    const Skill& skill = catalog.skills()[i];
    const std::string name = fold_case(skill.name);
    std::string near = fmt::format("{}\n{}", skill.id.text, name);
    for (const PackedText& alias : skill.aliases) near += '\n' + fold_case(alias);
    std::string far = fold_case(skill.summary) + '\n' + fold_case(skill.project) + '\n' +
                      fold_case(catalog.area_of(SkillIndex{i}).title);
    for (const PackedText& outcome : skill.outcomes) far += '\n' + fold_case(outcome);
    int rank = 0;
    for (const auto& [word, stemmed] : wanted) {
      if (word == skill.id.text || word == name) continue;
      if (holds_word(near, word, stemmed)) {
        rank += 1;
      } else if (holds_word(far, word, stemmed)) {
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

std::optional<std::string> nearest_word(const Catalog& catalog,
                                        const std::vector<std::string>& words) {
  std::vector<std::string> known;
  for (const Named& named : all_names(catalog)) {
    for (std::string& word : words_of(named.text)) known.push_back(std::move(word));
  }
  for (const std::string& word : words) {
    const auto near = closest(word, known);
    if (near && *near != fold_case(word)) return near;
  }
  return std::nullopt;
}

}  // namespace cairn
