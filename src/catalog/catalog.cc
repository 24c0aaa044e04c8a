#include "cairn/catalog/catalog.h"

#include <bit>
#include <utility>

#include "cairn/base/text.h"

namespace cairn {
namespace {

// The slot that holds the name, or the free one where it would go.
template <class Catalog>
std::size_t slot_of(const Catalog& all, std::string_view name, auto&& is_name_of) {
  const std::size_t mask = all.slots.size() - 1;
  std::size_t slot = hash_of(name) & mask;
  while (all.slots[slot] != 0 && !is_name_of(all.skills[all.slots[slot] - 1])) {
    slot = (slot + 1) & mask;
  }
  return slot;
}

// A name means one skill, or the loader has refused the catalog.
void index_names(CatalogParts& parts) {
  std::size_t names = parts.skills.size();
  for (const OwnedSkill& skill : parts.skills) names += skill.aliases.size();
  parts.slots.assign(std::bit_ceil(2 * names + 1), 0);
  const auto add = [&](std::string_view name, std::uint32_t skill) {
    const std::size_t slot = slot_of(parts, name, [&](const OwnedSkill& other) {
      if (other.id.text == name) return true;
      for (const std::string& alias : other.aliases) {
        if (fold_case(alias) == name) return true;
      }
      return false;
    });
    if (parts.slots[slot] == 0) parts.slots[slot] = skill + 1;
  };
  for (std::uint32_t i = 0; i < parts.skills.size(); ++i) add(parts.skills[i].id.text, i);
  for (std::uint32_t i = 0; i < parts.skills.size(); ++i) {
    for (const std::string& alias : parts.skills[i].aliases) add(fold_case(alias), i);
  }
}

}  // namespace

Catalog::Catalog(CatalogParts parts) {
  index_names(parts);
  block_ = Packer::pack<BasicCatalog<Packed>>(parts);
}

Place Catalog::place(const Mark& mark) const {
  const auto& files = all().files;
  return {mark.file < files.size() ? files[mark.file].str() : std::string(),
          static_cast<int>(mark.line), static_cast<int>(mark.column)};
}

std::optional<SkillIndex> Catalog::find_skill(std::string_view id) const {
  const std::size_t slot = slot_of(all(), id, [&](const Skill& skill) {
    if (skill.id.text == id) return true;
    for (const PackedText& alias : skill.aliases) {
      if (fold_case(alias) == id) return true;
    }
    return false;
  });
  if (all().slots[slot] == 0) return std::nullopt;
  return SkillIndex{all().slots[slot] - 1};
}

std::optional<LevelIndex> Catalog::find_level(std::string_view id) const {
  for (std::uint32_t i = 0; i < levels().size(); ++i) {
    if (levels()[i].id.text == id) return LevelIndex{i};
  }
  return std::nullopt;
}

}  // namespace cairn
