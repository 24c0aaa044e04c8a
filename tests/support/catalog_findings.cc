#include "tests/support/catalog_findings.h"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

namespace cairn::test {

std::vector<std::string> texts(const Diagnostics& diagnostics) {
  std::vector<std::string> shown;
  for (const Diagnostic& finding : diagnostics) shown.push_back(to_string(finding));
  return shown;
}

std::vector<std::string> findings(std::string_view text, std::span<const CatalogText> over) {
  const LoadedCatalog loaded = load_catalog({"c.yaml", text}, over);
  if (loaded.catalog.has_value() == has_errors(loaded.diagnostics)) {
    throw std::logic_error("a catalog goes with no error, and an error with no catalog");
  }
  return texts(loaded.diagnostics);
}

Catalog load(std::string_view text, std::span<const CatalogText> over) {
  LoadedCatalog loaded = load_catalog({"c.yaml", text}, over);
  std::string all;
  for (const std::string& finding : texts(loaded.diagnostics)) all += finding + '\n';
  if (!all.empty() || !loaded.catalog)
    throw std::runtime_error(all + "no catalog without findings");
  return std::move(*loaded.catalog);
}

std::string with_skills(std::string_view skills) {
  return fmt::format("cairn: 1\nareas: [{{id: a, title: A}}]\nskills:\n{}", skills);
}

std::string with_field(std::string_view field) {
  return with_skills(fmt::format("- id: x\n  name: X\n  area: a\n  {}\n{}", field,
                                 field.starts_with("hours") ? "" : "  hours: 1\n"));
}

}  // namespace cairn::test
