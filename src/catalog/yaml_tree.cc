#include "cairn/catalog/yaml_tree.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <istream>
#include <iterator>
#include <span>
#include <streambuf>
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
  TreeBuilder(std::uint32_t file, const std::string& name, Diagnostics& diagnostics,
              const TakeEntry* take = nullptr)
      : file_(file), name_(name), diagnostics_(diagnostics), take_(take) {}

  YamlNode take() { return nodes_.empty() ? YamlNode{} : std::move(nodes_.front()); }

  void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
    add(YamlNode::Kind::null, mark);
    hand_on();
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
    report(mark, "aliases (*name) are not read", "write the value out");
    add(YamlNode::Kind::null, mark);
    hand_on();
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t /*anchor*/,
                const std::string& text) override {
    check_tag(mark, tag);
    YamlNode& scalar = add(YamlNode::Kind::scalar, mark);
    scalar.quoted = tag == "!";
    scalar.text = text;
    hand_on();
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t /*anchor*/,
                       YAML::EmitterStyle::value /*style*/) override {
    check_tag(mark, tag);
    open(YamlNode::Kind::list, mark);
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t /*anchor*/,
                  YAML::EmitterStyle::value /*style*/) override {
    check_tag(mark, tag);
    open(YamlNode::Kind::map, mark);
  }
  void OnMapEnd() override {
    find_duplicate_keys(std::span(nodes_).subspan(open_.back() + 1));
    close();
  }

 private:
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

  YamlNode& add(YamlNode::Kind kind, const YAML::Mark& mark) {
    YamlNode& made = nodes_.emplace_back();
    made.kind = kind;
    made.mark = {file_, static_cast<std::uint32_t>(mark.line + 1),
                 static_cast<std::uint32_t>(mark.column + 1)};
    return made;
  }

  void open(YamlNode::Kind kind, const YAML::Mark& mark) {
    if (open_.size() >= static_cast<std::size_t>(kMostYamlDepth)) {
      report(mark, fmt::format("lists and maps are nested deeper than {} levels", kMostYamlDepth),
             "flatten this");
      throw Stop{};
    }
    open_.push_back(nodes_.size());
    add(kind, mark);
  }

  void close() {
    const auto items = nodes_.begin() + static_cast<std::ptrdiff_t>(open_.back() + 1);
    items[-1].items.assign(std::move_iterator(items), std::move_iterator(nodes_.end()));
    nodes_.erase(items, nodes_.end());
    open_.pop_back();
    hand_on();
  }

  // What has just been read, where it is an entry of a list that the document's map holds.
  void hand_on() {
    if (take_ == nullptr || open_.size() != 2) return;
    const std::size_t map = open_[0], list = open_[1];
    if (nodes_[map].kind != YamlNode::Kind::map || nodes_[list].kind != YamlNode::Kind::list)
      return;
    // Keys and values follow the map; after a whole number of pairs the list is itself a key.
    const YamlNode& key = nodes_[list - 1];
    if ((list - map) % 2 != 0 || key.kind != YamlNode::Kind::scalar) return;
    if ((*take_)(key.text, nodes_.back())) nodes_.pop_back();
  }

  // Of a map that is small enough for looking at every pair: most are.
  static bool all_keys_differ(std::span<const YamlNode> pairs) {
    for (std::size_t i = 2; i < pairs.size(); i += 2) {
      for (std::size_t k = 0; k < i; k += 2) {
        if (pairs[i].text == pairs[k].text) return false;
      }
    }
    return true;
  }

  void find_duplicate_keys(std::span<const YamlNode> pairs) {
    constexpr std::size_t kSmall = 32;  // keys and values
    if (pairs.size() <= kSmall && all_keys_differ(pairs)) return;
    std::unordered_map<std::string_view, std::uint32_t> lines;
    for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
      const YamlNode& key = pairs[i];
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
  const TakeEntry* take_;
  // The document's node, then, after each list or map that is still open, its items so far.
  std::vector<YamlNode> nodes_;
  std::vector<std::size_t> open_;  // positions among the nodes
};

// Reads a text where it lies.
class TextBuffer : public std::streambuf {
 public:
  explicit TextBuffer(std::string_view text) {
    char* begin = const_cast<char*>(text.data());  // nothing is written: there is no room to put
    setg(begin, begin, begin + text.size());
  }
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
                                  const std::string& name, Diagnostics& diagnostics,
                                  const TakeEntry& take) {
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
  TreeBuilder builder(file, name, diagnostics, take ? &take : nullptr);
  try {
    TextBuffer buffer(text);
    std::istream in(&buffer);
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
