// `cairn stats`: what was studied, and what came of it.
#include "cairn/render/stats.h"

#include <algorithm>
#include <ostream>

#include "cairn/base/error.h"
#include "cairn/progress/records_in_time.h"
#include "cairn/workspace/since_pin.h"
#include "cli/commands.h"
#include "cli/forecasts.h"
#include "cli/session.h"

namespace cairn {
namespace {

constexpr double kMostWeeks = 520;
constexpr int kUsualWeeks = 12;

// Where the person stood at the end of the week, by the records of that day.
void add_standing(Session& session, const std::map<SkillId, SkillRecord>& records,
                  StudyWeek& week) {
  State state;
  state.skills = records;
  const Personal then = see(session.open(), state);
  // The goals and choices of today, so that the weeks can be compared.
  Problem problem = session.problem();
  problem.known = then.known;
  problem.whole.clear();
  const std::vector<HourRange> left = hours_left(session.catalog(), then);
  for (std::size_t s = 0; s < left.size(); ++s) {
    problem.cost[s] = left[s].likely;
    problem.whole.push_back(session.catalog().skills()[s].hours.likely);
  }
  for (const LevelStanding& standing : session.standings(problem)) {
    week.levels.push_back(standing.share());
  }
  week.known = static_cast<std::size_t>(std::count(then.known.begin(), then.known.end(), 1));
  const Selection selection = session.selection(problem);
  if (const auto* plan = std::get_if<Plan>(&selection)) week.left = plan->cost;
  const std::optional<Pin>& pin = session.state().pin;
  const Date end = std::min(week.monday + std::chrono::days(6), session.today());
  if (pin && end >= pin->day) {
    week.pinned = {left_of_pin(*pin, session.open(), then), pin->left_after(end)};
  }
}

// The first day that is asked for, if any is.
std::optional<Date> first_day(Session& session) {
  const auto weeks = session.number_option("weeks", 1, kMostWeeks);
  const auto since = session.day_option("since");
  if (weeks && since) {
    throw Error(Code::usage, "", "--weeks and --since say the same thing twice",
                "leave one of them out");
  }
  if (since && *since > session.today()) {
    throw Error(Code::usage, "", to_iso(*since) + " is still to come", "name a day that has been");
  }
  if (!weeks) return since;
  return monday_of(session.today()) - std::chrono::weeks(static_cast<int>(*weeks) - 1);
}

int show_forecasts(Session& session, std::optional<Date> since) {
  const ForecastStats stats = forecast_stats(session, since);
  const Problem problem = session.problem();
  const View view = session.view(problem);
  session.out() << (session.json()                   ? forecast_stats_json(view, stats)
                    : session.arguments().has("csv") ? forecast_stats_csv(view, stats)
                                                     : forecast_stats_screen(view, stats));
  return kAnswer;
}

int run_stats(Session& session) {
  const std::optional<Date> asked = first_day(session);
  if (session.arguments().has("forecast")) return show_forecasts(session, asked);
  StudyStats stats;
  const std::map<Date, DayHours>& all = session.state().days;
  stats.days = study_days(session.state());
  for (const auto& [day, hours] : all) {
    stats.all += hours.all();
    stats.spread += hours.shared;
  }
  stats.streak = streak_of(stats.days, session.today());
  stats.pace = session.pace();
  stats.pin = session.state().pin;
  const Date last = monday_of(session.today());
  Date first = asked ? monday_of(*asked) : last - std::chrono::weeks(kUsualWeeks - 1);
  // Weeks before the first hour say nothing.
  if (!session.arguments().has("weeks") && !all.empty()) {
    first = std::max(first, monday_of(all.begin()->first));
  }
  first = std::max(first, last - std::chrono::weeks(static_cast<int>(kMostWeeks) - 1));
  RecordsInTime records(session.events());
  for (Date monday = first; monday <= last && !all.empty(); monday += std::chrono::weeks(1)) {
    StudyWeek week;
    week.monday = monday;
    const auto end = all.lower_bound(monday + std::chrono::weeks(1));
    for (auto day = all.lower_bound(monday); day != end; ++day) {
      week.hours += day->second.all();
      week.days += day->second.logged > Hours() ? 1 : 0;
    }
    records.advance(monday + std::chrono::days(6));
    add_standing(session, records.records(), week);
    stats.weeks.push_back(std::move(week));
  }
  const Problem problem = session.problem();
  const View view = session.view(problem);
  session.out() << (session.json()                   ? stats_json(view, stats)
                    : session.arguments().has("csv") ? stats_csv(view, stats)
                                                     : stats_screen(view, stats));
  return kAnswer;
}

}  // namespace

Command stats_command() {
  return {.name = "stats",
          .group = kLook,
          .summary = "What you studied, week by week, and what came of it",
          .arguments = "",
          .least = 0,
          .most = 0,
          .options = {{"weeks", "N", "so many weeks; 12 if left out"},
                      {"since", "DATE", "the weeks since that day"},
                      {"forecast", "", "how well past forecasts did, of what is done since then"},
                      {"csv", "", "a row a week (or a skill), for a spreadsheet"}},
          .examples = {{"stats", "the last twelve weeks"},
                       {"stats --forecast", "how often your forecasts held"},
                       {"stats --since 2027-01-01 --csv", "for a spreadsheet"}},
          .details =
              "Levels and what is left are by today's goals and choices. A plan that is pinned is "
              "held against what came of it.",
          .uses = {Use::catalog, Use::record, Use::plan},
          .paged = true,
          .run = run_stats};
}

}  // namespace cairn
