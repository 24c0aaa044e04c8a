// `cairn export` and `cairn import`: the whole record as JSON lines.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/interchange/jsonl.h"
#include "cairn/render/json.h"
#include "cairn/workspace/write_file.h"
#include "cli/commands.h"
#include "cli/replace.h"
#include "cli/session.h"
#include "cli/situation.h"

namespace cairn {
namespace {

constexpr std::size_t kMostImportBytes = std::size_t{1} << 30;
constexpr std::size_t kMostShown = 20;
constexpr std::size_t kMostFirstLine = 1 << 16;

// Does it begin with an event?
bool is_export(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string line(kMostFirstLine, '\0');
  in.read(line.data(), kMostFirstLine);
  line.resize(std::min(static_cast<std::size_t>(in.gcount()), line.find('\n') + 1));
  const ReadEvents read = read_jsonl(line, file.string());
  return !read.events.empty() && !has_errors(read.diagnostics);
}

int run_export(Session& session) {
  const std::vector<Event> events = session.events();
  session.doing("writing the events");
  std::string text;
  for (const Event& event : events) text += to_json_line(event);
  const std::vector<std::string>& words = session.arguments().words;
  if (words.empty() || words.front() == "-") {
    session.out() << text;
    return kAnswer;
  }
  refuse_to_replace(session, words.front(), is_export(words.front()), "exported record");
  write_file(words.front(), text);
  if (session.json()) {
    session.out() << exchange_json("export", words.front(), events.size(), events.size());
  } else {
    session.out() << fmt::format("{} written to {}\n", count_text(events.size(), "event"),
                                 words.front());
  }
  return kAnswer;
}

// One bad line and nothing is taken: says them all, in the order of the file, up to a number that
// can be read.
[[noreturn]] void refuse(Session& session, const std::string& shown, Diagnostics findings) {
  std::stable_sort(findings.begin(), findings.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return a.place.line < b.place.line;
  });
  const Diagnostic& first = findings.front();
  if (findings.size() > 1 && !session.json()) {
    for (std::size_t i = 0; i < findings.size() && i < kMostShown; ++i) {
      session.err() << to_string(findings[i]) << '\n';
    }
    throw Error(Code::data, shown,
                fmt::format("{} can't be taken{}", count_text(findings.size(), "line"),
                            findings.size() > kMostShown
                                ? fmt::format(", of which these are the first {}", kMostShown)
                                : ""),
                "nothing was recorded");
  }
  throw Error(Code::data, to_string(first.place), first.what,
              first.hint + (first.hint.empty() ? "" : "; ") + "nothing was recorded");
}

int run_import(Session& session) {
  const std::string& name = session.arguments().words.front();
  if (name != "-") session.doing("reading " + printable(name));
  const std::string text = name == "-"
                               ? std::string(std::istreambuf_iterator<char>(session.world().in), {})
                               : read_file(name, kMostImportBytes);
  const std::string shown = name == "-" ? "(standard input)" : name;
  const ReadEvents read = read_jsonl(text, shown);
  if (has_errors(read.diagnostics)) refuse(session, shown, read.diagnostics);
  Diagnostics clashes;
  for (const std::size_t i : session.compare(read.events).clashing) {
    clashes.push_back(clash({shown, read.lines[i], 0}, read.events[i]));
  }
  if (!clashes.empty()) refuse(session, shown, clashes);
  std::string change;
  const std::size_t fresh = merge_and_compare(session, read.events, change).fresh.size();
  if (session.json()) {
    session.out() << exchange_json("import", name, read.events.size(), fresh);
    return kAnswer;
  }
  session.out() << fmt::format("{} read, {} new\n", count_text(read.events.size(), "event"), fresh)
                << change;
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
          .options = {{"force", "", "replace FILE, whatever it is"}},
          .examples = {{"export progress.jsonl", "into a file"}, {"export", "to standard output"}},
          .details = "One event a line; docs/formats.md describes them.",
          .uses = {Use::record},
          .run = run_export};
}

Command import_command() {
  return {.name = "import",
          .group = kData,
          .summary = "Unite the record with an exported one",
          .arguments = "FILE",
          .least = 1,
          .most = 1,
          .options = {{"merge", "", "says what import does in any case: it unites the two"}},
          .examples = {{"import --merge progress.jsonl", "from a file"},
                       {"import --merge -", "from standard input"}},
          .details =
              "What is there already is not taken twice, so two records can be united in any "
              "order and as often as you like. There is no other import than that: with --merge or "
              "without, nothing of yours is replaced. A file with a bad line is not taken at all.",
          .uses = {Use::catalog, Use::record, Use::plan, Use::writing},
          .run = run_import};
}

}  // namespace cairn
