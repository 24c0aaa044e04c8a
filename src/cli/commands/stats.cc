// `cairn stats`: what was studied, and what came of it.
#include "cairn/render/stats.h"

#include <algorithm>
#include <iterator>
#include <ostream>

#include "cairn/base/error.h"
#include "cli/commands.h"
#include "cli/session.h"

namespace cairn {
namespace {

constexpr double kMostWeeks = 520;
constexpr int kUsualWeeks = 12;

// Where the person stood at the end of the week, seen from today: what was undone since never was.
void add_standing(Session& session, const std::vector<Event>& events, StudyWeek& week) {
  const Date end = week.monday + std::chrono::days(6);
  std::vector<Event> until;
  std::copy_if(events.begin(), events.end(), std::back_inserter(until), [&](const Event& event) {
    return event.kind == EventKind::undo || event.on.value_or(event.at.day()) <= end;
  });
  const Personal then = see(session.open(), fold(until));
  // The goals and choices of today, so that the weeks can be compared.
  Problem problem = session.problem();
  problem.known = then.known;
  problem.whole.clear();
  const std::vector<HourRange> left = hours_left(session.catalog(), then);
  for (std::size_t s = 0; s < left.size(); ++s) {
    problem.cost[s] = left[s].likely;
    problem.whole.push_back(session.catalog().skills()[s].hours.likely);
  }
  for (const LevelStanding& standing : level_standings(problem, session.stop())) {
    week.levels.push_back(standing.share());
  }
  week.known = static_cast<std::size_t>(std::count(then.known.begin(), then.known.end(), 1));
  const Selection selection = select(problem, session.stop());
  if (const auto* plan = std::get_if<Plan>(&selection)) week.left = plan->cost;
}

int run_stats(Session& session) {
  const auto weeks = session.number_option("weeks", 1, kMostWeeks);
  const auto since = session.day_option("since");
  if (weeks && since) {
    throw Error(Code::usage, "", "--weeks and --since say the same thing twice",
                "leave one of them out");
  }
  if (since && *since > session.today()) {
    throw Error(Code::usage, "", to_iso(*since) + " is still to come", "name a day that has been");
  }
  StudyStats stats;
  const std::map<Date, DayHours>& all = session.state().days;
  stats.days = study_days(session.state());
  for (const auto& [day, hours] : all) {
    stats.all += hours.all();
    stats.spread += hours.shared;
  }
  stats.streak = streak_of(stats.days, session.today());
  stats.pace = session.pace();
  const Date last = monday_of(session.today());
  Date first = since ? monday_of(*since)
                     : last - std::chrono::weeks(static_cast<int>(weeks.value_or(kUsualWeeks)) - 1);
  // Weeks before the first hour say nothing.
  if (!weeks && !all.empty()) first = std::max(first, monday_of(all.begin()->first));
  first = std::max(first, last - std::chrono::weeks(static_cast<int>(kMostWeeks) - 1));
  const std::vector<Event> events = session.events();
  for (Date monday = first; monday <= last && !all.empty(); monday += std::chrono::weeks(1)) {
    StudyWeek week;
    week.monday = monday;
    const auto end = all.lower_bound(monday + std::chrono::weeks(1));
    for (auto day = all.lower_bound(monday); day != end; ++day) {
      week.hours += day->second.all();
      week.days += day->second.logged > Hours() ? 1 : 0;
    }
    add_standing(session, events, week);
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
                      {"csv", "", "a row a week, for a spreadsheet"}},
          .examples = {{"stats", "the last twelve weeks"},
                       {"stats --since 2027-01-01 --csv", "for a spreadsheet"}},
          .details = "Levels and what is left are by today's goals and choices.",
          .paged = true,
          .run = run_stats};
}

}  // namespace cairn
