#include "cairn/render/terminal.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace cairn {
namespace {

constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

}  // namespace

std::string paint(const Terminal& terminal, Paint paint, std::string_view text) {
  if (!terminal.colour || paint == Paint::plain || text.empty()) return std::string(text);
  static constexpr const char* kCodes[] = {"", "1", "2", "32", "33", "31"};
  return fmt::format("\x1b[{}m{}\x1b[0m", kCodes[static_cast<std::size_t>(paint)], text);
}

std::string glyph(const Terminal& terminal, Standing standing) {
  struct Sign {
    const char* unicode;
    const char* ascii;
    Paint paint;
  };
  static constexpr Sign kSigns[] = {{"✔", "[x]", Paint::green}, {"◐", "[~]", Paint::yellow},
                                    {"●", "[*]", Paint::bold},  {"○", "[ ]", Paint::dim},
                                    {"·", " . ", Paint::dim},   {"◇", "[-]", Paint::dim}};
  const Sign& sign = kSigns[static_cast<std::size_t>(standing)];
  return paint(terminal, sign.paint, terminal.unicode ? sign.unicode : sign.ascii);
}

std::string_view word(Standing standing) {
  static constexpr std::string_view kWords[] = {"known",   "in progress",     "ready",
                                                "planned", "not in the plan", "alternative"};
  return kWords[static_cast<std::size_t>(standing)];
}

std::string pad_right(std::string text, std::size_t width) {
  const std::size_t used = columns(text);
  if (used < width) text.append(width - used, ' ');
  return text;
}

std::string pad_left(std::string text, std::size_t width) {
  const std::size_t used = columns(text);
  if (used < width) text.insert(0, width - used, ' ');
  return text;
}

std::string wrap(const Terminal& terminal, std::string_view first, std::string_view text) {
  const std::size_t indent = columns(first);
  std::string lines(first);
  std::size_t used = indent;
  bool fresh = true;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view next = text.substr(at, end - at);
    at = end + 1;
    if (next.empty()) continue;
    if (!fresh && used + 1 + columns(next) > terminal.width) {
      lines += '\n';
      lines.append(indent, ' ');
      used = indent;
      fresh = true;
    }
    if (!fresh) {
      lines += ' ';
      ++used;
    }
    lines += next;
    used += columns(next);
    fresh = false;
  }
  while (!lines.empty() && lines.back() == ' ') lines.pop_back();
  return lines + '\n';
}

std::string fold(const Terminal& terminal, std::string_view screen) {
  std::string folded;
  while (!screen.empty()) {
    const std::size_t end = std::min(screen.find('\n'), screen.size());
    const std::string_view line = screen.substr(0, end);
    const std::size_t text = std::min(line.find_first_not_of(' '), line.size());
    if (columns(line) <= terminal.width) {
      folded += line;
      if (end < screen.size()) folded += '\n';
    } else {
      folded += wrap(terminal, line.substr(0, text), line.substr(text));
    }
    screen.remove_prefix(std::min(end + 1, screen.size()));
  }
  return folded;
}

std::string labelled(const Terminal& terminal, std::string_view label, std::string_view text) {
  constexpr std::size_t kLabel = 11;
  const std::string first = "  " + pad_right(std::string(label), kLabel);
  return wrap(terminal, paint(terminal, Paint::dim, first), text);
}

std::string bar(const Terminal& terminal, double share, std::size_t width) {
  share = std::clamp(share, 0.0, 1.0);
  auto full = static_cast<std::size_t>(std::lround(share * static_cast<double>(width)));
  if (share >= 0.01 && full == 0) full = 1;
  if (share < 1 && full == width) full = width - 1;
  std::string done, left;
  for (std::size_t i = 0; i < width; ++i) {
    if (i < full) {
      done += terminal.unicode ? "█" : "#";
    } else {
      left += terminal.unicode ? "░" : ".";
    }
  }
  return paint(terminal, Paint::green, done) + paint(terminal, Paint::dim, left);
}

std::string join_names(const std::vector<std::string>& names, std::size_t most) {
  std::string joined;
  const std::size_t shown = names.size() <= most + 1 ? names.size() : most;
  for (std::size_t i = 0; i < shown; ++i) joined += (i == 0 ? "" : ", ") + names[i];
  if (shown < names.size()) joined += fmt::format(" and {} more", names.size() - shown);
  return joined;
}

std::string_view dot(const Terminal& terminal) { return terminal.unicode ? "·" : "-"; }
std::string_view dash(const Terminal& terminal) { return terminal.unicode ? "–" : "-"; }
std::string_view arrow(const Terminal& terminal) { return terminal.unicode ? "→" : "->"; }
std::string_view times(const Terminal& terminal) { return terminal.unicode ? "×" : "x"; }

std::string with_commas(std::int64_t number) {
  std::string digits = std::to_string(number);
  const std::size_t sign = number < 0 ? 1 : 0;
  for (std::size_t at = digits.size(); at > sign + 3;) digits.insert(at -= 3, ",");
  return digits;
}

std::string hours_text(Hours hours) {
  const std::int64_t minutes = hours.minutes();
  if (minutes % 60 != 0 && std::abs(minutes) < 600) {
    return fmt::format("{:.1f} h", static_cast<double>(minutes) / 60);
  }
  return with_commas((minutes + (minutes < 0 ? -30 : 30)) / 60) + " h";
}

std::string duration_text(Hours hours) {
  const std::int64_t whole = hours.minutes() / 60, rest = hours.minutes() % 60;
  if (whole == 0) return fmt::format("{} min", rest);
  return rest == 0 ? with_commas(whole) + " h"
                   : fmt::format("{} h {} min", with_commas(whole), rest);
}

std::string moment_text(const Moment& moment, Date today) {
  const Date day = moment.day();
  const std::string clock = to_iso(moment).substr(11, 5);
  if (day == today) return clock;
  return day == today - std::chrono::days(1) ? "yesterday " + clock : date_text(day) + " " + clock;
}

std::string percent_text(double share) {
  return fmt::format("{} %", static_cast<int>(std::floor(share * 100 + 1e-9)));
}

std::string date_text(Date date) {
  const std::chrono::year_month_day d(date);
  return fmt::format("{} {} {}", static_cast<unsigned>(d.day()),
                     kMonths[static_cast<unsigned>(d.month()) - 1], static_cast<int>(d.year()));
}

std::string date_span_text(const Terminal& terminal, Date from, Date to) {
  if (from == to) return date_text(to);
  const std::chrono::year_month_day a(from), b(to);
  std::string first = date_text(from);
  if (a.year() == b.year()) first = first.substr(0, first.rfind(' '));
  if (a.year() == b.year() && a.month() == b.month()) first = first.substr(0, first.find(' '));
  return fmt::format("{} {} {}", first, dash(terminal), date_text(to));
}

std::string count_text(std::size_t count, std::string_view thing) {
  return fmt::format("{} {}{}", with_commas(static_cast<std::int64_t>(count)), thing,
                     count == 1 ? "" : "s");
}

}  // namespace cairn
