// `cairn help`: all commands, or one in full.
#include "cli/help.h"

#include <fmt/format.h>

#include <ostream>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cli/commands.h"
#include "cli/manual.h"
#include "cli/session.h"

namespace cairn {
namespace {

int run_help(Session& session) {
  if (session.arguments().has("man")) {
    session.out() << manual();
    return kAnswer;
  }
  if (session.arguments().words.empty()) {
    session.out() << overview(session.terminal());
    return kAnswer;
  }
  const std::string& name = session.arguments().words.front();
  const Command* command = find_command(name);
  if (command == nullptr || name.empty()) {
    std::vector<std::string> names;
    for (const Command& known : commands()) names.emplace_back(known.name);
    std::string hint = did_you_mean(name, names);
    throw Error(Code::usage, "", fmt::format("no command '{}'", printable(name)),
                hint.empty() ? "cairn help lists all commands" : hint);
  }
  session.out() << command_help(session.terminal(), *command);
  return kAnswer;
}

}  // namespace

Command help_command() {
  return {.name = "help",
          .group = kProgram,
          .summary = "All commands, or one in full",
          .arguments = "[COMMAND]",
          .least = 0,
          .most = 1,
          .options = {{"man", "", "the man page, for man -l"}},
          .examples = {{"help roadmap", "one command in full"}},
          .details = "",
          .paged = true,
          .run = run_help};
}

}  // namespace cairn
