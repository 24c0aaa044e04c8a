#include "catalog/field_reader.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "cairn/base/text.h"

namespace cairn {
namespace {

constexpr std::size_t kMostTextBytes = 2'000;
constexpr double kMostHours = 100'000;

std::string_view kind_name(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::null:
      return "nothing";
    case YamlNode::Kind::scalar:
      return "text";
    case YamlNode::Kind::list:
      return "a list";
    case YamlNode::Kind::map:
      return "a map";
  }
  return "";
}

// Runs of white space become one space, as in a folded block.
std::string squeeze(std::string_view text) {
  std::string squeezed;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!space) {
      squeezed += c;
    } else if (!squeezed.empty() && squeezed.back() != ' ') {
      squeezed += ' ';
    }
  }
  if (!squeezed.empty() && squeezed.back() == ' ') squeezed.pop_back();
  return squeezed;
}

// Whether all of it is ASCII that one sees, and blanks.
bool is_plain(std::string_view text) {
  // Without a way out, so that it is done many bytes at a time.
  unsigned other = 0;
  for (const char c : text) other |= static_cast<unsigned>(c < ' ' || c > '~');
  return other == 0;
}

// Whether squeezing a plain text changes nothing.
bool is_spaced_once(std::string_view text) {
  return !text.starts_with(' ') && !text.ends_with(' ') &&
         text.find("  ") == std::string_view::npos;
}

}  // namespace

void FieldReader::wrong(const YamlNode& node, std::string_view what, std::string_view wanted) {
  findings_.error(node.mark, fmt::format("{} must be {}, not {}", what, wanted, kind_name(node)));
}

std::optional<GivenText> FieldReader::text(const YamlNode& node, std::string_view what) {
  if (node.kind != YamlNode::Kind::scalar) {
    wrong(node, what, "text");
    return std::nullopt;
  }
  // Most texts are fine as they are: one look over the bytes finds that out.
  const bool plain = is_plain(node.text);
  GivenText given{plain && is_spaced_once(node.text) ? node.text : squeeze(node.text), node.mark};
  if (given.value.empty()) {
    findings_.error(node.mark, fmt::format("{} is empty", what));
    return std::nullopt;
  }
  if (given.value.size() > kMostTextBytes) {
    findings_.error(node.mark, fmt::format("{} is longer than {} bytes", what, kMostTextBytes),
                    "say it shorter");
    return std::nullopt;
  }
  if (plain) return given;
  if (std::string shown = show_hidden(given.value); shown != given.value) {
    findings_.warning(node.mark, fmt::format("{} holds an invisible sign: {}", what, shown),
                      "remove it");
    given.value = std::move(shown);
  }
  if (printable(given.value) != given.value) {
    findings_.error(node.mark, fmt::format("{} holds a control character", what), "remove it");
    return std::nullopt;
  }
  return given;
}

std::optional<double> FieldReader::number(const YamlNode& node, std::string_view what,
                                          double most) {
  double read = -1;
  if (node.kind == YamlNode::Kind::scalar && !node.quoted) {
    if (node.text.size() > 1 && node.text[0] == '0' &&
        node.text.find_first_not_of('0') < node.text.size() &&
        node.text.find_first_not_of("0123456789") == std::string::npos) {
      findings_.error(
          node.mark,
          fmt::format("{} '{}' begins with a zero, which some read as octal", what,
                      node.text.substr(0, 40)),
          fmt::format("write {}", node.text.substr(node.text.find_first_not_of('0'), 40)));
      return std::nullopt;
    }
    const char* end = node.text.data() + node.text.size();
    const auto [stop, error] =
        std::from_chars(node.text.data(), end, read, std::chars_format::fixed);
    if (error != std::errc() || stop != end || !std::isfinite(read)) read = -1;
  }
  if (read < 0 || read > most) {
    const std::string shown = node.kind == YamlNode::Kind::scalar
                                  ? "'" + printable(node.text).substr(0, 40) + "'"
                                  : std::string(kind_name(node));
    findings_.error(node.mark,
                    fmt::format("{} must be a number from 0 to {}, not {}", what, most, shown));
    return std::nullopt;
  }
  return read;
}

std::optional<std::int64_t> FieldReader::whole(const YamlNode& node, std::string_view what,
                                               double most) {
  const auto read = number(node, what, most);
  if (!read) return std::nullopt;
  if (*read != std::floor(*read)) {
    findings_.error(node.mark, fmt::format("{} must be a whole number", what));
    return std::nullopt;
  }
  return static_cast<std::int64_t>(*read);
}

std::optional<Hours> FieldReader::hours(const YamlNode& node, std::string_view what) {
  const auto read = number(node, what, kMostHours);
  if (!read) return std::nullopt;
  return Hours::from_minutes(std::llround(*read * 60));
}

void FieldReader::value(const YamlNode& node, std::string_view what, Maybe<std::string>& into) {
  into = text(node, what);
}

void FieldReader::value(const YamlNode& node, std::string_view what, Maybe<int>& into) {
  if (const auto read = whole(node, what, 1000)) into = {static_cast<int>(*read), node.mark};
}

void FieldReader::unknown_key(const YamlNode& key, const std::vector<std::string>& permitted,
                              std::string_view where) {
  if (key.kind != YamlNode::Kind::scalar) {
    wrong(key, fmt::format("a key in {}", where), "text");
    return;
  }
  std::string hint = did_you_mean(key.text, permitted);
  if (hint.empty()) hint = fmt::format("{} has {}", where, fmt::join(permitted, ", "));
  findings_.error(key.mark, fmt::format("unknown key '{}'", printable(key.text).substr(0, 60)),
                  hint);
}

void FieldReader::value(const YamlNode& node, std::string_view what,
                        std::optional<GivenTexts>& into) {
  GivenTexts list{{}, node.mark};
  if (node.kind == YamlNode::Kind::scalar) {
    if (auto one = text(node, what)) list.value.push_back(std::move(*one));
  } else if (node.kind == YamlNode::Kind::list) {
    const std::string entry = fmt::format("an entry of {}", what);
    list.value.reserve(node.items.size());
    for (const YamlNode& item : node.items) {
      if (auto one = text(item, entry)) {
        list.value.push_back(std::move(*one));
      }
    }
  } else {
    wrong(node, what, "a list of texts");
    return;
  }
  into = std::move(list);
}

void FieldReader::value(const YamlNode& node, std::string_view what, Maybe<HourRange>& into) {
  if (node.kind == YamlNode::Kind::scalar) {
    if (const auto same = hours(node, what)) into = {HourRange{*same, *same, *same}, node.mark};
    return;
  }
  if (node.kind != YamlNode::Kind::list || node.items.size() != 3) {
    findings_.error(node.mark, fmt::format("{} must be [low, likely, high]", what),
                    "write three numbers, or one where they are the same");
    return;
  }
  const auto low = hours(node.items[0], what), likely = hours(node.items[1], what),
             high = hours(node.items[2], what);
  if (!low || !likely || !high) return;
  if (*low > *likely || *likely > *high) {
    findings_.error(node.mark, fmt::format("{} are out of order", what), "low <= likely <= high");
    return;
  }
  into = {HourRange{*low, *likely, *high}, node.mark};
}

void FieldReader::value(const YamlNode& node, std::string_view what, Maybe<HourBounds>& into) {
  if (node.kind != YamlNode::Kind::list || node.items.size() != 2) {
    findings_.error(node.mark, fmt::format("{} of a level must be [least, most]", what));
    return;
  }
  const auto least = hours(node.items[0], what), most = hours(node.items[1], what);
  if (!least || !most) return;
  if (*least > *most) {
    findings_.error(node.mark, fmt::format("{} are out of order", what), "least <= most");
    return;
  }
  into = {HourBounds{*least, *most}, node.mark};
}

// A question is a text, or {q: text, grade: 1 to 3, points: [text]}.
std::optional<OwnedQuestion> FieldReader::question(const YamlNode& node) {
  static const std::vector<std::string> kKeys = {"q", "grade", "points"};
  OwnedQuestion made;
  if (node.kind != YamlNode::Kind::map) {
    auto asked = text(node, "a question");
    if (!asked) return std::nullopt;
    made.text = std::move(asked->value);
    return made;
  }
  bool named = false;
  for (std::size_t i = 0; i + 1 < node.items.size(); i += 2) {
    const YamlNode& key = node.items[i];
    const YamlNode& item = node.items[i + 1];
    if (key.text == "q") {
      named = true;
      if (auto asked = text(item, "q")) made.text = std::move(asked->value);
    } else if (key.text == "grade") {
      const auto grade = whole(item, "grade", 3);
      if (grade && *grade == 0) {
        findings_.error(item.mark, "grade must be 1 (easy), 2 or 3 (hard)");
      } else if (grade) {
        made.grade = static_cast<int>(*grade);
      }
    } else if (key.text == "points") {
      std::optional<GivenTexts> points;
      value(item, "points", points);
      if (points) {
        for (GivenText& point : points->value) made.points.push_back(std::move(point.value));
      }
    } else {
      unknown_key(key, kKeys, "a question");
    }
  }
  if (!named) findings_.error(node.mark, "a question has no q", "write {q: the question, ...}");
  return made;
}

void FieldReader::value(const YamlNode& node, std::string_view what,
                        Maybe<std::vector<OwnedQuestion>>& into) {
  if (node.kind != YamlNode::Kind::list) return wrong(node, what, "a list");
  Given<std::vector<OwnedQuestion>> list{{}, node.mark};
  for (const YamlNode& item : node.items) {
    if (auto one = question(item)) list.value.push_back(std::move(*one));
  }
  into = std::move(list);
}

void FieldReader::value(const YamlNode& node, std::string_view what,
                        Maybe<std::pair<int, std::optional<int>>>& into) {
  if (node.kind != YamlNode::Kind::list || node.items.empty() || node.items.size() > 2) {
    findings_.error(node.mark, fmt::format("{} must be [from, to] or [from]", what));
    return;
  }
  std::pair<int, std::optional<int>> years;
  const auto from = whole(node.items[0], what, 100);
  if (!from) return;
  years.first = static_cast<int>(*from);
  if (node.items.size() == 2) {
    const auto to = whole(node.items[1], what, 100);
    if (!to) return;
    if (*to < *from) {
      findings_.error(node.mark, fmt::format("{} are out of order", what), "from <= to");
      return;
    }
    years.second = static_cast<int>(*to);
  }
  into = {years, node.mark};
}

void FieldReader::value(const YamlNode& node, std::string_view what, Maybe<OwnedSalary>& into) {
  static const std::vector<std::string> kKeys = {"currency", "low", "high", "open", "region"};
  if (node.kind != YamlNode::Kind::map) return wrong(node, what, "a map");
  OwnedSalary salary;
  bool low = false, high = false;
  for (std::size_t i = 0; i + 1 < node.items.size(); i += 2) {
    const YamlNode& key = node.items[i];
    const YamlNode& item = node.items[i + 1];
    if (key.text == "currency") {
      if (auto read = text(item, "currency")) salary.currency = std::move(read->value);
    } else if (key.text == "region") {
      if (auto read = text(item, "region")) salary.region = std::move(read->value);
    } else if (key.text == "low") {
      if (const auto read = whole(item, "low", 1e12)) salary.low = *read;
      low = true;
    } else if (key.text == "high") {
      if (const auto read = whole(item, "high", 1e12)) salary.high = *read;
      high = true;
    } else if (key.text == "open") {
      if (item.kind == YamlNode::Kind::scalar && (item.text == "true" || item.text == "false")) {
        salary.open = item.text == "true";
      } else {
        findings_.error(item.mark, "open must be true or false");
      }
    } else {
      unknown_key(key, kKeys, "a salary");
    }
  }
  if (!low || !high || salary.low > salary.high) {
    findings_.error(node.mark, "a salary needs low and high, low <= high");
    return;
  }
  into = {salary, node.mark};
}

}  // namespace cairn
