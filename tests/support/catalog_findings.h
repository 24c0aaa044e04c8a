/// What is found about the text of a catalog, with overlays or without, for tests.
/// Not for: catalogs that are only to be there (catalog_text.h).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/catalog/load.h"

namespace cairn::test {

std::vector<std::string> texts(const Diagnostics& diagnostics);

/// Of the text as `c.yaml`.
std::vector<std::string> findings(std::string_view text, std::span<const CatalogText> over = {});
/// The catalog that it is. Throws std::runtime_error where there is any finding, which fails the
/// test.
Catalog load(std::string_view text, std::span<const CatalogText> over = {});

/// A catalog of one area, "a", with these skills: lines 4 and on.
std::string with_skills(std::string_view skills);
/// The skill x with one more line, which is line 7.
std::string with_field(std::string_view field);

}  // namespace cairn::test
