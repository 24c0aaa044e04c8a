#include "cli/commands.h"

#include <fmt/format.h>

#include <algorithm>

#include "cairn/base/error.h"
#include "cairn/base/text.h"

namespace cairn {

const std::vector<Command>& commands() {
  static const std::vector<Command> all = {
      home_command(),        next_command(),     start_command(),      stop_command(),
      done_command(),        know_command(),     log_command(),        note_command(),
      tick_command(),        undo_command(),     redo_command(),       status_command(),
      roadmap_command(),     goal_command(),     plan_command(),       choose_command(),
      avoid_command(),       unchoose_command(), why_command(),        fit_command(),
      compare_command(),     show_command(),     list_command(),       search_command(),
      interview_command(),   stats_command(),    map_command(),        history_command(),
      serve_command(),       export_command(),   import_command(),     sync_command(),
      backup_command(),      restore_command(),  check_command(),      catalog_command(),
      new_catalog_command(), doctor_command(),   completion_command(), help_command()};
  return all;
}

std::string_view word(Use use) {
  static constexpr std::string_view kWords[] = {"catalog", "record", "plan", "writing"};
  return kWords[static_cast<std::size_t>(use)];
}

std::vector<Option> options_of(const Command& command) {
  std::vector<Option> options = command.options;
  const bool rehearses = std::any_of(options.begin(), options.end(), [](const Option& option) {
    return option.name == kDryRun.name;
  });
  if (command.uses.has(Use::writing) && !rehearses) options.push_back(kDryRun);
  return options;
}

const std::vector<Option>& global_options() {
  static const std::vector<Option> options = {
      {"json", "", "answer as JSON"},
      {"db", "FILE", "the progress file, instead of your own"},
      {"catalog", "FILE", "a catalog file, instead of the shipped one"},
      {"color", "WHEN", "auto, always or never", '\0', {"auto", "always", "never"}},
      {"no-pager", "", "long answers straight to the terminal"},
      {"time-limit", "S", "seconds to look for the cheapest plan; 1 if left out"},
      {"help", "", "help on the command", 'h'},
      {"version", "", "the program's version"}};
  return options;
}

const Command* find_command(std::string_view name) {
  for (const Command& command : commands()) {
    if (command.name == name) return &command;
  }
  return nullptr;
}

const Command& named_command(const std::string& name) {
  const Command* command = find_command(name);
  if (command != nullptr && !name.empty()) return *command;
  std::vector<std::string> names;
  for (const Command& known : commands()) {
    if (!known.name.empty()) names.emplace_back(known.name);
  }
  const std::string hint = did_you_mean(name, names);
  throw Error(Code::usage, "", fmt::format("no command '{}'", printable(name)),
              hint.empty() ? "cairn help lists all commands" : hint);
}

}  // namespace cairn
