/// What a command declares of itself. Parsing, help and completions are made from it.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace cairn {

class Session;

struct Option {
  std::string_view name;   ///< without the dashes
  std::string_view value;  ///< what its value is called, `H`; empty for a switch
  std::string_view help;
  char letter = '\0';                        ///< short form, if any
  std::vector<std::string_view> words = {};  ///< all that the value may be, where that is settled
};

struct Example {
  std::string_view line;  ///< without `cairn `
  std::string_view what;
};

struct Command {
  std::string_view name;
  std::string_view group;
  std::string_view summary;    ///< one line, for the list of commands
  std::string_view arguments;  ///< `ID...`; empty for none
  std::size_t least = 0;       ///< positional arguments
  std::size_t most = 0;
  std::vector<Option> options;
  std::vector<Example> examples;  ///< at least one
  std::string_view details;       ///< further sentences for its help, may be empty
  bool records = false;           ///< changes the record, so that it takes --dry-run
  bool paged = false;             ///< its answer may be long: through the pager on a terminal
  int (*run)(Session&) = nullptr;
};

inline constexpr std::size_t kAnyNumber = 100'000;

inline constexpr std::string_view kEveryDay = "every day";
inline constexpr std::string_view kThePlan = "the plan";
inline constexpr std::string_view kLook = "look";
inline constexpr std::string_view kData = "data";
inline constexpr std::string_view kProgram = "catalog and program";

/// What every command that records takes besides.
inline const Option kDryRun{"dry-run", "", "show what it would change, record nothing"};

/// The command's own options, with --dry-run where it records.
std::vector<Option> options_of(const Command& command);

/// All commands, in the order of the help. The first is `cairn` alone, whose name is empty.
const std::vector<Command>& commands();
/// Options that every command takes.
const std::vector<Option>& global_options();
/// Nothing where there is no such command.
const Command* find_command(std::string_view name);

}  // namespace cairn
