// `cairn help`: all commands, or one in full.
#include "cli/help.h"

#include <ostream>

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
  session.out() << command_help(session.terminal(),
                                named_command(session.arguments().words.front()));
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
