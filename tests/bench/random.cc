#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "tests/bench/bench.h"
#include "tests/bench/kahn.h"
#include "tests/support/clingo.h"
#include "tests/support/made_graph.h"

namespace cairn::bench {

void random_graphs(const Options& options, Rows& rows) {
  for (const std::uint32_t goals : {1U, 30U, 1000U}) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
      const test::MadeInstance made = test::layered(10'000, 30, goals, seed);
      const SkillGraph flat = made.graph.build();
      const Problem problem = made.graph.problem(flat, {}, made.goals);
      const Solved solved = solve(made.graph, problem, {}, made.goals, after(1));
      Row row{"random",
              fmt::format("10,000 skills, 30 % choices, goal of {}, seed {}", goals, seed),
              solved.seconds,
              -1,
              proof_of(solved.plan),
              "proven, or within 1 % in 1 s",
              "",
              ""};
      row.verdict = solved.plan.gap() <= 0.01 && solved.seconds < 1.2 ? "held" : "missed";
      if (options.clingo) {
        const auto answer = test::run_clingo(test::clingo_program(made.graph, {}, made.goals), 20);
        if (answer) {
          row.other = answer->search;
          if (!answer->optimal) row.note = "clingo stopped at 20 s";
        }
      }
      rows.push_back(row);
    }
  }
}

void covering(const Options& options, Rows& rows) {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    const test::MadeInstance made = test::covering(300, 5, 400, seed);
    const SkillGraph flat = made.graph.build();
    const Problem problem = made.graph.problem(flat, {}, made.goals);
    const Solved solved = solve(made.graph, problem, {}, made.goals, after(options.time_limit));
    Row row{"covering",
            fmt::format("300 goals, any-of-5 of 400, seed {}", seed),
            solved.seconds,
            -1,
            proof_of(solved.plan),
            fmt::format("a gap no worse than clingo's after {} s", options.time_limit),
            "",
            ""};
    row.note = fmt::format("cost {}, bound {}", solved.plan.cost.minutes(),
                           solved.plan.lower_bound.minutes());
    if (options.clingo) {
      const auto answer =
          test::run_clingo(test::clingo_program(made.graph, {}, made.goals), options.time_limit);
      if (answer) {
        row.other = answer->search;
        const double gap = answer->optimal ? 0
                           : answer->cost && answer->bound
                               ? static_cast<double>(*answer->cost - *answer->bound) /
                                     static_cast<double>(*answer->cost)
                               : 1;
        row.note += fmt::format("; clingo: cost {}, bound {}, gap {:.2f} %",
                                answer->cost.value_or(-1), answer->bound.value_or(-1), 100 * gap);
        row.verdict = solved.plan.gap() <= gap ? "held" : "missed";
      }
    }
    rows.push_back(row);
  }
}

namespace {

// What a size costs; a plain walk beside it, since larger graphs leave the caches for everybody.
struct Grown {
  double seconds = -1, gap = 1, skills = 0, plain = -1;
};

double time_plain_walk(const SkillGraph& graph) {
  SparseRows users{{0}, {}};
  Numbers needs;
  for (std::uint32_t n = 0; n < graph.node_count(); ++n) {
    needs.push_back(static_cast<std::uint32_t>(graph.children(Node{n}).size()));
    for (const Node user : graph.users(Node{n})) users.item.push_back(value(user));
    users.begin.push_back(static_cast<std::uint32_t>(users.item.size()));
  }
  double best = 0;
  for (int round = 0; round < 5; ++round) {
    const Watch watch;
    if (kahn(users, needs).size() != needs.size()) throw std::runtime_error("it rests on itself");
    best = round == 0 ? watch.seconds() : std::min(best, watch.seconds());
  }
  return best;
}

Grown grow(std::uint32_t size, std::uint32_t goals) {
  const test::MadeInstance made = test::layered(size, 20, goals, 1);
  const SkillGraph flat = made.graph.build();
  const Problem problem = made.graph.problem(flat, {}, made.goals);
  const Solved solved = solve(made.graph, problem, {}, made.goals, after(4));
  return {solved.seconds, solved.plan.gap(), static_cast<double>(solved.plan.skills.size()),
          time_plain_walk(flat)};
}

std::string times(double now, double last) {
  return last > 0 ? fmt::format(", {:.1f} times the size before", now / last) : "";
}

// In a process of its own, so that the peak memory, in MiB, is its own.
std::pair<Grown, double> grow_apart(std::uint32_t size, std::uint32_t goals) {
  Grown grown;
  int channel[2];
  if (pipe(channel) != 0) return {grown, 0};
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    try {
      grown = grow(size, goals);
    } catch (const std::exception& error) {
      std::fprintf(stderr, "growth: %s\n", error.what());
    }
    [[maybe_unused]] const auto written = write(channel[1], &grown, sizeof grown);
    _exit(0);
  }
  [[maybe_unused]] const auto got = read(channel[0], &grown, sizeof grown);
  close(channel[0]);
  close(channel[1]);
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  return {grown, static_cast<double>(usage.ru_maxrss) / 1024};
}

std::string proof_of(const Grown& grown) {
  return grown.gap == 0 ? "optimal" : fmt::format("within {:.2f} %", 100 * grown.gap);
}

}  // namespace

void growth(const Options&, Rows& rows) {
  Grown last;
  for (const std::uint32_t size : {1'000U, 10'000U, 100'000U, 1'000'000U}) {
    const auto [grown, mib] = grow_apart(size, size / 10);
    Row row{
        "growth",
        fmt::format("{} skills, 20 % choices, a goal of a tenth", size),
        grown.seconds,
        -1,
        proof_of(grown),
        "near-linear; 1,000,000 in 5 s and 1 GiB",
        "",
        fmt::format("{:.0f} MiB with the instance, plan of {:.0f}{}; Kahn's algorithm {:.2f} ms{}",
                    mib, grown.skills, times(grown.seconds, last.seconds), 1000 * grown.plain,
                    times(grown.plain, last.plain))};
    if (size == 1'000'000)
      row.verdict = grown.seconds >= 0 && grown.seconds < 5 && mib < 1024 ? "held" : "missed";
    last = grown;
    rows.push_back(row);
  }
  // Few goals that rest on as much leave nearly all choices open.
  for (const auto& [size, goals] : {std::pair(100'000U, 5U), std::pair(1'000'000U, 20U)}) {
    const auto [grown, mib] = grow_apart(size, goals);
    rows.push_back({"growth", fmt::format("{} skills, 20 % choices, a goal of {}", size, goals),
                    grown.seconds, -1, proof_of(grown), "", "",
                    fmt::format("{:.0f} MiB with the instance, plan of {:.0f}; stopped at 4 s", mib,
                                grown.skills)});
  }
}

}  // namespace cairn::bench
