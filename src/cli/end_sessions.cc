#include "cli/end_sessions.h"

#include <fmt/format.h>

#include <algorithm>
#include <istream>
#include <ostream>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/render/names.h"

namespace cairn {
namespace {

constexpr std::int64_t kMinutesPerDay = 24 * 60;

// Minutes from midnight; nothing where the text is no time of day.
std::optional<std::int64_t> minute_of_day(std::string_view text) {
  const auto hours = text.find(':') == std::string_view::npos ? std::nullopt : parse_hours(text);
  if (!hours || hours->minutes() >= kMinutesPerDay) return std::nullopt;
  return hours->minutes();
}

// How long a session lasts until the first time after its start that the clock shows so.
Hours until(const Running& running, const std::string& text) {
  const auto end = minute_of_day(text);
  if (!end) {
    throw Error(Code::usage, "", fmt::format("--at is no time of day: '{}'", printable(text)),
                "write it as 19:30");
  }
  const auto begin = minute_of_day(to_iso(running.since).substr(11, 5)).value_or(0);
  return Hours::from_minutes((*end - begin + kMinutesPerDay) % kMinutesPerDay);
}

std::string told(Session& session, const Running& running) {
  return fmt::format("{} has been running since {} ({})",
                     recorded_name(session.catalog(), running.id),
                     moment_text(running.since, session.today()), duration_text(running.lasted));
}

// Asks until it gets an answer that can be; nothing at the end of the input.
std::optional<Hours> ask(Session& session, const Running& running) {
  std::ostream& err = session.err();
  err << told(session, running) << ".\n";
  std::string answer;
  while (true) {
    err << "How long was it really (1h30m, 45m, 0 to count nothing)? " << std::flush;
    if (!std::getline(session.world().in, answer)) return std::nullopt;
    const auto hours = parse_hours(answer);
    if (hours && *hours <= running.lasted) return hours;
    err << (hours ? "It has not been running for that long.\n" : "That is no amount of time.\n");
  }
}

Hours length_of(Session& session, const Running& running, const SessionEnd& end) {
  if (end.after || end.at) {
    const Hours length = end.after ? *end.after : until(running, *end.at);
    if (length <= running.lasted) return length;
    throw Error(Code::usage, "",
                fmt::format("{}, so it can't have ended {}", told(session, running),
                            end.at ? "at " + printable(*end.at) : "after " + duration_text(length)),
                "nothing was recorded");
  }
  if (!running.forgotten) return running.lasted;
  if (session.world().in_is_terminal && !session.json()) {
    if (const auto hours = ask(session, running)) return *hours;
    session.err() << '\n';
  }
  const std::string stop =
      session.running().size() == 1 ? "cairn stop" : "cairn stop " + running.id.text;
  throw Error(
      Code::usage, "", told(session, running) + " and looks forgotten",
      fmt::format("say how long it was with '{} --after 2h', or '{} --discard'", stop, stop));
}

}  // namespace

NewEvent end_of(Session& session, const Running& running, const SessionEnd& end) {
  NewEvent event;
  event.kind = EventKind::stop;
  event.ids = {running.id};
  if (!end.discard) {
    const Hours length = length_of(session, running, end);
    if (length.minutes() > 0) event.hours = length;
  }
  // The day on which it began; where that is today it need not be said.
  if (running.since.day() < session.today()) event.on = running.since.day();
  return event;
}

std::vector<NewEvent> end_sessions(Session& session, const std::vector<SkillIndex>& skills) {
  std::vector<NewEvent> ends;
  for (const Running& running : session.running()) {
    const auto skill = session.catalog().find_skill(running.id.text);
    const bool named = skill && std::find(skills.begin(), skills.end(), *skill) != skills.end();
    if (!skills.empty() && !named) continue;
    NewEvent end = end_of(session, running);
    // What is learnt ends its session by itself, so minutes are all that there is to say.
    if (!named || end.hours) ends.push_back(std::move(end));
  }
  return ends;
}

std::string stopped_text(Session& session, const NewEvent& event) {
  const SkillId& id = event.ids.front();
  const std::string name = recorded_name(session.catalog(), id);
  if (!event.hours) return name + ": nothing is counted";
  std::string text = fmt::format("{}: {}", name, duration_text(*event.hours));
  const auto skill = session.catalog().find_skill(id.text);
  if (!skill) return text;
  const auto& records = session.personal().records;
  const auto found = records.find(*skill);
  const Hours spent = found == records.end() ? *event.hours : found->second.spent;
  return text + fmt::format(", {} of {} so far", hours_text(spent),
                            hours_text(session.catalog().skill(*skill).hours.likely));
}

std::string sessions_text(Session& session, const std::vector<NewEvent>& ended) {
  std::string text;
  for (const NewEvent& event : ended) {
    const std::string name = recorded_name(session.catalog(), event.ids.front());
    text += '\n' + labelled(session.terminal(), "session",
                            fmt::format("{} of {} counted", duration_text(*event.hours), name));
    text.pop_back();
  }
  return text;
}

}  // namespace cairn
