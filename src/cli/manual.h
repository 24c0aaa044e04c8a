/// The man page, made from the table of commands.
#pragma once

#include <string>

namespace cairn {

/// roff with the macros of man(7).
std::string manual();

}  // namespace cairn
