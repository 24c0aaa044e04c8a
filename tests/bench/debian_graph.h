/// Debian's package graph, from apt's own lists, as a skill graph.
#pragma once

#include <optional>

#include "tests/support/raw_graph.h"

namespace cairn::bench {

/// A package is a skill that costs its Installed-Size in KiB; Depends and Pre-Depends are its
/// needs, versions dropped; a name that others provide is a skill of no cost, `v:NAME`, that needs
/// any of its providers. Packages that need each other become one skill with their costs summed,
/// the members skills of no cost that need it. Nothing where apt has no lists (apt-get update).
std::optional<test::RawGraph> debian_graph();

}  // namespace cairn::bench
