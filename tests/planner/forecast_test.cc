#include "cairn/planner/forecast.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <variant>
#include <vector>

#include "tests/support/catalog_text.h"
#include "tests/support/draws.h"

namespace cairn::test {
namespace {

HourRange range(int low, int likely, int high) {
  return {Hours::whole(low), Hours::whole(likely), Hours::whole(high)};
}

void expect_near_simulation(const std::vector<HourRange>& skills, const Pace& pace,
                            std::uint64_t seed, double tolerance,
                            std::vector<double> at_shares = {0.1, 0.5, 0.75, 0.9, 0.95},
                            double scatter = 0) {
  HoursDistribution made;
  made.set_pace(pace);
  for (const HourRange& hours : skills) made.add(hours, 1, scatter);
  Draws simulation(seed);
  std::vector<double> totals(20'000);
  const double sigma2 = std::log(1 + pace.spread * pace.spread);
  for (double& total : totals) {
    total = 0;
    for (const HourRange& hours : skills) {
      total += simulation.pert(hours) * (scatter > 0 ? std::exp(scatter * simulation.normal()) : 1);
    }
    total *= pace.factor * std::exp(std::sqrt(sigma2) * simulation.normal() - sigma2 / 2);
  }
  std::sort(totals.begin(), totals.end());
  for (const double q : at_shares) {
    const double at = totals[static_cast<std::size_t>(q * static_cast<double>(totals.size()))];
    EXPECT_NEAR(made.quantile(q), at, tolerance * at) << "seed " << seed << ", quantile " << q;
    EXPECT_NEAR(made.probability(at), q, 0.02) << "seed " << seed;
  }
}

TEST(Forecast, AgreesWithSimulationOnManySkills) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    Dice dice(seed);
    std::vector<HourRange> skills;
    for (int i = 0; i < 40; ++i) {
      const int low = 1 + static_cast<int>(dice.roll(20)),
                likely = low + static_cast<int>(dice.roll(20));
      skills.push_back(range(low, likely, likely + static_cast<int>(dice.roll(40))));
    }
    expect_near_simulation(skills, {1, 0}, seed, 0.005);
    expect_near_simulation(skills, {1.3, 0.25}, seed, 0.015);
    expect_near_simulation(skills, {0.9, 0.3}, seed, 0.02, {0.5, 0.75, 0.9}, 0.3);
  }
}

TEST(Forecast, AgreesWithSimulationOnOneSkill) {
  expect_near_simulation({range(8, 12, 20)}, {1, 0}, 1, 0.01);
  // So skewed a single skill is rough at the lower end, which no date is taken from.
  expect_near_simulation({range(0, 10, 100)}, {1, 0}, 2, 0.04, {0.5, 0.75, 0.9, 0.95});
  expect_near_simulation({range(10, 30, 40)}, {1, 0.2}, 3, 0.02);
}

TEST(Forecast, CertainHoursAreCertain) {
  HoursDistribution made;
  made.add(range(5, 5, 5));
  EXPECT_EQ(made.quantile(0.1), 5);
  EXPECT_EQ(made.quantile(0.9), 5);
  EXPECT_EQ(made.probability(5), 1);
  EXPECT_EQ(made.probability(4.9), 0);
}

TEST(Forecast, StagesAddUpAndSafeIsNotBeforeEven) {
  const World world("a 10h; b 30h; level entry a; level senior b");
  const Problem problem = world.problem({.goals = "senior"});
  const Plan plan = std::get<Plan>(select(problem));
  const std::vector<HourRange> hours = {range(5, 10, 20), range(20, 30, 60)};
  const Rate rate{7, Date{std::chrono::days(20000)}};
  const Roadmap roadmap = make_roadmap(problem, chart(problem, plan), hours, rate);
  const Forecast made = forecast(roadmap, {}, rate);
  ASSERT_EQ(made.stages.size(), 2U);
  for (const StageForecast& stage : made.stages) EXPECT_LT(stage.even, stage.safe);
  EXPECT_LT(made.stages[0].safe, made.stages[1].even);
  // An hour a day: the day follows from the hours.
  EXPECT_EQ(
      made.stages[1].even,
      rate.start + std::chrono::days(static_cast<int>(std::ceil(made.stages[1].even_hours)) - 1));
}

TEST(Forecast, RateThatIsNotKnownWidensTheDatesOnly) {
  const World world("a 10h; b 30h; level entry a; level senior b");
  const Problem problem = world.problem({.goals = "senior"});
  const Plan plan = std::get<Plan>(select(problem));
  const std::vector<HourRange> hours = {range(5, 10, 20), range(20, 30, 60)};
  Rate rate{7, Date{std::chrono::days(20000)}};
  const Roadmap roadmap = make_roadmap(problem, chart(problem, plan), hours, rate);
  const Forecast sure = forecast(roadmap, {}, rate);
  rate.spread = 0.3;
  const Forecast unsure = forecast(roadmap, {}, rate);
  EXPECT_EQ(sure.stages[1].safe_hours, unsure.stages[1].safe_hours);
  EXPECT_LT(sure.stages[1].safe, unsure.stages[1].safe);
  EXPECT_LE(std::chrono::abs(sure.stages[1].even - unsure.stages[1].even), std::chrono::days(2));
}

TEST(Deadline, RateThatIsNeededMakesTheDate) {
  HoursDistribution total;
  for (int i = 0; i < 10; ++i) total.add(range(5, 10, 25));
  const Date start{std::chrono::days(20000)};
  const Date by = start + std::chrono::days(69);  // ten weeks
  const Deadline made = deadline(total, {8, start}, by);
  EXPECT_LT(made.even_rate, made.safe_rate);
  EXPECT_NEAR(deadline(total, {made.even_rate, start}, by).likelihood, 0.5, 1e-6);
  EXPECT_NEAR(deadline(total, {made.safe_rate, start}, by).likelihood, 0.9, 1e-6);
  EXPECT_TRUE(std::isinf(deadline(total, {8, start}, start - std::chrono::days(1)).even_rate));
}

}  // namespace
}  // namespace cairn::test
