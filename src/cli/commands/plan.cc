// `cairn plan`: the plan that is pinned, and today's in its place; plans for many with --batch.
#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <ostream>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/planner/schedule.h"
#include "cairn/render/batch_rows.h"
#include "cairn/render/names.h"
#include "cairn/render/since_pin.h"
#include "cairn/workspace/since_pin.h"
#include "cli/batch.h"
#include "cli/commands.h"
#include "cli/input_file.h"
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
  session.look_only();
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

// The highest level, or every skill where there are no levels: what who has no goal is planned for.
std::vector<Node> usual_goals(const OpenCatalog& open) { return see(open, State()).goals; }

// What the rows say for themselves stands in their lines; this is for the person who waits.
void remark_on(Session& session, const BatchCount& count) {
  if (count.interrupted) {
    session.remark(count.rows == 0 ? std::string("stopped before the first row")
                                   : fmt::format("stopped after {}, of which the last is line {}",
                                                 count_text(count.rows, "row"), count.last));
  }
  if (count.first_bad == 0) return;
  const auto shown = [](std::uint64_t n) { return with_commas(static_cast<std::int64_t>(n)); };
  session.remark(
      fmt::format("{} of {} without a plan: {} not understood, {} out of reach; the "
                  "first is line {}",
                  shown(count.faults + count.unreachable), count_text(count.rows, "row"),
                  shown(count.faults), shown(count.unreachable), count.first_bad));
}

int plan_batch(Session& session) {
  if (!session.arguments().words.empty()) {
    throw Error(Code::usage, "",
                fmt::format("cairn plan --batch takes no '{}'",
                            printable(session.arguments().words.front())),
                "for example: cairn plan --batch learners.jsonl");
  }
  const std::string file = *session.arguments().get("batch");
  const auto jobs = session.number_option("jobs", 1, kMostJobs);
  if (jobs && *jobs != std::floor(*jobs)) {
    throw Error(Code::usage, "", "--jobs is a whole number");
  }
  const auto limit = session.number_option("time-limit", kLeastTimeLimit, kMostTimeLimit);
  const auto rate = session.number_option("hours-per-week", kLeastHoursPerWeek, kMostHoursPerWeek);
  World& world = session.world();
  std::optional<InputFile> opened;
  if (file != "-") opened.emplace(file);
  const OpenCatalog& open = session.open();
  const BatchRows rows(open.catalog, open.graph);
  const BatchTask task{open, rows, rate, usual_goals(open)};
  const LineSource source{opened ? opened->stream() : world.in,
                          opened ? [&] { return opened->waits(); } : world.input_waits,
                          world.interrupted};
  std::function<StopCheck()> stop;
  if (limit) {
    stop = [&world, limit] {
      return [&world, end = world.seconds() + *limit] { return world.seconds() >= end; };
    };
  }
  BatchCount count;
  try {
    count = run_batch(task, source, session.out(),
                      jobs ? static_cast<std::size_t>(*jobs) : world.cores, stop);
  } catch (const std::ios_base::failure&) {
    throw Error(Code::data, printable(file), "the file cannot be read", "is it a folder?");
  }
  remark_on(session, count);
  if (!count.written) {
    throw Error(Code::usage, "",
                fmt::format("the output took no more after {}", count_text(count.rows, "row")),
                "it was closed, or its disk is full");
  }
  if (count.faults > 0) return static_cast<int>(Code::data);
  return count.unreachable > 0 || count.interrupted ? kNoAnswer : kAnswer;
}

int run_plan(Session& session) {
  const auto& words = session.arguments().words;
  if (session.arguments().has("batch")) return plan_batch(session);
  for (const char* option : {"jobs", "hours-per-week"}) {
    if (!session.arguments().has(option)) continue;
    throw Error(Code::usage, "", fmt::format("--{} is for --batch", option),
                "for example: cairn plan --batch learners.jsonl");
  }
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
          .options = {{"batch", "FILE", "plan for each row of a file, JSON lines; - for input"},
                      {"jobs", "N", "with --batch: threads; as many as there are cores"},
                      {"hours-per-week", "H", "with --batch: where a row does not say"}},
          .examples = {{"plan pin", "keep today's roadmap"},
                       {"plan", "what is kept, and how far you are"},
                       {"roadmap --diff", "what has changed since, and why"},
                       {"plan --batch class.jsonl", "for many learners: id, known, goals, ..."}},
          .details =
              "As long as one is pinned, roadmap, next and cairn alone say when the plan has "
              "become another one. --batch neither reads nor writes your record; it ends with 0 "
              "when every row has a plan, 1 when one is out of reach, 3 when one is wrong. "
              "--time-limit is for each row then, and there is none if left out.",
          .uses = {Use::catalog, Use::record, Use::plan, Use::writing},
          .otherwise = Command::Otherwise{"batch", {Use::catalog, Use::plan}},
          .run = run_plan};
}

}  // namespace cairn
