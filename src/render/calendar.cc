#include "cairn/render/calendar.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "render/quote.h"

namespace cairn {
namespace {

constexpr std::size_t kFold = 75;  // octets of a line, RFC 5545 3.1

// A content line, folded between characters, never inside one.
std::string content_line(std::string_view text) {
  std::string lines;
  std::size_t room = kFold;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
    if (end - at > room) {
      lines += "\r\n ";
      room = kFold - 1;
    }
    lines += text.substr(at, end - at);
    room -= end - at;
    at = end;
  }
  return lines + "\r\n";
}

std::string local_time(Date day, int minute) {
  day += std::chrono::days(minute / (24 * 60));
  minute %= 24 * 60;
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}{:02}{:02}T{:02}{:02}00", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     minute / 60, minute % 60);
}

std::string utc_time(std::int64_t seconds) {
  const std::int64_t day = seconds / 86'400;
  const std::int64_t rest = seconds % 86'400;
  return local_time(Date(std::chrono::days(day)), static_cast<int>(rest / 60)).substr(0, 13) +
         fmt::format("{:02}Z", rest % 60);
}

// `2027-W11`: the week by ISO 8601, whose year is that of its Thursday.
std::string week_of(Date day) {
  const auto weekday = static_cast<int>(std::chrono::weekday(day).iso_encoding());
  const Date thursday = day + std::chrono::days(4 - weekday);
  const auto year = std::chrono::year_month_day(thursday).year();
  const auto first = Date(year / std::chrono::January / 1);
  return fmt::format("{}-W{:02}", static_cast<int>(year), (thursday - first).count() / 7 + 1);
}

std::string part_text(const DrawnSkill& skill, const StudyPart& part) {
  const Hours after = Hours::from_minutes(part.to);
  const bool finished = after >= skill.hours.likely;
  std::string text = finished ? fmt::format("{}: done after this, if all goes well. cairn done {}",
                                            skill.name, skill.id)
                              : fmt::format("{}: {} of {} after this", skill.name,
                                            hours_text(after), hours_text(skill.hours.likely));
  if (part.from == 0 && !skill.why.empty()) text += "\nWhy: " + skill.why;
  for (const std::string& outcome : skill.outcomes) text += "\n- " + outcome;
  return text;
}

std::string event_text(const std::vector<const DrawnSkill*>& steps, const Drawing& drawing,
                       const StudySession& session, const Moment& now) {
  std::vector<std::string> names, texts;
  for (const StudyPart& part : session.parts) {
    names.push_back(steps[part.step]->name);
    texts.push_back(part_text(*steps[part.step], part));
  }
  std::string description;
  for (const std::string& text : texts) description += (description.empty() ? "" : "\n\n") + text;
  const DrawnSkill& first = *steps[session.parts.front().step];
  std::string event = "BEGIN:VEVENT\r\n";
  event +=
      content_line(fmt::format("UID:{}-{}@cairn.invalid", week_of(session.day), session.slot + 1));
  event += content_line("DTSTAMP:" + utc_time(now.utc_seconds));
  // Programs take the event with the higher number; minutes last for 4,000 years.
  event +=
      content_line(fmt::format("SEQUENCE:{}", std::max<std::int64_t>(now.utc_seconds / 60, 0)));
  event += content_line("DTSTART:" + local_time(session.day, session.from));
  event += content_line("DTEND:" + local_time(session.day, session.from + session.minutes));
  event += content_line("SUMMARY:" + calendar_text(join_names(names, 3)));
  event += content_line("DESCRIPTION:" + calendar_text(description));
  event += content_line("CATEGORIES:" + calendar_text(drawing.stages[first.stage].title));
  return event + "END:VEVENT\r\n";
}

}  // namespace

std::string calendar_file(const Drawing& drawing, std::span<const StudySession> sessions,
                          const Moment& now) {
  std::vector<const DrawnSkill*> steps;
  for (const DrawnSkill& skill : drawing.skills) {
    if (skill.step) steps.push_back(&skill);
  }
  std::string text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//cairn//study sessions//EN\r\n";
  text += "CALSCALE:GREGORIAN\r\n";
  text += content_line("X-WR-CALNAME:" + calendar_text(drawing.title));
  for (const StudySession& session : sessions) text += event_text(steps, drawing, session, now);
  return text + "END:VCALENDAR\r\n";
}

}  // namespace cairn
