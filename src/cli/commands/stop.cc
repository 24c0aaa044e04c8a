// `cairn stop`: the running session ends, and its minutes count.
#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/render/names.h"
#include "cli/commands.h"
#include "cli/end_sessions.h"
#include "cli/situation.h"

namespace cairn {
namespace {

// The one that is named, by the catalog's names or as the record has it; else the latest.
const Running* find_running(Session& session, const std::vector<Running>& running) {
  const auto& words = session.arguments().words;
  if (words.empty()) return running.empty() ? nullptr : &running.front();
  for (const Running& one : running) {
    if (one.id.text == words.front()) return &one;
  }
  const SkillIndex skill = session.find_skill(words.front());
  for (const Running& one : running) {
    if (session.catalog().find_skill(one.id.text) == skill) return &one;
  }
  return nullptr;
}

SessionEnd asked_end(Session& session) {
  const SessionEnd end{session.arguments().get("at"), session.hours_option("after"),
                       session.arguments().has("discard")};
  if ((end.at ? 1 : 0) + (end.after ? 1 : 0) + (end.discard ? 1 : 0) > 1) {
    throw Error(Code::usage, "", "only one of --at, --after and --discard can say how it ended",
                "cairn help stop shows what each does");
  }
  return end;
}

int run_stop(Session& session) {
  const SessionEnd end = asked_end(session);
  const std::vector<Running> running = session.running();
  const Running* one = find_running(session, running);
  if (one == nullptr) {
    session.remark(session.arguments().words.empty() || running.empty()
                       ? "no session runs; cairn start ID begins one"
                       : "no session of that runs; cairn status shows which does");
    return kNoAnswer;
  }
  NewEvent event = end_of(session, *one, end);
  if (const auto note = session.arguments().get("note")) event.note = checked_note(*note);
  Recorded recorded;
  recorded.rehearsed = session.rehearsing();
  recorded.events.push_back(session.record(event));
  if (session.json()) {
    const Problem problem = session.problem();
    session.out() << recorded_json(session.view(problem), recorded);
    return kAnswer;
  }
  session.out() << wrap(session.terminal(), glyph(session.terminal(), Standing::in_progress) + " ",
                        stopped_text(session, event));
  for (const Running& other : session.running()) {
    session.out() << labelled(
        session.terminal(), "running",
        fmt::format("{} still is, since {}: cairn stop {}",
                    recorded_name(session.catalog(), other.id),
                    moment_text(other.since, session.today()), other.id.text));
  }
  return kAnswer;
}

}  // namespace

Command stop_command() {
  return {.name = "stop",
          .group = kEveryDay,
          .summary = "End the running session and count its minutes",
          .arguments = "[ID]",
          .least = 0,
          .most = 1,
          .options = {{"note", "TEXT", "a few words about it"},
                      {"at", "TIME", "it ended at 19:30, not now"},
                      {"after", "H", "it was that long, as 2h, 90m or 1h30m"},
                      {"discard", "", "count nothing of it"}},
          .examples = {{"stop", "now"},
                       {"stop --note \"window functions\"", ""},
                       {"stop --after 1h30m", "when it was forgotten"}},
          .details =
              "One that ran for over four hours or past midnight is asked about, never "
              "counted as it is.",
          .uses = {Use::catalog, Use::record, Use::writing},
          .run = run_stop};
}

}  // namespace cairn
