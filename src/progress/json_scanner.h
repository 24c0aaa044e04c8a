/// Reads, out of an event's further fields (Event::extra), the ones that this program knows.
/// Not for: JSON from outside in full (interchange/json_object.h), which checked these already.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// Takes JSON from the front of a text. What is not as expected makes it failed(), for good.
class JsonScanner {
 public:
  explicit JsonScanner(std::string_view text) : text_(text) {}

  bool failed() const { return failed_; }

  /// Goes to the value of a field of the object that the text is; false where it has none.
  bool find(std::string_view field);
  /// Takes the sign, after any blanks, if it comes next.
  bool take(char sign);
  void expect(char sign);
  /// A string's text between the quotes, escapes as they stand.
  std::string_view string();
  std::vector<std::string_view> strings();
  /// A whole number from 0 to `most`.
  std::int64_t number(std::int64_t most);

 private:
  void skip_value();
  void skip_blanks();
  bool at_end_of_value();

  std::string_view text_;
  bool failed_ = false;
};

/// What a JSON string says whose text between the quotes this is; an escape that is none stands as
/// U+FFFD.
std::string unescaped(std::string_view text);

}  // namespace cairn
