/// Long answers on a terminal, through the person's pager.
/// Not for: deciding what is long or whether there is a pager (run.cc, main.cc).
#pragma once

#include <string>
#include <string_view>

namespace cairn {

/// Shows `text` through `command`, which the shell runs, as it does for PAGER everywhere, and waits
/// until the person is done. One who leaves before the end is no error. False where the command
/// could not be run, and so nothing was shown.
bool page(const std::string& command, std::string_view text);

}  // namespace cairn
