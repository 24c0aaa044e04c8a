#include "tests/bench/debian_graph.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <set>
#include <string_view>
#include <unordered_map>

namespace cairn::bench {
namespace {

using Clause = std::vector<std::uint32_t>;  // any of these

struct Package {
  std::string name;
  std::int64_t size = 0;
  std::string depends, provides;
};

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

// `libc6:any (>= 2.36) [amd64]` is libc6.
std::string_view bare(std::string_view text) {
  text = trim(text);
  return text.substr(0, std::min(text.find_first_of(" :(["), text.size()));
}

template <class Visitor>
void split(std::string_view text, char by, Visitor&& visit) {
  while (!text.empty()) {
    const auto end = std::min(text.find(by), text.size());
    visit(trim(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

std::vector<Package> available() {
  std::vector<Package> packages;
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen("apt-cache dumpavail 2>/dev/null", "r"),
                                                   pclose);
  if (!pipe) return packages;
  std::string text;
  char buffer[1 << 16];
  while (const std::size_t n = fread(buffer, 1, sizeof buffer, pipe.get())) text.append(buffer, n);
  std::set<std::string> seen;
  Package now;
  const auto finish = [&] {
    if (!now.name.empty() && seen.insert(now.name).second) packages.push_back(std::move(now));
    now = {};
  };
  std::string_view rest = text;
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.empty()) {
      finish();
      continue;
    }
    const auto colon = line.find(':');
    if (line[0] == ' ' || line[0] == '\t' || colon == std::string_view::npos) continue;
    const std::string_view key = line.substr(0, colon), content = trim(line.substr(colon + 1));
    if (key == "Package") now.name = content;
    if (key == "Installed-Size") now.size = std::stoll(std::string(content));
    if (key == "Provides") now.provides = content;
    if (key == "Depends" || key == "Pre-Depends") {
      if (!now.depends.empty()) now.depends += ',';
      now.depends += content;
    }
  }
  finish();
  return packages;
}

struct Draft {
  std::string name;
  std::int64_t cost = 0;
  std::vector<Clause> clauses;
  bool impossible = false;  // needs what no package gives
};

// Strong components of the needs without alternative, by Tarjan without recursion; component
// numbers by node.
std::vector<std::uint32_t> mandatory_components(const std::vector<Draft>& nodes) {
  constexpr std::uint32_t kNone = UINT32_MAX;
  std::vector<std::uint32_t> component(nodes.size(), kNone), low(nodes.size()),
      seen(nodes.size(), kNone);
  std::vector<std::uint32_t> stack;
  std::vector<std::pair<std::uint32_t, std::size_t>> calls;
  std::uint32_t clock = 0, components = 0;
  for (std::uint32_t root = 0; root < nodes.size(); ++root) {
    if (seen[root] != kNone) continue;
    calls.emplace_back(root, 0);
    while (!calls.empty()) {
      const std::uint32_t v = calls.back().first;
      if (calls.back().second == 0 && seen[v] == kNone) {
        seen[v] = low[v] = clock++;
        stack.push_back(v);
      }
      bool deeper = false;
      while (calls.back().second < nodes[v].clauses.size()) {
        const Clause& clause = nodes[v].clauses[calls.back().second++];
        if (clause.size() != 1) continue;
        const std::uint32_t w = clause.front();
        if (seen[w] == kNone) {
          calls.emplace_back(w, 0);
          deeper = true;
          break;
        }
        if (component[w] == kNone) low[v] = std::min(low[v], seen[w]);
      }
      if (deeper) continue;
      calls.pop_back();
      if (!calls.empty()) low[calls.back().first] = std::min(low[calls.back().first], low[v]);
      if (low[v] != seen[v]) continue;
      for (std::uint32_t w = kNone; w != v;) {
        w = stack.back();
        stack.pop_back();
        component[w] = components;
      }
      ++components;
    }
  }
  return component;
}

}  // namespace

std::optional<test::RawGraph> debian_graph() {
  const std::vector<Package> packages = available();
  if (packages.size() < 1000) return std::nullopt;
  std::unordered_map<std::string, std::uint32_t> real;
  std::map<std::string, std::set<std::uint32_t>> providers;
  for (std::uint32_t p = 0; p < packages.size(); ++p) real.emplace(packages[p].name, p);
  for (std::uint32_t p = 0; p < packages.size(); ++p) {
    split(packages[p].provides, ',', [&](std::string_view one) {
      if (!bare(one).empty()) providers[std::string(bare(one))].insert(p);
    });
  }
  std::vector<Draft> nodes;
  for (const Package& package : packages) nodes.push_back({package.name, package.size, {}, false});
  std::unordered_map<std::string, std::uint32_t> virtual_node;
  for (const auto& [name, by] : providers) {
    Clause any(by.begin(), by.end());
    const auto own = real.find(name);
    if (own != real.end()) {
      if (by.size() == 1 && *by.begin() == own->second) continue;  // provides itself
      if (!by.contains(own->second)) any.insert(any.begin(), own->second);
    }
    virtual_node.emplace(name, static_cast<std::uint32_t>(nodes.size()));
    nodes.push_back({"v:" + name, 0, {any}, false});
  }
  for (std::uint32_t p = 0; p < packages.size(); ++p) {
    std::set<Clause> seen;
    split(packages[p].depends, ',', [&](std::string_view alternatives) {
      if (alternatives.empty()) return;
      Clause clause;
      split(alternatives, '|', [&](std::string_view one) {
        const std::string name(bare(one));
        std::optional<std::uint32_t> node;
        if (const auto found = virtual_node.find(name); found != virtual_node.end()) {
          node = found->second;
        } else if (const auto package = real.find(name); package != real.end()) {
          node = package->second;
        }
        if (node && std::find(clause.begin(), clause.end(), *node) == clause.end())
          clause.push_back(*node);
      });
      if (clause.empty()) nodes[p].impossible = true;
      if (clause.empty() || std::find(clause.begin(), clause.end(), p) != clause.end()) return;
      Clause sorted = clause;
      std::sort(sorted.begin(), sorted.end());
      if (seen.insert(sorted).second) nodes[p].clauses.push_back(clause);
    });
  }
  // Merge rings without alternative until there are none: merging makes new ones.
  std::vector<std::uint32_t> group(nodes.size());
  for (std::uint32_t n = 0; n < nodes.size(); ++n) group[n] = n;
  for (;;) {
    const std::vector<std::uint32_t> component = mandatory_components(nodes);
    std::unordered_map<std::uint32_t, std::uint32_t> head;
    bool merged = false;
    for (std::uint32_t n = 0; n < nodes.size(); ++n) {
      const auto [entry, first] = head.emplace(component[n], n);
      if (first) continue;
      Draft& into = nodes[entry->second];
      into.cost += nodes[n].cost;
      into.impossible = into.impossible || nodes[n].impossible;
      into.clauses.insert(into.clauses.end(), nodes[n].clauses.begin(), nodes[n].clauses.end());
      nodes[n].cost = 0;
      nodes[n].clauses.clear();
      nodes[n].impossible = false;
      for (auto& g : group) g = g == n ? entry->second : g;
      merged = true;
    }
    if (!merged) break;
    for (std::uint32_t n = 0; n < nodes.size(); ++n) {
      std::set<Clause> seen;
      std::vector<Clause> kept;
      for (Clause& clause : nodes[n].clauses) {
        Clause mapped;
        for (const std::uint32_t m : clause) {
          if (std::find(mapped.begin(), mapped.end(), group[m]) == mapped.end())
            mapped.push_back(group[m]);
        }
        if (std::find(mapped.begin(), mapped.end(), n) != mapped.end()) continue;
        Clause sorted = mapped;
        std::sort(sorted.begin(), sorted.end());
        if (seen.insert(sorted).second) kept.push_back(std::move(mapped));
      }
      nodes[n].clauses = std::move(kept);
    }
  }
  test::RawGraph graph;
  for (const Draft& node : nodes) {
    graph.add_skill(node.cost);
    graph.id.push_back(node.name);
  }
  std::vector<test::Ref> parts, members;
  for (std::uint32_t n = 0; n < nodes.size(); ++n) {
    parts.clear();
    for (const Clause& clause : nodes[n].clauses) {
      members.assign(clause.begin(), clause.end());
      parts.push_back(members.size() == 1 ? members.front() : graph.add_gate(1, members));
    }
    if (nodes[n].impossible) parts.push_back(graph.add_gate(1, {}));
    if (group[n] != n) parts.assign(1, static_cast<test::Ref>(group[n]));
    if (parts.size() == 1) graph.needs[n] = parts.front();
    if (parts.size() > 1)
      graph.needs[n] = graph.add_gate(static_cast<std::uint32_t>(parts.size()), parts);
  }
  return graph;
}

}  // namespace cairn::bench
