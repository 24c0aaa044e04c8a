/// A record of one device in few words, and the state that it makes, for tests.
/// Not for: histories of several devices, or random ones (history.h).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "cairn/progress/state.h"
#include "tests/support/history.h"

namespace cairn::test {

/// Events that follow each other on one device, the first with the sequence 1.
std::vector<Event> in_turn(const std::vector<NewEvent>& facts);
State state_of(const std::vector<NewEvent>& facts);

/// Takes the event of that sequence back.
NewEvent undo(std::int64_t sequence);
NewEvent timed(EventKind kind, std::string_view blank_separated, std::int64_t minutes);
NewEvent dated(EventKind kind, std::string_view blank_separated, std::string_view day);

/// An untouched one where the state has none.
const SkillRecord& record_of(const State& state, const char* id);
std::int64_t minutes_of(const State& state, const char* id);

}  // namespace cairn::test
