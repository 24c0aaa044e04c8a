#include "cairn/catalog/strict.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cctype>
#include <cstdint>
#include <vector>

#include "cairn/base/text.h"

namespace cairn {
namespace {

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

// The words of a name, without case, punctuation and order.
std::string essence(std::string_view name) {
  std::vector<std::string> words(1);
  for (const char c : fold_case(name)) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '+' || c == '#' ||
        (c & 0x80) != 0) {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  std::erase(words, "");
  std::sort(words.begin(), words.end());
  return fmt::format("{}", fmt::join(words, " "));
}

class StrictChecker {
 public:
  StrictChecker(const Catalog& catalog, const StrictRules& rules)
      : catalog_(catalog), rules_(rules) {}

  Diagnostics check() {
    for (const Level& level : catalog_.levels()) check_level(level);
    for (const Skill& skill : catalog_.skills()) check_skill(skill);
    check_names();
    check_resources();
    for (const InterviewTopic& topic : catalog_.interview()) check_topic(topic);
    std::stable_sort(found_.begin(), found_.end(),
                     [](const auto& a, const auto& b) { return a.place < b.place; });
    return std::move(found_);
  }

 private:
  void find(const Mark& mark, std::string what, std::string hint = {}) {
    found_.push_back({Severity::error, catalog_.place(mark), std::move(what), std::move(hint)});
  }

  void check_length(const Mark& mark, std::string_view id, std::string_view what,
                    std::string_view text) {
    const std::size_t size = characters(text);
    if (size > rules_.most_characters) {
      find(mark,
           fmt::format("{} of '{}' has {} characters, more than {}", what, id, size,
                       rules_.most_characters),
           "say it shorter");
    }
  }

  void require_text(const Mark& mark, std::string_view id, std::string_view what,
                    std::string_view text) {
    if (text.empty()) find(mark, fmt::format("'{}' has no {}", id, what));
    check_length(mark, id, what, text);
  }

  void check_level(const Level& level) {
    require_text(level.mark, level.id.text, "summary", level.summary);
    if (level.needs.is_true()) find(level.mark, fmt::format("'{}' needs nothing", level.id.text));
  }

  void check_skill(const Skill& skill) {
    const std::string_view id = skill.id.text;
    require_text(skill.mark, id, "summary", skill.summary);
    require_text(skill.mark, id, "project", skill.project);
    if (skill.outcomes.size() < rules_.least_outcomes ||
        skill.outcomes.size() > rules_.most_outcomes) {
      find(skill.mark, fmt::format("'{}' has {} outcomes", id, skill.outcomes.size()),
           fmt::format("give {} to {}", rules_.least_outcomes, rules_.most_outcomes));
    }
    for (const PackedText& outcome : skill.outcomes) {
      check_length(skill.mark, id, "an outcome", outcome);
      if (const std::string fault = outcome_fault(outcome); !fault.empty()) {
        find(skill.mark, fmt::format("an outcome of '{}' {}", id, fault),
             "begin with what one does: Write, Measure, Explain ...");
      }
    }
    if (skill.resources.empty()) {
      find(skill.mark, fmt::format("'{}' has no resource", id), "name at least the primary one");
    }
    if (skill.hours.likely < rules_.least_hours) {
      find(skill.mark,
           fmt::format("'{}' takes {:g} h, less than {:g}", id, skill.hours.likely.hours(),
                       rules_.least_hours.hours()),
           "merge it with its neighbour");
    }
    if (skill.hours.high > rules_.most_hours) {
      find(skill.mark,
           fmt::format("'{}' takes up to {:g} h, more than {:g}", id, skill.hours.high.hours(),
                       rules_.most_hours.hours()),
           "split it");
    }
    if (skill.hours.low == skill.hours.high) {
      find(skill.mark, fmt::format("the hours of '{}' are no range", id),
           "write [low, likely, high]");
    }
  }

  void check_names() {
    struct Name {
      std::string text;
      std::uint64_t letters;  // which occur, one bit each
      const Skill* skill;
    };
    std::vector<Name> names;
    for (const Skill& skill : catalog_.skills()) {
      std::string text = essence(skill.name);
      std::uint64_t letters = 0;
      for (const char c : text)
        letters |= std::uint64_t{1} << (static_cast<unsigned char>(c) % 64U);
      names.push_back({std::move(text), letters, &skill});
    }
    const bool near = names.size() <= kMostNamesCompared;
    if (!near) {
      std::stable_sort(names.begin(), names.end(),
                       [](const Name& x, const Name& y) { return x.text < y.text; });
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
      for (std::size_t k = i + 1; k < names.size(); ++k) {
        const std::size_t length = std::min(names[i].text.size(), names[k].text.size());
        const std::size_t slips = !near || length < 5 ? 0 : length < 12 ? 1 : 2;
        // A slip adds one letter and takes one away, at most.
        const int apart = std::popcount(names[i].letters ^ names[k].letters);
        if (static_cast<std::size_t>(apart) <= 2 * slips &&
            edit_distance(names[i].text, names[k].text, slips)) {
          find(names[k].skill->mark,
               fmt::format("'{}' and '{}' are nearly one name: \"{}\", \"{}\"",
                           names[k].skill->id.text, names[i].skill->id.text, names[k].skill->name,
                           names[i].skill->name),
               "tell them apart, or make them one skill");
        } else if (!near) {
          break;
        }
      }
    }
  }

  void check_resources() {
    std::vector<bool> used(catalog_.resources().size(), false);
    for (const Skill& skill : catalog_.skills()) {
      for (const std::uint32_t resource : skill.resources) used[resource] = true;
    }
    for (std::size_t i = 0; i < used.size(); ++i) {
      const Resource& resource = catalog_.resources()[i];
      if (!used[i]) {
        find(resource.mark, fmt::format("no skill uses the resource '{}'", resource.id),
             "use it or delete it");
      }
      const std::array<std::pair<std::string_view, std::string_view>, 4> wanted = {
          {{"kind", resource.kind},
           {"by", resource.by},
           {"url", resource.url},
           {"access", resource.access}}};
      for (const auto& [what, text] : wanted) {
        if (text.empty()) {
          find(resource.mark, fmt::format("the resource '{}' has no {}", resource.id, what));
        }
      }
    }
  }

  void check_topic(const InterviewTopic& topic) {
    if (topic.needs.is_true()) {
      find(topic.mark, fmt::format("'{}' names no skills that it rests on", topic.id),
           "give it needs");
    }
    if (topic.questions.size() < rules_.least_questions) {
      find(topic.mark, fmt::format("'{}' has {} questions, less than {}", topic.id,
                                   topic.questions.size(), rules_.least_questions));
    }
    int before = 0;
    for (const Question& question : topic.questions) {
      check_length(topic.mark, topic.id, "a question", question.text);
      const std::string_view shown = question.text.view().substr(0, 40);
      if (question.grade == 0) {
        find(topic.mark,
             fmt::format("a question of '{}' has no grade: \"{}...\"", topic.id, shown));
      } else if (question.grade < before) {
        find(topic.mark,
             fmt::format("a question of '{}' is easier than the one before: \"{}...\"", topic.id,
                         shown),
             "go from easy to hard");
      }
      before = std::max(before, question.grade);
      if (question.points.size() < rules_.least_points) {
        find(topic.mark,
             fmt::format("a question of '{}' has {} points of a good answer: \"{}...\"", topic.id,
                         question.points.size(), shown),
             fmt::format("give at least {}", rules_.least_points));
      }
      for (const PackedText& point : question.points) {
        check_length(topic.mark, topic.id, "a point", point);
      }
    }
    if (!topic.questions.empty() && before > 0 &&
        (topic.questions.front().grade != 1 || before != 3)) {
      find(topic.mark, fmt::format("the questions of '{}' do not go from grade 1 to 3", topic.id));
    }
  }

  const Catalog& catalog_;
  const StrictRules& rules_;
  Diagnostics found_;
};

}  // namespace

std::string outcome_fault(std::string_view outcome) {
  // Words that name a state of mind, or that begin no instruction.
  static constexpr std::array<std::string_view, 16> kMind = {
      "appreciate", "be",    "become", "comprehend", "feel",    "gain",     "grasp", "have",
      "know",       "learn", "master", "realise",    "realize", "remember", "study", "understand"};
  static constexpr std::array<std::string_view, 28> kNoVerb = {
      "a",    "ability", "able",  "all",     "an",   "and",  "basic", "basics", "concepts", "every",
      "from", "good",    "how",   "i",       "in",   "it",   "of",    "some",   "that",     "the",
      "this", "to",      "using", "various", "what", "when", "why",   "you"};
  const std::string word = fold_case(outcome.substr(0, outcome.find_first_of(" ,:;")));
  const std::string shown(outcome.substr(0, word.size()));
  if (std::find(kMind.begin(), kMind.end(), word) != kMind.end()) {
    return fmt::format("begins with '{}', which nobody can check", shown);
  }
  const bool noun = word.size() > 6 &&
                    (word.ends_with("ing") || word.ends_with("ion") || word.ends_with("ment") ||
                     word.ends_with("ness")) &&
                    word != "mention" && word != "question" && word != "partition" &&
                    word != "implement" && word != "instrument" && word != "provision" &&
                    word != "position" && word != "document" && word != "complement";
  if (noun || std::find(kNoVerb.begin(), kNoVerb.end(), word) != kNoVerb.end()) {
    return fmt::format("begins with '{}', which is no verb", shown);
  }
  const auto first = static_cast<unsigned char>(outcome.empty() ? ' ' : outcome[0]);
  if (std::isupper(first) == 0) return fmt::format("begins with '{}', not with a capital", shown);
  return "";
}

Diagnostics check_strict(const Catalog& catalog, const StrictRules& rules) {
  return StrictChecker(catalog, rules).check();
}

Diagnostics check_level_hours(const Catalog& catalog, std::span<const Hours> totals) {
  Diagnostics found;
  for (std::size_t i = 0; i < totals.size(); ++i) {
    const Level& level = catalog.levels()[i];
    if (i > 0 && totals[i] <= totals[i - 1]) {
      found.push_back({Severity::error, catalog.place(level.mark),
                       fmt::format("'{}' takes no more than '{}'", level.id.text,
                                   catalog.levels()[i - 1].id.text),
                       "let it need something more"});
    }
    if (level.hours && (totals[i] < level.hours->least || totals[i] > level.hours->most)) {
      found.push_back(
          {Severity::error, catalog.place(level.mark),
           fmt::format("'{}' takes {:g} h from nothing, and promises {:g} to {:g}", level.id.text,
                       totals[i].hours(), level.hours->least.hours(), level.hours->most.hours()),
           "change its needs, the hours of its skills, or the promise"});
    }
  }
  return found;
}

}  // namespace cairn
