#include "cairn/catalog/yaml_tree.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <unordered_map>
#include <utility>

#include "cairn/base/text.h"
#include "cairn/catalog/load.h"

namespace cairn {
namespace {

// Thrown through the parser to stop it; the finding is recorded already.
struct Stop {};

class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(std::uint32_t file, const std::string& name, Diagnostics& diagnostics)
      : file_(file), name_(name), diagnostics_(diagnostics) {}

  YamlNode take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
    add(node(YamlNode::Kind::null, mark));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
    report(mark, "aliases (*name) are not read", "write the value out");
    add(node(YamlNode::Kind::null, mark));
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t /*anchor*/,
                const std::string& text) override {
    YamlNode scalar = node(YamlNode::Kind::scalar, mark);
    scalar.quoted = tag == "!";
    scalar.text = text;
    check_tag(mark, tag);
    add(std::move(scalar));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t /*anchor*/,
                       YAML::EmitterStyle::value /*style*/) override {
    check_tag(mark, tag);
    open(node(YamlNode::Kind::list, mark));
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t /*anchor*/,
                  YAML::EmitterStyle::value /*style*/) override {
    check_tag(mark, tag);
    open(node(YamlNode::Kind::map, mark));
  }
  void OnMapEnd() override {
    find_duplicate_keys(open_.back());
    close();
  }

 private:
  YamlNode node(YamlNode::Kind kind, const YAML::Mark& mark) const {
    YamlNode made;
    made.kind = kind;
    made.mark = {file_, static_cast<std::uint32_t>(mark.line + 1),
                 static_cast<std::uint32_t>(mark.column + 1)};
    return made;
  }

  void report(const YAML::Mark& mark, std::string what, std::string hint) {
    diagnostics_.push_back({Severity::error,
                            {name_, mark.line + 1, mark.column + 1},
                            std::move(what),
                            std::move(hint)});
  }

  void check_tag(const YAML::Mark& mark, const std::string& tag) {
    if (tag.empty() || tag == "?" || tag == "!") return;
    report(mark, fmt::format("tag '{}' is not read", printable(tag)), "leave the tag out");
  }

  void add(YamlNode made) {
    if (open_.empty()) {
      root_ = std::move(made);
    } else {
      open_.back().items.push_back(std::move(made));
    }
  }

  void open(YamlNode made) {
    if (open_.size() >= static_cast<std::size_t>(kMostYamlDepth)) {
      diagnostics_.push_back(
          {Severity::error,
           {name_, static_cast<int>(made.mark.line), static_cast<int>(made.mark.column)},
           fmt::format("lists and maps are nested deeper than {} levels", kMostYamlDepth),
           "flatten this"});
      throw Stop{};
    }
    open_.push_back(std::move(made));
  }

  void close() {
    YamlNode done = std::move(open_.back());
    open_.pop_back();
    add(std::move(done));
  }

  // Of a map that is small enough for looking at every pair: most are.
  static bool all_keys_differ(const YamlNode& map) {
    for (std::size_t i = 2; i < map.items.size(); i += 2) {
      for (std::size_t k = 0; k < i; k += 2) {
        if (map.items[i].text == map.items[k].text) return false;
      }
    }
    return true;
  }

  void find_duplicate_keys(const YamlNode& map) {
    constexpr std::size_t kSmall = 32;  // keys and values
    if (map.items.size() <= kSmall && all_keys_differ(map)) return;
    std::unordered_map<std::string_view, std::uint32_t> lines;
    for (std::size_t i = 0; i + 1 < map.items.size(); i += 2) {
      const YamlNode& key = map.items[i];
      if (key.kind != YamlNode::Kind::scalar) continue;
      const auto [first, is_new] = lines.emplace(key.text, key.mark.line);
      if (is_new) continue;
      diagnostics_.push_back(
          {Severity::error,
           {name_, static_cast<int>(key.mark.line), static_cast<int>(key.mark.column)},
           fmt::format("key '{}' stands twice, first in line {}", printable(key.text),
                       first->second),
           "keep one"});
    }
  }

  std::uint32_t file_;
  const std::string& name_;
  Diagnostics& diagnostics_;
  YamlNode root_;
  std::vector<YamlNode> open_;
};

// Line and column, from 1, of a byte.
Place place_of(const std::string& name, std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, byte);
  const auto line = std::count(before.begin(), before.end(), '\n');
  const std::size_t start = before.rfind('\n');
  const std::size_t column = start == std::string_view::npos ? byte : byte - start - 1;
  return {name, static_cast<int>(line) + 1, static_cast<int>(column) + 1};
}

}  // namespace

std::optional<YamlNode> read_yaml(std::string_view text, std::uint32_t file,
                                  const std::string& name, Diagnostics& diagnostics) {
  if (text.size() > kMostCatalogBytes) {
    diagnostics.push_back({Severity::error,
                           {name, 0, 0},
                           fmt::format("the file is larger than {} MiB", kMostCatalogBytes >> 20),
                           "split it into overlays"});
    return std::nullopt;
  }
  if (const auto bad = find_invalid_utf8(text)) {
    diagnostics.push_back({Severity::error, place_of(name, text, *bad), "this byte is not UTF-8",
                           "save the file as UTF-8"});
    return std::nullopt;
  }
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    diagnostics.push_back({Severity::error, place_of(name, text, nul), "a zero byte stands here",
                           "is this a text file?"});
    return std::nullopt;
  }
  TreeBuilder builder(file, name, diagnostics);
  try {
    std::istringstream in{std::string(text)};
    YAML::Parser parser(in);
    if (!parser.HandleNextDocument(builder)) return YamlNode{};
    YamlNode tree = builder.take();
    TreeBuilder rest(file, name, diagnostics);
    if (parser.HandleNextDocument(rest)) {
      const YamlNode second = rest.take();
      diagnostics.push_back(
          {Severity::error,
           {name, static_cast<int>(second.mark.line), static_cast<int>(second.mark.column)},
           "a second document begins here",
           "keep one document a file"});
    }
    return tree;
  } catch (const Stop&) {
    return std::nullopt;
  } catch (const YAML::Exception& error) {
    diagnostics.push_back(
        {Severity::error,
         {name, error.mark.line + 1, error.mark.column + 1},
         "not readable as YAML: " + error.msg,
         "look at the indentation, quotes and brackets here and in the line above"});
    return std::nullopt;
  }
}

}  // namespace cairn
