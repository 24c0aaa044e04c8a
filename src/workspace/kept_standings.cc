#include "cairn/workspace/kept_standings.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "cairn/base/packed.h"

namespace cairn {

const std::vector<LevelStanding>& KeptStandings::of(const Problem& problem, const StopCheck& stop) {
  const std::uint64_t number = standings_hash(problem);
  const auto are_proven = [](const std::vector<LevelStanding>& levels) {
    return std::all_of(levels.begin(), levels.end(),
                       [](const LevelStanding& level) { return level.proven; });
  };
  if (last_ && last_->number == number && are_proven(last_->levels)) return last_->levels;
  const std::uint64_t graph = hash_of(problem.graph->block().bytes);
  const std::string name = fmt::format("levels-{:016x}", number);
  std::optional<std::vector<LevelStanding>> levels;
  if (const auto bytes = cache_.get(name)) levels = read_standings(*bytes, number);
  if (!levels) {
    std::optional<EarlierStandings> earlier;
    if (last_ && last_->graph == graph) earlier.emplace(last_->problem, last_->levels);
    levels = level_standings(problem, stop, earlier ? &*earlier : nullptr);
    if (are_proven(*levels)) cache_.put(name, write_standings(*levels, number));
  }
  last_ = Last{number, graph, problem, std::move(*levels)};
  return last_->levels;
}

}  // namespace cairn
