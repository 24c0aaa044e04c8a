/// The commented catalog that a new author begins with.
#pragma once

#include <string>
#include <string_view>

namespace cairn {

/// A small catalog that loads without a finding and explains every key where it stands.
/// Requires: is_valid_id(id); `title` is one line of UTF-8 without control characters.
std::string starter_catalog(std::string_view id, std::string_view title);

}  // namespace cairn
