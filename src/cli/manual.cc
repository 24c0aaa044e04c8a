#include "cli/manual.h"

#include <fmt/format.h>

#include <string_view>

#include "cli/command.h"

namespace cairn {
namespace {

// Text for roff: no escape, no request at the beginning of a line, hyphens that can be searched
// for.
std::string roff(std::string_view text) {
  std::string safe;
  if (text.starts_with('.') || text.starts_with('\'')) safe += "\\&";
  for (const char c : text) {
    if (c == '\\') {
      safe += "\\e";
    } else if (c == '-') {
      safe += "\\-";
    } else {
      safe += c;
    }
  }
  return safe;
}

std::string option_entry(const Option& option) {
  std::string name;
  if (option.letter != '\0') name = fmt::format("\\fB\\-{}\\fR, ", option.letter);
  name += fmt::format("\\fB\\-\\-{}\\fR", roff(option.name));
  if (!option.value.empty()) name += fmt::format(" \\fI{}\\fR", roff(option.value));
  return fmt::format(".TP\n{}\n{}\n", name, roff(option.help));
}

std::string command_entry(const Command& command) {
  std::string text = fmt::format(".SS \"cairn{}{}{}{}\"\n{}.\n", command.name.empty() ? "" : " ",
                                 roff(command.name), command.arguments.empty() ? "" : " ",
                                 roff(command.arguments), roff(command.summary));
  if (!command.details.empty()) text += roff(command.details) + '\n';
  for (const Option& option : options_of(command)) text += option_entry(option);
  text += ".PP\n.nf\n.RS\n";
  for (const Example& example : command.examples) {
    text += roff(fmt::format("cairn {}", example.line));
    if (!example.what.empty()) text += "    # " + roff(example.what);
    text += '\n';
  }
  return text + ".RE\n.fi\n";
}

constexpr std::string_view kHead =
    R"(.SH NAME
cairn \- keeps what you have learnt and plans the rest of the way
.SH SYNOPSIS
.B cairn
.RI [ COMMAND ]
.RI [ ARGUMENT ...]
.RI [ OPTION ...]
.SH DESCRIPTION
Skills, what they need and the levels that rest on them stand in a catalog; what you know is kept in
a record of your own. From both cairn finds the cheapest way to your goal, in order, with dates, and
says why. It works without a network and without an account.
.PP
Skills and levels are named by id, name, alias or a beginning that only one of them has.
)";

constexpr std::string_view kTail =
    R"(.SH EXIT STATUS
.TP
.B 0
an answer
.TP
.B 1
no answer: nothing ready, no plan, errors found
.TP
.B 2
the command line cannot be carried out as written
.TP
.B 3
an input file is wrong
.TP
.B 4
the progress store cannot be read or written
.SH ENVIRONMENT
.TP
.B CAIRN_DB\fR, \fBCAIRN_CATALOG
the progress file and the catalog, where \fB\-\-db\fR and \fB\-\-catalog\fR are not given
.TP
.B CAIRN_PAGER\fR, \fBPAGER
what shows long answers; empty for none
.TP
.B NO_COLOR
no colour, where it is set
.SH FILES
.TP
.I ~/.local/share/cairn/progress.db
the record (\fB$XDG_DATA_HOME\fR)
.TP
.I ~/.config/cairn/config.yaml
the settings (\fB$XDG_CONFIG_HOME\fR)
.TP
.I ~/.config/cairn/catalogs/*.yaml
what is laid over the shipped catalog
.TP
.I ~/.cache/cairn/
what can be made again, and may be deleted (\fB$XDG_CACHE_HOME\fR)
)";

}  // namespace

std::string manual() {
  std::string text = fmt::format(".TH CAIRN 1 \"\" \"cairn {}\"\n{}", CAIRN_VERSION, kHead);
  text += ".SH COMMANDS\n";
  for (const Command& command : commands()) text += command_entry(command);
  text += ".SH OPTIONS OF EVERY COMMAND\n";
  for (const Option& option : global_options()) text += option_entry(option);
  return text + std::string(kTail);
}

}  // namespace cairn
