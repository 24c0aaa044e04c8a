/// Runs one parsed command line, with the failures worded.
/// Not for: the program's own command line (cairn/cli/run.h), which is parsed there first.
#pragma once

#include <string>
#include <vector>

#include "cairn/cli/run.h"
#include "cairn/workspace/workspace.h"

namespace cairn {

/// As run(), with a catalog that is open already where one is given.
int run_line(const std::vector<std::string>& arguments, World& world, const OpenCatalog* catalog);

}  // namespace cairn
