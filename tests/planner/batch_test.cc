// A learner in a batch gets what the parts of the planner give for that learner alone.
#include "cairn/planner/batch.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "cairn/catalog/embedded.h"
#include "cairn/graph/settle.h"
#include "tests/support/catalog_text.h"
#include "tests/support/random_graph.h"

namespace cairn::test {
namespace {

std::vector<HourRange> hours_of(const Catalog& catalog) {
  std::vector<HourRange> hours;
  for (const Skill& skill : catalog.skills()) hours.push_back(skill.hours);
  return hours;
}

void expect_equal(const HourRange& a, const HourRange& b) { EXPECT_TRUE(a == b); }

// The same by the long way, and all of it.
void expect_same(const Catalog& catalog, const Problem& problem, double rate,
                 const std::variant<LearnerPlan, Unreachable>& answer) {
  const Selection selection = select(problem);
  ASSERT_EQ(std::holds_alternative<Unreachable>(selection),
            std::holds_alternative<Unreachable>(answer));
  if (const auto* none = std::get_if<Unreachable>(&selection)) {
    EXPECT_EQ(none->target, std::get<Unreachable>(answer).target);
    EXPECT_EQ(none->blame, std::get<Unreachable>(answer).blame);
    return;
  }
  const Plan& plan = std::get<Plan>(selection);
  const LearnerPlan& made = std::get<LearnerPlan>(answer);
  EXPECT_EQ(made.plan.skills, plan.skills);
  EXPECT_EQ(made.plan.cost, plan.cost);
  EXPECT_EQ(made.plan.lower_bound, plan.lower_bound);
  const Order order = order_plan(problem, plan.skills);
  EXPECT_EQ(made.order.steps, order.steps);
  EXPECT_EQ(made.order.weighted_minutes, order.weighted_minutes);
  EXPECT_EQ(made.order.lower_bound, order.lower_bound);
  ASSERT_EQ(made.order.stages.size(), order.stages.size());
  ASSERT_EQ(made.stage_hours.size(), order.stages.size());
  ASSERT_EQ(made.stage_weeks.size(), order.stages.size());
  const std::vector<HourRange> hours = hours_of(catalog);
  const Date start{std::chrono::days(20'000)};
  const LearnedPace pace(catalog, {}, start);
  const Course course{plan, order, {}};
  const Roadmap roadmap = make_roadmap(problem, course, hours, {rate, start}, pace);
  const Forecast dates = forecast(roadmap, pace, {rate, start});
  expect_equal(made.hours, roadmap.hours);
  for (std::size_t s = 0; s < order.stages.size(); ++s) {
    EXPECT_EQ(made.order.stages[s].level, order.stages[s].level);
    EXPECT_EQ(made.order.stages[s].end, order.stages[s].end);
    expect_equal(made.stage_hours[s], roadmap.stages[s].hours);
    EXPECT_EQ(made.stage_weeks[s].even, (dates.stages[s].even - start).count() / 7 + 1);
    EXPECT_EQ(made.stage_weeks[s].safe, (dates.stages[s].safe - start).count() / 7 + 1);
  }
}

Learner learner_of(const Problem& problem, double rate) {
  Learner learner{problem.known, problem.goals, problem.chosen, {}, rate};
  for (std::uint32_t s = 0; s < problem.avoided.size(); ++s) {
    if (problem.avoided[s] != 0) learner.avoided.push_back(SkillIndex{s});
  }
  return learner;
}

// Whatever is known: closed under needs where `whole`, else any skills at all.
Flags random_known(const SkillGraph& graph, Dice& dice, bool whole) {
  Flags wanted(graph.skill_count(), 0);
  const std::uint32_t share = dice.roll(101);
  for (auto& flag : wanted) flag = dice.percent(share) ? 1 : 0;
  if (!whole) return wanted;
  Flags known(graph.skill_count(), 0);
  for (const SkillIndex skill : derive(graph, known, wanted).order) known[value(skill)] = 1;
  return known;
}

TEST(Batch, LearnersOfTheShippedCatalogGetTheirOwnPlans) {
  const World world{catalog_from_yaml(embedded_catalog())};
  BatchPlanner planner(world.catalog, world.graph);
  Problem problem = make_problem(world.catalog, world.graph);
  Dice dice(11);
  for (int run = 0; run < 120; ++run) {
    SCOPED_TRACE(fmt::format("run {}", run));
    problem.known = random_known(world.graph, dice, run % 2 == 0);
    const auto levels = static_cast<std::uint32_t>(world.graph.level_count());
    const std::uint32_t level = run % 5 == 4 ? dice.roll(levels) : levels - 1;
    problem.goals = {world.graph.node(LevelIndex{level})};
    if (run % 7 == 6) {
      problem.goals.push_back(world.graph.node(
          SkillIndex{dice.roll(static_cast<std::uint32_t>(problem.known.size()))}));
    }
    const double rate = 1 + dice.roll(30);
    expect_same(world.catalog, problem, rate, planner.plan(learner_of(problem, rate)));
  }
}

TEST(Batch, ChoicesSettleTheAlternativesOfLevels) {
  const World world{catalog_from_yaml(embedded_catalog())};
  BatchPlanner planner(world.catalog, world.graph);
  Problem problem = make_problem(world.catalog, world.graph);
  Dice dice(12);
  problem.goals = {
      world.graph.node(LevelIndex{static_cast<std::uint32_t>(world.graph.level_count() - 1)})};
  for (int run = 0; run < 20; ++run) {
    SCOPED_TRACE(fmt::format("run {}", run));
    problem.known = random_known(world.graph, dice, true);
    problem.chosen = {SkillIndex{dice.roll(static_cast<std::uint32_t>(problem.known.size()))}};
    problem.avoided.assign(problem.known.size(), 0);
    const std::uint32_t avoided = dice.roll(static_cast<std::uint32_t>(problem.known.size()));
    if (avoided != value(problem.chosen.front())) problem.avoided[avoided] = 1;
    problem.graph = &world.graph;
    const Learner learner = learner_of(problem, 8);
    const SkillGraph settled =
        settle_choices(world.graph, problem.known, problem.avoided, problem.chosen);
    problem.graph = &settled;
    expect_same(world.catalog, problem, 8, planner.plan(learner));
  }
}

TEST(Batch, LearnersOfRandomCatalogsGetTheirOwnPlans) {
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    const RandomCase made = random_case(seed);
    SCOPED_TRACE(fmt::format("seed {}\n{}", seed, made.text()));
    BatchPlanner planner(made.world->catalog, made.world->graph);
    Problem problem = made.problem;
    problem.chosen.clear();
    Dice dice(seed);
    for (int row = 0; row < 4; ++row) {
      expect_same(made.world->catalog, problem, 8, planner.plan(learner_of(problem, 8)));
      problem.known = random_known(made.world->graph, dice, row % 2 == 0);
    }
  }
}

TEST(Batch, SaysWhichAlternativesAreTaken) {
  const World world{
      "base 1h; left 2h; right 3h; odd 2h needs base, any(left, right); even 1h; "
      "level entry base, any(left, right), 1of(odd, even)"};
  BatchPlanner planner(world.catalog, world.graph);
  const auto taken = [&](const Wish& wish) {
    std::string text;
    for (const Taken& choice :
         std::get<LearnerPlan>(planner.plan(learner_of(world.problem(wish), 8))).choices) {
      text += fmt::format("{} of {}; ", world.ids(choice.taken), world.ids(choice.members));
    }
    return text;
  };
  EXPECT_EQ(taken({.goals = "entry"}), "left of left right; even of odd even; ");
  EXPECT_EQ(taken({.goals = "entry", .known = "right"}), "even of odd even; ");
  EXPECT_EQ(taken({.goals = "base"}), "");
}

TEST(Batch, SaysWhichLevelsAreReachedAlready) {
  const World world{"a 1h; b 2h; level entry a; level senior b"};
  BatchPlanner planner(world.catalog, world.graph);
  const auto reached = [&](const Wish& wish) {
    return std::get<LearnerPlan>(planner.plan(learner_of(world.problem(wish), 8))).reached.size();
  };
  EXPECT_EQ(reached({.goals = "senior"}), 0u);
  EXPECT_EQ(reached({.goals = "senior", .known = "a"}), 1u);
  EXPECT_EQ(reached({.goals = "senior", .known = "b"}), 0u);
  EXPECT_EQ(reached({.goals = "senior", .known = "a b"}), 2u);
}

}  // namespace
}  // namespace cairn::test
