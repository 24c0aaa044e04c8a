#include "cairn/catalog/catalog.h"

#include <utility>

#include "cairn/base/text.h"

namespace cairn {

Catalog::Catalog(CatalogParts parts) : parts_(std::move(parts)) {
  by_id_.reserve(parts_.skills.size() * 2);
  for (std::uint32_t i = 0; i < parts_.skills.size(); ++i) {
    by_id_.emplace(parts_.skills[i].id.text, SkillIndex{i});
  }
  for (std::uint32_t i = 0; i < parts_.skills.size(); ++i) {
    for (const std::string& alias : parts_.skills[i].aliases) {
      by_id_.emplace(fold_case(alias), SkillIndex{i});
    }
  }
}

std::optional<SkillIndex> Catalog::find_skill(std::string_view id) const {
  const auto found = by_id_.find(std::string(id));
  if (found == by_id_.end()) return std::nullopt;
  return found->second;
}

std::optional<LevelIndex> Catalog::find_level(std::string_view id) const {
  for (std::uint32_t i = 0; i < parts_.levels.size(); ++i) {
    if (parts_.levels[i].id.text == id) return LevelIndex{i};
  }
  return std::nullopt;
}

}  // namespace cairn
