#include "tests/support/clingo.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string_view>
#include <vector>

namespace cairn::test {
namespace {

std::size_t at(Ref ref) { return static_cast<std::size_t>(ref); }

// Skills and gates that the goals may rest on, what is known left out.
void relevant(const RawGraph& graph, std::span<const Ref> known, std::span<const Ref> goals,
              std::vector<std::uint8_t>& skills, std::vector<std::uint8_t>& gates) {
  skills.assign(graph.size(), 0);
  gates.assign(graph.gate.size(), 0);
  std::vector<std::uint8_t> is_known(graph.size(), 0);
  for (const Ref ref : known) is_known[at(ref)] = 1;
  std::vector<Ref> stack;
  const auto visit = [&](Ref ref) {
    if (ref == RawGraph::kNothing || (ref >= 0 && is_known[at(ref)] != 0)) return;
    std::uint8_t& flag = ref >= 0 ? skills[at(ref)] : gates[at(~ref)];
    if (flag != 0) return;
    flag = 1;
    stack.push_back(ref);
  };
  for (const Ref ref : goals) visit(ref);
  while (!stack.empty()) {
    const Ref ref = stack.back();
    stack.pop_back();
    if (ref >= 0) {
      visit(graph.needs[at(ref)]);
    } else {
      for (const Ref child : graph.parts(graph.gate[at(~ref)])) visit(child);
    }
  }
}

bool has_clingo() {
  static const bool installed = std::system("clingo --version > /dev/null 2>&1") == 0;
  return installed;
}

// A file that goes with its owner.
class Temporary {
 public:
  explicit Temporary(const std::string& text)
      : path_((std::filesystem::temp_directory_path() /
               fmt::format("cairn_clingo_{}_{}.lp", ::getpid(), made_++))
                  .string()) {
    std::ofstream(path_) << text;
  }
  ~Temporary() { std::filesystem::remove(path_); }
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  const std::string& path() const { return path_; }

 private:
  static inline int made_ = 0;
  std::string path_;
};

// One run of clingo by unsatisfiable cores: how long its process took and what it said.
class Run {
 public:
  Run(const std::string& program, std::string_view telling, int time_limit) {
    const Temporary in(program), out("");
    const std::string command = fmt::format(
        "clingo {} {} --opt-mode=opt --opt-strategy=usc,oll,stratify --opt-usc-shrink=min "
        "--warn=none --time-limit={} > {} 2>&1",
        in.path(), telling, time_limit, out.path());
    const auto start = std::chrono::steady_clock::now();
    [[maybe_unused]] const int code = std::system(command.c_str());
    seconds_ = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::ifstream said(out.path());
    for (std::string line; std::getline(said, line);) lines_.push_back(line);
  }
  double seconds() const { return seconds_; }
  const std::vector<std::string>& lines() const { return lines_; }

 private:
  double seconds_ = 0;
  std::vector<std::string> lines_;
};

}  // namespace

std::string clingo_program(const RawGraph& graph, std::span<const Ref> known,
                           std::span<const Ref> goals) {
  std::vector<std::uint8_t> skills, gates, is_known(graph.size(), 0);
  relevant(graph, known, goals, skills, gates);
  for (const Ref ref : known) is_known[at(ref)] = 1;
  const auto literal = [&](Ref ref) -> std::string {
    if (ref < 0) return fmt::format("x({})", ~ref);
    return is_known[at(ref)] != 0 ? "#true" : fmt::format("h({})", ref);
  };
  std::string text;
  for (std::size_t g = 0; g < graph.gate.size(); ++g) {
    if (gates[g] == 0) continue;
    const auto parts = graph.parts(graph.gate[g]);
    const std::uint32_t k = graph.gate[g].at_least;
    if (k == 0) {
      text += fmt::format("x({}).\n", g);
    } else if (k == parts.size()) {
      text += fmt::format("x({}) :- ", g);
      for (std::size_t i = 0; i < parts.size(); ++i)
        text += (i > 0 ? ", " : "") + literal(parts[i]);
      text += ".\n";
    } else if (k == 1) {
      for (const Ref ref : parts) text += fmt::format("x({}) :- {}.\n", g, literal(ref));
    } else {
      text += fmt::format("x({}) :- #sum{{", g);
      for (std::size_t i = 0; i < parts.size(); ++i) {
        text += fmt::format("{}1,{}:{}", i > 0 ? "; " : "", i, literal(parts[i]));
      }
      text += fmt::format("}} >= {}.\n", k);
    }
  }
  std::string prices;
  for (std::size_t s = 0; s < graph.size(); ++s) {
    if (skills[s] == 0) continue;
    text += fmt::format("{{h({})}}", s);
    if (graph.needs[s] != RawGraph::kNothing) text += " :- " + literal(graph.needs[s]);
    text += ".\n";
    if (graph.cost[s] > 0)
      prices += fmt::format("{}{},{}:h({})", prices.empty() ? "" : "; ", graph.cost[s], s, s);
  }
  text += "#minimize{" + (prices.empty() ? std::string("0") : prices) + "}.\n";
  for (const Ref goal : goals) text += ":- not " + literal(goal) + ".\n";
  return text + "#defined h/1. #defined x/1. #show h/1.\n";
}

std::optional<ClingoAnswer> run_clingo(const std::string& program, int time_limit) {
  if (!has_clingo()) return std::nullopt;
  const Run run(program, "-V2 -q1,2,2", time_limit);
  ClingoAnswer answer;
  answer.process = run.seconds();
  double reading = 0;
  for (const std::string& line : run.lines()) {
    const auto colon = line.find(':');
    if (line.starts_with("OPTIMUM FOUND")) answer.optimal = true;
    if (colon == std::string::npos) continue;
    const std::string text = line.substr(colon + 1);
    if (line.starts_with("Optimization ")) {
      answer.cost = std::stoll(text);
    } else if (line.starts_with("Bounds")) {
      // "[lower;upper]"
      if (const auto open = text.find('['); open != std::string::npos) {
        answer.bound = std::stoll(text.substr(open + 1));
      }
    } else if (line.starts_with("Reading")) {
      reading = std::stod(text);
    } else if (line.starts_with("Time ")) {
      answer.whole = std::stod(text);
    }
  }
  if (answer.optimal) answer.bound = answer.cost;
  answer.search = std::max(0.0, answer.whole - reading);
  return answer;
}

std::optional<ClingoParts> time_clingo(const std::string& program, int time_limit) {
  if (!has_clingo()) return std::nullopt;
  const Temporary text(program);
  const Run run(fmt::format(R"(#script (python)
from time import perf_counter
def main(control):
    times = [perf_counter()]
    for work in [lambda: control.load("{}"), lambda: control.ground([("base", [])]), control.solve]:
        work()
        times.append(perf_counter())
    print("Parts", *(after - before for before, after in zip(times, times[1:])))
#end.
)",
                            text.path()),
                "-V0", time_limit);
  for (const std::string& line : run.lines()) {
    ClingoParts parts;
    std::istringstream words(line);
    std::string word;
    if (words >> word >> parts.parsing >> parts.grounding >> parts.solving && word == "Parts") {
      return parts;
    }
  }
  return std::nullopt;
}

}  // namespace cairn::test
