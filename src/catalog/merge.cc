#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "cairn/base/text.h"
#include "catalog/draft.h"

namespace cairn {
namespace {

// Fields that `over` gives win; ids that `base` has not are added at the end.
template <class Draft>
void merge_section(std::vector<Draft>& base, std::vector<Draft>&& over) {
  std::unordered_map<std::string, std::size_t> at;
  for (std::size_t i = 0; i < base.size(); ++i) at.emplace(base[i].id.value, i);
  const std::size_t before = base.size();
  for (Draft& draft : over) {
    const auto found = at.find(draft.id.value);
    // A second entry of one id inside the overlay stays a second entry, for the builder to report.
    if (found == at.end() || found->second >= before) {
      at.emplace(draft.id.value, base.size());
      base.push_back(std::move(draft));
      continue;
    }
    Draft& old = base[found->second];
    Draft::fields([&](const char* /*name*/, auto member) {
      if (draft.*member) old.*member = std::move(draft.*member);
    });
  }
}

template <class Draft>
bool remove_from(std::vector<Draft>& section, const std::string& id) {
  return std::erase_if(section, [&](const Draft& draft) { return draft.id.value == id; }) > 0;
}

}  // namespace

void merge_draft(CatalogDraft& base, CatalogDraft over, std::vector<GivenText>& removed,
                 Findings& findings) {
  for (GivenText& id : over.remove) {
    const bool found = remove_from(base.skills, id.value) | remove_from(base.levels, id.value) |
                       remove_from(base.resources, id.value) |
                       remove_from(base.interview, id.value);
    if (found) {
      removed.push_back(std::move(id));
      continue;
    }
    std::vector<std::string> ids;
    for (const SkillDraft& skill : base.skills) ids.push_back(skill.id.value);
    for (const LevelDraft& level : base.levels) ids.push_back(level.id.value);
    for (const ResourceDraft& resource : base.resources) ids.push_back(resource.id.value);
    for (const InterviewDraft& topic : base.interview) ids.push_back(topic.id.value);
    findings.error(id.mark, fmt::format("'{}' is not there to be removed", printable(id.value)),
                   did_you_mean(id.value, ids));
  }
  if (over.title) base.title = std::move(over.title);
  merge_section(base.areas, std::move(over.areas));
  merge_section(base.levels, std::move(over.levels));
  merge_section(base.skills, std::move(over.skills));
  merge_section(base.resources, std::move(over.resources));
  merge_section(base.interview, std::move(over.interview));
}

}  // namespace cairn
