#include "cli/completion.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>

#include "cli/command.h"

namespace cairn {
namespace {

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == at) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

class Completer {
 public:
  Completer(const std::vector<std::string>& words, const Vocabulary& vocabulary)
      : vocabulary_(vocabulary) {
    read(words);
  }

  Completion run() {
    if (waiting_ != nullptr) {
      offer(waiting_->value, waiting_->words);
    } else if (!ended_ && last_.starts_with("-")) {
      offer_options();
    } else if (command_ == nullptr) {
      offer_commands();
    } else {
      offer_word();
    }
    return std::move(found_);
  }

 private:
  // Takes the line apart as far as it goes: the command, the options that are given, the number of
  // words, and the option that waits for its value.
  void read(const std::vector<std::string>& words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      const bool last = i + 1 == words.size();
      const std::string& word = words[i];
      if (waiting_ != nullptr) {
        if (last && word != "=") last_ = word;
        if (word == "=" || last) continue;
        waiting_ = nullptr;
      } else if (last && word.find('=') == std::string::npos) {
        last_ = word;
      } else if (word == "--") {
        ended_ = true;
      } else if (!ended_ && word.size() > 1 && word.front() == '-') {
        const std::size_t equals = word.find('=');
        const Option* option = find(word.substr(0, equals));
        if (option == nullptr) continue;
        given_.insert(std::string(option->name));
        if (equals == std::string::npos) {
          if (!option->value.empty()) waiting_ = option;
        } else if (last) {
          waiting_ = option;
          before_ = word.substr(0, equals + 1);
          last_ = word.substr(equals + 1);
        }
      } else if (command_ == nullptr) {
        command_ = find_command(word);
        known_ = command_ != nullptr;
        if (!known_) command_ = &commands().front();
      } else {
        ++words_;
      }
    }
  }

  std::vector<Option> options() const {
    std::vector<Option> all = options_of(command_ == nullptr ? commands().front() : *command_);
    all.insert(all.end(), global_options().begin(), global_options().end());
    return all;
  }

  // Kept until the end, so that what is found may be pointed to.
  const Option* find(std::string_view word) {
    for (const Option& option : options()) {
      if (word == fmt::format("--{}", option.name) ||
          (option.letter != '\0' && word == fmt::format("-{}", option.letter))) {
        met_.push_back(std::make_unique<Option>(option));
        return met_.back().get();
      }
    }
    return nullptr;
  }

  void add(std::string_view word, std::string_view what) {
    if (!word.starts_with(last_)) return;
    found_.candidates.push_back({before_ + std::string(word), std::string(what)});
  }
  void add_all(const std::vector<Candidate>& all) {
    for (const Candidate& one : all) add(one.word, one.what);
  }

  void offer_options() {
    for (const Option& option : options()) {
      if (!given_.contains(std::string(option.name))) {
        add(fmt::format("--{}", option.name), option.help);
      }
    }
  }

  void offer_commands() {
    for (const Command& command : commands()) {
      if (!command.name.empty()) add(command.name, command.summary);
    }
  }

  // By what the table calls the value; `fixed` where it lists all that it may be.
  void offer(std::string_view kind, const std::vector<std::string_view>& fixed) {
    for (const std::string_view word : fixed) add(word, "");
    if (kind == "FILE") {
      found_.files = Completion::Files::files;
    } else if (kind == "FOLDER") {
      found_.files = Completion::Files::folders;
    } else if (kind == "ID,ID") {
      const std::size_t comma = last_.rfind(',');
      if (comma != std::string::npos) {
        before_ += last_.substr(0, comma + 1);
        last_.erase(0, comma + 1);
      }
      offer("ID", {});
    } else if (kind == "ID" || kind == "GOAL") {
      add_all(vocabulary_.skills());
      add_all(vocabulary_.levels());
    } else if (kind == "AREA") {
      add_all(vocabulary_.areas());
    } else if (kind == "LEVEL") {
      add_all(vocabulary_.levels());
    } else if (kind == "TOPIC") {
      add_all(vocabulary_.topics());
    } else if (kind == "COMMAND") {
      offer_commands();
    } else if (kind == "DATE") {
      for (const char* day : {"today", "yesterday", "tomorrow"}) add(day, "");
    }
  }

  // `[set|add|drop] [ID...]`: what the table has at this place; an optional one may be left out for
  // what follows it.
  void offer_word() {
    if (!known_) return;
    const std::vector<std::string> places = split(command_->arguments, ' ');
    for (std::size_t i = std::min(words_, places.size() - 1); i < places.size(); ++i) {
      std::string place = places[i];
      const bool optional = place.starts_with('[');
      std::erase_if(place, [](char c) { return c == '[' || c == ']' || c == '.'; });
      const bool repeats = places[i].find("...") != std::string::npos;
      if (words_ > i && !repeats) return;
      for (const std::string& part : split(place, '|')) {
        if (part.empty()) continue;
        const bool literal =
            std::all_of(part.begin(), part.end(), [](char c) { return c >= 'a' && c <= 'z'; });
        if (literal) {
          add(part, "");
        } else {
          offer(part, {});
        }
      }
      if (!optional) return;
    }
  }

  const Vocabulary& vocabulary_;
  const Command* command_ = nullptr;
  bool known_ = false;  // the command is one
  bool ended_ = false;  // by `--`
  const Option* waiting_ = nullptr;
  std::vector<std::unique_ptr<Option>> met_;
  std::set<std::string> given_;
  std::size_t words_ = 0;  // before the last
  std::string before_;     // of the last word, as it stands
  std::string last_;       // the rest of it
  Completion found_;
};

}  // namespace

Completion complete(const std::vector<std::string>& words, const Vocabulary& vocabulary) {
  return Completer(words, vocabulary).run();
}

}  // namespace cairn
