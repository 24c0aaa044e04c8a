#include "cairn/progress/goal_field.h"

#include <fmt/format.h>

#include "progress/json_scanner.h"

namespace cairn {

namespace {

constexpr std::string_view kNone = "none";

}  // namespace

std::string write_by(GoalDay by) {
  return fmt::format(R"({{"by":"{}"}})", by ? to_iso(*by) : std::string(kNone));
}

std::optional<GoalDay> read_by(std::string_view extra) {
  JsonScanner scan(extra);
  if (!scan.find("by")) return std::nullopt;
  const std::string_view day = scan.string();
  if (scan.failed()) return std::nullopt;
  if (day == kNone) return GoalDay();
  const auto date = parse_iso_date(day);
  return date ? std::optional<GoalDay>(date) : std::nullopt;
}

}  // namespace cairn
