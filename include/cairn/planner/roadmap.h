/// The whole answer: a plan in order, in stages, with dates and reasons.
/// Not for: wording it (render).
#pragma once

#include <optional>
#include <vector>

#include "cairn/base/date.h"
#include "cairn/base/hours.h"
#include "cairn/catalog/catalog.h"
#include "cairn/planner/course.h"
#include "cairn/planner/order.h"
#include "cairn/planner/pace.h"
#include "cairn/planner/problem.h"
#include "cairn/planner/reason.h"
#include "cairn/planner/schedule.h"
#include "cairn/planner/select.h"

namespace cairn {

struct RoadmapStep {
  SkillIndex skill{};
  std::size_t stage = 0;  ///< position in Roadmap::stages
  HourRange hours;
  TimeSpan when;
  std::vector<Reason> reasons;
};

struct RoadmapStage {
  std::optional<LevelIndex> level;  ///< absent for goals outside the ladder
  std::size_t begin = 0;            ///< steps [begin, end)
  std::size_t end = 0;
  HourRange hours;
  TimeSpan when;
};

struct Roadmap {
  std::vector<Node> goals;
  Plan plan;
  HourRange hours;
  std::vector<RoadmapStage> stages;
  std::vector<RoadmapStep> steps;
  std::vector<Choice> choices;
  double hours_per_week = 0;
  double order_gap = 0;  ///< how far above the best order the steps' may be; Order::gap
};

/// How much of the plan a person puts in, from when on.
struct Rate {
  double hours_per_week = 8;
  Date start;
  double spread = 0;  ///< what is not known of it: standard deviation as a share
};

/// Gives every step of the course dates and reasons. `hours` is by skill; they stay what they are,
/// the dates are those of the likely hours at `pace`.
Roadmap make_roadmap(const Problem& problem, const Course& course, std::span<const HourRange> hours,
                     const Rate& rate, const LearnedPace& pace = {});

/// The best steps to begin now.
struct Recommendation {
  SkillIndex skill{};
  std::size_t step = 0;  ///< position in the roadmap's steps
  double rank = 0;       ///< weight per ten hours; the terms of its Pays add up to it
  std::vector<Reason> reasons;
};

/// Steps of the roadmap that are ready: its first step, then the others by stage, rank and the
/// roadmap's order. A step's rank is the payoff of the best closure within the stages up to its own
/// that it is part of; of the first step, where that pays more, of a first stretch of its stage. In
/// a stage of over kMostClosureSteps steps it is the step's own payoff.
std::vector<Recommendation> recommend(const Problem& problem, const Roadmap& roadmap);

}  // namespace cairn
