// `cairn undo` and `redo`: take things back, and take that back. Nothing is deleted: both are
// recorded.
#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cli/commands.h"
#include "cli/situation.h"

namespace cairn {
namespace {

int nothing_to(Session& session, std::string_view what) {
  session.remark(fmt::format("there is nothing to {}", what));
  if (session.json()) {
    const Problem problem = session.problem();
    session.out() << recorded_json(session.view(problem), {});
  }
  return kNoAnswer;
}

NewEvent undo_of(const Event& event) {
  NewEvent undo;
  undo.kind = EventKind::undo;
  undo.undoes = event.id;
  return undo;
}

std::string told(Session& session, const Event& event) {
  return fmt::format("{} (recorded {})", event_text(session.catalog(), event),
                     date_text(event.at.day()));
}

// The event whose id begins so.
const Event& find_event(const std::vector<Event>& events, const std::string& word) {
  const Event* found = nullptr;
  for (const Event& event : events) {
    if (!event.id.text.starts_with(word)) continue;
    if (found != nullptr) {
      throw Error(Code::usage, "", fmt::format("'{}' begins several events", printable(word)),
                  "write more of it");
    }
    found = &event;
  }
  if (found == nullptr || word.empty()) {
    throw Error(Code::usage, "", fmt::format("no event '{}'", printable(word)),
                "cairn history shows them");
  }
  return *found;
}

std::size_t count_of(Session& session) {
  const auto& words = session.arguments().words;
  if (words.empty()) return 1;
  const std::string& word = words.front();
  if (word.empty() || word.size() > 6 ||
      word.find_first_not_of("0123456789") != std::string::npos || std::stoul(word) == 0) {
    throw Error(Code::usage, "", fmt::format("'{}' is no number of things", printable(word)),
                "for example: cairn undo 2");
  }
  return std::stoul(word);
}

int run_undo(Session& session) {
  const std::vector<Event> events = session.events();
  const std::vector<std::uint8_t> counts = effective_events(events);
  std::vector<const Event*> back;
  if (const auto word = session.arguments().get("event")) {
    const Event& event = find_event(events, *word);
    if (counts[static_cast<std::size_t>(&event - events.data())] == 0) {
      session.remark(fmt::format("{} is undone already", told(session, event)));
      return kNoAnswer;
    }
    back.push_back(&event);
  } else {
    const std::size_t most = count_of(session);
    for (std::size_t i = events.size(); i-- > 0 && back.size() < most;) {
      if (counts[i] != 0 && events[i].kind != EventKind::undo) back.push_back(&events[i]);
    }
  }
  if (back.empty()) return nothing_to(session, "undo");
  // A slip of the finger must not take a whole record back.
  if (!session.arguments().has("event") && back.size() < count_of(session)) {
    throw Error(Code::usage, "",
                fmt::format("there {} {} to undo, not {}, so nothing was undone",
                            back.size() == 1 ? "is" : "are", count_text(back.size(), "thing"),
                            count_of(session)),
                fmt::format("cairn undo {} takes back all", back.size()));
  }
  std::vector<NewEvent> undos;
  std::string headline;
  for (const Event* event : back) {
    undos.push_back(undo_of(*event));
    headline += fmt::format("{}Undone: {}", headline.empty() ? "" : "\n", told(session, *event));
  }
  return record_and_show(session, undos, headline);
}

int run_redo(Session& session) {
  const std::vector<Event> events = session.events();
  const std::vector<std::uint8_t> counts = effective_events(events);
  for (std::size_t i = events.size(); i-- > 0;) {
    if (counts[i] == 0) continue;
    // What was recorded since an undo stands between it and being taken back.
    if (events[i].kind != EventKind::undo || !events[i].undoes) break;
    const auto undone = std::find_if(events.begin(), events.end(), [&](const Event& event) {
      return event.id == *events[i].undoes;
    });
    // An undo of an undo is a redo of before.
    if (undone == events.end() || undone->kind == EventKind::undo) continue;
    return record_and_show(session, {undo_of(events[i])}, "Done again: " + told(session, *undone));
  }
  return nothing_to(session, "redo");
}

}  // namespace

Command undo_command() {
  return {
      .name = "undo",
      .group = kEveryDay,
      .summary = "Take the last thing recorded back",
      .arguments = "[N]",
      .least = 0,
      .most = 1,
      .options = {{"event", "E", "this one instead, by the beginning of its id in cairn history"}},
      .examples = {{"undo", "the last thing; again for the one before"},
                   {"undo 3", "the last three"},
                   {"undo --event 5f3a", "a certain one"}},
      .details = "Nothing is deleted: the log keeps both, and cairn redo takes the undo back.",
      .uses = {Use::catalog, Use::record, Use::plan, Use::writing},
      .run = run_undo};
}

Command redo_command() {
  return {.name = "redo",
          .group = kEveryDay,
          .summary = "Take the last undo back",
          .arguments = "",
          .least = 0,
          .most = 0,
          .options = {},
          .examples = {{"redo", "as if it had not been undone"}},
          .details = "As long as nothing else was recorded since.",
          .uses = {Use::catalog, Use::record, Use::plan, Use::writing},
          .run = run_redo};
}

}  // namespace cairn
