#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "cairn/base/text.h"
#include "cairn/catalog/strict.h"

namespace cairn {
namespace {

struct Locked {
  std::string kind;  ///< skill, level, or what stands there instead
  std::string id;
  int line = 0;
};

std::vector<Locked> read_lock(std::string_view lock) {
  std::vector<Locked> ids;
  int line = 0;
  while (!lock.empty()) {
    ++line;
    const std::size_t end = std::min(lock.find('\n'), lock.size());
    std::string_view text = lock.substr(0, end);
    lock.remove_prefix(std::min(end + 1, lock.size()));
    text = text.substr(0, text.find('#'));
    while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) text.remove_suffix(1);
    if (text.empty()) continue;
    const std::size_t space = std::min(text.find(' '), text.size());
    const std::string_view id = text.substr(std::min(space + 1, text.size()));
    ids.push_back({std::string(text.substr(0, space)), std::string(id), line});
  }
  return ids;
}

}  // namespace

Diagnostics check_lock(const Catalog& catalog, const std::string& name, std::string_view lock) {
  Diagnostics found;
  std::set<std::pair<std::string, std::string>> locked;
  for (const Locked& entry : read_lock(lock)) {
    const Place place{name, entry.line, 1};
    if (entry.kind == "skill" ? !catalog.find_skill(entry.id) : !catalog.find_level(entry.id)) {
      const bool readable =
          (entry.kind == "skill" || entry.kind == "level") && is_valid_id(entry.id);
      found.push_back(
          {Severity::error, place,
           readable
               ? fmt::format("the {} '{}' was shipped and is gone", entry.kind, entry.id)
               : fmt::format("'{}' is no line of a lock", printable(entry.kind + " " + entry.id)),
           readable ? fmt::format("add '{}' to the aliases of what took its place", entry.id)
                    : "write 'skill ID' or 'level ID'"});
    }
    locked.emplace(entry.kind, entry.id);
  }
  const auto check = [&](const char* kind, const SkillId& id, const Place& place) {
    if (locked.contains({kind, id.text})) return;
    found.push_back({Severity::error, place, fmt::format("'{}' is not in {}", id.text, name),
                     fmt::format("add the line '{} {}'", kind, id.text)});
  };
  for (const Level& level : catalog.levels()) check("level", level.id, catalog.place(level.mark));
  for (const Skill& skill : catalog.skills()) check("skill", skill.id, catalog.place(skill.mark));
  return found;
}

std::string updated_lock(const Catalog& catalog, std::string_view lock) {
  std::set<std::string> lines;
  for (const Locked& entry : read_lock(lock)) lines.insert(entry.kind + " " + entry.id);
  for (const Level& level : catalog.levels()) lines.insert("level " + level.id.text);
  for (const Skill& skill : catalog.skills()) lines.insert("skill " + skill.id.text);
  std::string text =
      "# Every id that was ever shipped. People's histories hold these: a line may be added, and\n"
      "# none may go. A renamed skill keeps its old id under `aliases`.\n";
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

}  // namespace cairn
