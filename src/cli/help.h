/// Help texts, made from what the commands declare.
#pragma once

#include <string>

#include "cairn/render/terminal.h"
#include "cli/command.h"

namespace cairn {

/// All commands, a line each, in their groups.
std::string overview(const Terminal& terminal);
/// One command: examples first, then its arguments and options.
std::string command_help(const Terminal& terminal, const Command& command);

}  // namespace cairn
