#include <utf8proc.h>

#include <algorithm>
#include <cstddef>

#include "cairn/render/terminal.h"

namespace cairn {
namespace {

// What a person sees as one sign, with the escape sequences before it; after the last of them an
// empty one.
struct Cluster {
  std::size_t bytes = 0;
  std::size_t width = 0;
};

constexpr utf8proc_int32_t kEmojiStyle = 0xFE0F;

std::size_t escape_length(std::string_view text) {
  if (text.empty() || text.front() != '\x1b') return 0;
  return std::min(text.find('m'), text.size() - 1) + 1;
}

Cluster first_cluster(std::string_view text) {
  Cluster cluster;
  while (const std::size_t length = escape_length(text.substr(cluster.bytes))) {
    cluster.bytes += length;
  }
  utf8proc_int32_t before = -1, state = 0;
  bool emoji = false;
  while (cluster.bytes < text.size()) {
    utf8proc_int32_t point = 0;
    const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data() + cluster.bytes);
    const auto length =
        utf8proc_iterate(at, static_cast<utf8proc_ssize_t>(text.size() - cluster.bytes), &point);
    if (length < 0 || point == '\x1b') {
      if (before < 0 && length < 0) return {cluster.bytes + 1, 1};  // no UTF-8: a byte, a column
      break;
    }
    if (before >= 0 && utf8proc_grapheme_break_stateful(before, point, &state)) break;
    emoji = emoji || point == kEmojiStyle;
    cluster.width += static_cast<std::size_t>(std::max(utf8proc_charwidth(point), 0));
    cluster.bytes += static_cast<std::size_t>(length);
    before = point;
  }
  // A family or a flag is several signs that are drawn as one.
  cluster.width = emoji && cluster.width > 0 ? 2 : std::min<std::size_t>(cluster.width, 2);
  return cluster;
}

}  // namespace

std::size_t columns(std::string_view text) {
  std::size_t count = 0;
  while (!text.empty()) {
    // Most text is ASCII, where every byte but an escape is a column.
    std::size_t plain = 0;
    while (plain < text.size() && text[plain] >= ' ' && text[plain] < '\x7f') ++plain;
    if (plain > 1) {
      // The last may carry a mark that follows.
      const std::size_t sure = plain == text.size() ? plain : plain - 1;
      count += sure;
      text.remove_prefix(sure);
      continue;
    }
    const Cluster cluster = first_cluster(text);
    count += cluster.width;
    text.remove_prefix(cluster.bytes);
  }
  return count;
}

std::string clip(const Terminal& terminal, std::string_view text, std::size_t width) {
  if (columns(text) <= width) return std::string(text);
  if (width == 0) return {};
  std::size_t bytes = 0, kept = 0;
  while (bytes < text.size()) {
    const Cluster cluster = first_cluster(text.substr(bytes));
    if (kept + cluster.width > width - 1) break;
    kept += cluster.width;
    bytes += cluster.bytes;
  }
  std::string cut(text.substr(0, bytes));
  while (!cut.empty() && cut.back() == ' ') cut.pop_back();
  return cut + (terminal.unicode ? "…" : "~");
}

}  // namespace cairn
