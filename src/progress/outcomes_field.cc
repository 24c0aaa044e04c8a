#include "cairn/progress/outcomes_field.h"

#include <fmt/format.h>

#include <string_view>

#include "progress/json_scanner.h"

namespace cairn {
namespace {

constexpr std::string_view kField = "outcomes";

// As the exchange writes strings, so that an event that went through a file is the same.
std::string quoted(std::string_view text) {
  constexpr std::string_view kSigns = "\"\\\b\f\n\r\t", kLetters = "\"\\bfnrt";
  std::string json = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (const std::size_t at = kSigns.find(c); at != std::string_view::npos) {
      json += {'\\', kLetters[at]};
    } else if (byte < 0x20) {
      json += fmt::format("\\u{:04x}", byte);
    } else {
      json += c;
    }
  }
  return json + '"';
}

}  // namespace

std::string write_outcomes(std::span<const std::string> outcomes) {
  std::string list;
  for (const std::string& one : outcomes) list += (list.empty() ? "" : ",") + quoted(one);
  return fmt::format("{{\"{}\":[{}]}}", kField, list);
}

std::vector<std::string> outcomes_of(const NewEvent& event) {
  if (event.kind != EventKind::tick && event.kind != EventKind::untick) return {};
  JsonScanner scan(event.extra);
  if (!scan.find(kField)) return {};
  std::vector<std::string> outcomes;
  for (const std::string_view one : scan.strings()) outcomes.push_back(unescaped(one));
  return scan.failed() ? std::vector<std::string>() : outcomes;
}

}  // namespace cairn
