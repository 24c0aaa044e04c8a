#include "cairn/render/names.h"

#include <fmt/format.h>

#include "cairn/base/text.h"
#include "cairn/progress/outcomes_field.h"
#include "cairn/render/terminal.h"

namespace cairn {
namespace {

std::string join_with(const std::vector<std::string>& parts, std::string_view last) {
  std::string joined;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) joined += i + 1 == parts.size() ? fmt::format(" {} ", last) : ", ";
    joined += parts[i];
  }
  return joined;
}

std::string formula(const Needs& needs, const SkillNamer& name, bool inner) {
  if (needs.kind == FormulaKind::atom) return name(needs.atom);
  std::vector<std::string> parts;
  for (const Needs& part : needs.parts) parts.push_back(formula(part, name, true));
  if (parts.size() == 1) return parts.front();
  std::string text = join_with(parts, needs.kind == FormulaKind::all ? "and" : "or");
  if (needs.kind == FormulaKind::at_least) {
    text = fmt::format("{} of {}", needs.at_least, text);
  } else if (needs.kind == FormulaKind::any && parts.size() > 2) {
    text = "one of " + text;
  }
  return inner ? "(" + text + ")" : text;
}

}  // namespace

std::string node_name(const Catalog& catalog, const SkillGraph& graph, Node node) {
  if (graph.is_skill(node)) return catalog.skill(graph.skill(node)).name;
  if (graph.is_level(node)) return catalog.level(graph.level(node)).title;
  std::vector<std::string> parts;
  for (const Node child : graph.children(node)) {
    // Gates below a gate are named by their size, to bound the depth.
    parts.push_back(graph.is_skill(child) || graph.is_level(child)
                        ? node_name(catalog, graph, child)
                        : fmt::format("a set of {}", graph.children(child).size()));
  }
  if (graph.threshold(node) == parts.size()) return join_with(parts, "and");
  if (graph.threshold(node) == 1) {
    return (parts.size() > 2 ? "one of " : "") + join_with(parts, "or");
  }
  return fmt::format("{} of {}", graph.threshold(node), join_with(parts, "or"));
}

std::string recorded_name(const Catalog& catalog, const SkillId& id) {
  if (const auto skill = catalog.find_skill(id.text)) return catalog.skill(*skill).name;
  if (const auto level = catalog.find_level(id.text)) return catalog.level(*level).title;
  return printable(id.text) + " (no longer in the catalog)";
}

std::string outcomes_text(const Event& event) {
  std::string text;
  for (const std::string& one : outcomes_of(event)) text += (text.empty() ? "" : "; ") + one;
  return text;
}

std::vector<std::string> skill_names(const Catalog& catalog,
                                     const std::vector<SkillIndex>& skills) {
  std::vector<std::string> names;
  for (const SkillIndex skill : skills) names.push_back(catalog.skill(skill).name);
  return names;
}

std::string goals_name(const Catalog& catalog, const SkillGraph& graph,
                       const std::vector<Node>& goals) {
  if (goals.size() > 4) return fmt::format("{} goals", goals.size());
  std::vector<std::string> names;
  for (const Node goal : goals) names.push_back(node_name(catalog, graph, goal));
  return join_with(names, "and");
}

std::string formula_text(const Needs& needs, const SkillNamer& name) {
  return needs.is_true() ? "nothing" : formula(needs, name, false);
}

std::string formula_text(const Catalog& catalog, const Needs& needs) {
  return formula_text(needs, [&](SkillIndex skill) { return catalog.skill(skill).name.str(); });
}

}  // namespace cairn
