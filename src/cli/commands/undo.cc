// `cairn undo`: takes the last thing recorded back. Nothing is deleted: undoing is recorded too.
#include <fmt/format.h>

#include <ostream>

#include "cairn/base/text.h"
#include "cli/commands.h"
#include "cli/situation.h"

namespace cairn {
namespace {

std::string describe(Session& session, const Event& event) {
  std::vector<std::string> names;
  for (const SkillId& id : event.ids) {
    if (const auto skill = session.catalog().find_skill(id.text)) {
      names.push_back(session.catalog().skill(*skill).name);
    } else if (const auto level = session.catalog().find_level(id.text)) {
      names.push_back(session.catalog().level(*level).title);
    } else {
      names.push_back(printable(id.text));
    }
  }
  return fmt::format(
      "{} {}",
      event.kind == EventKind::other ? printable(event.word) : std::string(kind_word(event.kind)),
      join_names(names, 4));
}

int run_undo(Session& session) {
  const std::vector<Event> events = session.events();
  const std::vector<std::uint8_t> counts = effective_events(events);
  std::size_t last = events.size();
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (counts[i] != 0 && events[i].kind != EventKind::undo) last = i;
  }
  if (last == events.size()) {
    session.remark("there is nothing to undo");
    if (session.json()) {
      const Problem problem = session.problem();
      session.out() << recorded_json(session.view(problem), {});
    }
    return kNoAnswer;
  }
  NewEvent undo;
  undo.kind = EventKind::undo;
  undo.undoes = events[last].id;
  return record_and_show(session, undo,
                         fmt::format("Undone: {} (recorded {})", describe(session, events[last]),
                                     date_text(events[last].at.day())));
}

}  // namespace

Command undo_command() {
  return {.name = "undo",
          .group = kEveryDay,
          .summary = "Take the last thing recorded back",
          .arguments = "",
          .least = 0,
          .most = 0,
          .options = {{"dry-run", "", "show what it would change, record nothing"}},
          .examples = {{"undo", "the last thing; again for the one before"}},
          .details = "Nothing is deleted: the log keeps both, and says so.",
          .run = run_undo};
}

}  // namespace cairn
