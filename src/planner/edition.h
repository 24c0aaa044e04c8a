/// Which planner this is: a number made at build time from the sources that decide what is planned,
/// so that no other planner's results are taken for this one's.
#pragma once

#include <cstdint>

namespace cairn {

std::uint64_t planner_edition();

}  // namespace cairn
