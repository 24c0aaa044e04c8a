// `cairn history`: what was recorded, and when.
#include "cairn/render/history.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <ostream>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/progress/conflicts.h"
#include "cli/commands.h"
#include "cli/situation.h"

namespace cairn {
namespace {

// The ids under which the record may know the subject: its id and its aliases, or the word itself
// when the catalog does not have it any more.
std::vector<SkillId> ids_in_record(Session& session, const std::string& word,
                                   const std::vector<Event>& events) {
  for (const Event& event : events) {
    for (const SkillId& id : event.ids) {
      if (id.text == word && !session.catalog().find_skill(word)) return {id};
    }
  }
  const Subject subject = session.find(word);
  std::vector<SkillId> ids{id_of(session.catalog(), subject)};
  if (const auto* skill = std::get_if<SkillIndex>(&subject)) {
    for (const PackedText& alias : session.catalog().skill(*skill).aliases) {
      ids.push_back({alias});
    }
  }
  return ids;
}

// An undo with what it takes back.
std::string row_text(const Catalog& catalog, const std::vector<Event>& events, const Event& event) {
  const std::string text = event_text(catalog, event);
  if (!event.undoes) return text;
  const auto undone = std::find_if(events.begin(), events.end(),
                                   [&](const Event& other) { return other.id == *event.undoes; });
  return undone == events.end() ? text : text + " of " + event_text(catalog, *undone);
}

int run_history(Session& session) {
  const std::vector<Event> events = session.events();
  const std::vector<std::uint8_t> counts = effective_events(events);
  std::vector<SkillId> ids;
  if (!session.arguments().words.empty()) {
    ids = ids_in_record(session, session.arguments().words.front(), events);
  }
  const auto since = session.day_option("since");
  const auto most = session.number_option("count", 1, 1'000'000);
  std::vector<std::optional<EventId>> overruled_by(events.size());
  std::vector<std::uint8_t> in_conflict(events.size(), 0);
  for (const Overruled& one : find_overruled(events, counts)) {
    overruled_by[one.event] = events[one.by].id;
    in_conflict[one.event] = in_conflict[one.by] = 1;
  }
  const bool only_conflicts = session.arguments().has("conflicts");
  std::vector<HistoryRow> rows;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const Event& event = events[i];
    const auto named = [&](const std::vector<SkillId>& list) {
      return std::any_of(list.begin(), list.end(), [&](const SkillId& id) {
        return std::find(ids.begin(), ids.end(), id) != ids.end();
      });
    };
    if (!ids.empty() && !named(event.ids) && !named(event.also_known)) continue;
    if (since && event.on.value_or(event.at.day()) < *since) continue;
    if (only_conflicts && in_conflict[i] == 0) continue;
    rows.push_back(
        {event, counts[i] != 0, row_text(session.catalog(), events, event), overruled_by[i]});
  }
  if (most && static_cast<double>(rows.size()) > *most) {
    rows.erase(rows.begin(), rows.end() - static_cast<std::ptrdiff_t>(*most));
  }
  if (session.json()) {
    session.out() << history_json(rows);
  } else if (rows.empty()) {
    session.out() << wrap(session.terminal(), "",
                          events.empty()   ? "Nothing is recorded yet."
                          : only_conflicts ? "No two devices contradict each other there."
                                           : "Nothing is recorded about that.");
  } else {
    session.out() << history_screen(session.terminal(), rows);
  }
  return rows.empty() ? kNoAnswer : kAnswer;
}

}  // namespace

Command history_command() {
  return {.name = "history",
          .group = kLook,
          .summary = "What was recorded, and when",
          .arguments = "[ID]",
          .least = 0,
          .most = 1,
          .options = {{"since", "DATE", "from this day on"},
                      {"count", "N", "the latest so many", 'n'},
                      {"conflicts", "", "only where two devices contradict each other"}},
          .examples = {{"history", "everything"},
                       {"history postgresql --since 2027-01-01", "of one skill"}},
          .details =
              "The first column is the beginning of the event's id, for cairn undo --event. Where "
              "two devices contradict each other about a skill, the latest word is in force.",
          .uses = {Use::catalog, Use::record},
          .paged = true,
          .run = run_history};
}

}  // namespace cairn
