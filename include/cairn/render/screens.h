/// What the commands say on a terminal: values in, text out.
/// Not for: deciding anything; JSON is json.h.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "cairn/catalog/catalog.h"
#include "cairn/catalog/lookup.h"
#include "cairn/graph/skill_graph.h"
#include "cairn/planner/alternatives.h"
#include "cairn/planner/due.h"
#include "cairn/planner/explain.h"
#include "cairn/planner/fit.h"
#include "cairn/planner/forecast.h"
#include "cairn/planner/problem.h"
#include "cairn/planner/roadmap.h"
#include "cairn/planner/select.h"
#include "cairn/planner/standing.h"
#include "cairn/progress/running.h"
#include "cairn/progress/state.h"
#include "cairn/render/terminal.h"

namespace cairn {

/// What every screen is drawn from.
struct View {
  const Catalog& catalog;
  const SkillGraph& graph;
  const Problem& problem;  ///< the person's known skills, goals and choices
  std::vector<SkillIndex> in_progress;
  std::vector<SkillIndex> ready;  ///< not known, needs met; ascending
  Terminal terminal;
  Date today;
  std::vector<Running> running;  ///< sessions, the latest first
  std::vector<Hours> spent;      ///< on each of `in_progress`
};

/// How a skill stands: the first that fits of known, in progress, ready (in the plan or not),
/// planned and outside.
Standing standing_of(const View& view, const Plan* plan, SkillIndex skill);

/// Known, in progress or neither, by the record alone.
Standing standing_of(const SkillRecord& record);

/// Is it in the plan, if there is one?
bool is_planned(const Plan* plan, SkillIndex skill);

/// First screen of someone who has recorded nothing.
std::string welcome_screen(const View& view);
/// Where am I, what now; under 15 lines.
std::string home_screen(const View& view, const std::vector<LevelStanding>& levels,
                        const Roadmap& roadmap, const std::vector<Recommendation>& next);
/// The first `count` recommendations in full, two more in short.
std::string next_screen(const View& view, const Roadmap& roadmap,
                        const std::vector<Recommendation>& next, std::size_t count);
/// Where the hours a week come from.
struct RateSource {
  enum class Kind : std::uint8_t { asked, settings, logged, assumed };
  Kind kind = Kind::assumed;
  int weeks = 0;  ///< that were looked at, where they come from the log
};

/// How much a person studies a week, and how long they take.
struct Habits {
  Rate rate;
  RateSource source;
  LearnedPace pace;
};

/// `deadline` where the person named a day for all of it with --by, `due` where goals have days.
struct Outlook {
  Forecast forecast;
  std::optional<Date> by;
  Deadline deadline;
  Habits habits;
  std::vector<Due> due;
};
std::string roadmap_screen(const View& view, const Roadmap& roadmap, const Outlook& outlook);
/// The best plan, and others beside it.
std::string alternatives_screen(const View& view, const Plan& best,
                                const std::vector<Alternative>& others);
/// One choice against another.
std::string comparison_screen(const View& view, SkillIndex first, SkillIndex second,
                              const Comparison& comparison);
/// Why one step ranks above another; both are among `next`, or their absence is explained.
std::string rank_screen(const View& view, const Roadmap& roadmap,
                        const std::vector<Recommendation>& next, SkillIndex first,
                        SkillIndex second);
/// What fits into a budget. `scope` says what was looked at: `the plan to Senior`.
std::string fit_screen(const View& view, const Fit& fit, Hours budget, std::string_view scope);
std::string why_screen(const View& view, const Roadmap& roadmap, const Explanation& explanation);
/// What a skill is and how it stands, whatever the plan: `why_screen` says what that makes of it.
std::string skill_screen(const View& view, SkillIndex skill, const SkillRecord* record,
                         const std::set<std::string>& ticked);
/// What one can do after the skill, numbered for `cairn tick`, with a mark where it is ticked or
/// the skill known.
std::vector<std::string> outcome_lines(const View& view, SkillIndex skill,
                                       const std::set<std::string>& ticked);
std::string level_screen(const View& view, LevelIndex level);
/// One row a skill.
std::string list_screen(const View& view, const Plan* plan, const std::vector<SkillIndex>& skills);
/// The same for skills of the record that the catalog has not.
std::string departed_screen(const View& view, const std::map<SkillId, SkillRecord>& departed);
std::string status_screen(const View& view, const std::vector<LevelStanding>& levels,
                          const Roadmap* roadmap, const std::vector<SkillId>& left,
                          const Habits& habits, const std::vector<Due>& due);
/// What the goals' days ask for, a sentence or two each.
std::string due_screen(const View& view, const Rate& rate, const std::vector<Due>& due);
/// What the plan aims at, and what the goals' days ask for.
std::string goals_screen(const View& view, bool set_by_person, const Rate& rate,
                         const std::vector<Due>& due);

/// Why there is no plan, with what to do.
std::string unreachable_text(const View& view, const Unreachable& unreachable);

/// Where a person stands for their goals, to be held against another moment.
struct Situation {
  std::vector<LevelStanding> levels;
  Selection selection;            ///< of the goals
  std::vector<SkillIndex> ready;  ///< ascending
  std::optional<Date> finish;     ///< of the plan at the present rate; absent where there is none
};

/// What recording something brought: what is ready now, levels, hours, dates, what came into the
/// plan and what went out of it. Empty when nothing changed. `view` is of the moment after.
std::string change_screen(const View& view, const Situation& before, const Situation& after);

}  // namespace cairn
