#include "tests/support/catalog_text.h"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>
#include <vector>

#include "cairn/catalog/load.h"

namespace cairn::test {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n')) text.remove_suffix(1);
  return text;
}

// Cuts at `mark` outside brackets.
std::vector<std::string_view> split(std::string_view text, char mark) {
  std::vector<std::string_view> parts;
  int depth = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i == text.size() || (text[i] == mark && depth == 0)) {
      const std::string_view part = trimmed(text.substr(begin, i - begin));
      if (!part.empty()) parts.push_back(part);
      begin = i + 1;
    } else {
      depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
    }
  }
  return parts;
}

std::string formula(std::string_view text);

std::string formulas(std::string_view list) {
  std::string yaml = "[";
  for (const std::string_view part : split(list, ',')) {
    if (yaml.size() > 1) yaml += ", ";
    yaml += formula(part);
  }
  return yaml + "]";
}

std::string formula(std::string_view text) {
  const std::size_t open = text.find('(');
  if (open == std::string_view::npos) return std::string(text);
  const std::string_view kind = trimmed(text.substr(0, open));
  const std::string of = formulas(text.substr(open + 1, text.size() - open - 2));
  if (kind.ends_with("of")) {
    return fmt::format("{{at_least: {}, of: {}}}", kind.substr(0, kind.size() - 2), of);
  }
  return fmt::format("{{{}: {}}}", kind, of);
}

// "a 2h w3 in entry needs ..." as one line of YAML.
std::string skill_entry(std::string_view entry) {
  std::string_view needs;
  if (const std::size_t at = entry.find(" needs "); at != std::string_view::npos) {
    needs = entry.substr(at + 7);
    entry = entry.substr(0, at);
  }
  const std::vector<std::string_view> words = split(entry, ' ');
  std::string hours = "1", more;
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (words[i] == "in" && i + 1 < words.size()) {
      more += fmt::format(", level: {}", words[++i]);
    } else if (words[i] == "after" && i + 1 < words.size()) {
      more += fmt::format(", after: {}", words[++i]);
    } else if (words[i].front() == 'w') {
      more += fmt::format(", weight: {}", words[i].substr(1));
    } else if (words[i].back() == 'h') {
      hours = words[i].substr(0, words[i].size() - 1);
    } else {
      throw std::runtime_error(fmt::format("what is '{}' in '{}'?", words[i], entry));
    }
  }
  if (!needs.empty()) more += ", needs: " + formulas(needs);
  return fmt::format("  - {{id: {0}, name: {0}, area: x, hours: {1}{2}}}\n", words.front(), hours,
                     more);
}

}  // namespace

Catalog catalog_from_yaml(std::string_view yaml) {
  LoadedCatalog loaded = load_catalog({"test.yaml", yaml});
  if (loaded.catalog) return std::move(*loaded.catalog);
  std::string all = "the catalog does not load:\n";
  for (const Diagnostic& finding : loaded.diagnostics) all += to_string(finding) + "\n";
  throw std::runtime_error(all + std::string(yaml));
}

std::string yaml_of(std::string_view notation) {
  std::string levels, skills;
  for (const std::string_view entry : split(notation, ';')) {
    if (!entry.starts_with("level ")) {
      skills += skill_entry(entry);
      continue;
    }
    const std::string_view rest = trimmed(entry.substr(6));
    const std::size_t end = std::min(rest.find(' '), rest.size());
    levels += fmt::format("  - {{id: {0}, title: {0}, needs: {1}}}\n", rest.substr(0, end),
                          formulas(rest.substr(end)));
  }
  return fmt::format(
      "cairn: 1\nid: test\nareas: [{{id: x, title: X}}]\nlevels:\n{}\nskills:\n"
      "{}",
      levels, skills);
}

World::World(std::string_view notation) : World(catalog_from_yaml(yaml_of(notation))) {}

World::World(Catalog from) : catalog(std::move(from)), graph(build_graph(catalog)) {}

SkillIndex World::skill(std::string_view name) const {
  if (const auto found = catalog.find_skill(name)) return *found;
  throw std::runtime_error(fmt::format("no skill '{}' in the test's catalog", name));
}

Node World::node(std::string_view name) const {
  if (const auto level = catalog.find_level(name)) return graph.node(*level);
  return graph.node(skill(name));
}

Flags World::flags(std::string_view names) const {
  Flags made(graph.skill_count(), 0);
  for (const std::string_view name : split(names, ' ')) made[value(skill(name))] = 1;
  return made;
}

Problem World::problem(const Wish& wish) const {
  Problem made = make_problem(catalog, graph);
  for (const std::string_view name : split(wish.goals, ' ')) made.goals.push_back(node(name));
  for (const std::string_view name : split(wish.chosen, ' ')) made.chosen.push_back(skill(name));
  made.known = flags(wish.known);
  made.avoided = flags(wish.avoided);
  return made;
}

std::string World::ids(std::span<const SkillIndex> skills) const {
  std::string text;
  for (const SkillIndex each : skills) {
    text += (text.empty() ? "" : " ") + catalog.skill(each).id.text;
  }
  return text;
}

std::string World::id(Node which) const {
  return graph.is_skill(which) ? catalog.skill(graph.skill(which)).id.text
                               : catalog.level(graph.level(which)).id.text;
}

}  // namespace cairn::test
