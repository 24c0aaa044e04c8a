#include "progress/json_scanner.h"

#include <charconv>

namespace cairn {

bool JsonScanner::find(std::string_view field) {
  expect('{');
  while (!failed_) {
    const bool found = string() == field;
    expect(':');
    if (found) return !failed_;
    skip_value();
    if (!take(',')) return false;
  }
  return false;
}

bool JsonScanner::take(char sign) {
  skip_blanks();
  if (text_.empty() || text_.front() != sign) return false;
  text_.remove_prefix(1);
  return true;
}

void JsonScanner::expect(char sign) { failed_ = !take(sign) || failed_; }

std::string_view JsonScanner::string() {
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

std::vector<std::string_view> JsonScanner::strings() {
  std::vector<std::string_view> all;
  expect('[');
  if (take(']')) return all;
  while (!failed_) {
    all.push_back(string());
    if (!take(',')) break;
  }
  expect(']');
  return all;
}

std::int64_t JsonScanner::number(std::int64_t most) {
  skip_blanks();
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text_.data(), text_.data() + text_.size(), number);
  if (error != std::errc() || number < 0 || number > most) failed_ = true;
  text_.remove_prefix(static_cast<std::size_t>(end - text_.data()));
  return number;
}

void JsonScanner::skip_value() {
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

void JsonScanner::skip_blanks() {
  const std::size_t at = text_.find_first_not_of(" \t\r\n");
  text_.remove_prefix(at == std::string_view::npos ? text_.size() : at);
}

bool JsonScanner::at_end_of_value() {
  skip_blanks();
  return text_.empty() || text_.front() == ',' || text_.front() == '}';
}

}  // namespace cairn
