/// A drawing as a picture, through Graphviz's `dot` as a child process. Layouts are kept, so that a
/// map whose skills only stand otherwise is coloured anew without one.
/// Not for: the text that Graphviz reads (formats.h).
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "cairn/planner/problem.h"
#include "cairn/render/drawing.h"

namespace cairn {

/// Where layouts are kept between runs, by a hash of the graph. Either may be empty.
struct LayoutShelf {
  std::function<std::optional<std::string>(const std::string& key)> get;
  std::function<void(const std::string& key, const std::string& layout)> put;
};

/// An SVG document: a group a skill with its state as class, its name and reasons as title; colours
/// for light and dark. Without `style=` attributes, scripts or links. Throws Error (usage) where
/// `dot` is not there, fails, or is stopped by `stop` and killed.
std::string svg_text(const Drawing& drawing, const LayoutShelf& shelf, const StopCheck& stop);

/// The same as a PNG in the light colours.
std::string png_bytes(const Drawing& drawing, const LayoutShelf& shelf, const StopCheck& stop);

}  // namespace cairn
