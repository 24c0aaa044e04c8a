#include "cairn/catalog/load.h"

#include <algorithm>
#include <utility>

#include "catalog/draft.h"

namespace cairn {
LoadedCatalog load_catalog(const CatalogText& base, std::span<const CatalogText> overlays) {
  Findings findings;
  std::optional<Catalog> catalog;
  if (auto draft = read_draft(base, findings)) {
    if (!draft->remove.empty()) {
      findings.error(draft->remove.front().mark, "only an overlay can remove",
                     "delete the entries themselves");
    }
    std::vector<GivenText> removed;
    for (const CatalogText& text : overlays) {
      auto over = read_draft(text, findings);
      if (!over) continue;
      const bool other = over->id && draft->id && over->id->value != draft->id->value;
      if (!other) merge_draft(*draft, std::move(*over), removed, findings);
    }
    if (draft->skills.empty() && !has_errors(findings.diagnostics)) {
      findings.error({0, 1, 1}, "the catalog has no skills", "add at least one under 'skills:'");
    }
    catalog = build_catalog(std::move(*draft), removed, findings);
  }
  std::optional<Catalog> broken;
  if (has_errors(findings.diagnostics)) broken = std::exchange(catalog, std::nullopt);
  std::stable_sort(findings.diagnostics.begin(), findings.diagnostics.end(),
                   [](const auto& a, const auto& b) { return a.place < b.place; });
  return {std::move(catalog), std::move(findings.diagnostics), std::move(broken)};
}

}  // namespace cairn
