// `cairn doctor`: versions, paths, the health of the record and of the catalog.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <ostream>

#include "cairn/base/error.h"
#include "cairn/progress/repair.h"
#include "cairn/render/checkup.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "cli/timings.h"

namespace cairn {
namespace {

namespace fs = std::filesystem;

int run_repair(Session& session) {
  const bool rehearsed = session.arguments().has("dry-run");
  session.doing("saving what can be read of the record");
  const std::optional<Repaired> repaired =
      repair(store_of(session.paths()), session.world().now, session.world().random, rehearsed);
  if (session.json()) {
    session.out() << repaired_json(repaired, rehearsed);
  } else if (repaired) {
    session.out() << repaired_screen(session.terminal(), *repaired, rehearsed);
  } else {
    session.out() << "Your record is sound; there is nothing to repair.\n";
  }
  return kAnswer;
}

int run_rebuild(Session& session) {
  std::int64_t events = 0;
  bool same = true;
  if (session.store().info().exists) {
    session.doing("making the state anew");
    Store store = session.store(Store::Access::write);
    same = store.rebuild();
    events = store.info().events;
  }
  if (session.json()) {
    session.out() << rebuilt_json(events, same);
  } else {
    session.out() << wrap(
        session.terminal(), "",
        fmt::format(
            "Rebuilt from {}: {}", count_text(static_cast<std::size_t>(events), "event"),
            same ? "the state is the same" : "the state was wrong before and is right now"));
  }
  return kAnswer;
}

int run_doctor(Session& session) {
  const Arguments& arguments = session.arguments();
  if (arguments.has("repair") && arguments.has("rebuild")) {
    throw Error(Code::usage, "", "one of --repair and --rebuild at a time",
                "a repaired record is rebuilt already");
  }
  if (arguments.has("dry-run") && !arguments.has("repair")) {
    throw Error(Code::usage, "", "--dry-run goes with --repair only",
                "cairn doctor alone changes nothing");
  }
  if (arguments.has("timings")) {
    if (arguments.has("repair") || arguments.has("rebuild")) {
      throw Error(Code::usage, "", "--timings goes without --repair and --rebuild");
    }
    const Timings timings = time_command(session);
    session.out() << (session.json() ? timings_json(timings)
                                     : timings_screen(session.terminal(), timings));
    return kAnswer;
  }
  if (!arguments.words.empty()) {
    throw Error(Code::usage, "", "cairn doctor takes a command only with --timings",
                "for example: cairn doctor --timings status");
  }
  if (arguments.has("repair")) return run_repair(session);
  if (arguments.has("rebuild")) return run_rebuild(session);
  session.look_only();
  Checkup checkup;
  checkup.version = CAIRN_VERSION;
  const Paths& paths = session.paths();
  checkup.store = store_of(paths).string();
  checkup.settings = paths.settings.string();
  checkup.overlays = paths.overlays.string();
  checkup.catalog = paths.catalog ? paths.catalog->string() : "(shipped catalog)";
  try {
    checkup.settings_found = fs::exists(paths.settings);
    checkup.overlay_count = find_overlays(paths.overlays).size();
    session.settings();
  } catch (const Error& error) {
    checkup.trouble.push_back(error.what());
  } catch (const fs::filesystem_error& error) {
    checkup.trouble.push_back(error.what());
  }
  try {
    session.doing("looking through the record");
    const Store store = session.store();
    checkup.record = store.info();
    if (checkup.record.exists) {
      for (const std::string& finding : store.integrity()) {
        checkup.trouble.push_back(fmt::format("{}: {}", checkup.store, finding));
        checkup.store_is_sick = true;
      }
    }
  } catch (const Error& error) {
    checkup.trouble.push_back(error.what());
    checkup.store_is_sick = true;
  }
  try {
    session.doing("checking the catalog");
    for (const Diagnostic& finding : check_catalog(paths).findings) {
      ++(finding.severity == Severity::error ? checkup.errors : checkup.warnings);
    }
    if (checkup.errors == 0) {
      checkup.skills = session.catalog().skills().size();
      checkup.levels = session.catalog().levels().size();
      if (!checkup.store_is_sick) checkup.not_in_catalog = session.personal().left;
    } else {
      checkup.trouble.push_back(fmt::format("{}: {}; cairn check lists them", checkup.catalog,
                                            count_text(checkup.errors, "error")));
    }
  } catch (const Error& error) {
    checkup.trouble.push_back(error.what());
  }
  session.out() << (session.json() ? checkup_json(checkup)
                                   : checkup_screen(session.terminal(), checkup));
  return checkup.trouble.empty() ? kAnswer : kNoAnswer;
}

}  // namespace

Command doctor_command() {
  return {
      .name = "doctor",
      .group = kProgram,
      .summary = "Versions, paths, and the health of your record and catalog",
      .arguments = kAnotherLine,
      .least = 0,
      .most = kAnyNumber,
      .options = {{"repair", "", "save what is left of a damaged record, keep the damaged file"},
                  {"rebuild", "", "make what is kept of the state anew from all events"},
                  {"timings", "", "where the time of COMMAND goes; of next if left out"},
                  {"dry-run", "", "with --repair: say what it would save, change nothing"}},
      .examples = {{"doctor", "when something is odd"},
                   {"doctor --repair", "when it says that the record is damaged"},
                   {"doctor --timings", "when it is slow"}},
      .details =
          "Exit code 1 when something is wrong. A repair takes every event that can still be "
          "read, and those of the backups beside the record. --timings runs COMMAND, records "
          "nothing and throws its answer away; put -- before options of COMMAND.",
      .uses = {Use::catalog, Use::record, Use::writing},
      .paged = true,
      .run = run_doctor};
}

}  // namespace cairn
