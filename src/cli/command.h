/// What a command declares of itself. Parsing, help and completions are made from it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
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

/// As arguments: a command line, which the command runs.
inline constexpr std::string_view kAnotherLine = "[COMMAND...]";

struct Example {
  std::string_view line;  ///< without `cairn `
  std::string_view what;
};

/// What a run of a command may open or do beside its paths and settings.
enum class Use : std::uint8_t {
  catalog,  ///< a catalog
  record,   ///< what was recorded, to read
  plan,     ///< looking for the best way, as long as --time-limit allows
  writing   ///< changing the record, so that the command takes --dry-run
};

inline constexpr Use kAllUses[] = {Use::catalog, Use::record, Use::plan, Use::writing};

/// `catalog`, `record`, `plan` or `writing`.
std::string_view word(Use use);

class Uses {
 public:
  constexpr Uses(std::initializer_list<Use> uses) {
    for (const Use use : uses) bits_ |= bit(use);
  }
  constexpr bool has(Use use) const { return (bits_ & bit(use)) != 0; }
  constexpr Uses operator|(Uses other) const {
    other.bits_ |= bits_;
    return other;
  }

 private:
  static constexpr unsigned bit(Use use) { return 1U << static_cast<unsigned>(use); }
  unsigned bits_ = 0;
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
  Uses uses = {};                 ///< all that any of its runs asks for; its session opens no more
  Uses json_uses = {};            ///< what --json asks for besides
  /// With this option a run asks for that instead.
  struct Otherwise {
    std::string_view option;
    Uses uses;
  };
  std::optional<Otherwise> otherwise = {};
  bool paged = false;  ///< its answer may be long: through the pager on a terminal
  int (*run)(Session&) = nullptr;
};

inline constexpr std::size_t kAnyNumber = 100'000;

inline constexpr std::string_view kEveryDay = "every day";
inline constexpr std::string_view kThePlan = "the plan";
inline constexpr std::string_view kLook = "look";
inline constexpr std::string_view kData = "data";
inline constexpr std::string_view kProgram = "catalog and program";

/// What every command that writes takes besides, unless it words that itself.
inline const Option kDryRun{"dry-run", "", "show what it would change, record nothing"};

/// The command's own options, with --dry-run where it writes.
std::vector<Option> options_of(const Command& command);

/// All commands, in the order of the help. The first is `cairn` alone, whose name is empty.
const std::vector<Command>& commands();
/// Options that every command takes.
const std::vector<Option>& global_options();
/// Nothing where there is no such command.
const Command* find_command(std::string_view name);
/// The one that a person named. Throws Error (usage) where there is none, with the nearest.
const Command& named_command(const std::string& name);

}  // namespace cairn
