/// What a skill needs: an AND/OR formula over skills.
/// Not for: deciding whether one holds; the graph does that (graph/derive.h).
#pragma once

#include <algorithm>
#include <cstdint>
#include <tuple>
#include <utility>

#include "cairn/base/ids.h"
#include "cairn/base/packed.h"

namespace cairn {

enum class FormulaKind : std::uint8_t { atom, all, any, at_least };

/// A formula over atoms. `all` of no parts is true. Depth is bounded by the loader, so walking one
/// recursively is safe.
template <class Atom, template <class> class List = Owned::List>
struct Formula {
  FormulaKind kind = FormulaKind::all;
  Atom atom{};                 ///< where kind is atom
  std::uint32_t at_least = 0;  ///< where kind is at_least: 1 <= at_least <= parts.size()
  List<Formula> parts;         ///< where kind is not atom

  static Formula of(Atom a) { return Formula{FormulaKind::atom, std::move(a), 0, {}}; }
  static auto fields(auto& self) {
    return std::tie(self.kind, self.atom, self.at_least, self.parts);
  }

  bool is_true() const { return kind == FormulaKind::all && parts.empty(); }
};

/// Of either form.
template <class Atom, template <class> class A, template <class> class B>
bool operator==(const Formula<Atom, A>& a, const Formula<Atom, B>& b) {
  return a.kind == b.kind && a.atom == b.atom && a.at_least == b.at_least &&
         std::equal(a.parts.begin(), a.parts.end(), b.parts.begin(), b.parts.end());
}

/// The needs of a skill, a level or an interview topic in a validated catalog.
template <class Form>
using BasicNeeds = Formula<SkillIndex, Form::template List>;
using Needs = BasicNeeds<Packed>;
using OwnedNeeds = BasicNeeds<Owned>;

/// Calls `visit(atom)` for every atom of the formula, left to right.
template <class Atom, template <class> class List, class Visitor>
void for_each_atom(const Formula<Atom, List>& formula, Visitor&& visit) {
  if (formula.kind == FormulaKind::atom) {
    visit(formula.atom);
    return;
  }
  for (const auto& part : formula.parts) for_each_atom(part, visit);
}

}  // namespace cairn
