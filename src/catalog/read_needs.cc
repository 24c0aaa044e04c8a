#include <fmt/format.h>

#include <utility>

#include "cairn/catalog/load.h"
#include "catalog/field_reader.h"

namespace cairn {

std::optional<DraftNeeds> FieldReader::formula(const YamlNode& node, int depth,
                                               std::size_t& atoms) {
  if (depth > kMostFormulaDepth) {
    findings_.error(node.mark,
                    fmt::format("needs are nested deeper than {} levels", kMostFormulaDepth));
    return std::nullopt;
  }
  if (node.kind == YamlNode::Kind::scalar) {
    auto id = text(node, "a need");
    if (!id) return std::nullopt;
    if (++atoms == kMostFormulaAtoms + 1) {
      findings_.error(node.mark, fmt::format("needs name more than {} ids", kMostFormulaAtoms),
                      "put a skill of 0 hours in between that groups some of them");
    }
    return DraftNeeds::of(std::move(*id));
  }
  DraftNeeds made;
  const YamlNode* parts = nullptr;
  if (node.kind == YamlNode::Kind::list) {
    made.kind = FormulaKind::all;
    parts = &node;
  } else if (node.kind == YamlNode::Kind::map) {
    static const std::vector<std::string> kKeys = {"all", "any", "at_least", "of"};
    const YamlNode* count = nullptr;
    const YamlNode* of = nullptr;
    bool fine = true;
    for (std::size_t i = 0; i + 1 < node.items.size(); i += 2) {
      const YamlNode& key = node.items[i];
      const YamlNode& item = node.items[i + 1];
      if (key.text == "all" || key.text == "any") {
        if (parts != nullptr) fine = false;
        made.kind = key.text == "all" ? FormulaKind::all : FormulaKind::any;
        parts = &item;
      } else if (key.text == "at_least") {
        count = &item;
      } else if (key.text == "of") {
        of = &item;
      } else {
        unknown_key(key, kKeys, "a need");
        return std::nullopt;
      }
    }
    if (!fine || (count == nullptr) != (of == nullptr) || (parts != nullptr) == (of != nullptr)) {
      findings_.error(node.mark,
                      "a need is one of {all: [...]}, {any: [...]}, {at_least: k, of: "
                      "[...]}",
                      "nest one in the other to have both");
      return std::nullopt;
    }
    if (of != nullptr) {
      made.kind = FormulaKind::at_least;
      parts = of;
      const auto k = whole(*count, "at_least", 1e6);
      if (!k) return std::nullopt;
      made.at_least = static_cast<std::uint32_t>(*k);
    }
    if (parts->kind != YamlNode::Kind::list) {
      wrong(*parts, "what is needed", "a list");
      return std::nullopt;
    }
    const std::size_t size = parts->items.size();
    if (made.kind == FormulaKind::any && size == 0) {
      findings_.error(node.mark, "any of nothing can never hold", "name an id, or leave needs out");
      return std::nullopt;
    }
    if (made.kind == FormulaKind::at_least && (made.at_least == 0 || made.at_least > size)) {
      findings_.error(count->mark, fmt::format("at_least must be from 1 to {}, the number of "
                                               "entries under 'of'",
                                               size));
      return std::nullopt;
    }
  } else {
    wrong(node, "needs", "an id, a list or a map");
    return std::nullopt;
  }
  bool fine = true;
  for (const YamlNode& item : parts->items) {
    auto part = formula(item, depth + 1, atoms);
    if (part) {
      made.parts.push_back(std::move(*part));
    } else {
      fine = false;
    }
    if (atoms > kMostFormulaAtoms) return std::nullopt;
  }
  if (!fine) return std::nullopt;
  return made;
}

void FieldReader::value(const YamlNode& node, std::string_view /*what*/, Maybe<DraftNeeds>& into) {
  std::size_t atoms = 0;
  if (node.kind == YamlNode::Kind::null) {
    into = {DraftNeeds{}, node.mark};
  } else if (auto read = formula(node, 0, atoms)) {
    into = {std::move(*read), node.mark};
  }
}

}  // namespace cairn
