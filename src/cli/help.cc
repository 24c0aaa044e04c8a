#include "cli/help.h"

#include <fmt/format.h>

#include <algorithm>

namespace cairn {
namespace {

constexpr std::size_t kLeastRight = 16;

struct Row {
  std::string left;
  std::string right;
};

// Two columns, the right one wrapped.
std::string table(const Terminal& terminal, const std::vector<Row>& rows, std::size_t most_left) {
  std::size_t width = 0;
  for (const Row& row : rows) width = std::max(width, columns(row.left));
  width = std::min(width, most_left);
  std::string text;
  for (const Row& row : rows) {
    const std::string left = "  " + pad_right(row.left, width) + "  ";
    // Where the left one leaves no room, the right one goes below it.
    if (columns(left) + kLeastRight <= terminal.width) {
      text += wrap(terminal, left, row.right);
    } else {
      text += wrap(terminal, "  ", row.left);
      if (!row.right.empty()) text += wrap(terminal, "      ", row.right);
    }
  }
  return text;
}

std::string option_text(const Option& option) {
  std::string text = option.letter == '\0' ? fmt::format("--{}", option.name)
                                           : fmt::format("-{}, --{}", option.letter, option.name);
  if (!option.value.empty()) text += fmt::format(" {}", option.value);
  return text;
}

std::vector<Row> option_rows(const std::vector<Option>& options) {
  std::vector<Row> rows;
  for (const Option& option : options)
    rows.push_back({option_text(option), std::string(option.help)});
  return rows;
}

}  // namespace

std::string overview(const Terminal& terminal) {
  std::string text =
      "cairn keeps what you have learnt and plans the rest of the way.\n\n"
      "  cairn next                      what to learn now, and why\n"
      "  cairn know python git           what you can do already\n"
      "  cairn roadmap --start today     the whole way, with hours and dates\n";
  std::string_view group;
  std::vector<Row> rows;
  const auto flush = [&] {
    if (rows.empty()) return;
    text += fmt::format("\n{}\n", paint(terminal, Paint::bold, group)) + table(terminal, rows, 14);
    rows.clear();
  };
  for (const Command& command : commands()) {
    if (command.group != group) {
      flush();
      group = command.group;
    }
    rows.push_back(
        {command.name.empty() ? "cairn" : std::string(command.name), std::string(command.summary)});
  }
  flush();
  text += fmt::format("\n{}\n", paint(terminal, Paint::bold, "with every command")) +
          table(terminal, option_rows(global_options()), 26);
  return fold(terminal, text + "\ncairn help COMMAND shows one in full.\n");
}

std::string command_help(const Terminal& terminal, const Command& command) {
  std::vector<Row> examples;
  for (const Example& example : command.examples) {
    examples.push_back({fmt::format("cairn {}", example.line), std::string(example.what)});
  }
  const std::vector<Option> options = options_of(command);
  std::string text = table(terminal, examples, 44);
  text +=
      fmt::format("\n{}{}{}\n", paint(terminal, Paint::bold, fmt::format("cairn {}", command.name)),
                  command.arguments.empty() ? "" : fmt::format(" {}", command.arguments),
                  options.empty() ? "" : " [options]");
  text += wrap(terminal, "  ", fmt::format("{}.", command.summary));
  if (!command.details.empty()) text += wrap(terminal, "  ", command.details);
  if (!options.empty()) text += '\n' + table(terminal, option_rows(options), 26);
  return fold(terminal, text + "\nOptions of every command: cairn help\n");
}

}  // namespace cairn
