/// A YAML file as a tree with marks, and what is wrong with it as YAML: syntax, duplicate keys,
/// aliases, several documents, depth, size, encoding.
/// Not for: what the values mean; the loader gives them that (load.h).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/diagnostic.h"

namespace cairn {
struct YamlNode {
  enum class Kind : std::uint8_t { null, scalar, list, map };
  Kind kind = Kind::null;
  bool quoted = false;  ///< a scalar that was written in quotes or as a block: always text
  Mark mark;
  std::string text;             ///< of a scalar
  std::vector<YamlNode> items;  ///< of a list; of a map: key, value, key, value, ...
};

/// Is given each entry of the lists that the document's map holds, under the key of its list, as
/// soon as the entry has been read. Where it returns true the entry is left out of the tree, so
/// that a long list never lies in memory as a whole. What is wrong further down is not known by
/// then.
using TakeEntry = std::function<bool(std::string_view key, const YamlNode& entry)>;

/// Reads one document. Findings are appended to `diagnostics` under `name`; the tree is absent when
/// the text is no YAML at all, or passes a bound.
std::optional<YamlNode> read_yaml(std::string_view text, std::uint32_t file,
                                  const std::string& name, Diagnostics& diagnostics,
                                  const TakeEntry& take = {});

}  // namespace cairn
