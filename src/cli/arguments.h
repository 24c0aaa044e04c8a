/// The words of a command line, taken apart by what its command declares.
/// Not for: what the words mean (session.h).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"

namespace cairn {

struct Arguments {
  std::vector<std::string> words;              ///< positional
  std::map<std::string, std::string> options;  ///< by name; switches have an empty value

  bool has(std::string_view option) const { return options.contains(std::string(option)); }
  std::optional<std::string> get(std::string_view option) const {
    const auto found = options.find(std::string(option));
    return found == options.end() ? std::nullopt : std::optional(found->second);
  }
};

struct CommandLine {
  const Command* command = nullptr;
  Arguments arguments;

  /// All that this run of the command may ask for.
  Uses uses() const {
    if (command->otherwise && arguments.has(command->otherwise->option)) {
      return command->otherwise->uses;
    }
    return arguments.has("json") ? command->uses | command->json_uses : command->uses;
  }
};

/// Options may stand before or after the command; `--` ends them. Throws Error (usage) for an
/// unknown command or option, with the nearest one, for a missing or superfluous value, an option
/// given twice, and the wrong number of words (not where help is asked for).
CommandLine parse_command_line(const std::vector<std::string>& arguments);

}  // namespace cairn
