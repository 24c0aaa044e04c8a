/// Progress logs for tests: events in few words, and seeded random histories of several devices.
/// Not for: stores; a history is only a list.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/progress/event.h"
#include "cairn/progress/store.h"
#include "tests/support/random_graph.h"

namespace cairn::test {

/// `python go` as ids.
std::vector<SkillId> ids(std::string_view blank_separated);

/// What a command would record: `{kind, ids}`.
NewEvent fact(EventKind kind, std::string_view blank_separated = {});

/// The fact as the `sequence`-th event of device 1, recorded `sequence` minutes after a fixed
/// moment. Its id is the sequence in 32 digits.
Event recorded(const NewEvent& fact, std::int64_t sequence);
EventId id_of(std::int64_t sequence);

/// 2026-01-01T12:00:00+01:00 and so many seconds.
Moment moment(std::int64_t seconds = 0);

/// Random numbers that are the same every time.
RandomSource seeded(std::uint64_t seed);

/// Every kind there is, events of a newer program, undos, undos of undos and rings of undos,
/// moments that coincide, of 2 to 5 devices. All of them can be stored.
std::vector<Event> random_history(std::uint64_t seed, std::size_t events);

}  // namespace cairn::test
