/// What a skill needs: an AND/OR formula over skills.
/// Not for: deciding whether one holds; the graph does that (graph/derive.h).
#pragma once

#include <cstdint>
#include <vector>

#include "cairn/base/ids.h"

namespace cairn {

enum class FormulaKind : std::uint8_t { atom, all, any, at_least };

/// A formula over atoms. `all` of no parts is true. Depth is bounded by the loader, so walking one
/// recursively is safe.
template <class Atom>
struct Formula {
  FormulaKind kind = FormulaKind::all;
  Atom atom{};                 ///< where kind is atom
  std::uint32_t at_least = 0;  ///< where kind is at_least: 1 <= at_least <= parts.size()
  std::vector<Formula> parts;  ///< where kind is not atom

  static Formula of(Atom a) { return Formula{FormulaKind::atom, std::move(a), 0, {}}; }

  bool is_true() const { return kind == FormulaKind::all && parts.empty(); }

  friend bool operator==(const Formula&, const Formula&) = default;
};

/// The needs of a skill, a level or an interview topic in a validated catalog.
using Needs = Formula<SkillIndex>;

/// Calls `visit(atom)` for every atom of the formula, left to right.
template <class Atom, class Visitor>
void for_each_atom(const Formula<Atom>& formula, Visitor&& visit) {
  if (formula.kind == FormulaKind::atom) {
    visit(formula.atom);
    return;
  }
  for (const Formula<Atom>& part : formula.parts) for_each_atom(part, visit);
}

}  // namespace cairn
