/// A drawing as one page that needs nothing else: the map, and every stage with dates and reasons.
/// Not for: the local page that records (web).
#pragma once

#include <string>
#include <string_view>

#include "cairn/render/drawing.h"

namespace cairn {

/// HTML with style and script inside and nothing from elsewhere. `svg` is svg_text() of the same
/// drawing; empty leaves the map out.
std::string html_page(const Drawing& drawing, std::string_view svg);

}  // namespace cairn
