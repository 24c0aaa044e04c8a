/// Real graphs from outside the repository, where they are at hand, and made ones that always are.
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <tuple>
#include <variant>

#include "cairn/planner/order.h"
#include "cairn/planner/roadmap.h"
#include "cairn/planner/select.h"
#include "tests/support/clingo.h"
#include "tests/support/made_graph.h"
#include "tests/support/plan_check.h"
#include "tests/support/random_graph.h"
#include "tests/support/raw_graph.h"

namespace cairn::test {
namespace {

StopCheck after(double seconds) {
  const auto start = std::chrono::steady_clock::now();
  return [=] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() >
           seconds;
  };
}

Plan plan_of(const Problem& problem, const StopCheck& stop = {}) {
  Selection selection = select(problem, stop);
  if (!std::holds_alternative<Plan>(selection)) throw std::runtime_error("unreachable");
  return std::get<Plan>(std::move(selection));
}

class RealGraphs : public ::testing::TestWithParam<std::pair<const char*, int>> {};

TEST_P(RealGraphs, EveryQueryIsProvenAtTheRecordedCost) {
  const auto folder = real_graphs();
  if (!folder) GTEST_SKIP() << "no ../shared/graphs here; set CAIRN_GRAPHS to read them elsewhere";
  const auto [name, scale] = GetParam();
  const RawGraph graph = read_graph(*folder / (std::string(name) + ".jsonl"), scale);
  const SkillGraph flat = graph.build();
  for (const RawQuery& query :
       read_queries(*folder / (std::string(name) + ".optimal.tsv"), graph, scale)) {
    const Problem problem = graph.problem(flat, query.known, query.goals);
    const Plan plan = plan_of(problem);
    EXPECT_TRUE(plan.optimal());
    EXPECT_EQ(plan.cost.minutes(), query.optimum);
    EXPECT_EQ(check_raw(graph, query.known, query.goals, plan), "");
    const Order order = order_plan(problem, plan.skills);
    EXPECT_EQ(order.steps.size(), plan.skills.size());
    EXPECT_EQ(check_raw_order(graph, query.known, order.steps), "");
    EXPECT_LE(order.lower_bound, order.weighted_minutes);
  }
}

INSTANTIATE_TEST_SUITE_P(All, RealGraphs,
                         ::testing::Values(std::pair("exercism", 1), std::pair("uci", 1),
                                           std::pair("metacademy", 1000)));

TEST(Clingo, AgreesOnRandomGraphs) {
  if (!run_clingo("{a}. #minimize{1:a}.\n", 5)) GTEST_SKIP() << "clingo is not installed (gringo)";
  int alike = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    Dice dice(seed);
    // Choices, at-least-k and rings through them, on some forty skills.
    RawGraph graph;
    const std::uint32_t size = 30 + dice.roll(20);
    for (std::uint32_t s = 0; s < size; ++s)
      graph.add_skill(dice.percent(10) ? 0 : 1 + dice.roll(9));
    for (std::uint32_t s = 0; s < size; ++s) {
      if (dice.percent(25)) continue;
      std::vector<Ref> clauses;
      for (std::uint32_t c = 1 + dice.roll(3); c > 0; --c) {
        std::vector<Ref> members;
        for (std::uint32_t m = 1 + dice.roll(4); m > 0; --m) {
          members.push_back(static_cast<Ref>(dice.roll(size)));
        }
        const auto count = static_cast<std::uint32_t>(members.size());
        clauses.push_back(graph.add_gate(dice.percent(70) ? 1 : 1 + dice.roll(count), members));
      }
      graph.needs[s] = graph.add_gate(static_cast<std::uint32_t>(clauses.size()), clauses);
    }
    std::vector<Ref> known, goals;
    for (std::uint32_t i = dice.roll(3); i > 0; --i)
      known.push_back(static_cast<Ref>(dice.roll(size)));
    for (std::uint32_t i = 2 + dice.roll(5); i > 0; --i)
      goals.push_back(static_cast<Ref>(dice.roll(size)));
    SCOPED_TRACE("seed " + std::to_string(seed));
    const SkillGraph flat = graph.build();
    const Problem problem = graph.problem(flat, known, goals);
    const Selection selection = select(problem);
    const auto answer = run_clingo(clingo_program(graph, known, goals), 20);
    ASSERT_TRUE(answer.has_value());
    const auto* plan = std::get_if<Plan>(&selection);
    if (plan == nullptr) {
      EXPECT_FALSE(answer->cost.has_value()) << "clingo finds a plan";
      continue;
    }
    EXPECT_TRUE(plan->optimal());
    EXPECT_EQ(check_raw(graph, known, goals, *plan), "");
    if (answer->optimal && answer->cost) {
      EXPECT_EQ(plan->cost.minutes(), *answer->cost);
      ++alike;
    }
    if (HasFailure()) return;
  }
  EXPECT_GT(alike, 20);
}

TEST(Scale, ChainOfAMillionSkills) {
  for (const bool choices : {false, true}) {
    const MadeInstance made = chain(1'000'000, choices);
    const SkillGraph flat = made.graph.build();
    const Problem problem = made.graph.problem(flat, {}, made.goals);
    const Plan plan = plan_of(problem);
    EXPECT_TRUE(plan.optimal());
    EXPECT_EQ(check_raw(made.graph, {}, made.goals, plan), "");
    const Order order = order_plan(problem, plan.skills);
    EXPECT_EQ(check_raw_order(made.graph, {}, order.steps), "");
    EXPECT_EQ(order.steps.size(), plan.skills.size());
  }
}

TEST(Scale, MadeGraphsOfTenThousandSkillsAreProven) {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    const MadeInstance made = layered(10'000, 20, 1'000, seed);
    const SkillGraph flat = made.graph.build();
    const Plan plan = plan_of(made.graph.problem(flat, {}, made.goals), after(20));
    EXPECT_TRUE(plan.optimal());
    EXPECT_EQ(check_raw(made.graph, {}, made.goals, plan), "");
  }
}

TEST(Stopped, GivesAPlanPromptlyAtEverySize) {
  const MadeInstance made = layered(100'000, 40, 200, 1);
  const SkillGraph flat = made.graph.build();
  const Problem problem = made.graph.problem(flat, {}, made.goals);
  for (const double limit : {0.0, 0.05, 0.3}) {
    const auto start = std::chrono::steady_clock::now();
    const Plan plan = plan_of(problem, after(limit));
    const double took =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    EXPECT_EQ(check_raw(made.graph, {}, made.goals, plan), "");
    EXPECT_LT(took, limit + 5) << "far from prompt, whatever the machine";
  }
}

TEST(Stopped, PlanOfAProofDoesNotDependOnWhenItWasCheckedForTime) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const MadeInstance made = covering(30, 4, 40, seed);
    const SkillGraph flat = made.graph.build();
    const Problem problem = made.graph.problem(flat, {}, made.goals);
    const Plan whole = plan_of(problem);
    EXPECT_TRUE(whole.optimal());
    for (int k = 1; k < 200; k += 7) {
      int calls = 0;
      const Plan plan = plan_of(problem, [&] { return ++calls >= k; });
      EXPECT_LE(plan.lower_bound, whole.cost);
      EXPECT_GE(plan.cost, whole.cost);
      if (!plan.optimal()) continue;
      EXPECT_EQ(plan.skills, whole.skills) << "seed " << seed << ", call " << k;
    }
  }
}

}  // namespace
}  // namespace cairn::test
