#include <algorithm>

#include "cairn/catalog/embedded.h"
#include "cairn/catalog/load.h"
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
  std::vector<double> times[2];
  std::string proof;
  for (int run = 0; run < 21; ++run) {
    const Watch watch;
    const Selection selection = select(problem);
    const Plan& plan = std::get<Plan>(selection);
    times[0].push_back(watch.seconds());
    const Roadmap roadmap = make_roadmap(problem, plan, hours, {8, Date{std::chrono::days(20000)}});
    times[1].push_back(watch.seconds());
    proof = proof_of(plan);
  }
  for (auto& list : times) std::sort(list.begin(), list.end());
  rows.push_back(
      {"catalog", "shipped, senior from nothing: select", times[0][10], -1, proof, "", "", ""});
  rows.push_back({"catalog", "shipped, senior from nothing: whole plan with reasons", times[1][10],
                  -1, proof, "whole plan under 5 ms", times[1][10] < 0.005 ? "held" : "missed",
                  ""});
}

}  // namespace cairn::bench
