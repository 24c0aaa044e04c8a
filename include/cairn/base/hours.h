/// Effort. Counted in whole minutes, so that sums are exact and the same on every machine.
/// Not for: time of day or dates (date.h).
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cairn {

/// An amount of work, in minutes; people see hours.
class Hours {
 public:
  constexpr Hours() = default;
  static constexpr Hours from_minutes(std::int64_t minutes) { return Hours(minutes); }
  static constexpr Hours whole(std::int64_t hours) { return Hours(hours * 60); }

  constexpr std::int64_t minutes() const { return minutes_; }
  constexpr double hours() const { return static_cast<double>(minutes_) / 60.0; }

  constexpr Hours& operator+=(Hours other) {
    minutes_ += other.minutes_;
    return *this;
  }
  constexpr Hours& operator-=(Hours other) {
    minutes_ -= other.minutes_;
    return *this;
  }
  friend constexpr Hours operator+(Hours a, Hours b) { return a += b; }
  friend constexpr Hours operator-(Hours a, Hours b) { return a -= b; }
  friend constexpr auto operator<=>(Hours, Hours) = default;

 private:
  constexpr explicit Hours(std::int64_t minutes) : minutes_(minutes) {}
  std::int64_t minutes_ = 0;
};

/// What a skill may take: low <= likely <= high.
struct HourRange {
  Hours low;
  Hours likely;
  Hours high;

  HourRange& operator+=(const HourRange& other);
  friend bool operator==(const HourRange&, const HourRange&) = default;
};

/// What is left of `whole` after so many hours of it. Who is over the estimate is not done all the
/// same: a tenth of the likely hours, and half an hour, is left at least (never more than the
/// whole).
HourRange left_of(const HourRange& whole, Hours spent);

/// Reads an amount of work as people write it: `2`, `1.5`, `2h`, `90m`, `1h30m`, `1:30`.
/// Bare numbers are hours. Nothing where the text is anything else, negative or over 100,000 h.
std::optional<Hours> parse_hours(std::string_view text);

}  // namespace cairn
