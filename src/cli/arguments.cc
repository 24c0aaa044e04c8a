#include "cli/arguments.h"

#include <fmt/format.h>

#include <boost/program_options.hpp>

#include "cairn/base/error.h"
#include "cairn/base/text.h"

namespace cairn {
namespace {

namespace po = boost::program_options;

// Without guessing: `--min` must not come to mean `--minutes`. Sticky short values: `-n3`.
constexpr int kStyle =
    po::command_line_style::allow_long | po::command_line_style::long_allow_adjacent |
    po::command_line_style::long_allow_next | po::command_line_style::allow_short |
    po::command_line_style::allow_dash_for_short | po::command_line_style::short_allow_adjacent |
    po::command_line_style::short_allow_next;

// Those of every command first; a letter means one thing.
std::vector<Option> all_options(const Command* command) {
  std::vector<Option> options = global_options();
  if (command == nullptr) return options;
  for (const Option& option : options_of(*command)) options.push_back(option);
  return options;
}

po::options_description describe(const Command* command) {
  po::options_description description;
  const auto add = [&](const Option& option) {
    std::string name(option.name);
    if (option.letter != '\0') name += std::string(",") + option.letter;
    if (option.value.empty()) {
      description.add_options()(name.c_str(), "");
    } else {
      description.add_options()(name.c_str(), po::value<std::string>(), "");
    }
  };
  for (const Option& option : all_options(command)) add(option);
  return description;
}

std::vector<std::string> option_names(const Command* command) {
  std::vector<std::string> names;
  for (const Option& option : all_options(command)) names.emplace_back(option.name);
  return names;
}

std::string help_hint(const Command* command) {
  if (command == nullptr || command->name.empty()) return "cairn help lists all commands";
  return fmt::format("cairn help {} shows its options{}", command->name,
                     command->arguments == kAnotherLine ? "; those of COMMAND go behind --" : "");
}

// The library's complaint in our words.
[[noreturn]] void reword(const Command* command, const po::error_with_option_name& problem) {
  std::string name = problem.get_option_name();
  if (dynamic_cast<const po::unknown_option*>(&problem) != nullptr) {
    const std::string bare = name.substr(std::min(name.find_first_not_of('-'), name.size()));
    std::string hint;
    if (const auto near = closest(bare, option_names(command))) {
      hint = fmt::format("did you mean '--{}'?", *near);
    } else {
      hint = help_hint(command);
    }
    throw Error(Code::usage, "", fmt::format("no option '{}'", printable(name)), hint);
  }
  if (dynamic_cast<const po::multiple_occurrences*>(&problem) != nullptr) {
    throw Error(Code::usage, "", fmt::format("option '{}' is given twice", printable(name)));
  }
  const auto* syntax = dynamic_cast<const po::invalid_command_line_syntax*>(&problem);
  if (syntax != nullptr && syntax->kind() == po::invalid_syntax::extra_parameter) {
    throw Error(Code::usage, "", fmt::format("option '{}' takes no value", printable(name)));
  }
  throw Error(Code::usage, "", fmt::format("option '{}' needs a value", printable(name)),
              help_hint(command));
}

Arguments parse(const Command* command, const std::vector<std::string>& words) {
  Arguments arguments;
  const po::options_description description = describe(command);
  try {
    const auto parsed = po::command_line_parser(words)
                            .options(description)
                            .style(kStyle)
                            .allow_unregistered()
                            .run();
    for (const po::option& option : parsed.options) {
      if (option.unregistered) throw po::unknown_option(option.original_tokens.front());
      if (option.position_key >= 0 || option.string_key.empty()) {
        for (const std::string& word : option.value) arguments.words.push_back(word);
        continue;
      }
      std::string name = option.string_key;
      // A short option keeps its dash as key.
      if (name.size() == 2 && name[0] == '-') {
        for (const Option& known : all_options(command)) {
          if (known.letter == name[1]) {
            name = known.name;
            break;
          }
        }
      }
      std::string given = option.value.empty() ? std::string() : option.value.front();
      // `--note --json` would take `--json` for the note; `--note=--json` says that it is meant.
      const bool adjacent = option.original_tokens.size() == 1;
      if (given.starts_with("--") && !adjacent) {
        throw Error(Code::usage, "", fmt::format("option '--{}' needs a value", name),
                    fmt::format("if '{0}' is the value, write --{1}={0}", printable(given), name));
      }
      if (!arguments.options.emplace(name, std::move(given)).second) {
        throw Error(Code::usage, "", fmt::format("option '--{}' is given twice", name));
      }
    }
  } catch (const po::error_with_option_name& problem) {
    reword(command, problem);
  } catch (const po::error& problem) {
    throw Error(Code::usage, "", printable(problem.what()), help_hint(command));
  }
  return arguments;
}

bool takes_value(std::string_view word) {
  for (const Option& option : global_options()) {
    if (!option.value.empty() && word == fmt::format("--{}", option.name)) return true;
  }
  return false;
}

}  // namespace

CommandLine parse_command_line(const std::vector<std::string>& arguments) {
  // The command is the first word that is no option and no value of a global one.
  std::size_t at = 0;
  while (at < arguments.size() && arguments[at].starts_with('-') && arguments[at] != "-") {
    if (arguments[at] == "--") break;
    at += takes_value(arguments[at]) ? 2 : 1;
  }
  CommandLine line;
  std::vector<std::string> rest = arguments;
  if (at < arguments.size() && arguments[at] != "--") {
    line.command = &named_command(arguments[at]);
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(at));
  } else {
    line.command = find_command("");
  }
  line.arguments = parse(line.command, rest);
  if (line.arguments.has("help") || line.arguments.has("version")) return line;
  const std::size_t count = line.arguments.words.size();
  if (count < line.command->least) {
    throw Error(Code::usage, "",
                fmt::format("cairn {} needs {}", line.command->name, line.command->arguments),
                fmt::format("for example: cairn {}", line.command->examples.front().line));
  }
  if (count > line.command->most) {
    throw Error(Code::usage, "",
                fmt::format("cairn {} takes no '{}'", line.command->name,
                            printable(line.arguments.words[line.command->most])),
                help_hint(line.command));
  }
  return line;
}

}  // namespace cairn
