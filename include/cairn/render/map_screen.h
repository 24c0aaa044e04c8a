/// A drawing on a terminal: the way as a layered tree, or one skill's neighbourhood.
/// Not for: files and pictures (formats.h, graphviz.h).
#pragma once

#include <string>

#include "cairn/render/drawing.h"
#include "cairn/render/terminal.h"

namespace cairn {

/// Stage by stage; a skill hangs below the last thing of its stage that it rests on, an alternative
/// below what was taken instead. What else it waits for stands beside it.
std::string map_screen(const Terminal& terminal, const Drawing& drawing);

/// What the skill rests on, and what it opens: two trees, every skill in each once.
/// Requires: the drawing is around `centre`.
std::string around_screen(const Terminal& terminal, const Drawing& drawing, SkillIndex centre);

/// Weeks across, stages and steps down. Requires: the drawing has a step.
std::string gantt_screen(const Terminal& terminal, const Drawing& drawing);

}  // namespace cairn
