#include "cli/skill_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <istream>
#include <map>
#include <ostream>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/render/terminal.h"

namespace cairn {
namespace {

constexpr const char* kInput = "(standard input)";
constexpr std::string_view kBlank = " \t\r";
constexpr std::size_t kMostLineBytes = 1'000, kMostLines = 100'000;

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

// The line up to a `#` that begins it or follows a blank: `c#` is a name.
std::string_view without_comment(std::string_view line) {
  for (std::size_t at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1)) {
    if (at == 0 || kBlank.find(line[at - 1]) != std::string_view::npos) return line.substr(0, at);
  }
  return line;
}

SkillLine read_line(Session& session, std::string_view text, bool with_hours) {
  SkillLine line;
  // A name may end in a number itself.
  while (!std::holds_alternative<Subject>(look_up(session.catalog(), text))) {
    const std::size_t blank = text.find_last_of(kBlank);
    if (blank == std::string_view::npos) break;
    const std::string_view last = text.substr(blank + 1);
    const auto day = line.on ? std::nullopt : parse_date(last, session.today());
    const auto hours = line.hours || day ? std::nullopt : parse_hours(last);
    if (!day && !hours) break;
    if (day) line.on = day;
    if (hours) line.hours = hours;
    text = trimmed(text.substr(0, blank));
  }
  line.skill = session.find_skill(text);
  if (line.hours && !with_hours) {
    throw Error(Code::usage, "", "hours say how long learning took: they go with cairn done", "");
  }
  if (line.on && *line.on > session.today()) {
    throw Error(Code::usage, "", fmt::format("{} is still to come", to_iso(*line.on)), "");
  }
  return line;
}

}  // namespace

bool from_standard_input(Session& session) {
  const auto& words = session.arguments().words;
  if (std::find(words.begin(), words.end(), "-") == words.end()) return false;
  if (words.size() > 1) {
    throw Error(Code::usage, "", "'-' stands alone: all skills come from standard input then", "");
  }
  return true;
}

std::vector<SkillLine> read_skill_lines(Session& session, bool with_hours) {
  std::vector<SkillLine> lines;
  std::map<SkillIndex, int> seen;  // and in which line
  std::size_t bad = 0;
  std::string raw;
  int number = 0;
  const auto report = [&](std::string what, std::string hint) {
    ++bad;
    session.err() << to_string(Diagnostic{
                         Severity::error, {kInput, number}, std::move(what), std::move(hint)})
                  << '\n';
  };
  session.err();  // nothing goes on while a person types
  while (std::getline(session.world().in, raw)) {
    if (static_cast<std::size_t>(++number) > kMostLines) {
      throw Error(Code::data, kInput, fmt::format("there are more than {} lines", kMostLines),
                  "nothing was recorded");
    }
    if (raw.size() > kMostLineBytes) {
      report(fmt::format("a line of {} bytes is no skill", raw.size()), "");
      continue;
    }
    const std::string_view text = trimmed(without_comment(raw));
    if (text.empty()) continue;
    try {
      const SkillLine line = read_line(session, text, with_hours);
      const auto [first, is_new] = seen.emplace(line.skill, number);
      if (is_new) {
        lines.push_back(line);
      } else {
        report(fmt::format("the skill of line {} again", first->second), "");
      }
    } catch (const Error& error) {
      report(error.message, error.hint);
    }
  }
  if (bad > 0) {
    throw Error(Code::data, kInput, fmt::format("{} can't be read", count_text(bad, "line")),
                "nothing was recorded");
  }
  if (lines.empty()) {
    throw Error(Code::data, kInput, "there is no skill in it",
                "write one a line, as in cairn list");
  }
  return lines;
}

std::vector<NewEvent> events_of(const Catalog& catalog, EventKind kind,
                                const std::vector<SkillLine>& lines,
                                std::optional<Date> otherwise) {
  std::vector<NewEvent> events;
  for (const SkillLine& line : lines) {
    const std::optional<Date> on = line.on ? line.on : otherwise;
    const auto same = std::find_if(events.begin(), events.end(), [&](const NewEvent& event) {
      return !event.hours && !line.hours && event.on == on;
    });
    NewEvent& event = same == events.end() ? events.emplace_back() : *same;
    event.kind = kind;
    event.on = on;
    event.hours = line.hours;
    event.ids.push_back(catalog.skill(line.skill).id);
  }
  return events;
}

}  // namespace cairn
