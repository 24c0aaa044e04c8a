#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "cairn/catalog/embedded.h"
#include "cairn/catalog/load.h"
#include "cairn/planner/forecast.h"
#include "cairn/planner/order.h"
#include "cairn/planner/roadmap.h"
#include "tests/bench/bench.h"

namespace cairn::bench {

void shipped_catalog(const Options&, Rows& rows) {
  const LoadedCatalog loaded = load_catalog({"skills.yaml", embedded_catalog()});
  const Catalog& catalog = *loaded.catalog;
  const SkillGraph graph = build_graph(catalog);
  Problem problem = make_problem(catalog, graph);
  problem.goals = {graph.node(LevelIndex{static_cast<std::uint32_t>(catalog.levels().size() - 1)})};
  std::vector<HourRange> hours;
  for (const Skill& skill : catalog.skills()) hours.push_back(skill.hours);
  const Rate rate{8, Date{std::chrono::days(20000)}};
  std::vector<double> times[3];
  std::string proof;
  for (int run = 0; run < 41; ++run) {
    const Watch watch;
    const Selection selection = select(problem);
    const Plan& plan = std::get<Plan>(selection);
    times[0].push_back(watch.seconds());
    const Order order = order_plan(problem, plan.skills);
    HoursDistribution total;
    for (const Stage& stage : order.stages) {
      for (std::size_t i = stage.begin; i < stage.end; ++i) total.add(hours[value(order.steps[i])]);
      if (total.quantile(0.5) > total.quantile(0.9)) throw std::runtime_error("no forecast");
    }
    times[1].push_back(watch.seconds());
    proof = fmt::format("{}; order within {:.2f} %", proof_of(plan), 100 * order.gap());
    if (!is_learnable_order(graph, problem.known, order.steps))
      throw std::runtime_error("wrong order");
    const Watch again;
    const Roadmap roadmap = make_roadmap(problem, chart(problem, plan), hours, rate);
    times[2].push_back(again.seconds());
  }
  for (auto& list : times) std::sort(list.begin(), list.end());
  const auto row = [&](const char* what, const std::vector<double>& list, const char* reach) {
    const double median = list[list.size() / 2];
    rows.push_back({"catalog", what, median, -1, proof, reach,
                    *reach == 0      ? ""
                    : median < 0.005 ? "held"
                                     : "missed",
                    ""});
  };
  row("shipped, senior from nothing: select", times[0], "");
  row("shipped, senior from nothing: select, order, forecast", times[1], "whole plan under 5 ms");
  row("shipped, senior from nothing: the roadmap with dates, reasons and choices", times[2], "");
}

}  // namespace cairn::bench
