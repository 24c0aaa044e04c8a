#include "cairn/interchange/jsonl.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "cairn/base/text.h"
#include "interchange/json_object.h"

namespace cairn {
namespace {

constexpr std::string_view kSchema = "cairn/event/1";
constexpr std::size_t kMostLineBytes = 1024 * 1024;
constexpr const char* kWhatAnEventHas =
    "an event has schema, id, device, sequence, at and kind; see docs/formats.md";

std::string json_ids(const std::vector<SkillId>& ids) {
  std::string json = "[";
  for (const SkillId& id : ids) {
    if (json.size() > 1) json += ',';
    json += json_quoted(id.text);
  }
  return json + "]";
}

// The members of a JSON object, without its braces, on one line.
std::string members(std::string object) {
  const auto open = object.find('{'), close = object.rfind('}');
  if (open == std::string::npos || close == std::string::npos || close <= open) return {};
  object = object.substr(open + 1, close - open - 1);
  // A line break in JSON can only be a blank between two tokens.
  std::replace_if(
      object.begin(), object.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return object.find_first_not_of(" \t") == std::string::npos ? std::string() : object;
}

// Takes the fields of one line; the first fault stops it.
class EventReader {
 public:
  std::optional<Event> read(const JsonObject& object) {
    for (const JsonField& field : object.fields) {
      if (!take(field)) return std::nullopt;
    }
    for (const char* name : {"schema", "id", "device", "sequence", "at", "kind"}) {
      if (std::none_of(object.fields.begin(), object.fields.end(),
                       [&](const JsonField& field) { return field.name == name; })) {
        fault_ = fmt::format("there is no '{}'", name);
        hint_ = kWhatAnEventHas;
        return std::nullopt;
      }
    }
    if (!extra_.empty()) event_.extra = "{" + extra_ + "}";
    if (auto unstorable = find_unstorable(event_)) {
      fault_ = std::move(*unstorable);
      return std::nullopt;
    }
    return std::move(event_);
  }

  const std::string& fault() const { return fault_; }
  const std::string& hint() const { return hint_; }

 private:
  bool take(const JsonField& field) {
    const std::string* text = std::get_if<std::string>(&field.value);
    const auto* number = std::get_if<std::int64_t>(&field.value);
    const std::string& name = field.name;
    if (name == "schema") return text != nullptr ? take_schema(*text) : wants(name, "text");
    if (name == "id") return text != nullptr ? set(event_.id.text, *text) : wants(name, "text");
    if (name == "device") return text != nullptr ? set(event_.device, *text) : wants(name, "text");
    if (name == "sequence") {
      return number != nullptr ? set(event_.sequence, *number) : wants(name, "a whole number");
    }
    if (name == "at") {
      const auto at = text != nullptr ? parse_moment(*text) : std::nullopt;
      return at ? set(event_.at, *at) : wants(name, "a moment like 2027-03-14T18:05:00+01:00");
    }
    if (name == "kind") return text != nullptr ? take_kind(*text) : wants(name, "text");
    if (name == "ids") return take_ids(field, event_.ids);
    if (name == "also_known") return take_ids(field, event_.also_known);
    if (name == "minutes") {
      return number != nullptr ? set(event_.hours, Hours::from_minutes(*number))
                               : wants(name, "a whole number");
    }
    if (name == "on") {
      const auto day = text != nullptr ? parse_iso_date(*text) : std::nullopt;
      return day ? set(event_.on, day) : wants(name, "a day like 2027-03-14");
    }
    if (name == "note") return text != nullptr ? set(event_.note, *text) : wants(name, "text");
    if (name == "undoes") {
      return text != nullptr ? set(event_.undoes, EventId{*text}) : wants(name, "an event's id");
    }
    if (!extra_.empty()) extra_ += ',';
    extra_ += json_quoted(name) + ":" + field.json;
    return true;
  }

  template <class To, class From>
  static bool set(To& to, const From& from) {
    to = from;
    return true;
  }

  bool wants(const std::string& name, const char* what) {
    fault_ = fmt::format("'{}' is not {}", name, what);
    return false;
  }

  bool take_schema(const std::string& schema) {
    if (schema == kSchema) return true;
    fault_ = fmt::format("the schema is '{}', not '{}'", printable(schema.substr(0, 80)), kSchema);
    hint_ = schema.starts_with("cairn/event/") ? "a newer cairn wrote this: update cairn"
                                               : "this is no export of cairn's events";
    return false;
  }

  bool take_kind(const std::string& word) {
    event_.kind = kind_of_word(word);
    if (event_.kind == EventKind::other) event_.word = word;
    return true;
  }

  bool take_ids(const JsonField& field, std::vector<SkillId>& ids) {
    const auto* strings = std::get_if<JsonField::Strings>(&field.value);
    if (strings == nullptr) return wants(field.name, "a list of ids");
    for (const std::string& id : *strings) ids.push_back({id});
    return true;
  }

  Event event_;
  std::string extra_, fault_, hint_;
};

}  // namespace

std::string to_json_line(const Event& event) {
  const std::string word =
      event.kind == EventKind::other ? event.word : std::string(kind_word(event.kind));
  std::string line = fmt::format(
      R"({{"schema":"{}","id":"{}","device":"{}","sequence":{},"at":"{}","kind":{})", kSchema,
      event.id.text, event.device, event.sequence, to_iso(event.at), json_quoted(word));
  if (!event.ids.empty()) line += ",\"ids\":" + json_ids(event.ids);
  if (!event.also_known.empty()) line += ",\"also_known\":" + json_ids(event.also_known);
  if (event.hours) line += fmt::format(",\"minutes\":{}", event.hours->minutes());
  if (event.on) line += fmt::format(",\"on\":\"{}\"", to_iso(*event.on));
  if (!event.note.empty()) line += ",\"note\":" + json_quoted(event.note);
  if (event.undoes) line += fmt::format(",\"undoes\":\"{}\"", event.undoes->text);
  const std::string extra = members(event.extra);
  if (!extra.empty()) line += "," + extra;
  return line + "}\n";
}

ReadEvents read_jsonl(std::string_view text, const std::string& file) {
  ReadEvents read;
  std::unordered_map<EventId, std::pair<std::size_t, int>> seen;  // its place here, its line
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
    const auto report = [&](std::string what, std::string hint, std::size_t column = 0) {
      read.diagnostics.push_back({Severity::error,
                                  {file, number, static_cast<int>(column)},
                                  std::move(what),
                                  std::move(hint)});
    };
    if (line.size() > kMostLineBytes) {
      report(fmt::format("a line of {} bytes is over 1 MiB", line.size()), "");
      continue;
    }
    const JsonObject object = parse_object(line);
    if (!object.fault.empty()) {
      report(object.fault, "each line is one event as 'cairn export' writes it", object.column);
      continue;
    }
    EventReader reader;
    std::optional<Event> event = reader.read(object);
    if (!event) {
      report(reader.fault(), reader.hint());
      continue;
    }
    const auto [first, is_new] = seen.try_emplace(event->id, read.events.size(), number);
    if (is_new) {
      read.events.push_back(std::move(*event));
      read.lines.push_back(number);
    } else if (read.events[first->second.first] != *event) {
      report(fmt::format("the id of line {} again, with other content", first->second.second),
             "an event never changes: keep the line that is true");
    }
  }
  return read;
}

Diagnostic clash(Place place, const Event& event) {
  return {
      Severity::error, std::move(place),
      fmt::format("your record has the event {} with other content", event.id.text.substr(0, 8)),
      "an event never changes: keep the line that is true"};
}

}  // namespace cairn
