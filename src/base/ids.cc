#include "cairn/base/ids.h"

#include <algorithm>
#include <string_view>

namespace cairn {

bool is_valid_id(const std::string& text) {
  const auto alphanumeric = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  if (text.empty() || text.size() > 64 || !alphanumeric(text[0])) return false;
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return alphanumeric(c) || std::string_view("-._+#").find(c) != std::string_view::npos;
  });
}

}  // namespace cairn
