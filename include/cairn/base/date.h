/// Days, and the moment a command was given. The clock is read once, by main, and handed on.
/// Not for: amounts of work (hours.h).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cairn {

/// A calendar day, of no particular time zone.
using Date = std::chrono::sys_days;

/// `2027-03-14`.
std::string to_iso(Date date);

/// Reads `2027-03-14`, exactly so; nothing where it is no day between 1900 and 9999.
std::optional<Date> parse_iso_date(std::string_view text);

/// As parse_iso_date, and `today`, `yesterday` and `tomorrow` relative to `today`.
std::optional<Date> parse_date(std::string_view text, Date today);

/// A moment, with the offset from UTC that the person's clock had.
struct Moment {
  std::int64_t utc_seconds = 0;     ///< since 1970-01-01T00:00:00Z
  std::int32_t offset_minutes = 0;  ///< local time minus UTC, -1439 to 1439

  /// The local day.
  Date day() const;

  friend auto operator<=>(const Moment&, const Moment&) = default;
};

/// `2027-03-14T18:05:00+01:00`.
std::string to_iso(const Moment& moment);

/// Reads what to_iso writes; `Z` is taken for `+00:00`. Nothing for any other text.
std::optional<Moment> parse_moment(std::string_view text);

}  // namespace cairn
