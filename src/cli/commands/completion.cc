// `cairn completion`: what shells need to complete command lines.
#include "cli/completion.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <ostream>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/render/interview.h"
#include "cli/commands.h"
#include "cli/completion_scripts.h"
#include "cli/session.h"

namespace cairn {
namespace {

// The value of an option of the line that is being typed, where it is whole.
std::optional<std::string> given(const std::vector<std::string>& words, std::string_view option) {
  const std::string name = fmt::format("--{}", option);
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i].starts_with(name + "=")) return words[i].substr(name.size() + 1);
    if (words[i] != name) continue;
    const std::size_t value = words[i + 1] == "=" ? i + 2 : i + 1;
    if (value + 1 < words.size()) return words[value];
  }
  return std::nullopt;
}

// Of the catalog that the line names, opened once it is asked for.
class CatalogWords {
 public:
  CatalogWords(Session& session, const std::vector<std::string>& words)
      : session_(session), words_(words) {}

  Vocabulary vocabulary() {
    Vocabulary all;
    all.skills = [this] {
      return list(catalog().skills(), [](const Skill& it) {
        return Candidate{it.id.text, it.name};
      });
    };
    all.levels = [this] {
      return list(catalog().levels(), [](const Level& it) {
        return Candidate{it.id.text, it.title};
      });
    };
    all.areas = [this] {
      return list(catalog().areas(), [](const Area& it) { return Candidate{it.id, it.title}; });
    };
    all.topics = [this] {
      return list(catalog().interview(), [](const InterviewTopic& it) {
        return Candidate{topic_word(it), it.title};
      });
    };
    return all;
  }

 private:
  template <class Things, class Offer>
  static std::vector<Candidate> list(const Things& things, Offer&& offer) {
    std::vector<Candidate> candidates;
    for (const auto& thing : things) candidates.push_back(offer(thing));
    return candidates;
  }

  const Catalog& catalog() {
    if (!open_) {
      open_ = std::make_unique<OpenCatalog>(open_catalog(
          find_paths(session_.world().environment, std::nullopt, given(words_, "catalog")),
          session_.world().shipped));
    }
    return open_->catalog;
  }

  Session& session_;
  const std::vector<std::string>& words_;
  std::unique_ptr<OpenCatalog> open_;
};

int answer_shell(Session& session) {
  std::vector<std::string> words(session.arguments().words.begin() + 1,
                                 session.arguments().words.end());
  if (words.empty()) words.emplace_back();
  CatalogWords catalog(session, words);
  Completion found;
  try {
    found = complete(words, catalog.vocabulary());
  } catch (const Error&) {
    // A broken catalog offers nothing; the command itself will say what is wrong with it.
    return kNoAnswer;
  }
  for (const Candidate& one : found.candidates) {
    session.out() << one.word << '\t' << one.what << '\n';
  }
  if (found.files == Completion::Files::files) session.out() << "%files\n";
  if (found.files == Completion::Files::folders) session.out() << "%folders\n";
  return kAnswer;
}

int run_completion(Session& session) {
  const auto& words = session.arguments().words;
  const std::string& shell = words.front();
  if (shell == "words") return answer_shell(session);
  if (words.size() > 1) {
    throw Error(Code::usage, "",
                fmt::format("one shell at a time, not '{}' as well", printable(words[1])));
  }
  for (const auto& [name, script] :
       {std::pair{"bash", kBashCompletion}, std::pair{"zsh", kZshCompletion},
        std::pair{"fish", kFishCompletion}}) {
    if (shell == name) {
      session.out() << script;
      return kAnswer;
    }
  }
  throw Error(Code::usage, "", fmt::format("no completion for '{}'", printable(shell)),
              "there is one for bash, zsh and fish");
}

}  // namespace

Command completion_command() {
  return {.name = "completion",
          .group = kProgram,
          .summary = "What bash, zsh or fish needs to complete commands, options and ids",
          .arguments = "bash|zsh|fish",
          .least = 1,
          .most = kAnyNumber,
          .options = {},
          .examples = {{"completion bash", "to eval in ~/.bashrc where cairn is not installed"}},
          .details =
              "Where cairn is installed the shells find it by themselves. The scripts ask "
              "cairn completion words -- WORD... what may stand in the place of the last "
              "word.",
          .uses = {Use::catalog},
          .run = run_completion};
}

}  // namespace cairn
