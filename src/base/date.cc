#include "cairn/base/date.h"

#include <fmt/format.h>

#include <algorithm>

namespace cairn {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;
using std::chrono::year_month_day;

// The number that the digits text[from, from + count) write; nothing if any is no digit.
std::optional<int> digits(std::string_view text, std::size_t from, std::size_t count) {
  if (from + count > text.size()) return std::nullopt;
  int number = 0;
  for (const char c : text.substr(from, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

}  // namespace

std::string to_iso(Date date) {
  const year_month_day d(date);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(d.year()),
                     static_cast<unsigned>(d.month()), static_cast<unsigned>(d.day()));
}

std::optional<Date> parse_iso_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto y = digits(text, 0, 4), m = digits(text, 5, 2), d = digits(text, 8, 2);
  if (!y || !m || !d || *y < 1900) return std::nullopt;
  const year_month_day date{year(*y), month(static_cast<unsigned>(*m)),
                            day(static_cast<unsigned>(*d))};
  if (!date.ok()) return std::nullopt;
  return Date(date);
}

std::optional<Date> parse_date(std::string_view text, Date today) {
  if (text == "today") return today;
  if (text == "yesterday") return today - std::chrono::days(1);
  if (text == "tomorrow") return today + std::chrono::days(1);
  return parse_iso_date(text);
}

Date Moment::day() const {
  const std::chrono::sys_seconds local{
      std::chrono::seconds(utc_seconds + std::int64_t{60} * offset_minutes)};
  return std::chrono::floor<std::chrono::days>(local);
}

std::string to_iso(const Moment& moment) {
  const Date date = moment.day();
  const std::int64_t second_of_day = moment.utc_seconds + std::int64_t{60} * moment.offset_minutes -
                                     std::int64_t{86'400} * date.time_since_epoch().count();
  const int offset = std::abs(moment.offset_minutes);
  return fmt::format("{}T{:02}:{:02}:{:02}{}{:02}:{:02}", to_iso(date), second_of_day / 3600,
                     second_of_day / 60 % 60, second_of_day % 60,
                     moment.offset_minutes < 0 ? '-' : '+', offset / 60, offset % 60);
}

std::optional<Moment> parse_moment(std::string_view text) {
  if (text.size() < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':') {
    return std::nullopt;
  }
  const auto date = parse_iso_date(text.substr(0, 10));
  const auto h = digits(text, 11, 2), m = digits(text, 14, 2), s = digits(text, 17, 2);
  if (!date || !h || !m || !s || *h > 23 || *m > 59 || *s > 59) return std::nullopt;
  int offset = 0;
  const std::string_view zone = text.substr(19);
  if (zone != "Z") {
    if (zone.size() != 6 || zone[3] != ':' || (zone[0] != '+' && zone[0] != '-')) {
      return std::nullopt;
    }
    const auto oh = digits(zone, 1, 2), om = digits(zone, 4, 2);
    if (!oh || !om || *oh > 23 || *om > 59) return std::nullopt;
    offset = (*oh * 60 + *om) * (zone[0] == '-' ? -1 : 1);
  }
  const std::int64_t local =
      std::int64_t{86'400} * date->time_since_epoch().count() + *h * 3600 + *m * 60 + *s;
  return Moment{local - std::int64_t{60} * offset, offset};
}

}  // namespace cairn
