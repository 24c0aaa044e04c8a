/// Plans for many learners on one catalog, one after another: what is the same for all of them is
/// built once, and memory is kept from one to the next.
/// Not for: a person's roadmap with its days and reasons (roadmap.h).
#pragma once

#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/planner/forecast.h"
#include "cairn/planner/order.h"
#include "cairn/planner/pace.h"
#include "cairn/planner/problem.h"
#include "cairn/planner/select.h"

namespace cairn {

/// Where somebody stands and where they want to go. Requires: known has one entry a skill; goals
/// are skills and levels; chosen and avoided are ascending, and have nothing in common.
struct Learner {
  Flags known;
  std::vector<Node> goals;
  std::vector<SkillIndex> chosen, avoided;
  std::optional<double> hours_per_week;  ///< as for schedule(); without it there are no weeks
};

/// Alternatives of which the plan has some.
struct Taken {
  std::vector<SkillIndex> members;  ///< in the formula's order
  std::vector<SkillIndex> taken;    ///< those in the plan, in the same order
};

/// The weeks, counted from 1 at the start, by whose end it is done as likely as not, and nine times
/// in ten; 0 where nothing is left to learn.
struct Weeks {
  std::int64_t even = 0, safe = 0;
};

struct LearnerPlan {
  Plan plan;
  Order order;
  HourRange hours;                     ///< of all steps
  std::vector<HourRange> stage_hours;  ///< as order.stages
  std::vector<Weeks> stage_weeks;      ///< as order.stages; empty without hours a week
  std::vector<LevelIndex> reached;     ///< levels that what is known meets
  std::vector<Taken> choices;
};

/// The same plan, order and weeks that select(), order_plan() and forecast() give for each learner
/// by themselves. One for each thread; the catalog and the graph outlive it.
class BatchPlanner {
 public:
  BatchPlanner(const Catalog& catalog, const SkillGraph& graph);

  /// Deterministic where `stop` never says yes. The answer holds until the next call.
  const std::variant<LearnerPlan, Unreachable>& plan(const Learner& learner,
                                                     const StopCheck& stop = {});
  /// What was planned last.
  const Problem& problem() const { return problem_; }

 private:
  void set_problem(const Learner& learner);

  const Catalog& catalog_;
  const SkillGraph& graph_;
  std::optional<SkillGraph> settled_;  ///< by the last learner's choices
  LearnedPace pace_;                   ///< of somebody of whom nothing is known
  std::vector<HourRange> hours_;       ///< by skill
  std::vector<SkillHours> at_pace_;    ///< the same
  Problem problem_;
  std::variant<LearnerPlan, Unreachable> answer_;
};

}  // namespace cairn
