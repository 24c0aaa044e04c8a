/// Seeded random catalogs with all that makes planning hard: cycles, alternatives, at-least-k,
/// nested gates, skills of no cost, shared needs. The same seed gives the same bytes everywhere.
/// Not for: realistic catalogs; data/skills.yaml is one.
#pragma once

#include <cstdint>
#include <memory>
#include <random>
#include <string>

#include "cairn/catalog/catalog.h"
#include "tests/support/catalog_text.h"

namespace cairn::test {

/// Draws that are the same with every standard library.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  /// A whole number from 0 to `sides` - 1. Requires: sides > 0.
  std::uint32_t roll(std::uint32_t sides) {
    return static_cast<std::uint32_t>(engine_() >> 16) % sides;
  }
  bool percent(std::uint32_t share) { return roll(100) < share; }

 private:
  std::mt19937_64 engine_;
};

struct RandomOptions {
  std::uint32_t least_skills = 5;
  std::uint32_t most_skills = 14;
  std::uint32_t most_levels = 3;
  bool alternatives = true;  ///< false: needs are plain lists
  bool learnable = false;    ///< true: needs name earlier skills only, so all can be learnt
  bool wishes = true;        ///< false: nothing is known, chosen or avoided
};

/// A random catalog with a random wish over it.
struct RandomCase {
  std::unique_ptr<World> world;
  Problem problem;

  /// The catalog and the wish in the short notation, for a failing test to show.
  std::string text() const;
};

RandomCase random_case(std::uint64_t seed, const RandomOptions& options = {});

}  // namespace cairn::test
