/// The linear program and the factors of its basis, on small random ones.
#include "planner/lp.h"

#include <gtest/gtest.h>

#include <cmath>

#include "planner/basis.h"
#include "tests/support/random_graph.h"

namespace cairn::test {
namespace {

using Columns = std::vector<std::vector<Entry>>;

std::vector<double> product(const Columns& columns, const std::vector<double>& x) {
  std::vector<double> y(columns.size(), 0);
  for (std::size_t c = 0; c < columns.size(); ++c) {
    for (const Entry& e : columns[c]) y[e.index] += e.value * x[c];
  }
  return y;
}

// A sparse matrix with something on a shuffled diagonal, so that it is rarely singular.
Columns random_columns(Dice& dice, std::uint32_t size) {
  Columns columns(size);
  const std::uint32_t shift = dice.roll(size);
  for (std::uint32_t c = 0; c < size; ++c) {
    columns[c].push_back({(c + shift) % size, dice.percent(50) ? 1.0 : -3.0});
    for (std::uint32_t r = 0; r < size; ++r) {
      if (r != (c + shift) % size && dice.percent(200 / size))
        columns[c].push_back({r, 1.0 + dice.roll(4)});
    }
  }
  return columns;
}

std::vector<std::uint32_t> factor(Basis& basis, const Columns& columns) {
  const std::vector<std::span<const Entry>> spans(columns.begin(), columns.end());
  return basis.factor(spans);
}

// Solving both ways gives back what was multiplied; columns are those that stand for each row.
void expect_solves(const Basis& basis, const Columns& by_row, Dice& dice) {
  const std::size_t size = by_row.size();
  std::vector<double> x(size), y(size, 0);
  for (double& value : x) value = dice.percent(50) ? 0 : 1.0 + dice.roll(9);
  std::vector<double> solved = product(by_row, x);
  basis.solve(solved);
  for (std::size_t r = 0; r < size; ++r) EXPECT_NEAR(solved[r], x[r], 1e-6);
  for (std::size_t r = 0; r < size; ++r) {
    for (const Entry& e : by_row[r]) y[r] += e.value * x[e.index];
  }
  basis.solve_transposed(y);
  for (std::size_t r = 0; r < size; ++r) EXPECT_NEAR(y[r], x[r], 1e-6);
}

TEST(Basis, SolvesBothWaysAfterExchanges) {
  int solved = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Dice dice(seed);
    const std::uint32_t size = 1 + dice.roll(40);
    const Columns columns = random_columns(dice, size);
    Basis basis;
    const std::vector<std::uint32_t> column_of = factor(basis, columns);
    if (column_of.empty()) continue;  // singular
    Columns by_row(size);
    for (std::uint32_t r = 0; r < size; ++r) by_row[r] = columns[column_of[r]];
    expect_solves(basis, by_row, dice);
    for (int i = 0; i < 5; ++i) {
      const std::vector<Entry> other = random_columns(dice, size)[0];
      std::vector<double> x(size, 0);
      for (const Entry& e : other) x[e.index] += e.value;
      basis.solve(x);
      const std::uint32_t r = dice.roll(size);
      if (std::abs(x[r]) < 0.1) continue;
      std::vector<Entry> sparse;
      for (std::uint32_t k = 0; k < size; ++k) {
        if (x[k] != 0) sparse.push_back({k, x[k]});
      }
      basis.exchange(r, sparse);
      by_row[r] = other;
      expect_solves(basis, by_row, dice);
    }
    ++solved;
    if (testing::Test::HasFailure()) return;
  }
  EXPECT_GT(solved, 200);
}

TEST(Basis, SaysWhenColumnsAreDependent) {
  Basis basis;
  EXPECT_TRUE(factor(basis, {{{0, 1.0}, {1, 2.0}}, {{0, 2.0}, {1, 4.0}}}).empty());
  EXPECT_TRUE(factor(basis, {{{0, 1.0}}, {{0, 3.0}}}).empty());
  EXPECT_FALSE(factor(basis, {{{0, 1.0}, {1, 2.0}}, {{0, 2.0}, {1, 3.0}}}).empty());
}

// A program as the test keeps it.
struct Program {
  struct Row {
    std::vector<Lp::Term> terms;
    int at_least;
  };
  std::vector<Cost> cost;
  std::vector<Row> rows;

  bool holds(const std::vector<double>& x) const {
    for (const Row& row : rows) {
      double sum = 0;
      for (const Lp::Term& term : row.terms) sum += term.factor * x[term.variable];
      if (sum < row.at_least - 1e-6) return false;
    }
    return true;
  }
  // The cheapest whole solution, with the first variables as fixed; or nothing.
  std::optional<Cost> whole_optimum(std::uint32_t fixed, std::uint32_t ones) const {
    std::optional<Cost> best;
    const auto size = static_cast<std::uint32_t>(cost.size());
    std::vector<double> x(size);
    for (std::uint32_t bits = 0; bits < 1U << size; ++bits) {
      if ((bits & fixed) != (ones & fixed)) continue;
      Cost sum = 0;
      for (std::uint32_t v = 0; v < size; ++v) {
        x[v] = bits >> v & 1U;
        if (x[v] != 0) sum += cost[v];
      }
      if ((!best || sum < *best) && holds(x)) best = sum;
    }
    return best;
  }
};

TEST(Lp, BoundIsProvenAndTheSolutionMeetsIt) {
  int solved = 0, infeasible = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Dice dice(seed);
    Program program;
    Lp lp(10'000);
    const std::uint32_t size = 2 + dice.roll(8);
    for (std::uint32_t v = 0; v < size; ++v) {
      program.cost.push_back(dice.roll(20));
      lp.add_variable(program.cost.back());
    }
    std::uint32_t fixed = 0, ones = 0;
    for (int round = 0; round < 6; ++round) {
      // Rows come in, bounds come and go, and what was dropped does not change the optimum.
      for (std::uint32_t i = dice.roll(4); i > 0; --i) {
        Program::Row row{{}, static_cast<int>(dice.roll(3))};
        for (std::uint32_t v = 0; v < size; ++v) {
          if (dice.percent(40)) row.terms.push_back({v, dice.percent(75) ? 1 : -1});
        }
        program.rows.push_back(row);
        lp.add_row(row.terms, row.at_least);
      }
      const std::uint32_t v = dice.roll(size), to = dice.roll(3);
      lp.set_bounds(v, to != 1, to != 0);
      fixed = to == 2 ? fixed & ~(1U << v) : fixed | 1U << v;
      ones = to == 1 ? ones | 1U << v : ones & ~(1U << v);
      if (dice.percent(20)) lp.drop_slack_rows();
      if (dice.percent(10)) lp.rebuild();

      const Lp::Status status = lp.solve(1e9, 10'000, {});
      const std::optional<Cost> optimum = program.whole_optimum(fixed, ones);
      if (status == Lp::Status::infeasible) {
        EXPECT_TRUE(lp.surely_infeasible());
        EXPECT_FALSE(optimum.has_value());
        ++infeasible;
        break;
      }
      ASSERT_EQ(status, Lp::Status::optimal);
      std::vector<double> x(size);
      for (std::uint32_t k = 0; k < size; ++k) x[k] = lp.value(k);
      const double bound =
          static_cast<double>(lp.certify().bound) / static_cast<double>(lp.scale());
      EXPECT_NEAR(bound, lp.objective(), 0.01);
      if (optimum) {
        EXPECT_LE(bound, static_cast<double>(*optimum) + 1e-9);
      }
      // Rows that were dropped as slack may be broken later on; the search adds them again.
      if (!program.holds(x)) {
        for (const Program::Row& row : program.rows) lp.add_row(row.terms, row.at_least);
        if (lp.solve(1e9, 10'000, {}) != Lp::Status::optimal) break;
        for (std::uint32_t k = 0; k < size; ++k) x[k] = lp.value(k);
        EXPECT_TRUE(program.holds(x));
      }
      ++solved;
    }
    if (testing::Test::HasFailure()) return;
  }
  EXPECT_GT(solved, 500);
  EXPECT_GT(infeasible, 50);
}

}  // namespace
}  // namespace cairn::test
