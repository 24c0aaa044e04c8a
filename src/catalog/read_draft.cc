#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "cairn/base/text.h"
#include "catalog/field_reader.h"

namespace cairn {
namespace {

class DraftReader : private FieldReader {
 public:
  /// `lines` has the text that is read.
  DraftReader(Findings& findings, std::size_t lines) : FieldReader(findings), lines_(lines) {}

  /// An entry of the list under that key, where the list is a section.
  bool take(std::string_view key, const YamlNode& node);
  /// All that was not taken before.
  CatalogDraft read(const YamlNode& tree);

 private:
  template <class Draft>
  void entry(const YamlNode& node, std::string_view section, std::vector<Draft>& into);
  template <class Draft>
  void make_room(std::vector<Draft>& drafts, const Mark& mark) const;
  bool is_section(const YamlNode& key, const YamlNode& node);
  // Calls `visit(name, drafts)` for each section.
  void sections(auto&& visit) {
    visit("areas", draft_.areas);
    visit("levels", draft_.levels);
    visit("skills", draft_.skills);
    visit("resources", draft_.resources);
    visit("interview", draft_.interview);
  }

  std::size_t lines_;
  CatalogDraft draft_;
};

// For as many entries as the rest of the text has, if it goes on like this: to grow by doubling
// would touch twice the memory. What is not touched costs nothing.
template <class Draft>
void DraftReader::make_room(std::vector<Draft>& drafts, const Mark& mark) const {
  constexpr std::size_t kEnoughToTell = 16;
  const std::size_t count = drafts.size();
  if (count < drafts.capacity() || count < kEnoughToTell || mark.line > lines_) return;
  const std::size_t lines = mark.line - drafts.front().id.mark.line;
  if (lines == 0) return;
  const std::size_t left = count * (lines_ - mark.line) / lines;
  if (left > count) drafts.reserve(count + left + left / 8);
}

template <class Draft>
void DraftReader::entry(const YamlNode& node, std::string_view section, std::vector<Draft>& into) {
  if (node.kind != YamlNode::Kind::map) {
    wrong(node, fmt::format("an entry of {}", section), "a map");
    return;
  }
  Draft draft;
  bool named = false;
  for (std::size_t i = 0; i + 1 < node.items.size(); i += 2) {
    const YamlNode& key = node.items[i];
    const YamlNode& item = node.items[i + 1];
    if (key.kind == YamlNode::Kind::scalar && key.text == "id") {
      named = true;
      auto id = text(item, "id");
      if (!id) continue;
      if (!is_valid_id(id->value)) {
        findings_.error(item.mark, fmt::format("'{}' is no id", printable(id->value).substr(0, 80)),
                        "use lower-case letters, digits and - . _ + #, at most 64");
        continue;
      }
      draft.id = std::move(*id);
      continue;
    }
    bool known = false;
    Draft::fields([&](std::string_view name, auto member) {
      if (key.kind != YamlNode::Kind::scalar || key.text != name) return;
      known = true;
      value(item, name, draft.*member);
      if (!(draft.*member)) draft.broken.emplace_back(name);
    });
    if (known) continue;
    std::vector<std::string> permitted = {"id"};
    Draft::fields([&](std::string_view name, auto) { permitted.emplace_back(name); });
    unknown_key(key, permitted, fmt::format("an entry of {}", section));
  }
  if (!named) findings_.error(node.mark, fmt::format("an entry of {} has no id", section));
  if (draft.id.value.empty()) return;
  make_room(into, node.mark);
  into.push_back(std::move(draft));
}

bool DraftReader::take(std::string_view key, const YamlNode& node) {
  bool taken = false;
  sections([&](std::string_view name, auto& drafts) {
    if (key != name) return;
    entry(node, name, drafts);
    taken = true;
  });
  return taken;
}

// The entries of a list have been taken.
bool DraftReader::is_section(const YamlNode& key, const YamlNode& node) {
  bool found = false;
  sections([&](std::string_view name, auto& /*drafts*/) {
    if (key.text != name) return;
    found = true;
    const bool list = node.kind == YamlNode::Kind::list || node.kind == YamlNode::Kind::null;
    if (!list) wrong(node, name, "a list");
  });
  return found;
}

CatalogDraft DraftReader::read(const YamlNode& tree) {
  static const std::vector<std::string> kKeys = {
      "cairn", "id", "title", "areas", "levels", "skills", "resources", "interview", "remove"};
  if (tree.kind != YamlNode::Kind::map) {
    Mark mark = tree.mark;
    if (mark.line == 0) mark.line = mark.column = 1;
    findings_.error(mark,
                    "a catalog is a map with the keys " + fmt::format("{}", fmt::join(kKeys, ", ")),
                    "begin with 'cairn: 1'");
    return std::move(draft_);
  }
  bool version = false;
  for (std::size_t i = 0; i + 1 < tree.items.size(); i += 2) {
    const YamlNode& key = tree.items[i];
    const YamlNode& item = tree.items[i + 1];
    if (key.text == "cairn") {
      version = true;
      if (item.kind != YamlNode::Kind::scalar || item.text != "1") {
        findings_.error(item.mark, "this program reads format version 1 only",
                        "write 'cairn: 1', or use a newer cairn");
      }
    } else if (key.text == "id") {
      value(item, "id", draft_.id);
    } else if (key.text == "title") {
      value(item, "title", draft_.title);
    } else if (key.text == "remove") {
      std::optional<GivenTexts> ids;
      if (item.kind != YamlNode::Kind::null) value(item, "remove", ids);
      if (ids) draft_.remove = std::move(ids->value);
    } else if (!is_section(key, item)) {
      unknown_key(key, kKeys, "a catalog");
    }
  }
  if (!version) {
    findings_.error(tree.mark, "the format version is missing", "begin with 'cairn: 1'");
  }
  return std::move(draft_);
}

}  // namespace

std::optional<CatalogDraft> read_draft(const CatalogText& text, Findings& findings) {
  const auto file = static_cast<std::uint32_t>(findings.files.size());
  findings.files.push_back(text.name);
  // What is wrong as YAML comes first, and where there is no tree nothing else counts.
  Diagnostics all = std::exchange(findings.diagnostics, {});
  const auto lines = std::count(text.text.begin(), text.text.end(), '\n');
  DraftReader reader(findings, static_cast<std::size_t>(lines));
  const auto tree = read_yaml(
      text.text, file, text.name, all,
      [&](std::string_view key, const YamlNode& entry) { return reader.take(key, entry); });
  std::optional<CatalogDraft> draft;
  if (tree) {
    draft = reader.read(*tree);
    std::move(findings.diagnostics.begin(), findings.diagnostics.end(), std::back_inserter(all));
  }
  findings.diagnostics = std::move(all);
  return draft;
}

}  // namespace cairn
