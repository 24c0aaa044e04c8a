// `cairn export` and `cairn import`: the whole record as JSON lines.
#include <fmt/format.h>

#include <iterator>
#include <ostream>

#include "cairn/base/error.h"
#include "cairn/interchange/jsonl.h"
#include "cairn/render/json.h"
#include "cairn/workspace/write_file.h"
#include "cli/commands.h"
#include "cli/session.h"

namespace cairn {
namespace {

constexpr std::size_t kMostImportBytes = std::size_t{1} << 30;

int run_export(Session& session) {
  const std::vector<Event> events = session.events();
  std::string text;
  for (const Event& event : events) text += to_json_line(event);
  const std::vector<std::string>& words = session.arguments().words;
  if (words.empty() || words.front() == "-") {
    session.out() << text;
    return kAnswer;
  }
  write_file(words.front(), text);
  if (session.json()) {
    session.out() << exchange_json("export", words.front(), events.size(), events.size());
  } else {
    session.out() << fmt::format("{} written to {}\n", count_text(events.size(), "event"),
                                 words.front());
  }
  return kAnswer;
}

int run_import(Session& session) {
  const std::string& name = session.arguments().words.front();
  const std::string text = name == "-"
                               ? std::string(std::istreambuf_iterator<char>(session.world().in), {})
                               : read_file(name, kMostImportBytes);
  const ReadEvents read = read_jsonl(text, name == "-" ? "(standard input)" : name);
  if (has_errors(read.diagnostics)) {
    for (std::size_t i = 1; i < read.diagnostics.size() && i <= 20; ++i) {
      session.world().err << to_string(read.diagnostics[i]) << '\n';
    }
    const Diagnostic& first = read.diagnostics.front();
    throw Error(Code::data, to_string(first.place), first.what,
                first.hint + (first.hint.empty() ? "" : "; ") + "nothing was recorded");
  }
  const std::size_t fresh = read.events.empty() ? 0 : session.merge(read.events);
  if (session.json()) {
    session.out() << exchange_json("import", name, read.events.size(), fresh);
  } else {
    session.out() << fmt::format("{} read, {} new\n", count_text(read.events.size(), "event"),
                                 fresh);
  }
  return kAnswer;
}

}  // namespace

Command export_command() {
  return {.name = "export",
          .group = kData,
          .summary = "Write the whole record as JSON lines",
          .arguments = "[FILE]",
          .least = 0,
          .most = 1,
          .options = {},
          .examples = {{"export progress.jsonl", "into a file"}, {"export", "to standard output"}},
          .details = "One event a line; docs/formats.md describes them.",
          .run = run_export};
}

Command import_command() {
  return {
      .name = "import",
      .group = kData,
      .summary = "Unite the record with an exported one",
      .arguments = "FILE",
      .least = 1,
      .most = 1,
      .options = {},
      .examples = {{"import progress.jsonl", "from a file"}, {"import -", "from standard input"}},
      .details =
          "What is there already is not taken twice. A file with a bad line is not taken "
          "at all.",
      .run = run_import};
}

}  // namespace cairn
