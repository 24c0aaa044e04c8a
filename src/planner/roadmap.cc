#include "cairn/planner/roadmap.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "cairn/planner/explain.h"
#include "cairn/planner/poset.h"

namespace cairn {
namespace {

class ReasonGiver {
 public:
  ReasonGiver(const Problem& problem, const Roadmap& roadmap)
      : problem_(problem), roadmap_(roadmap), position_(problem.graph->skill_count(), kNotInPlan) {
    for (std::size_t i = 0; i < roadmap.steps.size(); ++i) {
      steps_.push_back(roadmap.steps[i].skill);
      position_[value(steps_[i])] = i;
      cost_.push_back(problem.cost[value(steps_[i])]);
    }
    opens_.resize(steps_.size());
    for (Opens& opens : opens_) opens.left = steps_.size() - 1;
    // Past the poset's size, who opens whom would take longer than the plan.
    if (steps_.size() <= PlanPoset::kMostSteps) find_chain_and_opens();
    for (const std::size_t step : chain_) chain_hours_ += cost_[step];
    ready_.assign(steps_.size(), 0);
    for (const SkillIndex skill : ready_skills(*problem.graph, problem.known)) {
      if (position_[value(skill)] != kNotInPlan) ready_[position_[value(skill)]] = 1;
    }
    asked_.resize(problem.graph->skill_count());
    for (std::uint32_t l = 0; l < problem.graph->level_count(); ++l) {
      for (const SkillIndex skill :
           named_skills(*problem.graph, problem.graph->node(LevelIndex{l}))) {
        asked_[value(skill)].push_back(LevelIndex{l});
      }
    }
  }

  void find_chain_and_opens() {
    const PlanPoset poset(problem_, steps_);
    chain_ = longest_chain(poset, cost_);
    for (std::size_t z = 0; z < steps_.size(); ++z) {
      for (std::size_t x = z + 1; x < steps_.size(); ++x) {
        if (!poset.before(z, x)) continue;
        ++opens_[z].count;
        if (roadmap_.steps[x].stage == roadmap_.steps[z].stage) ++opens_[z].in_stage;
      }
    }
  }

  std::vector<Reason> reasons(std::size_t step) const {
    const SkillGraph& graph = *problem_.graph;
    const SkillIndex skill = steps_[step];
    std::vector<SkillIndex> known, steps;
    for (const SkillIndex need : named_skills(graph, graph.node(skill))) {
      if (problem_.known[value(need)] != 0) {
        known.push_back(need);
      } else if (position_[value(need)] < step) {
        steps.push_back(need);
      }
    }
    std::vector<Reason> reasons;
    if (ready_[step] != 0) {
      reasons.push_back(ReadyBecause{std::move(known)});
    } else {
      std::sort(steps.begin(), steps.end(), [&](SkillIndex a, SkillIndex b) {
        return position_[value(a)] < position_[value(b)];
      });
      reasons.push_back(After{std::move(steps)});
    }
    const auto& goals = problem_.goals;
    if (std::find(goals.begin(), goals.end(), graph.node(skill)) != goals.end()) {
      reasons.push_back(IsGoal{});
    }
    const auto& chosen = problem_.chosen;
    if (std::find(chosen.begin(), chosen.end(), skill) != chosen.end()) reasons.push_back(Chosen{});
    if (!asked_[value(skill)].empty()) reasons.push_back(LevelAsks{asked_[value(skill)]});
    reasons.push_back(opens_[step]);
    const auto link = std::find(chain_.begin(), chain_.end(), step);
    if (link != chain_.end()) {
      reasons.push_back(OnLongestChain{static_cast<std::size_t>(link - chain_.begin()) + 1,
                                       chain_.size(), chain_hours_});
    }
    for (const Choice& choice : roadmap_.choices) {
      if (choice.why.taken == skill) reasons.push_back(choice.why);
    }
    return reasons;
  }

 private:
  static constexpr std::size_t kNotInPlan = std::numeric_limits<std::size_t>::max();

  const Problem& problem_;
  const Roadmap& roadmap_;
  std::vector<SkillIndex> steps_;
  std::vector<std::size_t> position_;  // by skill
  std::vector<Hours> cost_;            // by step
  std::vector<std::size_t> chain_;
  Hours chain_hours_;
  std::vector<Opens> opens_;
  Flags ready_;  // by step
  std::vector<std::vector<LevelIndex>> asked_;
};

}  // namespace

Roadmap make_roadmap(const Problem& problem, const Course& course, std::span<const HourRange> hours,
                     const Rate& rate, const LearnedPace& pace) {
  Roadmap roadmap;
  roadmap.goals = problem.goals;
  roadmap.plan = course.plan;
  roadmap.choices = course.choices;
  roadmap.hours_per_week = rate.hours_per_week;
  const Order& order = course.order;
  roadmap.order_gap = order.gap();
  std::vector<Hours> likely;
  for (const SkillIndex skill : order.steps) {
    likely.push_back(pace.at_pace(skill, hours[value(skill)].likely));
  }
  const std::vector<TimeSpan> spans = schedule(likely, rate.hours_per_week, rate.start);
  for (std::size_t s = 0; s < order.stages.size(); ++s) {
    const Stage& from = order.stages[s];
    RoadmapStage stage{from.level, from.begin, from.end, {}, {}};
    for (std::size_t i = from.begin; i < from.end; ++i) {
      const HourRange range = hours[value(order.steps[i])];
      stage.hours += range;
      roadmap.steps.push_back({order.steps[i], s, range, spans[i], {}});
    }
    stage.when = {spans[from.begin].start, spans[from.end - 1].finish, spans[from.begin].first_week,
                  spans[from.end - 1].last_week};
    roadmap.hours += stage.hours;
    roadmap.stages.push_back(stage);
  }
  const ReasonGiver giver(problem, roadmap);
  for (std::size_t i = 0; i < roadmap.steps.size(); ++i) {
    roadmap.steps[i].reasons = giver.reasons(i);
  }
  return roadmap;
}

namespace {

// The first steps of the first stage that pay most together. Where nothing but order decides, that
// is the densest closure there is, so no step that could be begun instead ranks higher.
Closure best_beginning(const Problem& problem, const Roadmap& roadmap) {
  Closure best, now;
  for (std::size_t i = 0; i < roadmap.stages.front().end; ++i) {
    now.target = roadmap.steps[i].skill;
    now.skills.push_back(now.target);
    now.weight += problem.weight[value(now.target)];
    now.cost += problem.cost[value(now.target)];
    if (i == 0 || now.payoff() > best.payoff()) best = now;
  }
  return best;
}

}  // namespace

std::vector<Recommendation> recommend(const Problem& problem, const Roadmap& roadmap) {
  std::vector<Recommendation> ready;
  for (std::size_t i = 0; i < roadmap.steps.size(); ++i) {
    if (find_reason<ReadyBecause>(roadmap.steps[i].reasons) == nullptr) continue;
    ready.push_back({roadmap.steps[i].skill, i, -1, {}});
  }
  Flags within(problem.graph->skill_count(), 0);
  for (std::size_t s = 0; s < roadmap.stages.size(); ++s) {
    for (std::size_t i = roadmap.stages[s].begin; i < roadmap.stages[s].end; ++i) {
      within[value(roadmap.steps[i].skill)] = 1;
    }
    const bool any = std::any_of(ready.begin(), ready.end(), [&](const Recommendation& r) {
      return roadmap.steps[r.step].stage == s;
    });
    if (!any) continue;
    std::vector<Closure> all;
    if (roadmap.stages[s].end <= kMostClosureSteps) {
      all = closures(problem, problem.known, within);
      if (s == 0) all.push_back(best_beginning(problem, roadmap));
    }
    for (std::size_t r = 0; r < ready.size(); ++r) {
      if (roadmap.steps[ready[r].step].stage != s) continue;
      const SkillIndex skill = ready[r].skill;
      const Closure alone{skill, {skill}, problem.weight[value(skill)], problem.cost[value(skill)]};
      const Closure* best = all.empty() ? &alone : nullptr;
      for (const Closure& closure : all) {
        const auto& skills = closure.skills;
        if (std::find(skills.begin(), skills.end(), skill) == skills.end()) continue;
        if (best == nullptr || closure.payoff() > best->payoff() ||
            (closure.payoff() == best->payoff() && closure.cost < best->cost)) {
          best = &closure;
        }
      }
      Pays pay{best->payoff(), best->cost, best->target, {}};
      const auto term = [&](SkillIndex part) {
        return PayoffTerm{part, payoff(problem.weight[value(part)], best->cost)};
      };
      pay.terms.push_back(term(skill));
      for (const SkillIndex part : best->skills) {
        if (part != skill) pay.terms.push_back(term(part));
      }
      ready[r].rank = pay.rank;
      ready[r].reasons = roadmap.steps[ready[r].step].reasons;
      ready[r].reasons.push_back(std::move(pay));
    }
  }
  std::stable_sort(ready.begin(), ready.end(), [&](const auto& a, const auto& b) {
    if ((a.step == 0) != (b.step == 0)) return a.step == 0;
    const std::size_t stage_a = roadmap.steps[a.step].stage, stage_b = roadmap.steps[b.step].stage;
    if (stage_a != stage_b) return stage_a < stage_b;
    if (a.rank != b.rank) return a.rank > b.rank;
    return a.step < b.step;
  });
  return ready;
}

}  // namespace cairn
