#include "cairn/base/hours.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace cairn {
namespace {

constexpr double kMostHours = 100'000;

// A non-negative decimal number at the front of `text`, which is then cut off.
std::optional<double> take_number(std::string_view& text) {
  if (text.empty() || !((text[0] >= '0' && text[0] <= '9') || text[0] == '.')) return std::nullopt;
  double number = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

}  // namespace

HourRange left_of(const HourRange& whole, Hours spent) {
  const Hours least =
      std::max(Hours::from_minutes(30), Hours::from_minutes((whole.likely.minutes() + 9) / 10));
  const auto left = [&](Hours hours) { return std::min(hours, std::max(hours - spent, least)); };
  return {left(whole.low), left(whole.likely), left(whole.high)};
}

HourRange& HourRange::operator+=(const HourRange& other) {
  low += other.low;
  likely += other.likely;
  high += other.high;
  return *this;
}

std::optional<Hours> parse_hours(std::string_view text) {
  const auto first = take_number(text);
  if (!first) return std::nullopt;
  double minutes = *first * 60;
  if (!text.empty() && text[0] == ' ') text.remove_prefix(1);
  if (text == "m" || text == "min") {
    minutes = *first;
  } else if (!text.empty() && (text[0] == 'h' || text[0] == ':')) {
    const bool clock = text[0] == ':';
    text.remove_prefix(1);
    if (!clock && !text.empty() && text[0] == ' ') text.remove_prefix(1);
    if (!text.empty()) {
      const auto second = take_number(text);
      const bool closed = clock ? text.empty() : text == "m" || text == "min" || text.empty();
      if (!second || !closed || *second >= 60) return std::nullopt;
      minutes += *second;
    } else if (clock) {
      return std::nullopt;
    }
  } else if (!text.empty()) {
    return std::nullopt;
  }
  if (minutes > kMostHours * 60) return std::nullopt;
  return Hours::from_minutes(std::llround(minutes));
}

}  // namespace cairn
