/// The program killed at random moments, from outside: what it acknowledged is there, the store
/// opens, no event is half there.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/random_graph.h"

namespace cairn::test {

struct KillReport {
  std::string what;                 ///< writes, migration, import, sync or backup
  int kills = 0;                    ///< runs that the kill ended before they had
  int survived = 0;                 ///< runs that ended before the kill
  std::vector<std::string> faults;  ///< what did not hold, a sentence each
};

/// So many kills of each kind of work. `sources` is the root of the repository.
std::vector<KillReport> kill_at_random(const std::filesystem::path& binary,
                                       const std::filesystem::path& sources, int kills, Dice& dice);

}  // namespace cairn::test
