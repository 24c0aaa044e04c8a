#include "tests/support/made_graph.h"

#include <algorithm>

#include "tests/support/random_graph.h"

namespace cairn::test {
namespace {

Ref all_of(RawGraph& graph, const std::vector<Ref>& parts) {
  if (parts.size() == 1) return parts.front();
  return graph.add_gate(static_cast<std::uint32_t>(parts.size()), parts);
}

// `count` different numbers below `bound`, ascending.
std::vector<Ref> draw(Dice& dice, std::uint32_t count, std::uint32_t bound) {
  std::vector<Ref> drawn;
  while (drawn.size() < count) {
    const Ref ref = static_cast<Ref>(dice.roll(bound));
    if (std::find(drawn.begin(), drawn.end(), ref) == drawn.end()) drawn.push_back(ref);
  }
  std::sort(drawn.begin(), drawn.end());
  return drawn;
}

}  // namespace

MadeInstance layered(std::uint32_t skills, std::uint32_t choice_percent, std::uint32_t goal_skills,
                     std::uint64_t seed) {
  Dice dice(seed);
  MadeInstance made;
  constexpr std::uint32_t kLayers = 20;
  const std::uint32_t width = std::max(1U, skills / kLayers);
  std::vector<Ref> clauses, members;
  for (std::uint32_t s = 0; s < skills; ++s) {
    const std::uint32_t layer = s / width;
    const std::int64_t price = 60 * (1 + dice.roll(40));
    if (layer == 0) {
      made.graph.add_skill(price);
      continue;
    }
    clauses.clear();
    for (std::uint32_t c = 1 + dice.roll(4); c > 0; --c) {
      // From the layer below, or with one clause in four from anywhere below.
      const std::uint32_t from = dice.percent(25) ? 0 : (layer - 1) * width;
      const std::uint32_t span = layer * width - from;
      const auto one = [&] { return static_cast<Ref>(from + dice.roll(span)); };
      if (!dice.percent(choice_percent)) {
        clauses.push_back(one());
        continue;
      }
      members.clear();
      for (std::uint32_t m = 2 + dice.roll(3); m > 0; --m) members.push_back(one());
      clauses.push_back(made.graph.add_gate(1, members));
    }
    const Ref needs = all_of(made.graph, clauses);
    made.graph.add_skill(price, needs);
  }
  std::vector<Ref> wanted;
  std::vector<std::uint8_t> taken(skills, 0);
  while (wanted.size() < goal_skills) {
    const std::uint32_t s = dice.roll(skills);
    if (taken[s] != 0) continue;
    taken[s] = 1;
    wanted.push_back(static_cast<Ref>(s));
  }
  std::sort(wanted.begin(), wanted.end());
  const Ref needs = all_of(made.graph, wanted);
  made.goals = {made.graph.add_skill(0, needs)};
  return made;
}

MadeInstance covering(std::uint32_t goals, std::uint32_t width, std::uint32_t skills,
                      std::uint64_t seed) {
  Dice dice(seed);
  MadeInstance made;
  for (std::uint32_t s = 0; s < skills; ++s) made.graph.add_skill(60 * (1 + dice.roll(40)));
  std::vector<Ref> gates;
  for (std::uint32_t g = 0; g < goals; ++g) {
    const std::vector<Ref> members = draw(dice, width, skills);
    gates.push_back(made.graph.add_gate(1, members));
  }
  const Ref needs = all_of(made.graph, gates);
  made.goals = {made.graph.add_skill(0, needs)};
  return made;
}

MadeInstance chain(std::uint32_t skills, bool choices) {
  MadeInstance made;
  Ref last = made.graph.add_skill(60);
  for (std::uint32_t s = 1; s < skills; ++s) {
    if (choices && s % 2 == 0) {
      const Ref other = made.graph.add_skill(90, last);
      const Ref near = made.graph.add_skill(60, last);
      const Ref both[] = {other, near};
      last = made.graph.add_skill(60, made.graph.add_gate(1, both));
    } else {
      last = made.graph.add_skill(60, last);
    }
  }
  made.goals = {last};
  return made;
}

}  // namespace cairn::test
