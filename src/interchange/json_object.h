/// One JSON object, field by field, each as its own text: what is not understood can be passed on
/// without a change in meaning, numbers to the last digit.
/// Not for: writing JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace cairn {

struct JsonField {
  using Strings = std::vector<std::string>;

  std::string name;
  std::string json;  ///< the value, without blanks around or within
  /// The value where it is a string, a whole number within 64 bits or an array of strings.
  std::variant<std::monostate, std::string, std::int64_t, Strings> value;
};

struct JsonObject {
  std::vector<JsonField> fields;  ///< in the order of the text
  std::string fault;              ///< why it is no such object; empty when all is well
  std::size_t column = 0;         ///< byte of the fault, from 1; 0 where unknown
};

/// Refuses invalid UTF-8, a name that an object has twice, and nesting over 100 deep. O(n).
JsonObject parse_object(std::string_view text);

/// The text as a JSON string, quotes included. Requires: UTF-8.
std::string json_quoted(const std::string& text);

}  // namespace cairn
