// The planner's inner parts by themselves, under Google Benchmark: which of them a change has made
// faster or slower, and how each grows. Whole runs are main.cc's.
#include <benchmark/benchmark.h>

#include <map>
#include <utility>

#include "cairn/catalog/embedded.h"
#include "cairn/catalog/load.h"
#include "cairn/graph/derive.h"
#include "cairn/planner/forecast.h"
#include "cairn/planner/order.h"
#include "planner/core.h"
#include "planner/shares.h"
#include "tests/support/made_graph.h"

namespace cairn::bench {
namespace {

// Layered random skills, a fifth of whose needs are alternatives, and a goal of one in a hundred.
struct Instance {
  explicit Instance(std::uint32_t size)
      : made(test::layered(size, 20, std::max(1U, size / 100), 1)),
        graph(made.graph.build()),
        problem(made.graph.problem(graph, {}, made.goals)),
        whole(relevant_core(problem, targets(problem))) {
    if (!drop_underivable(whole)) throw std::runtime_error("the goal is out of reach");
  }

  const test::MadeInstance made;
  const SkillGraph graph;
  const Problem problem;
  Core whole;
};

const Instance& instance(const benchmark::State& state) {
  static std::map<std::int64_t, Instance> made;
  const std::int64_t size = state.range(0);
  return made.try_emplace(size, static_cast<std::uint32_t>(size)).first->second;
}

void sizes(benchmark::internal::Benchmark* kernel) {
  kernel->RangeMultiplier(10)
      ->Range(1'000, 100'000)
      ->Complexity(benchmark::oN)
      ->Unit(benchmark::kMicrosecond);
}

void spreading(benchmark::State& state) {
  const Instance& given = instance(state);
  const Flags all(given.graph.skill_count(), 1);
  for ([[maybe_unused]] auto _ : state) {
    benchmark::DoNotOptimize(derive(given.graph, given.problem.known, all));
  }
  state.SetComplexityN(state.range(0));
}
BENCHMARK(spreading)->Apply(sizes);

void reducing(benchmark::State& state) {
  const Instance& given = instance(state);
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(reduce(given.whole));
  state.SetComplexityN(state.range(0));
}
BENCHMARK(reducing)->Apply(sizes);

void nearest_landmarks(benchmark::State& state) {
  const Instance& given = instance(state);
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(Landmarks(given.whole, {}, 0));
  state.SetComplexityN(state.range(0));
}
BENCHMARK(nearest_landmarks)->Apply(sizes);

void all_landmarks(benchmark::State& state) {
  const Instance& given = instance(state);
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(Landmarks(given.whole));
  state.SetComplexityN(state.range(0));
}
BENCHMARK(all_landmarks)
    ->RangeMultiplier(2)
    ->Range(1'000, 4'000)
    ->Complexity(benchmark::oNSquared)
    ->Unit(benchmark::kMicrosecond);

void ten_rounds_of_sharing(benchmark::State& state) {
  const Instance& given = instance(state);
  std::vector<Given> givens(given.whole.size(), Given::open);
  for (const CoreNode goal : given.whole.goals) givens[goal] = Given::in;
  const StopCheck never;
  Shares shares(given.whole, never);
  shares.look_at(givens, {});
  for ([[maybe_unused]] auto _ : state) shares.improve(10);
  state.SetComplexityN(state.range(0));
}
BENCHMARK(ten_rounds_of_sharing)->Apply(sizes);

// The shipped catalog, from nothing to its highest level.
struct Shipped {
  Shipped()
      : catalog(std::move(*load_catalog({"skills.yaml", embedded_catalog()}).catalog)),
        graph(build_graph(catalog)),
        problem(make_problem(catalog, graph)) {
    const auto levels = static_cast<std::uint32_t>(catalog.levels().size());
    problem.goals = {graph.node(LevelIndex{levels - 1})};
    plan = *find_plan(problem);
  }

  const Catalog catalog;
  const SkillGraph graph;
  Problem problem;
  Plan plan;
};

const Shipped& shipped() {
  static const Shipped made;
  return made;
}

void selecting(benchmark::State& state) {
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(find_plan(shipped().problem));
}
BENCHMARK(selecting)->Unit(benchmark::kMicrosecond);

void ordering(benchmark::State& state) {
  const Shipped& given = shipped();
  for ([[maybe_unused]] auto _ : state) {
    benchmark::DoNotOptimize(order_plan(given.problem, given.plan.skills));
  }
}
BENCHMARK(ordering)->Unit(benchmark::kMicrosecond);

void forecasting(benchmark::State& state) {
  const Shipped& given = shipped();
  for ([[maybe_unused]] auto _ : state) {
    HoursDistribution total;
    for (const SkillIndex skill : given.plan.skills) total.add(given.catalog.skill(skill).hours);
    benchmark::DoNotOptimize(total.quantile(0.9));
  }
}
BENCHMARK(forecasting)->Unit(benchmark::kMicrosecond);

void reading(benchmark::State& state) {
  for ([[maybe_unused]] auto _ : state) {
    benchmark::DoNotOptimize(load_catalog({"skills.yaml", embedded_catalog()}));
  }
}
BENCHMARK(reading)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace cairn::bench

BENCHMARK_MAIN();
