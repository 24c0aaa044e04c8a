/// The addresses that a catalog sends people to, for a checker outside: cairn never goes online.
#pragma once

#include <string>
#include <vector>

#include "cairn/catalog/catalog.h"

namespace cairn {

struct Link {
  std::string url;
  std::vector<std::string> resources;  ///< ids, in the catalog's order; at least one
};

/// Each address once, sorted. O(n log n).
std::vector<Link> links_of(const Catalog& catalog);

}  // namespace cairn
