// `cairn doctor`: versions, paths, the health of the record and of the catalog.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <ostream>

#include "cairn/base/error.h"
#include "cairn/render/checkup.h"
#include "cli/commands.h"
#include "cli/session.h"

namespace cairn {
namespace {

int run_doctor(Session& session) {
  Checkup checkup;
  checkup.version = CAIRN_VERSION;
  const Paths& paths = session.paths();
  checkup.store = paths.store.string();
  checkup.settings = paths.settings.string();
  checkup.overlays = paths.overlays.string();
  checkup.catalog = paths.catalog ? paths.catalog->string() : "(shipped catalog)";
  try {
    checkup.settings_found = std::filesystem::exists(paths.settings);
    checkup.overlay_count = find_overlays(paths.overlays).size();
    session.settings();
  } catch (const Error& error) {
    checkup.trouble.push_back(error.what());
  } catch (const std::filesystem::filesystem_error& error) {
    checkup.trouble.push_back(error.what());
  }
  try {
    const Store store(paths.store, Store::Access::read, session.world().random);
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
    for (const Diagnostic& finding : check_catalog(paths).findings) {
      ++(finding.severity == Severity::error ? checkup.errors : checkup.warnings);
    }
    if (checkup.errors == 0) {
      checkup.skills = session.catalog().skills().size();
      checkup.levels = session.catalog().levels().size();
      if (!checkup.store_is_sick) checkup.not_in_catalog = session.personal().left.size();
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
  return {.name = "doctor",
          .group = kProgram,
          .summary = "Versions, paths, and the health of your record and catalog",
          .arguments = "",
          .least = 0,
          .most = 0,
          .options = {},
          .examples = {{"doctor", "when something is odd"}},
          .details = "Exit code 1 when something is wrong.",
          .run = run_doctor};
}

}  // namespace cairn
