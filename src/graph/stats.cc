#include "cairn/graph/stats.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <queue>
#include <utility>

namespace cairn {
namespace {

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

// When each node holds, in minutes, if all that is ready is learnt at once; and the child that it
// waited for last.
struct CriticalPaths {
  std::vector<std::int64_t> finish;  // -1 where it never holds
  std::vector<std::uint32_t> last;   // kNone where it waits for nothing

  Chain chain(const SkillGraph& graph, Node end) const {
    Chain chain;
    if (finish[value(end)] < 0) return chain;
    chain.hours = Hours::from_minutes(finish[value(end)]);
    for (std::uint32_t at = value(end); at != kNone; at = last[at]) {
      if (graph.is_skill(Node{at})) chain.skills.push_back(SkillIndex{at});
    }
    std::reverse(chain.skills.begin(), chain.skills.end());
    return chain;
  }
};

CriticalPaths critical_paths(const Catalog& catalog, const SkillGraph& graph) {
  const std::size_t nodes = graph.node_count();
  CriticalPaths paths{std::vector<std::int64_t>(nodes, -1),
                      std::vector<std::uint32_t>(nodes, kNone)};
  std::vector<std::uint32_t> missing(nodes);
  using Entry = std::pair<std::int64_t, std::uint32_t>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  const auto push = [&](std::uint32_t n, std::int64_t start) {
    const bool skill = graph.is_skill(Node{n});
    queue.emplace(start + (skill ? catalog.skill(SkillIndex{n}).hours.likely.minutes() : 0), n);
  };
  for (std::uint32_t n = 0; n < nodes; ++n) {
    missing[n] = graph.threshold(Node{n});
    if (missing[n] == 0) push(n, 0);
  }
  while (!queue.empty()) {
    const auto [at, n] = queue.top();
    queue.pop();
    paths.finish[n] = at;
    for (const Node user : graph.users(Node{n})) {
      const std::uint32_t u = value(user);
      if (missing[u] == 0 || --missing[u] != 0) continue;
      paths.last[u] = n;
      push(u, at);
    }
  }
  return paths;
}

void name_skills(const SkillGraph& graph, Node node, std::vector<SkillIndex>& into) {
  if (graph.is_skill(node)) {
    into.push_back(graph.skill(node));
    return;
  }
  for (const Node child : graph.children(node)) name_skills(graph, child, into);
}

std::vector<ChoiceStats> choices(const SkillGraph& graph, const CriticalPaths& paths) {
  using Key = std::pair<std::uint32_t, std::vector<std::vector<SkillIndex>>>;
  std::map<Key, ChoiceStats> found;
  const auto named = static_cast<std::uint32_t>(graph.skill_count() + graph.level_count());
  for (std::uint32_t owner = 0; owner < named; ++owner) {
    std::vector<Node> stack = {Node{owner}};
    while (!stack.empty()) {
      const Node gate = stack.back();
      stack.pop_back();
      for (const Node child : graph.children(gate)) {
        if (!graph.is_skill(child) && !graph.is_level(child)) stack.push_back(child);
      }
      if (value(gate) == owner || graph.threshold(gate) >= graph.children(gate).size()) continue;
      ChoiceStats choice;
      choice.at_least = graph.threshold(gate);
      Key key{choice.at_least, {}};
      for (const Node child : graph.children(gate)) {
        ChoiceMember member{child, {}, {}};
        name_skills(graph, child, member.skills);
        member.chain = Hours::from_minutes(std::max<std::int64_t>(0, paths.finish[value(child)]));
        key.second.push_back(member.skills);
        choice.members.push_back(std::move(member));
      }
      ChoiceStats& entry = found.emplace(std::move(key), std::move(choice)).first->second;
      if (entry.users.empty() || entry.users.back() != Node{owner}) {
        entry.users.push_back(Node{owner});
      }
    }
  }
  std::vector<ChoiceStats> sorted;
  for (auto& [key, choice] : found) sorted.push_back(std::move(choice));
  std::stable_sort(sorted.begin(), sorted.end(), [](const ChoiceStats& a, const ChoiceStats& b) {
    if (a.users.size() != b.users.size()) return a.users.size() > b.users.size();
    return a.users.front() < b.users.front();
  });
  return sorted;
}

}  // namespace

CatalogStats catalog_stats(const Catalog& catalog, const SkillGraph& graph) {
  const CriticalPaths paths = critical_paths(catalog, graph);
  CatalogStats stats;
  for (const Area& area : catalog.areas()) stats.areas.push_back({area.id, area.title, 0, {}, {}});
  for (const Level& level : catalog.levels()) {
    stats.levels.push_back({level.id.text, level.title, 0, {}, {}});
  }
  // The skill of each row that holds last; kNone where there is none.
  std::vector<std::uint32_t> end(stats.areas.size(), kNone);
  std::uint32_t end_all = kNone, end_electives = kNone;
  const auto count = [&](StatsRow& row, std::uint32_t& last, std::uint32_t s) {
    ++row.skills;
    row.hours += catalog.skill(SkillIndex{s}).hours;
    if (last == kNone || paths.finish[s] > paths.finish[last]) last = s;
  };
  for (std::uint32_t s = 0; s < graph.skill_count(); ++s) {
    const Skill& skill = catalog.skill(SkillIndex{s});
    count(stats.all, end_all, s);
    count(stats.areas[skill.area], end[skill.area], s);
    std::uint32_t unused = kNone;
    if (skill.level) {
      count(stats.levels[value(*skill.level)], unused, s);
    } else {
      if (!stats.electives) stats.electives.emplace();
      count(*stats.electives, end_electives, s);
    }
  }
  const auto finish = [&](StatsRow& row, std::uint32_t last) {
    if (last != kNone) row.chain = paths.chain(graph, Node{last});
  };
  finish(stats.all, end_all);
  for (std::size_t a = 0; a < end.size(); ++a) finish(stats.areas[a], end[a]);
  for (std::uint32_t l = 0; l < stats.levels.size(); ++l) {
    finish(stats.levels[l], value(graph.node(LevelIndex{l})));
  }
  if (stats.electives) finish(*stats.electives, end_electives);
  stats.choices = choices(graph, paths);
  return stats;
}

}  // namespace cairn
