#include "render/quote.h"

#include <fmt/format.h>

#include "cairn/base/text.h"

namespace cairn {
namespace {

bool is_break(char c) { return c == '\n' || c == '\r' || c == '\t'; }

// One line of clean text.
std::string one_line(std::string_view text) {
  std::string line(text);
  for (char& c : line) {
    if (is_break(c)) c = ' ';
  }
  return printable(line);
}

}  // namespace

std::string dot_string(std::string_view text) {
  const std::string line = one_line(text);
  std::string quoted = "\"";
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
    // Graphviz reads entities in labels; an ampersand that begins one must be one itself.
    if (c == '&' && line.find(';', i) != std::string::npos) quoted += "amp;";
  }
  return quoted + '"';
}

std::string mermaid_string(std::string_view text) {
  static constexpr std::string_view kPlain = " .,:/+-_()'!?*=@$";
  std::string quoted = "\"";
  for (const char c : one_line(text)) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    const bool beyond_ascii = (static_cast<unsigned char>(c) & 0x80U) != 0;
    if (letter || beyond_ascii || kPlain.find(c) != std::string_view::npos) {
      quoted += c;
    } else {
      quoted += fmt::format("#{};", static_cast<int>(c));
    }
  }
  return quoted + '"';
}

std::string xml_text(std::string_view text) {
  std::string quoted;
  for (const char c : one_line(text)) {
    switch (c) {
      case '&':
        quoted += "&amp;";
        break;
      case '<':
        quoted += "&lt;";
        break;
      case '>':
        quoted += "&gt;";
        break;
      case '"':
        quoted += "&quot;";
        break;
      case '\'':
        quoted += "&#39;";
        break;
      default:
        quoted += c;
    }
  }
  return quoted;
}

std::string markdown_text_of(std::string_view text) {
  static constexpr std::string_view kMeant = "\\`*_[]<>#|~$=%^";
  const std::string line = one_line(text);
  std::string quoted;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool entity = line[i] == '&' && i + 1 < line.size() && line[i + 1] != ' ';
    if (entity || kMeant.find(line[i]) != std::string_view::npos) quoted += '\\';
    quoted += line[i];
  }
  return quoted;
}

std::string csv_field(std::string_view text) {
  std::string field = printable(std::string(text));
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos) {
    field.insert(0, 1, '\'');
  }
  if (field.find_first_of(",\"\n\r") == std::string::npos) return field;
  std::string quoted = "\"";
  for (const char c : field) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string calendar_text(std::string_view text) {
  std::string quoted;
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    for (const char c : one_line(text.substr(begin, end - begin))) {
      if (c == '\\' || c == ';' || c == ',') quoted += '\\';
      quoted += c;
    }
    if (end == text.size()) return quoted;
    quoted += "\\n";
    begin = end + 1;
  }
}

}  // namespace cairn
