// `cairn fit`: what to learn when hours are what is scarce.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ostream>

#include "cairn/base/error.h"
#include "cairn/render/json.h"
#include "cairn/render/names.h"
#include "cli/commands.h"
#include "cli/session.h"

namespace cairn {
namespace {

Hours budget_of(Session& session) {
  const auto hours = session.hours_option("hours");
  const auto by = session.day_option("by");
  if (hours.has_value() == by.has_value()) {
    throw Error(Code::usage, "", "cairn fit needs --hours H or --by DATE",
                "for example: cairn fit --hours 120");
  }
  if (hours) return *hours;
  const Rate rate = session.rate();
  const double days = static_cast<double>((*by - rate.start).count()) + 1;
  if (days <= 0) {
    throw Error(Code::usage, "", fmt::format("--by {} is before the first day", to_iso(*by)),
                "cairn fit looks ahead");
  }
  return Hours::from_minutes(
      static_cast<std::int64_t>(std::floor(days / 7 * rate.hours_per_week * 60)));
}

int run_fit(Session& session) {
  const Hours budget = budget_of(session);
  const Problem problem = session.problem(session.goals_option("goal"));
  const View view = session.view(problem);
  const bool all = session.arguments().has("all");
  if (all && session.arguments().has("goal")) {
    throw Error(Code::usage, "", "--all and --goal can't both hold");
  }
  Flags within;
  std::string scope = "all that can be learnt";
  if (!all) {
    const Selection selection = session.selection(problem);
    if (const auto* none = std::get_if<Unreachable>(&selection)) {
      session.out() << (session.json() ? unreachable_json(view, "fit", *none)
                                       : unreachable_text(view, *none));
      return kNoAnswer;
    }
    if (std::get<Plan>(selection).skills.empty() && !session.json()) {
      session.out() << fmt::format("You are there: nothing is left to learn for {}.\n",
                                   goals_name(view.catalog, view.graph, problem.goals));
      return kNoAnswer;
    }
    within.assign(view.catalog.skills().size(), 0);
    for (const SkillIndex skill : std::get<Plan>(selection).skills) within[value(skill)] = 1;
    scope = "the plan to " + goals_name(view.catalog, view.graph, problem.goals);
    if (!std::get<Plan>(selection).optimal()) scope += ", which is not proven cheapest";
  }
  const Fit answer = fit(problem, budget, within, session.stop());
  session.out() << (session.json() ? fit_json(view, answer, budget)
                                   : fit_screen(view, answer, budget, scope));
  return answer.set.steps.empty() ? kNoAnswer : kAnswer;
}

}  // namespace

Command fit_command() {
  return {.name = "fit",
          .group = kThePlan,
          .summary = "The best that fits into so many hours",
          .arguments = "",
          .least = 0,
          .most = 0,
          .options = {{"hours", "H", "the budget"},
                      {"by", "DATE", "the budget is what there is until then"},
                      {"hours-per-week", "H", "with --by: how much you study"},
                      {"goal", "ID,ID", "look at the plan to these goals instead of yours"},
                      {"all", "", "look at all skills, in the plan or not"}},
          .examples = {{"fit --hours 120", "the most valuable 120 hours of your plan"},
                       {"fit --by 2027-12-31 --hours-per-week 6", "until a day"}},
          .details =
              "Most worth in all, each skill with all that it needs; what is just out, and "
              "what ten hours more would add.",
          .uses = {Use::catalog, Use::record, Use::plan},
          .paged = true,
          .run = run_fit};
}

}  // namespace cairn
