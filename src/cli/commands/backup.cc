// `cairn backup` and `restore`: verified copies of the record, and the way back from one.
#include "cairn/progress/backup.h"

#include <fmt/format.h>

#include <ostream>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/progress/store.h"
#include "cairn/render/json.h"
#include "cli/commands.h"
#include "cli/replace.h"
#include "cli/session.h"

namespace cairn {
namespace {

constexpr std::size_t kMostShown = 4;

bool is_store(Session& session, const std::filesystem::path& file) {
  try {
    const Store store(file, Store::Access::read, session.world().random);
    return store.info().schema > 0;
  } catch (const Error&) {
    return false;
  }
}

int run_backup(Session& session) {
  const auto& words = session.arguments().words;
  const std::string file =
      words.empty() ? fmt::format("cairn-{}.db", to_iso(session.today())) : words.front();
  refuse_to_replace(session, file, is_store(session, file), "cairn backup");
  session.doing("copying the record and reading the copy");
  const auto events = static_cast<std::size_t>(back_up(store_of(session.paths()), file));
  if (session.json()) {
    session.out() << exchange_json("backup", file, events, events);
  } else {
    session.out() << fmt::format("{} copied to {} and read back\n", count_text(events, "event"),
                                 file);
  }
  return kAnswer;
}

// The events in a few words, by their ids: the way back must not need a catalog.
std::string events_text(const std::vector<Event>& events) {
  std::vector<std::string> texts;
  for (const Event& event : events) {
    if (texts.size() > kMostShown) break;
    std::string text =
        event.kind == EventKind::other ? printable(event.word) : std::string(kind_word(event.kind));
    for (const SkillId& id : event.ids) text += ' ' + printable(id.text);
    texts.push_back(fmt::format("{} ({})", text, date_text(event.at.day())));
  }
  std::string text = join_names(texts, kMostShown + 1);
  if (texts.size() < events.size()) {
    text += fmt::format(" and {} more", events.size() - texts.size());
  }
  return text;
}

std::string difference_text(const Restored& restored) {
  if (!restored.only_in_old) return "damage, so nobody can say what else it holds";
  std::string text = count_text(*restored.only_in_old, "event") + " that the backup has not";
  if (!restored.lost.empty()) text += ": " + events_text(restored.lost);
  return text;
}

int run_restore(Session& session) {
  const auto& words = session.arguments().words;
  const bool rehearsed = session.rehearsing();
  if (words.empty() && rehearsed) {
    throw Error(Code::usage, "", "--dry-run needs the file that would be restored",
                "cairn restore lists the backups");
  }
  if (words.empty()) {
    const std::vector<Backup> backups = list_backups(store_of(session.paths()));
    if (session.json()) {
      session.out() << backups_json(backups);
      return backups.empty() ? kNoAnswer : kAnswer;
    }
    for (const Backup& backup : backups) {
      session.out() << fmt::format(
          "{}  {}\n", backup.day ? to_iso(*backup.day) : "before migration", backup.file.string());
    }
    if (backups.empty()) session.remark("there are no backups beside your record yet");
    return backups.empty() ? kNoAnswer : kAnswer;
  }
  const Restored restored =
      restore(store_of(session.paths()), words.front(), session.world().now, rehearsed);
  if (session.json()) {
    session.out() << restored_json(restored, rehearsed);
    return kAnswer;
  }
  session.out() << fmt::format(
      "{} {} from {}\n", rehearsed ? "Not restored, only tried:" : "Restored",
      count_text(static_cast<std::size_t>(restored.events), "event"), words.front());
  if (restored.only_in_backup > 0) {
    session.out() << labelled(
        session.terminal(), "back",
        count_text(restored.only_in_backup, "event") + " that your record has not");
  }
  if (restored.kept) {
    session.out() << labelled(session.terminal(), rehearsed ? "to keep" : "kept",
                              restored.kept->string())
                  << labelled(session.terminal(), "it has", difference_text(restored));
  }
  return kAnswer;
}

}  // namespace

Command backup_command() {
  return {.name = "backup",
          .group = kData,
          .summary = "Copy the record to a file and read the copy back",
          .arguments = "[FILE]",
          .least = 0,
          .most = 1,
          .options = {{"force", "", "replace FILE, whatever it is"}},
          .examples = {{"backup", "to cairn-DATE.db, here"}, {"backup /media/stick/cairn.db", ""}},
          .details =
              "Before the first write of a day a copy is made by itself in the folder backups "
              "beside the record; the last 7 days and 8 weeks are kept.",
          .uses = {Use::record},
          .run = run_backup};
}

Command restore_command() {
  return {.name = "restore",
          .group = kData,
          .summary = "Put a backup in the place of the record",
          .arguments = "[FILE]",
          .least = 0,
          .most = 1,
          .options = {{"dry-run", "", "show the difference, change nothing"}},
          .examples = {{"restore", "the backups that there are"},
                       {"restore cairn-2027-03-14.db --dry-run", "what that would change"},
                       {"restore cairn-2027-03-14.db", "back to that one"}},
          .details = "The record as it is now is kept beside it.",
          .uses = {Use::record, Use::writing},
          .run = run_restore};
}

}  // namespace cairn
