// `cairn plan`: the plan that is pinned, and today's in its place.
#include <fmt/format.h>

#include <ostream>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/render/names.h"
#include "cairn/render/since_pin.h"
#include "cairn/workspace/since_pin.h"
#include "cli/commands.h"
#include "cli/pinned.h"
#include "cli/situation.h"

namespace cairn {
namespace {

// Today's roadmap to the person's own goals; says why where there is none.
std::optional<Roadmap> todays_roadmap(Session& session, const Problem& problem, const View& view) {
  const Selection selection = session.selection(problem);
  if (const auto* none = std::get_if<Unreachable>(&selection)) {
    session.out() << (session.json() ? unreachable_json(view, "plan", *none)
                                     : unreachable_text(view, *none));
    return std::nullopt;
  }
  return session.roadmap(problem, std::get<Plan>(selection));
}

int show_plan(Session& session) {
  const std::optional<Pin>& pin = session.state().pin;
  if (session.json()) {
    session.out() << pin_json(pin ? &*pin : nullptr);
    return pin ? kAnswer : kNoAnswer;
  }
  if (!pin) {
    session.out() << wrap(session.terminal(), "",
                          "No plan is pinned. Keep today's with: cairn plan pin");
    return kNoAnswer;
  }
  const Problem problem = session.problem();
  const View view = session.view(problem);
  const auto roadmap = todays_roadmap(session, problem, view);
  if (!roadmap) return kNoAnswer;
  session.out() << pin_screen(
      view, *pin,
      compare_with(*pin, session.open(), session.personal(), *roadmap, pace_ratio(session)));
  return kAnswer;
}

int record(Session& session, const NewEvent& event, const std::string& headline) {
  Recorded recorded;
  recorded.rehearsed = session.rehearsing();
  recorded.events.push_back(session.record(event));
  const Problem problem = session.problem();
  session.out() << (session.json() ? recorded_json(session.view(problem), recorded)
                                   : wrap(session.terminal(), "", headline));
  return kAnswer;
}

int pin_plan(Session& session) {
  const Problem problem = session.problem();
  const View view = session.view(problem);
  const auto roadmap = todays_roadmap(session, problem, view);
  if (!roadmap) return kNoAnswer;
  const Pin pin =
      make_pin(session.open(), session.state(), *roadmap, pace_ratio(session), session.today());
  NewEvent event;
  event.kind = EventKind::pin;
  event.extra = write_pin(pin);
  std::string headline = fmt::format("Pinned: {} in {} to {}", hours_text(pin.hours()),
                                     count_text(pin.steps.size(), "skill"),
                                     goals_name(view.catalog, view.graph, problem.goals));
  if (!pin.steps.empty()) headline += ", by " + date_text(pin.steps.back().finish);
  return record(session, event, headline);
}

int unpin_plan(Session& session) {
  if (!session.state().pin) {
    session.remark("no plan is pinned; nothing was recorded");
    return kNoAnswer;
  }
  NewEvent event;
  event.kind = EventKind::unpin;
  return record(
      session, event,
      fmt::format("The plan of {} is pinned no more.", date_text(session.state().pin->day)));
}

int run_plan(Session& session) {
  const auto& words = session.arguments().words;
  if (words.empty()) return show_plan(session);
  if (words.front() == "pin") return pin_plan(session);
  if (words.front() == "unpin") return unpin_plan(session);
  const std::string hint = did_you_mean(words.front(), {"pin", "unpin"});
  throw Error(Code::usage, "", fmt::format("cairn plan has no '{}'", printable(words.front())),
              hint.empty() ? "it is pin or unpin" : hint);
}

}  // namespace

Command plan_command() {
  return {.name = "plan",
          .group = kThePlan,
          .summary = "Keep today's plan to compare with, or show the one that is kept",
          .arguments = "[pin|unpin]",
          .least = 0,
          .most = 1,
          .options = {},
          .examples = {{"plan pin", "keep today's roadmap"},
                       {"plan", "what is kept, and how far you are"},
                       {"roadmap --diff", "what has changed since, and why"}},
          .details =
              "As long as one is pinned, roadmap, next and cairn alone say when the plan has "
              "become another one.",
          .records = true,
          .run = run_plan};
}

}  // namespace cairn
