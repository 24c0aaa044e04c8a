#include "cairn/progress/goal_field.h"

#include <fmt/format.h>

#include "progress/json_scanner.h"

namespace cairn {

std::string write_by(Date by) { return fmt::format(R"({{"by":"{}"}})", to_iso(by)); }

std::optional<Date> read_by(std::string_view extra) {
  JsonScanner scan(extra);
  if (!scan.find("by")) return std::nullopt;
  const std::string_view day = scan.string();
  return scan.failed() ? std::nullopt : parse_iso_date(day);
}

}  // namespace cairn
