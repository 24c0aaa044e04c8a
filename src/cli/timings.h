/// Where the time of a command goes: the command is run, and its answer thrown away.
/// Not for: comparing programs; that is what the benchmark does.
#pragma once

#include "cairn/render/checkup.h"

namespace cairn {

class Session;

/// Runs the command that the words are, `next` where there are none, as a process of its own would
/// for the first time. One that records does so as by --dry-run. Throws Error (usage) for a command
/// that does not end by itself or touches other files, and where the command itself fails.
Timings time_command(Session& session);

}  // namespace cairn
