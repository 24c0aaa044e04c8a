// What the words and options of a command line mean to this session: skills, days, hours, numbers.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cli/session.h"

namespace cairn {
namespace {

double parse_number(std::string_view option, const std::string& text, double least, double most) {
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  const bool plain = !text.empty() && text.find_first_not_of("0123456789.") == std::string::npos;
  if (!plain || end != text.c_str() + text.size() || number < least || number > most) {
    throw Error(Code::usage, "",
                fmt::format("--{} must be a number from {:g} to {:g}, not '{}'", option, least,
                            most, printable(text)));
  }
  return number;
}

}  // namespace

Subject Session::find(std::string_view word) {
  const Lookup found = look_up(catalog(), word);
  if (const auto* subject = std::get_if<Subject>(&found)) return *subject;
  if (const auto* ambiguous = std::get_if<Ambiguous>(&found)) {
    std::vector<std::string> ids;
    for (const Subject& candidate : ambiguous->candidates) {
      ids.push_back(id_of(catalog(), candidate).text);
    }
    throw Error(Code::usage, "", fmt::format("'{}' begins {}", printable(word), join_names(ids, 6)),
                "write more of the one you mean");
  }
  if (std::any_of(personal().left.begin(), personal().left.end(),
                  [&](const SkillId& id) { return id.text == word; })) {
    throw Error(
        Code::usage, "",
        fmt::format("'{}' is in your record, but no longer in the catalog", printable(word)),
        fmt::format("cairn history {} shows what was recorded", printable(word)));
  }
  const auto& nearest = std::get<Unknown>(found).nearest;
  throw Error(Code::usage, "", fmt::format("no skill '{}'", printable(word)),
              nearest ? fmt::format("did you mean {}?", quoted_name(catalog(), *nearest))
                      : "cairn list shows all, cairn search WORDS finds one");
}

SkillIndex Session::find_skill(std::string_view word) {
  const Subject subject = find(word);
  if (const auto* skill = std::get_if<SkillIndex>(&subject)) return *skill;
  throw Error(Code::usage, "",
              fmt::format("{} is a level, not a skill", quoted_name(catalog(), subject)),
              "cairn list shows the skills");
}

std::vector<SkillIndex> Session::find_skills(std::span<const std::string> words) {
  std::vector<SkillIndex> skills;
  for (const std::string& word : words) {
    const SkillIndex skill = find_skill(word);
    if (std::find(skills.begin(), skills.end(), skill) == skills.end()) skills.push_back(skill);
  }
  return skills;
}

Node Session::node(const Subject& subject) {
  if (const auto* level = std::get_if<LevelIndex>(&subject)) return open().graph.node(*level);
  return open().graph.node(std::get<SkillIndex>(subject));
}

Node Session::find_goal(std::string_view word) { return node(find(word)); }

std::vector<Node> Session::find_goals(std::span<const std::string> words) {
  std::vector<Node> goals;
  for (const std::string& word : words) {
    const Node goal = find_goal(word);
    if (std::find(goals.begin(), goals.end(), goal) == goals.end()) goals.push_back(goal);
  }
  return goals;
}

std::vector<Node> Session::goals_option(std::string_view name) {
  const auto text = arguments().get(name);
  if (!text) return {};
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text->size();) {
    const std::size_t end = std::min(text->find(',', at), text->size());
    if (end > at) words.push_back(text->substr(at, end - at));
    at = end + 1;
  }
  if (words.empty()) {
    throw Error(Code::usage, "", fmt::format("--{} names no goal", name),
                fmt::format("write it as --{} senior, or leave it out", name));
  }
  return find_goals(words);
}

std::optional<Date> Session::day_option(std::string_view name) {
  const auto text = arguments().get(name);
  if (!text) return std::nullopt;
  const auto day = parse_date(*text, today());
  if (!day) {
    throw Error(Code::usage, "", fmt::format("--{} is no day: '{}'", name, printable(*text)),
                "write it as 2027-03-14 (from 1900 on), today, yesterday or tomorrow");
  }
  return day;
}

std::optional<Hours> Session::hours_option(std::string_view name) {
  const auto text = arguments().get(name);
  if (!text) return std::nullopt;
  const auto hours = parse_hours(*text);
  if (!hours) {
    throw Error(Code::usage, "",
                fmt::format("--{} is no amount of time: '{}'", name, printable(*text)),
                "write it as 9, 1.5, 90m or 1h30m");
  }
  return hours;
}

std::optional<double> Session::number_option(std::string_view name, double least, double most) {
  const auto text = arguments().get(name);
  if (!text) return std::nullopt;
  return parse_number(name, *text, least, most);
}

}  // namespace cairn
