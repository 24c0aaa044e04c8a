#include "progress/state_text.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <iterator>
#include <utility>

namespace cairn {
namespace {

// Cuts off the front of `text` up to `end`, which goes as well.
std::string_view take(std::string_view& text, char end) {
  const std::size_t at = text.find(end);
  const std::string_view front = text.substr(0, at);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
  return front;
}

std::optional<std::int64_t> parse_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

void put_ids(std::string& text, const std::vector<SkillId>& ids) {
  for (const SkillId& id : ids) text += id.text + " ";
  text += '\n';
}

std::vector<SkillId> take_ids(std::string_view& text) {
  std::vector<SkillId> ids;
  for (std::string_view line = take(text, '\n'); !line.empty();) {
    ids.push_back({std::string(take(line, ' '))});
  }
  return ids;
}

void put_day(std::string& text, const std::optional<Date>& day) {
  text += day ? fmt::format(" {}", day->time_since_epoch().count()) : " -";
}

bool take_day(std::string_view& line, std::optional<Date>& day) {
  const std::string_view word = take(line, ' ');
  if (word == "-") return true;
  const auto number = parse_number(word);
  if (number) day = Date(std::chrono::days(*number));
  return number.has_value();
}

bool take_forecast(std::string_view& line, std::optional<SkillForecast>& forecast) {
  const std::string_view even = take(line, ' '), safe = take(line, ' ');
  if (even == "-" && safe == "-") return true;
  const auto first = parse_number(even), second = parse_number(safe);
  if (!first || !second) return false;
  forecast = {Hours::from_minutes(*first), Hours::from_minutes(*second)};
  return true;
}

bool take_days(std::string_view& text, std::map<Date, DayHours>& days) {
  for (std::string_view line = take(text, '\n'); !line.empty();) {
    const auto day = parse_number(take(line, ' ')), logged = parse_number(take(line, ' ')),
               shared = parse_number(take(line, ' '));
    if (!day || !logged || !shared) return false;
    days.emplace_hint(days.end(), Date(std::chrono::days(*day)),
                      DayHours{Hours::from_minutes(*logged), Hours::from_minutes(*shared)});
  }
  return true;
}

bool take_goal_days(std::string_view& text, std::map<SkillId, Date>& days) {
  for (std::string_view line = take(text, '\n'); !line.empty();) {
    SkillId id{std::string(take(line, ' '))};
    const auto day = parse_number(take(line, ' '));
    if (!day) return false;
    days.emplace_hint(days.end(), std::move(id), Date(std::chrono::days(*day)));
  }
  return true;
}

// As one line: a text may have several.
std::string on_one_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    if (c == '\\' || c == '\n') line += '\\';
    line += c == '\n' ? 'n' : c;
  }
  return line;
}

std::string as_it_was(std::string_view line) {
  std::string text;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool escaped = line[i] == '\\' && i + 1 < line.size();
    if (escaped) ++i;
    text += escaped && line[i] == 'n' ? '\n' : line[i];
  }
  return text;
}

bool take_ticks(std::string_view& text, std::map<SkillId, std::set<std::string>>& ticked) {
  for (std::string_view line = take(text, '\n'); !line.empty(); line = take(text, '\n')) {
    SkillId id{std::string(take(line, ' '))};
    if (line.empty()) return false;
    ticked[std::move(id)].insert(as_it_was(line));
  }
  return true;
}

// Lines up to an empty one; none of them is empty itself.
bool take_pin(std::string_view& text, std::optional<Pin>& pin) {
  std::vector<std::string_view> lines;
  for (std::string_view line = take(text, '\n'); !line.empty(); line = take(text, '\n')) {
    lines.push_back(line);
  }
  if (lines.empty()) return true;
  pin = parse_pin(lines);
  return pin.has_value();
}

void put_moment(std::string& text, const std::optional<Moment>& moment) {
  text += moment ? fmt::format(" {} {}", moment->utc_seconds, moment->offset_minutes) : " - -";
}

bool take_moment(std::string_view& line, std::optional<Moment>& moment) {
  const std::string_view seconds = take(line, ' '), offset = take(line, ' ');
  if (seconds == "-" && offset == "-") return true;
  const auto at = parse_number(seconds), minutes = parse_number(offset);
  if (at && minutes) moment = Moment{*at, static_cast<std::int32_t>(*minutes)};
  return moment.has_value();
}

}  // namespace

std::string to_text(const State& state) {
  std::string text;
  put_ids(text, state.goals);
  put_ids(text, state.chosen);
  put_ids(text, state.avoided);
  for (const auto& [id, day] : state.goal_days) {
    text += fmt::format("{} {} ", id.text, day.time_since_epoch().count());
  }
  text += '\n';
  for (const auto& [id, outcomes] : state.ticked) {
    for (const std::string& one : outcomes) {
      text += fmt::format("{} {}\n", id.text, on_one_line(one));
    }
  }
  text += '\n';
  if (state.pin) {
    for (const std::string& line : to_lines(*state.pin)) text += line + '\n';
  }
  text += '\n';
  for (const auto& [day, hours] : state.days) {
    text += fmt::format("{} {} {} ", day.time_since_epoch().count(), hours.logged.minutes(),
                        hours.shared.minutes());
  }
  text += '\n';
  for (const auto& [id, record] : state.skills) {
    text += fmt::format("{} {} {} {}", id.text, static_cast<int>(record.status),
                        record.spent.minutes(), static_cast<int>(record.source));
    put_day(text, record.started_on);
    put_day(text, record.known_on);
    put_day(text, record.done_on);
    text += record.forecast ? fmt::format(" {} {}", record.forecast->even.minutes(),
                                          record.forecast->safe.minutes())
                            : " - -";
    put_moment(text, record.running_since);
    if (record.overtaken) text += " overtaken";
    text += '\n';
  }
  return text;
}

std::optional<State> parse_state(std::string_view text) {
  State state;
  state.goals = take_ids(text);
  state.chosen = take_ids(text);
  state.avoided = take_ids(text);
  if (!take_goal_days(text, state.goal_days) || !take_ticks(text, state.ticked) ||
      !take_pin(text, state.pin) || !take_days(text, state.days)) {
    return std::nullopt;
  }
  while (!text.empty()) {
    std::string_view line = take(text, '\n');
    SkillId id{std::string(take(line, ' '))};
    const auto status = parse_number(take(line, ' ')), minutes = parse_number(take(line, ' ')),
               source = parse_number(take(line, ' '));
    SkillRecord record;
    if (!status || *status < 0 || *status > static_cast<int>(SkillStatus::done) || !minutes ||
        !source || *source < 0 || *source > static_cast<int>(HoursSource::shared)) {
      return std::nullopt;
    }
    record.status = static_cast<SkillStatus>(*status);
    record.spent = Hours::from_minutes(*minutes);
    record.source = static_cast<HoursSource>(*source);
    if (!take_day(line, record.started_on) || !take_day(line, record.known_on) ||
        !take_day(line, record.done_on) || !take_forecast(line, record.forecast) ||
        !take_moment(line, record.running_since) || (!line.empty() && line != "overtaken")) {
      return std::nullopt;
    }
    record.overtaken = !line.empty();
    state.skills.emplace_hint(state.skills.end(), std::move(id), record);
  }
  return state;
}

}  // namespace cairn
