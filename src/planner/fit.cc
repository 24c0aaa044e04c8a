#include "cairn/planner/fit.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <queue>
#include <utility>

#include "planner/core.h"
#include "planner/lp.h"
#include "planner/stage_order.h"

namespace cairn {
namespace {

constexpr double kWhole = 1e-5;

// Branch and bound over what is *not* learnt: a variable is 1 for a node that is left out, and
// costs its weight; leaving everything in is the cheapest and breaks the budget.
class Knapsack {
 public:
  Knapsack(const Problem& problem, std::vector<SkillIndex> skills, Hours budget,
           const StopCheck& stop)
      : problem_(problem),
        skills_(std::move(skills)),
        budget_(budget.minutes()),
        stop_(stop),
        core_(plan_core(*problem.graph, problem.known, skills_)),
        lp_(total_weight() * 4 + 1) {}

  struct Answer {
    std::vector<SkillIndex> skills;
    std::int64_t weight = 0, bound = 0;
  };

  Answer run() {
    if (lp_is_worth_it()) {
      search();
    } else {
      greedy({});
      bound_ = fractional();
    }
    Answer answer;
    for (const CoreNode n : best_) answer.skills.push_back(skills_[n]);
    answer.weight = std::max<std::int64_t>(0, best_weight_);
    answer.bound = std::max(bound_, answer.weight);
    return answer;
  }

 private:
  struct Frame {
    CoreNode node;
    bool other_open;
    bool learn;
    std::int64_t bound;
  };

  std::int64_t total_weight() const {
    std::int64_t sum = 0;
    for (const SkillIndex s : skills_) sum += problem_.weight[value(s)];
    return sum;
  }
  std::int64_t weight(CoreNode n) const {
    return n < skills_.size() ? problem_.weight[value(skills_[n])] : 0;
  }
  std::int64_t minutes(CoreNode n) const {
    return n < skills_.size() ? problem_.cost[value(skills_[n])].minutes() : 0;
  }
  bool lp_is_worth_it() const { return skills_.size() <= kMostExactFit; }

  // No needs, parts of skills allowed.
  std::int64_t fractional() const {
    std::vector<CoreNode> by_density(skills_.size());
    std::iota(by_density.begin(), by_density.end(), 0);
    std::sort(by_density.begin(), by_density.end(), [&](CoreNode a, CoreNode b) {
      const std::int64_t x = weight(a) * minutes(b), y = weight(b) * minutes(a);
      return x != y ? x > y : a < b;
    });
    std::int64_t left = budget_, sum = 0;
    for (const CoreNode n : by_density) {
      if (minutes(n) <= left) {
        left -= minutes(n);
        sum += weight(n);
      } else {
        sum += weight(n) * left / minutes(n);
        break;
      }
    }
    return sum;
  }

  // Best closures by weight per hour, those that the relaxation likes first; skips what is too
  // long.
  void greedy(const std::vector<double>& liking) {
    std::vector<double> price(core_.size(), 0);
    for (CoreNode n = 0; n < skills_.size(); ++n) {
      price[n] = static_cast<double>(minutes(n)) * (liking.empty() ? 1 : 1.02 - liking[n]);
    }
    std::vector<std::uint8_t> have(core_.size(), 0);
    std::int64_t left = budget_, sum = 0;
    std::vector<CoreNode> set;
    const std::size_t rounds = skills_.size() <= kMostExactFit ? skills_.size() : 64;
    for (std::size_t round = 0; round < rounds; ++round) {
      if (stop_ && stop_()) break;
      const std::vector<std::uint32_t> rank = settle(price, have);
      double best = -1;
      std::vector<CoreNode> chosen;
      for (CoreNode target = 0; target < skills_.size(); ++target) {
        if (have[target] != 0 || rank[target] == kNoSkill || fixed_out(target)) continue;
        const std::vector<CoreNode> closure = lead_to(target, rank, have);
        std::int64_t w = 0, p = 0;
        double cost = 0;
        for (const CoreNode n : closure) {
          w += weight(n);
          p += minutes(n);
          cost += price[n];
        }
        if (p > left || w == 0) continue;
        const double density = static_cast<double>(w) / std::max(1e-3, cost);
        if (density <= best) continue;
        best = density;
        chosen = closure;
      }
      if (chosen.empty()) break;
      for (const CoreNode n : chosen) {
        have[n] = 1;
        left -= minutes(n);
        sum += weight(n);
        set.push_back(n);
      }
    }
    if (sum > best_weight_) {
      best_weight_ = sum;
      best_ = set;
    }
  }

  bool fixed_out(CoreNode n) const { return fixed_.size() > n && fixed_[n] == 1; }

  // Additive values with `have` for nothing: the order in which nodes settle.
  std::vector<std::uint32_t> settle(const std::vector<double>& price,
                                    const std::vector<std::uint8_t>& have) const {
    std::vector<double> sum(core_.size(), 0);
    std::vector<std::uint32_t> missing = core_.threshold, rank(core_.size(), kNoSkill);
    using Entry = std::pair<double, CoreNode>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
    const auto supported = [&](CoreNode n) {
      if (!fixed_out(n)) queue.emplace(sum[n] + (have[n] != 0 ? 0 : price[n]), n);
    };
    for (CoreNode n = 0; n < core_.size(); ++n) {
      if (have[n] != 0) {
        queue.emplace(0, n);
      } else if (missing[n] == 0) {
        supported(n);
      }
    }
    std::uint32_t clock = 0;
    while (!queue.empty()) {
      const auto [at, n] = queue.top();
      queue.pop();
      if (rank[n] != kNoSkill) continue;
      rank[n] = clock++;
      for (const CoreNode user : core_.users(n)) {
        if (missing[user] == 0) continue;
        sum[user] += at;
        if (--missing[user] == 0 && have[user] == 0) supported(user);
      }
    }
    return rank;
  }

  std::vector<CoreNode> lead_to(CoreNode target, const std::vector<std::uint32_t>& rank,
                                const std::vector<std::uint8_t>& have) const {
    std::vector<CoreNode> closure, stack = {target}, support;
    std::vector<CoreNode> seen_list;
    if (seen_.size() != core_.size()) seen_.assign(core_.size(), 0);
    seen_[target] = 1;
    seen_list.push_back(target);
    while (!stack.empty()) {
      const CoreNode n = stack.back();
      stack.pop_back();
      if (n < skills_.size()) {
        if (have[n] != 0) continue;
        closure.push_back(n);
      }
      support.assign(core_.children(n).begin(), core_.children(n).end());
      std::stable_sort(support.begin(), support.end(),
                       [&](CoreNode a, CoreNode b) { return rank[a] < rank[b]; });
      for (std::uint32_t k = 0; k < core_.threshold[n]; ++k) {
        if (std::exchange(seen_[support[k]], std::uint8_t{1}) != 0) continue;
        seen_list.push_back(support[k]);
        stack.push_back(support[k]);
      }
    }
    for (const CoreNode n : seen_list) seen_[n] = 0;
    return closure;
  }

  double in(CoreNode n) const { return 1 - lp_.value(n); }

  bool add_broken_rows() {
    bool added = false;
    std::vector<Lp::Term> terms;
    for (CoreNode n = 0; n < core_.size(); ++n) {
      if (core_.threshold[n] == 0 || in(n) < kWhole) continue;
      const auto children = core_.children(n);
      const auto k = static_cast<int>(core_.threshold[n]);
      if (k == static_cast<int>(children.size())) {
        for (const CoreNode child : children) {
          if (in(child) > in(n)-kWhole || child == n) continue;
          terms = {{n, 1}, {child, -1}};
          lp_.add_row(terms, 0);
          added = true;
        }
        continue;
      }
      // Members that are more there than the node may be taken for granted.
      std::vector<CoreNode> rest;
      int left = k;
      double sum = 0;
      for (const CoreNode child : children) {
        if (child == n) continue;  // nobody rests on himself
        if (k > 1 && in(child) > in(n) + kWhole) {
          --left;
        } else {
          rest.push_back(child);
          sum += in(child);
        }
      }
      if (left <= 0 || sum > left * in(n)-kWhole) continue;
      std::sort(rest.begin(), rest.end());
      terms = {{n, left}};
      for (const CoreNode child : rest) {
        if (terms.size() > 1 && terms.back().variable == child) {
          --terms.back().factor;
        } else {
          terms.push_back({child, -1});
        }
      }
      lp_.add_row(terms, left - static_cast<int>(rest.size()));
      added = true;
    }
    return added;
  }

  // The skills of a whole solution that hold each other up in a ring ask for one from outside.
  bool add_ring_cut(const std::vector<std::uint8_t>& learnt) {
    const auto reach = [&](const std::vector<std::uint8_t>& may) {
      std::vector<std::uint8_t> holds(core_.size(), 0);
      for (const CoreNode n : derivation_order(
               core_, [&](CoreNode m) { return m >= skills_.size() || may[m] != 0; })) {
        holds[n] = 1;
      }
      return holds;
    };
    const std::vector<std::uint8_t> holds = reach(learnt);
    for (CoreNode u = 0; u < skills_.size(); ++u) {
      if (learnt[u] == 0 || holds[u] != 0) continue;
      std::vector<std::uint8_t> may = learnt;
      std::vector<Lp::Term> terms = {{u, 1}};
      for (CoreNode n = 0; n < skills_.size(); ++n) {
        if (may[n] != 0) continue;
        may[n] = 1;
        if (reach(may)[u] == 0) continue;
        may[n] = 0;
        terms.push_back({n, -1});
      }
      // u is learnt only with one of them: (1 - z_u) <= sum of (1 - z_n).
      lp_.add_row(terms, 1 - static_cast<int>(terms.size() - 1));
      return true;
    }
    return false;
  }

  void fix(CoreNode n, int to) {  // 0 free, 1 out, 2 in
    fixed_[n] = to;
    lp_.set_bounds(n, to != 1, to != 2);
  }

  void search() {
    fixed_.assign(core_.size(), 0);
    const std::int64_t total = total_weight();
    std::int64_t all_minutes = 0;
    std::vector<Lp::Term> budget;
    Cost unit = 0;
    for (CoreNode n = 0; n < core_.size(); ++n) {
      lp_.add_variable(weight(n));
      unit = std::gcd(unit, weight(n));
      all_minutes += minutes(n);
      if (minutes(n) > 0) budget.push_back({n, static_cast<int>(minutes(n))});
    }
    unit = std::max<Cost>(1, unit);
    if (all_minutes > budget_) lp_.add_row(budget, static_cast<int>(all_minutes - budget_));
    greedy({});
    std::vector<Frame> frames;
    std::int64_t solved = 0;
    bool stopped = false;
    for (;;) {
      // An upper bound for the present branch.
      std::int64_t bound = frames.empty() ? total : frames.back().bound;
      CoreNode on = kNoSkill;
      ++solved;
      for (std::size_t round = 0;; ++round) {
        const Lp::Status status =
            lp_.solve(static_cast<double>(total - best_weight_ - unit) + 0.1, 20'000, stop_);
        if (status == Lp::Status::infeasible && lp_.surely_infeasible()) {
          bound = -1;
          break;
        }
        const Cost exact = lp_.certify().bound;
        const Cost lost = exact <= 0 ? 0 : (exact + lp_.scale() - 1) / lp_.scale();
        bound = std::min(bound, (total - lost) / unit * unit);
        if (bound <= best_weight_) break;
        if (status == Lp::Status::stopped || (stop_ && stop_())) {
          stopped = true;
          break;
        }
        if (status == Lp::Status::optimal && add_broken_rows()) continue;
        if (status == Lp::Status::optimal && (solved % 16 == 1 || frames.empty()) && round < 40) {
          std::vector<double> liking(core_.size());
          for (CoreNode n = 0; n < core_.size(); ++n) liking[n] = std::clamp(in(n), 0.0, 1.0);
          greedy(liking);
          if (bound <= best_weight_) break;
        }
        double most = kWhole;
        std::vector<std::uint8_t> learnt(core_.size(), 0);
        for (CoreNode n = 0; n < skills_.size(); ++n) {
          const double part = std::min(in(n), 1 - in(n));
          if (in(n) > 0.5) learnt[n] = 1;
          const double score = part * (1 + static_cast<double>(weight(n) + minutes(n)));
          if (fixed_[n] == 0 && part > kWhole && score > most) {
            most = score;
            on = n;
          }
        }
        if (on != kNoSkill) break;
        if (status == Lp::Status::optimal && add_ring_cut(learnt)) continue;
        std::int64_t w = 0, p = 0;
        std::vector<CoreNode> set;
        for (CoreNode n = 0; n < skills_.size(); ++n) {
          if (learnt[n] == 0) continue;
          w += weight(n);
          p += minutes(n);
          set.push_back(n);
        }
        if (status == Lp::Status::optimal && p <= budget_ && w > best_weight_) {
          best_weight_ = w;
          best_ = set;
        }
        if (bound <= best_weight_) break;
        for (CoreNode n = 0; n < skills_.size() && on == kNoSkill; ++n) {
          if (fixed_[n] == 0) on = n;
        }
        break;
      }
      if (stopped) {
        bound_ = bound;
        for (const Frame& frame : frames) {
          if (frame.other_open) bound_ = std::max(bound_, frame.bound);
        }
        return;
      }
      if (bound > best_weight_ && on != kNoSkill) {
        const bool learn = in(on) >= 0.5;
        frames.push_back({on, true, learn, bound});
        fix(on, learn ? 2 : 1);
        if (solved % 64 == 0) lp_.drop_slack_rows();
        continue;
      }
      bool open = false;
      while (!frames.empty() && !open) {
        Frame& frame = frames.back();
        if (frame.other_open && frame.bound > best_weight_) {
          frame.other_open = false;
          frame.learn = !frame.learn;
          fix(frame.node, frame.learn ? 2 : 1);
          open = true;
        } else {
          fix(frame.node, 0);
          frames.pop_back();
        }
      }
      if (!open) {
        bound_ = best_weight_;
        return;
      }
    }
  }

  const Problem& problem_;
  const std::vector<SkillIndex> skills_;
  const std::int64_t budget_;
  const StopCheck& stop_;
  const Core core_;
  Lp lp_;
  std::vector<int> fixed_;
  std::vector<CoreNode> best_;
  std::int64_t best_weight_ = -1;
  std::int64_t bound_ = 0;
  mutable std::vector<std::uint8_t> seen_;
};

// Skills that can be learnt at all, and whose landmarks alone leave room in the budget.
std::vector<SkillIndex> candidates(const Problem& problem, Hours budget, const Flags& within,
                                   const StopCheck& stop) {
  const SkillGraph& graph = *problem.graph;
  Flags may(graph.skill_count(), 0);
  for (std::size_t s = 0; s < may.size(); ++s) {
    may[s] =
        problem.avoided[s] == 0 && (within.empty() || within[s] != 0) && problem.cost[s] <= budget;
  }
  for (;;) {
    std::vector<SkillIndex> skills = derive(graph, problem.known, may).order;
    std::sort(skills.begin(), skills.end());
    const Core core = plan_core(graph, problem.known, skills);
    if (core.size() > Landmarks::kMostExact) return skills;
    const Landmarks landmarks(core, stop);
    if (!landmarks.complete()) return skills;
    bool dropped = false;
    for (CoreNode x = 0; x < skills.size(); ++x) {
      Hours least;
      for (CoreNode z = 0; z < skills.size(); ++z) {
        if (landmarks.contains(x, z)) least += problem.cost[value(skills[z])];
      }
      if (least <= budget) continue;
      may[value(skills[x])] = 0;
      dropped = true;
    }
    if (!dropped) return skills;
  }
}

}  // namespace

FitSet fit_within(const Problem& problem, Hours budget, const Flags& within,
                  const StopCheck& stop) {
  Knapsack knapsack(problem, candidates(problem, budget, within, stop), budget, stop);
  Knapsack::Answer answer = knapsack.run();
  // Without what has no weight and nothing rests on, latest learnt first.
  std::sort(answer.skills.begin(), answer.skills.end());
  Flags may(problem.graph->skill_count(), 0);
  for (const SkillIndex skill : answer.skills) may[value(skill)] = 1;
  std::vector<SkillIndex> order = derive(*problem.graph, problem.known, may).order;
  for (std::size_t i = order.size(); i-- > 0;) {
    if (problem.weight[value(order[i])] != 0) continue;
    may[value(order[i])] = 0;
    const std::vector<SkillIndex> rest = derive(*problem.graph, problem.known, may).order;
    if (rest.size() + 1 == order.size()) {
      order = rest;
      i = std::min(i, order.size());
    } else {
      may[value(order[i])] = 1;
    }
  }
  Problem plain = problem;
  plain.goals.clear();
  plain.chosen.clear();
  std::sort(order.begin(), order.end());
  FitSet set;
  set.steps = order_plan(plain, order, stop).steps;
  for (const SkillIndex skill : set.steps) {
    set.weight += problem.weight[value(skill)];
    set.cost += problem.cost[value(skill)];
  }
  set.upper_bound = std::max(set.weight, static_cast<int>(answer.bound));
  return set;
}

Fit fit(const Problem& problem, Hours budget, const Flags& within, const StopCheck& stop) {
  Fit made;
  made.set = fit_within(problem, budget, within, stop);
  Problem after = problem;
  for (const SkillIndex skill : made.set.steps) after.known[value(skill)] = 1;
  Flags may(problem.graph->skill_count(), 0);
  for (std::size_t s = 0; s < may.size(); ++s) {
    may[s] = problem.avoided[s] == 0 && (within.empty() || within[s] != 0) ? 1 : 0;
  }
  if (problem.graph->skill_count() <= kMostExactFit) {
    for (Closure& closure : closures(after, after.known, may)) {
      if (closure.weight == 0) continue;
      const Hours missing = made.set.cost + closure.cost - budget;
      made.just_out.push_back({std::move(closure), std::max(missing, Hours())});
    }
    std::stable_sort(made.just_out.begin(), made.just_out.end(),
                     [](const JustOut& a, const JustOut& b) {
                       if (a.missing != b.missing) return a.missing < b.missing;
                       return a.closure.payoff() > b.closure.payoff();
                     });
    if (made.just_out.size() > kMostJustOut) made.just_out.resize(kMostJustOut);
  }
  made.more.budget = budget + kMoreHours;
  made.more.set = fit_within(problem, made.more.budget, within, stop);
  std::vector<SkillIndex> now = made.set.steps, then = made.more.set.steps;
  std::sort(now.begin(), now.end());
  std::sort(then.begin(), then.end());
  std::set_difference(then.begin(), then.end(), now.begin(), now.end(),
                      std::back_inserter(made.more.added));
  std::set_difference(now.begin(), now.end(), then.begin(), then.end(),
                      std::back_inserter(made.more.dropped));
  return made;
}

}  // namespace cairn
