// Days by which something is to be done: what they ask for, in words and as JSON.
#include <fmt/format.h>

#include <cmath>

#include "cairn/base/text.h"
#include "cairn/planner/schedule.h"
#include "cairn/render/names.h"
#include "cairn/render/terminal.h"
#include "render/json_values.h"
#include "render/phrases.h"

namespace cairn {
namespace {

// Not a number in JSON where no rate is enough.
Json rate_value(double rate) { return std::isfinite(rate) ? Json(rounded(rate)) : Json(); }

}  // namespace

std::string deadline_phrase(std::string_view what, Date by, const Deadline& deadline,
                            double hours_per_week) {
  if (!std::isfinite(deadline.safe_rate)) return date_text(by) + " is before the first day.";
  if (deadline.even_rate > kMostHoursPerWeek) {
    return fmt::format(
        "{} by {}: that can't be; a week has {:g} hours, and it would take {} h in "
        "each.",
        what, date_text(by), kMostHoursPerWeek, with_commas(std::llround(deadline.even_rate)));
  }
  const double share = deadline.likelihood;
  const std::string odds = share > 0.99   ? "all but certain"
                           : share < 0.01 ? "out of reach"
                                          : fmt::format("{:.0f} % likely", share * 100);
  return fmt::format("{} by {}: that takes {} for even odds, {}. At {} it is {}.", what,
                     date_text(by), rate_text(deadline.even_rate),
                     deadline.safe_rate > kMostHoursPerWeek
                         ? "and no week has enough hours for nine in ten"
                         : rate_text(deadline.safe_rate) + " for nine in ten",
                     rate_text(hours_per_week), odds);
}

std::string due_phrase(const View& view, const Due& due, double hours_per_week) {
  const std::string goals = goals_name(view.catalog, view.graph, due.goals);
  if (due.reached) return fmt::format("{} by {}: reached.", goals, date_text(due.by));
  if (due.by < view.today) {
    return fmt::format("{} by {}: that day is over; set another with cairn goal ID --by DATE.",
                       goals, date_text(due.by));
  }
  if (!due.deadline) return fmt::format("{} by {}.", goals, date_text(due.by));
  std::string what = goals;
  if (!due.before.empty()) {
    what += fmt::format(" (after {})", goals_name(view.catalog, view.graph, due.before));
  } else if (!due.whole) {
    what += " (before all else)";
  }
  return deadline_phrase(what, due.by, *due.deadline, hours_per_week);
}

std::string due_screen(const View& view, const Rate& rate, const std::vector<Due>& due) {
  std::string screen;
  for (const Due& one : due) {
    screen += wrap(view.terminal, "", due_phrase(view, one, rate.hours_per_week));
  }
  return screen;
}

std::string goals_screen(const View& view, bool set_by_person, const Rate& rate,
                         const std::vector<Due>& due) {
  std::string screen = wrap(
      view.terminal, "",
      fmt::format("Your goal is {}{}.", goals_name(view.catalog, view.graph, view.problem.goals),
                  set_by_person ? "" : ", as long as you set none"));
  return screen + due_screen(view, rate, due) + "Another: cairn goal set ID\n";
}

Json due_value(const View& view, const std::vector<Due>& dues) {
  Json list = Json::array();
  for (const Due& due : dues) {
    Json part;
    part["goals"] = node_list(view, due.goals);
    part["by"] = to_iso(due.by);
    part["after"] = node_list(view, due.before);
    part["reached"] = due.reached;
    part["hours"] = due.deadline || due.reached ? range_value(due.hours) : Json();
    for (const char* field : {"p50_hours_per_week", "p90_hours_per_week", "likelihood"}) {
      part[field] = Json();
    }
    if (due.deadline) part.update(deadline_value(*due.deadline));
    list.push_back(std::move(part));
  }
  return list;
}

Json deadline_value(const Deadline& deadline) {
  Json json;
  json["p50_hours_per_week"] = rate_value(deadline.even_rate);
  json["p90_hours_per_week"] = rate_value(deadline.safe_rate);
  json["likelihood"] = rounded(deadline.likelihood);
  return json;
}

}  // namespace cairn
