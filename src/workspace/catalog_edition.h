/// Which reader of catalogs this is: a number made at build time from the sources that decide what
/// becomes of a catalog's text, so that no other version's snapshot is taken for this one's.
#pragma once

#include <cstdint>

namespace cairn {

std::uint64_t catalog_edition();

}  // namespace cairn
