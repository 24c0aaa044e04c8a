#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "cairn/base/text.h"
#include "catalog/field_reader.h"

namespace cairn {
namespace {

class DraftReader : private FieldReader {
 public:
  using FieldReader::FieldReader;

  CatalogDraft read(const YamlNode& tree);

 private:
  template <class Draft>
  void entry(const YamlNode& node, std::string_view section, std::vector<Draft>& into);
  template <class Draft>
  void section(const YamlNode& node, std::string_view name, std::vector<Draft>& into);
};

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
    Draft::fields([&](const char* name, auto member) {
      if (key.kind != YamlNode::Kind::scalar || key.text != name) return;
      known = true;
      value(item, name, draft.*member);
      if (!(draft.*member)) draft.broken.emplace_back(name);
    });
    if (known) continue;
    std::vector<std::string> permitted = {"id"};
    Draft::fields([&](const char* name, auto) { permitted.emplace_back(name); });
    unknown_key(key, permitted, fmt::format("an entry of {}", section));
  }
  if (!named) findings_.error(node.mark, fmt::format("an entry of {} has no id", section));
  if (!draft.id.value.empty()) into.push_back(std::move(draft));
}

template <class Draft>
void DraftReader::section(const YamlNode& node, std::string_view name, std::vector<Draft>& into) {
  if (node.kind == YamlNode::Kind::null) return;
  if (node.kind != YamlNode::Kind::list) {
    wrong(node, name, "a list");
    return;
  }
  for (const YamlNode& item : node.items) entry(item, name, into);
}

CatalogDraft DraftReader::read(const YamlNode& tree) {
  static const std::vector<std::string> kKeys = {
      "cairn", "id", "title", "areas", "levels", "skills", "resources", "interview", "remove"};
  CatalogDraft draft;
  if (tree.kind != YamlNode::Kind::map) {
    Mark mark = tree.mark;
    if (mark.line == 0) mark.line = mark.column = 1;
    findings_.error(mark,
                    "a catalog is a map with the keys " + fmt::format("{}", fmt::join(kKeys, ", ")),
                    "begin with 'cairn: 1'");
    return draft;
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
      value(item, "id", draft.id);
    } else if (key.text == "title") {
      value(item, "title", draft.title);
    } else if (key.text == "areas") {
      section(item, "areas", draft.areas);
    } else if (key.text == "levels") {
      section(item, "levels", draft.levels);
    } else if (key.text == "skills") {
      section(item, "skills", draft.skills);
    } else if (key.text == "resources") {
      section(item, "resources", draft.resources);
    } else if (key.text == "interview") {
      section(item, "interview", draft.interview);
    } else if (key.text == "remove") {
      std::optional<GivenTexts> ids;
      if (item.kind != YamlNode::Kind::null) value(item, "remove", ids);
      if (ids) draft.remove = std::move(ids->value);
    } else {
      unknown_key(key, kKeys, "a catalog");
    }
  }
  if (!version) {
    findings_.error(tree.mark, "the format version is missing", "begin with 'cairn: 1'");
  }
  return draft;
}

}  // namespace

CatalogDraft read_draft(const YamlNode& tree, Findings& findings) {
  return DraftReader(findings).read(tree);
}

}  // namespace cairn
