/// Reads one value of a catalog's YAML into one field of a draft, and reports what does not fit.
/// Not for: which fields there are; each draft lists its own (draft.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catalog/draft.h"

namespace cairn {

/// `what` names the value in findings. A field of the wrong shape is reported and left empty.
class FieldReader {
 public:
  explicit FieldReader(Findings& findings) : findings_(findings) {}

  // One overload a type of field: value(node, name of the field, where it goes).
  void value(const YamlNode& node, std::string_view what, Maybe<std::string>& into);
  void value(const YamlNode& node, std::string_view what, std::optional<GivenTexts>& into);
  void value(const YamlNode& node, std::string_view what, Maybe<HourRange>& into);
  void value(const YamlNode& node, std::string_view what, Maybe<int>& into);
  void value(const YamlNode& node, std::string_view what, Maybe<OwnedSalary>& into);
  void value(const YamlNode& node, std::string_view what,
             Maybe<std::pair<int, std::optional<int>>>& into);
  void value(const YamlNode& node, std::string_view what, Maybe<HourBounds>& into);
  void value(const YamlNode& node, std::string_view what, Maybe<std::vector<OwnedQuestion>>& into);
  void value(const YamlNode& node, std::string_view what, Maybe<DraftNeeds>& into);

  /// Text, squeezed and within bounds.
  std::optional<GivenText> text(const YamlNode& node, std::string_view what);
  /// Reports that a value is not what is `wanted`.
  void wrong(const YamlNode& node, std::string_view what, std::string_view wanted);
  /// Reports a key that `where` does not have.
  void unknown_key(const YamlNode& key, const std::vector<std::string>& permitted,
                   std::string_view where);

 protected:
  Findings& findings_;

 private:
  std::optional<double> number(const YamlNode& node, std::string_view what, double most);
  std::optional<std::int64_t> whole(const YamlNode& node, std::string_view what, double most);
  std::optional<Hours> hours(const YamlNode& node, std::string_view what);
  std::optional<OwnedQuestion> question(const YamlNode& node);
  std::optional<DraftNeeds> formula(const YamlNode& node, int depth, std::size_t& atoms);
};

}  // namespace cairn
