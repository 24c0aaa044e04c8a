// In what order a core is reduced, and when that is done.
#include <utility>

#include "planner/loose_core.h"

namespace cairn {
namespace {

enum class Narrowed : std::uint8_t { yes, no, stopped };

// What is on every way to a goal is paid, and who does no good is left out. `packed` is the core as
// it is.
Narrowed narrow(LooseCore& core, const Core& packed, const StopCheck& stop) {
  // Where rings make it many sweeps, rows of bits are for fewer nodes.
  constexpr std::size_t kMostOnRings = 1'024;
  const Landmarks landmarks(packed, stop, packed.acyclic ? Landmarks::kMostExact : kMostOnRings);
  if (!landmarks.complete()) return Narrowed::stopped;
  const bool paid = pay_landmarks(core, packed, landmarks);
  const bool fewer_members = drop_dominated(core, packed, landmarks);
  const bool fewer_goals = drop_implied(core, packed);
  return paid || fewer_members || fewer_goals ? Narrowed::yes : Narrowed::no;
}

}  // namespace

Reduced reduce(const Core& whole, const StopCheck& stop) {
  Reduced made;
  struct Open {
    LooseCore core;
    std::size_t narrowed = 0;  // its size, then
  };
  std::vector<Open> open;
  open.push_back({LooseCore(whole)});
  while (!open.empty()) {
    auto [core, narrowed] = std::move(open.back());
    open.pop_back();
    // Stopped, its parts are not those that more time would leave, and may have another plan that
    // is as cheap.
    const bool stopped = stop && stop();
    std::vector<std::uint32_t> ring = rings(core);
    do {
      settle(core, ring, made);
      core.keep_relevant(ring);
    } while (!stopped && splice(core, made));
    Core packed = core.packed();
    if (packed.goals.empty()) continue;
    for (Core& part : components(std::move(packed))) {
      if (stopped) {
        made.unfinished.push_back(std::move(part));
        continue;
      }
      // In a large one another round is worth its time only where the last one had been.
      const bool worth_it =
          part.size() <= Landmarks::kMostExact || part.size() + narrowed / 16 <= narrowed;
      if ((narrowed != 0 && !worth_it) || has_few_ways(part)) {
        made.parts.push_back(std::move(part));
        continue;
      }
      Open next{LooseCore(part), part.size()};
      const Narrowed end = narrow(next.core, part, stop);
      if (end == Narrowed::yes) {
        open.push_back(std::move(next));
      } else {
        (end == Narrowed::no ? made.parts : made.unfinished).push_back(std::move(part));
      }
    }
  }
  return made;
}

}  // namespace cairn
