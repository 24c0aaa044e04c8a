#include "cairn/progress/event.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "cairn/base/text.h"

namespace cairn {
namespace {

constexpr std::array<std::string_view, 17> kWords = {
    "know",   "start", "stop",     "log",  "done", "note",  "goal-set", "goal-add", "goal-drop",
    "choose", "avoid", "unchoose", "undo", "pin",  "unpin", "tick",     "untick"};

constexpr std::size_t kMostNoteBytes = 64 * 1024;
constexpr std::size_t kMostOtherBytes = 256 * 1024;
constexpr std::int64_t kMostMinutes = 6'000'000;  // what parse_hours() takes
constexpr std::int64_t kSecondsPerDay = 86'400;
// 1900-01-01T00:00:00Z and 9999-12-31T23:59:59Z.
constexpr std::int64_t kFirstSecond = -2'208'988'800, kLastSecond = 253'402'300'799;

bool is_hex(const std::string& text, std::size_t digits) {
  return text.size() == digits && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

std::size_t bytes_of(const std::vector<SkillId>& ids) {
  std::size_t bytes = 0;
  for (const SkillId& id : ids) bytes += id.text.size() + 1;
  return bytes;
}

std::optional<std::string> find_bad_id(const std::vector<SkillId>& ids) {
  for (const SkillId& id : ids) {
    if (!is_valid_id(id.text)) {
      return fmt::format("'{}' cannot be the id of a skill", printable(id.text.substr(0, 80)));
    }
  }
  return std::nullopt;
}

}  // namespace

std::string_view kind_word(EventKind kind) {
  const auto at = static_cast<std::size_t>(kind);
  return at < kWords.size() ? kWords[at] : std::string_view();
}

EventKind kind_of_word(std::string_view word) {
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (kWords[i] == word) return static_cast<EventKind>(i);
  }
  return EventKind::other;
}

Date day_of(const Event& event) { return event.on.value_or(event.at.day()); }

bool comes_before(const Event& a, const Event& b) {
  return std::tie(a.at.utc_seconds, a.device, a.sequence, a.id) <
         std::tie(b.at.utc_seconds, b.device, b.sequence, b.id);
}

std::optional<std::string> find_unstorable(const Event& event) {
  if (!is_hex(event.id.text, 32)) return "an event's id is 32 lower-case hexadecimal digits";
  if (!is_hex(event.device, 16)) return "a device is 16 lower-case hexadecimal digits";
  if (event.sequence < 1) return "an event's sequence counts from 1";
  if (event.at.utc_seconds < kFirstSecond + kSecondsPerDay ||
      event.at.utc_seconds > kLastSecond - kSecondsPerDay) {
    return "a moment lies between the years 1900 and 9999";
  }
  if (event.at.offset_minutes < -1439 || event.at.offset_minutes > 1439) {
    return "local time is less than a day away from UTC";
  }
  if (event.kind == EventKind::other
          ? !is_valid_id(event.word) || kind_of_word(event.word) != EventKind::other
          : !event.word.empty()) {
    return fmt::format("'{}' cannot be the kind of an event", printable(event.word.substr(0, 80)));
  }
  if (auto bad = find_bad_id(event.ids)) return bad;
  if (auto bad = find_bad_id(event.also_known)) return bad;
  if (event.hours && (event.hours->minutes() < 0 || event.hours->minutes() > kMostMinutes)) {
    return "hours are between 0 and 100,000";
  }
  if (event.on) {
    const std::int64_t second = kSecondsPerDay * event.on->time_since_epoch().count();
    if (second < kFirstSecond || second > kLastSecond) {
      return "a day lies between the years 1900 and 9999";
    }
  }
  if (event.undoes && !is_hex(event.undoes->text, 32)) {
    return "what is undone is an id of 32 lower-case hexadecimal digits";
  }
  if (find_invalid_utf8(event.note) || find_invalid_utf8(event.extra)) {
    return "text is not UTF-8";
  }
  if (event.note.size() > kMostNoteBytes) return "a note is at most 64 KiB long";
  if (bytes_of(event.ids) + bytes_of(event.also_known) + event.extra.size() > kMostOtherBytes) {
    return "an event is at most 256 KiB long";
  }
  return std::nullopt;
}

}  // namespace cairn
