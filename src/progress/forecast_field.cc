#include "cairn/progress/forecast_field.h"

#include <fmt/format.h>

#include <cstdint>

#include "progress/json_scanner.h"

namespace cairn {
namespace {

constexpr std::string_view kField = "forecast";
constexpr std::int64_t kMostMinutes = 600'000'000;

}  // namespace

std::string write_forecasts(std::span<const SkillForecast> forecasts) {
  std::string json;
  for (const SkillForecast& one : forecasts) {
    json +=
        fmt::format("{}[{},{}]", json.empty() ? "" : ",", one.even.minutes(), one.safe.minutes());
  }
  return fmt::format("{{\"{}\":[{}]}}", kField, json);
}

std::vector<SkillForecast> read_forecasts(std::string_view extra) {
  if (extra.find(kField) == std::string_view::npos) return {};
  JsonScanner scan(extra);
  if (!scan.find(kField)) return {};
  scan.expect('[');
  std::vector<SkillForecast> forecasts;
  while (!scan.failed()) {
    scan.expect('[');
    SkillForecast one;
    one.even = Hours::from_minutes(scan.number(kMostMinutes));
    scan.expect(',');
    one.safe = Hours::from_minutes(scan.number(kMostMinutes));
    scan.expect(']');
    forecasts.push_back(one);
    if (!scan.take(',')) break;
  }
  scan.expect(']');
  return scan.failed() ? std::vector<SkillForecast>() : forecasts;
}

}  // namespace cairn
