// `cairn tick`: outcomes of a skill that can be done already, one by one.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <ostream>
#include <set>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/progress/outcomes_field.h"
#include "cli/commands.h"
#include "cli/situation.h"

namespace cairn {
namespace {

// The outcomes that the words number; all where there is none. Throws Error (usage).
std::vector<std::string> numbered(const Skill& skill, std::span<const std::string> words) {
  const std::vector<std::string> all(skill.outcomes.begin(), skill.outcomes.end());
  if (all.empty()) {
    throw Error(Code::usage, "", fmt::format("the catalog names no outcomes of {}", skill.name),
                "record hours with cairn log, or the whole with cairn done");
  }
  if (words.empty()) return all;
  std::vector<std::string> some;
  for (const std::string& word : words) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc() || end != word.data() + word.size() || number < 1 ||
        number > all.size()) {
      throw Error(Code::usage, "",
                  fmt::format("{} has the outcomes 1 to {}, not '{}'", skill.name, all.size(),
                              printable(word)),
                  fmt::format("cairn show {} lists them", skill.id.text));
    }
    const std::string& outcome = all[number - 1];
    if (std::find(some.begin(), some.end(), outcome) == some.end()) some.push_back(outcome);
  }
  return some;
}

std::set<std::string> ticked_of(Session& session, SkillIndex skill) {
  const auto& all = session.personal().ticked;
  const auto found = all.find(skill);
  return found == all.end() ? std::set<std::string>() : found->second;
}

int run_tick(Session& session) {
  const auto& words = session.arguments().words;
  const SkillIndex skill = session.find_skill(words.front());
  const Skill& it = session.catalog().skill(skill);
  const bool clear = session.arguments().has("clear");
  std::vector<std::string> outcomes = numbered(it, std::span(words).subspan(1));
  const std::set<std::string> before = ticked_of(session, skill);
  std::erase_if(outcomes, [&](const auto& one) { return before.contains(one) != clear; });
  Recorded recorded;
  recorded.rehearsed = session.rehearsing();
  if (outcomes.empty()) {
    session.remark(
        fmt::format("that is {} already; nothing was recorded", clear ? "not ticked" : "ticked"));
  } else {
    NewEvent event;
    event.kind = clear ? EventKind::untick : EventKind::tick;
    event.ids = {it.id};
    event.extra = write_outcomes(outcomes);
    recorded.events.push_back(session.record(event));
  }
  const Problem problem = session.problem();
  const View view = session.view(problem);
  if (session.json()) {
    session.out() << recorded_json(view, recorded);
    return kAnswer;
  }
  const std::set<std::string> now = ticked_of(session, skill);
  const auto ticked = static_cast<std::size_t>(std::count_if(
      it.outcomes.begin(), it.outcomes.end(), [&](const auto& one) { return now.contains(one); }));
  session.out() << wrap(session.terminal(), "",
                        fmt::format("{}: {} of {} ticked", it.name, ticked,
                                    count_text(it.outcomes.size(), "outcome")));
  for (const std::string& line : outcome_lines(view, skill, now)) {
    session.out() << wrap(session.terminal(), "  ", line);
  }
  if (ticked == it.outcomes.size() && problem.known[value(skill)] == 0) {
    session.out() << fmt::format("\nThat is all of it: cairn done {}\n", it.id.text);
  }
  return kAnswer;
}

}  // namespace

Command tick_command() {
  return {.name = "tick",
          .group = kEveryDay,
          .summary = "Tick off what you can do already of a skill",
          .arguments = "ID [N...]",
          .least = 1,
          .most = kAnyNumber,
          .options = {{"clear", "", "take the ticks away again"}},
          .examples = {{"tick postgresql 1 3", "the first and the third outcome"},
                       {"tick postgresql", "all of them"}},
          .details =
              "cairn show numbers the outcomes of a skill. Ticks are a checklist of your "
              "own: a skill is known once you say done or know.",
          .uses = {Use::catalog, Use::record, Use::writing},
          .run = run_tick};
}

}  // namespace cairn
