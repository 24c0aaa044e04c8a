#include "cairn/interchange/plan_request.h"

#include <fmt/format.h>

#include <charconv>

#include "cairn/base/text.h"
#include "interchange/json_object.h"
#include "interchange/plain_request.h"

namespace cairn {
namespace {

constexpr std::size_t kMostShown = 60;

std::string shown(std::string_view name) {
  std::string text = printable(name.substr(0, kMostShown));
  if (name.size() > kMostShown) text += "...";
  return text;
}

bool is_number(std::string_view json) {
  return !json.empty() && (json.front() == '-' || (json.front() >= '0' && json.front() <= '9'));
}

std::optional<RowFault> read_field(JsonField& field, PlanRequest& request) {
  if (field.name == "id") {
    if (!std::holds_alternative<std::string>(field.value) && !is_number(field.json)) {
      return RowFault{"'id' is neither a text nor a number", "write it as \"ana\" or 7"};
    }
    request.id = std::move(field.json);
    return std::nullopt;
  }
  if (field.name == "hours_per_week") {
    double& hours = request.hours_per_week.emplace();
    const char* end = field.json.data() + field.json.size();
    if (!is_number(field.json) || std::from_chars(field.json.data(), end, hours).ptr != end) {
      return RowFault{"'hours_per_week' is no number", "write it as 8 or 7.5"};
    }
    return std::nullopt;
  }
  std::vector<std::string>* list = field.name == "known"    ? &request.known
                                   : field.name == "goals"  ? &request.goals
                                   : field.name == "choose" ? &request.choose
                                   : field.name == "avoid"  ? &request.avoid
                                                            : nullptr;
  if (list == nullptr) {
    std::string hint =
        did_you_mean(field.name, {"id", "known", "goals", "choose", "avoid", "hours_per_week"});
    if (hint.empty()) hint = "a row has id, known, goals, choose, avoid and hours_per_week";
    return RowFault{fmt::format("unknown field '{}'", shown(field.name)), std::move(hint)};
  }
  auto* strings = std::get_if<JsonField::Strings>(&field.value);
  if (strings == nullptr) {
    return RowFault{fmt::format("'{}' is no list of ids", field.name),
                    "write it as [\"http\", \"sql\"]"};
  }
  *list = std::move(*strings);
  return std::nullopt;
}

}  // namespace

ReadRequest read_plan_request(std::string_view line) {
  ReadRequest read;
  if (read_plain_request(line, read.request)) return read;
  return read_any_request(line);
}

ReadRequest read_any_request(std::string_view line) {
  ReadRequest read;
  if (const auto at = find_invalid_utf8(line)) {
    read.fault = {fmt::format("byte {} is not UTF-8", *at + 1), "save the file as UTF-8"};
    return read;
  }
  JsonObject object = parse_object(line);
  if (!object.fault.empty()) {
    read.fault = {object.column == 0 ? object.fault
                                     : fmt::format("{} (at byte {})", object.fault, object.column),
                  "a row is one JSON object on a line of its own"};
    // Whose row it is may have been read before.
    for (JsonField& field : object.fields) {
      if (field.name == "id") static_cast<void>(read_field(field, read.request));
    }
    return read;
  }
  for (JsonField& field : object.fields) {
    std::optional<RowFault> fault = read_field(field, read.request);
    if (fault && !read.fault) read.fault = std::move(fault);
  }
  if (!read.fault && read.request.id.empty()) {
    read.fault = {"it has no 'id'", "add one, such as \"id\": \"ana\""};
  }
  return read;
}

}  // namespace cairn
