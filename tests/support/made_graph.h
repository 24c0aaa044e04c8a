/// Seeded graphs of any size for benchmarks and scale tests.
/// Not for: brute force; random_graph.h makes small ones with every oddity.
#pragma once

#include <cstdint>
#include <vector>

#include "tests/support/raw_graph.h"

namespace cairn::test {

struct MadeInstance {
  RawGraph graph;
  std::vector<Ref> goals;
};

/// Skills in layers; each beyond the first rests on 1 to 4 clauses over earlier layers, of which
/// `choice_percent` in a hundred are any-of 2 to 4. The goal is one skill of no cost that needs
/// `goal_skills` skills drawn from all layers.
MadeInstance layered(std::uint32_t skills, std::uint32_t choice_percent, std::uint32_t goal_skills,
                     std::uint64_t seed);

/// One goal that needs `goals` choices, each any-of `width` of `skills` skills that need nothing.
MadeInstance covering(std::uint32_t goals, std::uint32_t width, std::uint32_t skills,
                      std::uint64_t seed);

/// Each skill needs the one before; with `choices`, every second one has an alternative.
MadeInstance chain(std::uint32_t skills, bool choices);

}  // namespace cairn::test
