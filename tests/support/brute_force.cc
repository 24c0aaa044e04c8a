#include "tests/support/brute_force.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace cairn::test {

Mask mask_of(std::span<const SkillIndex> skills) {
  Mask mask = 0;
  for (const SkillIndex skill : skills) mask |= Mask{1} << value(skill);
  return mask;
}

Mask mask_of(const Flags& flags) {
  Mask mask = 0;
  for (std::size_t s = 0; s < flags.size(); ++s) mask |= flags[s] != 0 ? Mask{1} << s : 0;
  return mask;
}

bool holds(const Needs& needs, const Flags& known) {
  const auto count = [&] {
    return std::count_if(needs.parts.begin(), needs.parts.end(),
                         [&](const Needs& part) { return holds(part, known); });
  };
  switch (needs.kind) {
    case FormulaKind::atom:
      return known[value(needs.atom)] != 0;
    case FormulaKind::all:
      return count() == std::ssize(needs.parts);
    case FormulaKind::any:
      return count() > 0;
    case FormulaKind::at_least:
      return count() >= static_cast<std::ptrdiff_t>(needs.at_least);
  }
  return false;
}

bool level_holds(const Catalog& catalog, LevelIndex level, const Flags& known) {
  for (std::uint32_t l = 0; l <= value(level); ++l) {
    if (!holds(catalog.levels()[l].needs, known)) return false;
  }
  return true;
}

bool node_holds(const Catalog& catalog, const SkillGraph& graph, Node node, const Flags& known) {
  return graph.is_skill(node) ? known[value(node)] != 0
                              : level_holds(catalog, graph.level(node), known);
}

FoundedSets::FoundedSets(const Catalog& catalog, const Problem& problem)
    : catalog_(catalog), problem_(problem), known_(mask_of(problem.known)) {
  const std::size_t n = catalog.skills().size();
  if (n > 20) throw std::runtime_error("too many skills for brute force");
  founded_.assign(std::size_t{1} << n, 0);
  founded_[known_] = 1;
  // Learning one more makes a larger number, so one sweep upwards sees every set after its parts.
  for (Mask set = known_; set < founded_.size(); ++set) {
    if (founded_[set] == 0) continue;
    const Flags flags = flags_of(set);
    for (std::size_t s = 0; s < n; ++s) {
      if (flags[s] != 0 || problem.avoided[s] != 0) continue;
      if (founded_[set | Mask{1} << s] == 0 && holds(catalog.skills()[s].needs, flags)) {
        founded_[set | Mask{1} << s] = 1;
      }
    }
  }
}

Flags FoundedSets::flags_of(Mask set) const {
  Flags flags(catalog_.skills().size());
  for (std::size_t s = 0; s < flags.size(); ++s) flags[s] = (set >> s & 1U) != 0 ? 1 : 0;
  return flags;
}

Hours FoundedSets::cost(Mask set) const {
  Hours sum;
  for (std::size_t s = 0; s < problem_.cost.size(); ++s) {
    if (((set & ~known_) >> s & 1U) != 0) sum += problem_.cost[s];
  }
  return sum;
}

void FoundedSets::for_each(const std::function<void(Mask)>& visit) const {
  for (Mask set = known_; set < founded_.size(); ++set) {
    if (founded_[set] != 0) visit(set);
  }
}

std::optional<Hours> FoundedSets::cheapest(std::span<const Node> nodes, Mask within) const {
  std::optional<Hours> best;
  for (Mask set = known_; set < founded_.size(); ++set) {
    if (founded_[set] == 0 || (set & ~known_ & ~within) != 0) continue;
    const Hours sum = cost(set);
    if (best && sum >= *best) continue;
    const Flags flags = flags_of(set);
    const bool all = std::all_of(nodes.begin(), nodes.end(), [&](Node node) {
      return node_holds(catalog_, *problem_.graph, node, flags);
    });
    if (all) best = sum;
  }
  return best;
}

std::int64_t FoundedSets::best_order(Mask set) const {
  constexpr std::int64_t kUnreached = std::numeric_limits<std::int64_t>::max();
  std::vector<std::int64_t> best(std::size_t{set} + 1, kUnreached);
  best[known_] = 0;
  for (Mask done = known_; done <= set; ++done) {
    if (best[done] == kUnreached) continue;
    const Flags flags = flags_of(done);
    for (std::size_t s = 0; s < flags.size(); ++s) {
      const Mask next = done | Mask{1} << s;
      if (next == done || (next & ~set) != 0) continue;
      if (!holds(catalog_.skills()[s].needs, flags)) continue;
      best[next] = std::min(best[next], best[done] + problem_.weight[s] * cost(next).minutes());
    }
  }
  return best[set];
}

std::optional<Hours> brute_force_optimum(const Catalog& catalog, const Problem& problem) {
  std::vector<Node> wanted = problem.goals;
  for (const SkillIndex skill : problem.chosen) wanted.push_back(problem.graph->node(skill));
  return FoundedSets(catalog, problem).cheapest(wanted);
}

}  // namespace cairn::test
