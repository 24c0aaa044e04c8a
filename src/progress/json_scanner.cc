#include "progress/json_scanner.h"

#include <charconv>

namespace cairn {
namespace {

constexpr std::uint32_t kReplacement = 0xFFFD;

void put_utf8(std::string& text, std::uint32_t sign) {
  const auto put = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
  if (sign < 0x80) return put(sign);
  if (sign < 0x800) {
    put(0xC0 | (sign >> 6));
  } else {
    if (sign < 0x10000) {
      put(0xE0 | (sign >> 12));
    } else {
      put(0xF0 | (sign >> 18));
      put(0x80 | ((sign >> 12) & 0x3F));
    }
    put(0x80 | ((sign >> 6) & 0x3F));
  }
  put(0x80 | (sign & 0x3F));
}

// Takes the four digits of `\uXXXX` from the front.
std::uint32_t take_hex(std::string_view& text) {
  std::uint32_t number = 0;
  const std::string_view digits = text.substr(0, 4);
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
  if (error != std::errc() || end != digits.data() + 4) return kReplacement;
  text.remove_prefix(4);
  return number;
}

// One sign beyond U+FFFF is written as two halves.
std::uint32_t take_sign(std::string_view& text) {
  const std::uint32_t first = take_hex(text);
  if (first < 0xD800 || first > 0xDFFF) return first;
  if (first > 0xDBFF || !text.starts_with("\\u")) return kReplacement;
  text.remove_prefix(2);
  const std::uint32_t second = take_hex(text);
  if (second < 0xDC00 || second > 0xDFFF) return kReplacement;
  return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
}

}  // namespace

std::string unescaped(std::string_view text) {
  constexpr std::string_view kLetters = "\"\\/bfnrt", kSigns = "\"\\/\b\f\n\r\t";
  std::string plain;
  while (!text.empty()) {
    const std::size_t at = text.find('\\');
    plain += text.substr(0, at);
    if (at == std::string_view::npos) break;
    text.remove_prefix(at + 1);
    const char letter = text.empty() ? '\0' : text.front();
    text.remove_prefix(text.empty() ? 0 : 1);
    const std::size_t known = kLetters.find(letter);
    if (letter == 'u') {
      put_utf8(plain, take_sign(text));
    } else if (known != std::string_view::npos) {
      plain += kSigns[known];
    } else {
      put_utf8(plain, kReplacement);
    }
  }
  return plain;
}

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
