/// A state as text, for the checkpoint in the store, and back.
/// Not for: people, or other programs; it may change with every version of the rules.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cairn/progress/state.h"

namespace cairn {

/// One line for goals, chosen and avoided each, then one a skill. O(n).
std::string to_text(const State& state);
/// Nothing for any text that to_text() does not write.
std::optional<State> parse_state(std::string_view text);

}  // namespace cairn
