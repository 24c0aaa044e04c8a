/// The colours of a standing, on paper and light screens, and on dark ones.
#pragma once

#include "cairn/render/terminal.h"

namespace cairn {

struct Colours {
  const char* fill;
  const char* line;
  const char* text;
};

/// Text on its fill has a contrast of at least 4.5 to 1 (WCAG AA).
inline Colours colours_of(Standing standing) {
  static constexpr Colours kColours[] = {{"#d9efdc", "#2e7d43", "#14401f"},   // known
                                         {"#fff0c2", "#a87900", "#4d3800"},   // in progress
                                         {"#cfe3ff", "#1f5fbf", "#0d2f66"},   // ready
                                         {"#ffffff", "#5f6b7a", "#22272e"},   // planned
                                         {"#f0f0f0", "#8a8f98", "#4a4f57"},   // outside
                                         {"#faf5ff", "#8a6fb3", "#4f3a73"}};  // alternative
  return kColours[static_cast<std::size_t>(standing)];
}

inline Colours dark_colours_of(Standing standing) {
  static constexpr Colours kColours[] = {{"#1d3a26", "#63b77b", "#c9ecd2"},   // known
                                         {"#40330f", "#d9a93a", "#f8e3ad"},   // in progress
                                         {"#173560", "#7fb0ff", "#dbe9ff"},   // ready
                                         {"#1d232a", "#8d97a3", "#e3e7ec"},   // planned
                                         {"#191c20", "#6f7780", "#b4bac2"},   // outside
                                         {"#2a2237", "#a68fd0", "#dccff2"}};  // alternative
  return kColours[static_cast<std::size_t>(standing)];
}

}  // namespace cairn
