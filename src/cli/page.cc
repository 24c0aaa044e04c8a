#include "cli/page.h"

#include <map>
#include <optional>
#include <variant>

#include "cairn/planner/explain.h"
#include "cairn/render/page.h"

namespace cairn {
namespace {

constexpr std::size_t kHistoryShown = 12;

// Of the events that count: hours on the day that they were spent, and everything else about a
// skill on its own day.
std::map<Date, DayOfWork> days_of_work(const std::vector<Event>& events) {
  std::map<Date, DayOfWork> days;
  const std::vector<std::uint8_t> counts = effective_events(events);
  for (std::size_t i = 0; i < events.size(); ++i) {
    const EventKind kind = events[i].kind;
    const bool is_work = kind == EventKind::start || kind == EventKind::log ||
                         kind == EventKind::done || kind == EventKind::note ||
                         kind == EventKind::tick;
    if (counts[i] == 0 || !is_work) continue;
    DayOfWork& day = days[day_of(events[i])];
    ++day.things;
    if (events[i].hours) day.hours += *events[i].hours;
  }
  return days;
}

}  // namespace

std::string page_catalog(Session& session) {
  const Problem problem = session.problem();
  return page_catalog_json(session.view(problem), layers(session.catalog(), session.open().graph));
}

std::string page_state(Session& session, std::uint64_t changes, std::uint64_t edition) {
  const Problem problem = session.problem();
  PageState state{.levels = session.standings(problem),
                  .selection = session.selection(problem),
                  .next = {},
                  .days = days_of_work(session.events()),
                  .changes = changes,
                  .edition = edition};
  std::optional<Roadmap> roadmap;
  std::optional<Outlook> outlook;
  if (const auto* plan = std::get_if<Plan>(&state.selection)) {
    roadmap = session.roadmap(problem, *plan);
    outlook = session.outlook(*roadmap);
    state.roadmap = &*roadmap;
    state.outlook = &*outlook;
    state.next = recommend(problem, *roadmap);
  }
  return page_state_json(session.view(problem), state);
}

std::string page_skill(Session& session, std::string_view word) {
  PageSkill page;
  page.skill = session.find_skill(word);
  const auto& records = session.personal().records;
  if (const auto found = records.find(page.skill); found != records.end()) {
    page.record = &found->second;
  }
  if (const auto found = session.personal().ticked.find(page.skill);
      found != session.personal().ticked.end()) {
    page.ticked = found->second;
  }
  page.history = session.store().history(
      {.ids = {session.catalog().skill(page.skill).id}, .most = kHistoryShown});
  const Problem problem = session.problem();
  const StopCheck stop = session.stop();
  const Selection selection = session.selection(problem);
  std::optional<Roadmap> roadmap;
  std::optional<Explanation> why;
  if (const auto* plan = std::get_if<Plan>(&selection)) {
    roadmap = session.roadmap(problem, *plan);
    why = session.explanation(problem, *roadmap, page.skill);
    page.roadmap = &*roadmap;
    page.why = &*why;
  }
  return page_skill_json(session.view(problem), page);
}

}  // namespace cairn
