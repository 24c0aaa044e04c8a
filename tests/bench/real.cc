#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <stdexcept>
#include <variant>

#include "tests/bench/bench.h"
#include "tests/support/clingo.h"
#include "tests/support/plan_check.h"

namespace cairn::bench {

Solved solve(const test::RawGraph& graph, const Problem& problem, std::span<const test::Ref> known,
             std::span<const test::Ref> goals, const StopCheck& stop) {
  const Watch watch;
  Selection selection = select(problem, stop);
  Solved solved;
  solved.seconds = watch.seconds();
  if (!std::holds_alternative<Plan>(selection)) throw std::runtime_error("unreachable");
  solved.plan = std::get<Plan>(std::move(selection));
  const std::string wrong = test::check_raw(graph, known, goals, solved.plan);
  if (!wrong.empty()) throw std::runtime_error("wrong plan: " + wrong);
  return solved;
}

std::string proof_of(const Plan& plan) {
  return plan.optimal() ? "optimal" : fmt::format("within {:.2f} %", 100 * plan.gap());
}

void real_graphs(const Options& options, Rows& rows) {
  const auto folder = test::real_graphs();
  if (!folder) {
    rows.push_back(
        {"real", "../shared/graphs", -1, -1, "", "", "", "skipped: not there; set CAIRN_GRAPHS"});
    return;
  }
  for (const auto& [name, scale] : {std::pair("exercism", 1), {"uci", 1}, {"metacademy", 1000}}) {
    const test::RawGraph graph = test::read_graph(*folder / (std::string(name) + ".jsonl"), scale);
    const auto queries =
        test::read_queries(*folder / (std::string(name) + ".optimal.tsv"), graph, scale);
    const SkillGraph flat = graph.build();
    std::vector<double> ours, theirs;
    std::size_t proven = 0, equal = 0;
    for (const test::RawQuery& query : queries) {
      const Problem problem = graph.problem(flat, query.known, query.goals);
      const Solved solved = solve(graph, problem, query.known, query.goals, after(10));
      ours.push_back(solved.seconds);
      proven += solved.plan.optimal() ? 1 : 0;
      equal += solved.plan.cost.minutes() == query.optimum ? 1 : 0;
      if (solved.plan.lower_bound.minutes() > query.optimum)
        throw std::runtime_error("bound above the optimum");
      if (std::getenv("CAIRN_BENCH_EACH") != nullptr) {
        std::fprintf(stderr, "%s %zu: %.2f ms %s cost %lld of %lld\n", name, ours.size() - 1,
                     ours.back() * 1e3, proof_of(solved.plan).c_str(),
                     static_cast<long long>(solved.plan.cost.minutes()),
                     static_cast<long long>(query.optimum));
      }
      if (!options.clingo) continue;
      const auto answer =
          test::run_clingo(test::clingo_program(graph, query.known, query.goals), 60);
      if (answer) theirs.push_back(answer->process);
    }
    std::sort(ours.begin(), ours.end());
    std::sort(theirs.begin(), theirs.end());
    const auto median = [](const std::vector<double>& v) {
      return v.empty() ? -1 : v[v.size() / 2];
    };
    const bool held = proven == queries.size() && equal == queries.size() && ours.back() < 0.05 &&
                      (theirs.empty() || median(ours) * 10 <= median(theirs));
    rows.push_back(
        {"real", fmt::format("{}: {} queries, median", name, queries.size()), median(ours),
         median(theirs), fmt::format("{} optimal, {} equal to the record", proven, equal),
         "all proven, each in 50 ms, median 10 times faster than clingo", held ? "held" : "missed",
         fmt::format("slowest {:.2f} ms; clingo: the whole process", ours.back() * 1e3)});
  }
}

}  // namespace cairn::bench
