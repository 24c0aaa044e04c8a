/// Names of things: text ids, which are stable for years, and dense indices, which live as long as
/// one loaded catalog.
/// Not for: finding what a person meant by a word (catalog/lookup.h).
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <type_traits>

namespace cairn {

/// A stable text id. Ids of different kinds do not mix.
template <class Kind>
struct TextId {
  std::string text;

  friend auto operator<=>(const TextId&, const TextId&) = default;
};

using SkillId = TextId<struct SkillKind>;  ///< a skill, or a level where a goal may be either

/// Position of a skill in one catalog and in the graph built from it.
enum class SkillIndex : std::uint32_t {};
/// Position of a level in its catalog's ladder, lowest first.
enum class LevelIndex : std::uint32_t {};

template <class Index>
requires std::is_enum_v<Index>
constexpr std::uint32_t value(Index index) { return static_cast<std::uint32_t>(index); }

/// What a catalog permits as an id: lower-case letters, digits, '-', '.', '_', '+' and '#', up to
/// 64, beginning with a letter or a digit.
bool is_valid_id(const std::string& text);

}  // namespace cairn

template <class Kind>
struct std::hash<cairn::TextId<Kind>> {
  std::size_t operator()(const cairn::TextId<Kind>& id) const noexcept {
    return std::hash<std::string>{}(id.text);
  }
};
