/// Reads catalogs: a base file and the overlays laid over it become one validated Catalog.
/// Not for: finding files (workspace), or asking whether all of it can be learnt
/// (graph/unfounded.h).
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cairn/base/diagnostic.h"
#include "cairn/catalog/catalog.h"

namespace cairn {

/// A catalog's text and the name that findings give it.
struct CatalogText {
  std::string name;
  std::string_view text;  ///< must outlive the call
};

/// Bounds on what is read, each with a finding of its own when it is passed.
inline constexpr std::size_t kMostCatalogBytes = std::size_t{64} << 20;
inline constexpr int kMostYamlDepth = 40;                ///< nested lists and maps
inline constexpr std::size_t kMostFormulaAtoms = 5'000;  ///< ids in one formula
inline constexpr int kMostFormulaDepth = 16;             ///< nested all / any / at_least

struct LoadedCatalog {
  std::optional<Catalog> catalog;  ///< absent exactly when there is an error among the findings
  Diagnostics diagnostics;         ///< every finding, by file and place
  /// Where there is an error: what could be read, each need that is wrong taken as met. Enough to
  /// look for what can't be learnt, and for nothing else. Absent where the base can't be read.
  std::optional<Catalog> broken;
};

/// Reads `base`, then lays each overlay over it in turn: fields that an overlay gives for an id
/// win, new ids are added, ids under `remove` go. An overlay that names a catalog `id` counts only
/// over the catalog of that id. Nothing is thrown for a bad file: all findings come back at once.
/// O(bytes).
LoadedCatalog load_catalog(const CatalogText& base, std::span<const CatalogText> overlays = {});

}  // namespace cairn
