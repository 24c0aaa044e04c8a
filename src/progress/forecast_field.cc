#include "cairn/progress/forecast_field.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <optional>

namespace cairn {
namespace {

constexpr std::string_view kField = "forecast";
constexpr std::int64_t kMostMinutes = 600'000'000;

// Reads JSON from the front; what is not as expected leaves it at `failed`.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  bool failed() const { return failed_; }

  bool take(char c) {
    skip_blanks();
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }

  void expect(char c) { failed_ = !take(c) || failed_; }

  // A string's text between the quotes, escapes as they stand.
  std::string_view string() {
    expect('"');
    std::size_t end = 0;
    while (end < text_.size() && text_[end] != '"') end += text_[end] == '\\' ? 2 : 1;
    if (end >= text_.size()) {
      failed_ = true;
      return {};
    }
    const std::string_view inside = text_.substr(0, end);
    text_.remove_prefix(end + 1);
    return inside;
  }

  std::int64_t minutes() {
    skip_blanks();
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text_.data(), text_.data() + text_.size(), number);
    if (error != std::errc() || number < 0 || number > kMostMinutes) failed_ = true;
    text_.remove_prefix(static_cast<std::size_t>(end - text_.data()));
    return number;
  }

  void skip_value() {
    int depth = 0;
    do {
      skip_blanks();
      if (text_.empty()) {
        failed_ = true;
      } else if (text_.front() == '"') {
        string();
      } else {
        const char c = text_.front();
        if ((c == ',' || c == '}') && depth == 0) return;
        depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
        text_.remove_prefix(1);
      }
    } while (!failed_ && (depth > 0 || !at_end_of_value()));
  }

 private:
  void skip_blanks() {
    const std::size_t at = text_.find_first_not_of(" \t\r\n");
    text_.remove_prefix(at == std::string_view::npos ? text_.size() : at);
  }

  bool at_end_of_value() {
    skip_blanks();
    return text_.empty() || text_.front() == ',' || text_.front() == '}';
  }

  std::string_view text_;
  bool failed_ = false;
};

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
  Scanner scan(extra);
  scan.expect('{');
  bool found = false;
  while (!scan.failed() && !found) {
    found = scan.string() == kField;
    scan.expect(':');
    if (found) break;
    scan.skip_value();
    if (!scan.take(',')) return {};
  }
  scan.expect('[');
  std::vector<SkillForecast> forecasts;
  while (!scan.failed()) {
    scan.expect('[');
    SkillForecast one;
    one.even = Hours::from_minutes(scan.minutes());
    scan.expect(',');
    one.safe = Hours::from_minutes(scan.minutes());
    scan.expect(']');
    forecasts.push_back(one);
    if (!scan.take(',')) break;
  }
  scan.expect(']');
  return scan.failed() ? std::vector<SkillForecast>() : forecasts;
}

}  // namespace cairn
