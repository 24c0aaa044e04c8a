/// Skills from standard input, one a line: `ID [HOURS] [DATE]`, blank lines and # comments left
/// out. Not for: events as JSON lines (interchange/jsonl.h).
#pragma once

#include <optional>
#include <vector>

#include "cli/session.h"

namespace cairn {

struct SkillLine {
  SkillIndex skill{};
  std::optional<Hours> hours;
  std::optional<Date> on;
};

/// Were the skills asked for as `-`? Throws Error (usage) where others stand beside it.
bool from_standard_input(Session& session);

/// All lines, each skill once. The last words of a line may be hours and a day, in either order;
/// the rest is the skill's id or name. Says every bad line with its number, then throws Error
/// (data), so that nothing is recorded. Days are not after today; hours only where `with_hours`.
std::vector<SkillLine> read_skill_lines(Session& session, bool with_hours);

/// One event of the kind for each day among the lines, and one for each line that has hours, in the
/// order of the lines. `otherwise` is the day of the lines without one.
std::vector<NewEvent> events_of(const Catalog& catalog, EventKind kind,
                                const std::vector<SkillLine>& lines, std::optional<Date> otherwise);

}  // namespace cairn
