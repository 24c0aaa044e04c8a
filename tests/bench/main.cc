/// cairn_bench: whole runs of the planner, side by side with clingo where there is one, and of the
/// order of skills beside others that order.
///   cairn_bench [--json] [--no-clingo] [--limit SECONDS] [section...]
/// A section: catalog, real, debian, random, covering, growth, topological.
#include <fmt/format.h>

#include <cstring>
#include <nlohmann/json.hpp>

#include "tests/bench/bench.h"

namespace {

using namespace cairn::bench;

void print_table(const Rows& rows) {
  fmt::print(
      "| what | cairn | other | ratio | proof | to reach | |\n|---|---|---|---|---|---|---|\n");
  const auto time = [](double seconds) {
    return seconds < 0 ? std::string("-") : fmt::format("{:.2f} ms", seconds * 1e3);
  };
  for (const Row& row : rows) {
    fmt::print("| {}: {}{}{} | {} | {} | {} | {} | {} | {} |\n", row.section, row.what,
               row.note.empty() ? "" : "; ", row.note, time(row.seconds), time(row.other),
               row.seconds > 0 && row.other > 0 ? fmt::format("{:.1f}", row.other / row.seconds)
                                                : std::string("-"),
               row.proof, row.reach, row.verdict);
  }
}

void print_json(const Rows& rows) {
  auto list = nlohmann::json::array();
  for (const Row& row : rows) {
    nlohmann::json item = {{"section", row.section}, {"what", row.what},       {"proof", row.proof},
                           {"reach", row.reach},     {"verdict", row.verdict}, {"note", row.note}};
    if (row.seconds >= 0) item["seconds"] = row.seconds;
    if (row.other >= 0) item["other_seconds"] = row.other;
    if (row.seconds > 0 && row.other > 0) item["ratio"] = row.other / row.seconds;
    list.push_back(std::move(item));
  }
  fmt::print("{}\n", nlohmann::json{{"schema", "cairn/bench/2"}, {"rows", list}}.dump(1));
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  bool json = false;
  std::vector<std::string> wanted;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--json") {
      json = true;
    } else if (word == "--no-clingo") {
      options.clingo = false;
    } else if (word == "--limit" && i + 1 < argc) {
      options.time_limit = std::stoi(argv[++i]);
    } else {
      wanted.push_back(word);
    }
  }
  using Section = void (*)(const Options&, Rows&);
  const std::pair<const char*, Section> sections[] = {
      {"catalog", shipped_catalog}, {"real", real_graphs},  {"debian", debian},
      {"random", random_graphs},    {"covering", covering}, {"growth", growth},
      {"topological", topological}};
  Rows rows;
  for (const auto& [name, run] : sections) {
    const bool asked =
        wanted.empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end();
    if (asked) run(options, rows);
  }
  if (json) {
    print_json(rows);
  } else {
    print_table(rows);
  }
  return 0;
}
