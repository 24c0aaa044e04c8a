// `cairn catalog stats` and `cairn new-catalog`: a catalog in numbers, and the start of one's own.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <ostream>

#include "cairn/base/error.h"
#include "cairn/base/ids.h"
#include "cairn/base/text.h"
#include "cairn/catalog/starter.h"
#include "cairn/graph/stats.h"
#include "cairn/render/catalog_stats.h"
#include "cairn/render/json.h"
#include "cli/commands.h"
#include "cli/session.h"

namespace cairn {
namespace {

int run_catalog(Session& session) {
  const std::string& word = session.arguments().words.front();
  if (word != "stats") {
    throw Error(Code::usage, "", fmt::format("cairn catalog has no '{}'", printable(word)),
                "it is: cairn catalog stats");
  }
  const OpenCatalog& open = session.open();
  const CatalogStats stats = catalog_stats(open.catalog, open.graph);
  session.out() << (session.json()
                        ? stats_json(open.catalog, stats)
                        : stats_screen(session.terminal(), open.catalog, open.graph, stats));
  return kAnswer;
}

int run_new_catalog(Session& session) {
  const std::vector<std::string>& words = session.arguments().words;
  std::string stem = "mine";
  if (!words.empty() && words.front() != "-") {
    stem = fold_case(std::filesystem::path(words.front()).stem().string());
  }
  const std::string id = session.arguments().get("id").value_or(is_valid_id(stem) ? stem : "mine");
  if (!is_valid_id(id)) {
    throw Error(Code::usage, "", fmt::format("'{}' can't be an id", printable(id)),
                "lower-case letters, digits and dashes, beginning with a letter or digit");
  }
  const std::string title = session.arguments().get("title").value_or("My catalog");
  if (title.empty() || printable(title) != title) {
    throw Error(Code::usage, "", "the title must be one line of text");
  }
  const std::string text = starter_catalog(id, title);
  if (words.empty() || words.front() == "-") {
    session.out() << text;
    return kAnswer;
  }
  const std::string& file = words.front();
  // Somebody's work is never written over.
  if (std::filesystem::exists(file)) {
    throw Error(Code::data, file, "is there already", "name another file");
  }
  std::ofstream out(file, std::ios::binary);
  out << text;
  out.close();
  if (!out) throw Error(Code::data, file, "can't be written", "check the folder");
  session.out() << (session.json()
                        ? new_catalog_json(id, file)
                        : fmt::format("{0} written. Change it, then: cairn check {0}\n", file));
  return kAnswer;
}

}  // namespace

Command catalog_command() {
  return {.name = "catalog",
          .group = kProgram,
          .summary = "The catalog in numbers: skills, hours, chains, choices",
          .arguments = "stats",
          .least = 1,
          .most = 1,
          .options = {},
          .examples = {{"catalog stats", "by area and by level"}},
          .details = "",
          .uses = {Use::catalog},
          .paged = true,
          .run = run_catalog};
}

Command new_catalog_command() {
  return {.name = "new-catalog",
          .group = kProgram,
          .summary = "A commented file to begin a catalog of your own",
          .arguments = "[FILE]",
          .least = 0,
          .most = 1,
          .options = {{"id", "WORD", "the catalog's id; the file's name if left out"},
                      {"title", "TEXT", "its title"}},
          .examples = {{"new-catalog piano.yaml --title Piano", "into a file"},
                       {"new-catalog", "to standard output"}},
          .details = "A file that is there is never written over.",
          .run = run_new_catalog};
}

}  // namespace cairn
