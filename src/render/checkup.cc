#include "cairn/render/checkup.h"

#include <fmt/format.h>

#include "render/json_values.h"

namespace cairn {

std::string checkup_screen(const Terminal& terminal, const Checkup& checkup) {
  const auto row = [&](std::string_view label, std::string text) {
    return labelled(terminal, label, text);
  };
  const StoreInfo& record = checkup.record;
  std::string screen = row("cairn", checkup.version);
  if (!record.sqlite.empty()) screen += row("sqlite", record.sqlite);
  screen +=
      row("catalog", fmt::format("{}: {}, {}", checkup.catalog, count_text(checkup.skills, "skill"),
                                 count_text(checkup.levels, "level")));
  screen += row("overlays",
                fmt::format("{}: {}", checkup.overlays, count_text(checkup.overlay_count, "file")));
  screen += row("settings",
                fmt::format("{}{}", checkup.settings, checkup.settings_found ? "" : " (none yet)"));
  if (record.exists) {
    screen +=
        row("record", fmt::format("{}: {}, schema {}, {}", checkup.store,
                                  count_text(static_cast<std::size_t>(record.events), "event"),
                                  record.schema, record.journal));
    screen += row("device", record.device);
  } else {
    screen +=
        row("record", checkup.store + (checkup.store_is_sick ? "" : " (nothing recorded yet)"));
  }
  if (checkup.warnings > 0) {
    screen += row("warnings", count_text(checkup.warnings, "warning") +
                                  " about the catalog; cairn check lists them");
  }
  if (checkup.not_in_catalog > 0) {
    screen += row("kept", fmt::format("{} in your record {} no longer in the catalog",
                                      count_text(checkup.not_in_catalog, "id"),
                                      checkup.not_in_catalog == 1 ? "is" : "are"));
  }
  screen += '\n';
  if (checkup.trouble.empty()) return screen + "All is well.\n";
  for (const std::string& trouble : checkup.trouble) {
    screen += wrap(terminal, paint(terminal, Paint::red, "trouble: "), trouble);
  }
  return screen;
}

std::string checkup_json(const Checkup& checkup) {
  Json json = document("doctor");
  json["ok"] = checkup.trouble.empty();
  json["version"] = checkup.version;
  json["sqlite"] = checkup.record.sqlite;
  json["paths"]["record"] = checkup.store;
  json["paths"]["settings"] = checkup.settings;
  json["paths"]["overlays"] = checkup.overlays;
  json["paths"]["catalog"] = checkup.catalog;
  json["record"]["exists"] = checkup.record.exists;
  json["record"]["schema"] = checkup.record.schema;
  json["record"]["events"] = checkup.record.events;
  json["record"]["device"] = checkup.record.device;
  json["record"]["journal"] = checkup.record.journal;
  json["catalog"]["skills"] = checkup.skills;
  json["catalog"]["levels"] = checkup.levels;
  json["catalog"]["errors"] = checkup.errors;
  json["catalog"]["warnings"] = checkup.warnings;
  json["not_in_catalog"] = checkup.not_in_catalog;
  json["trouble"] = checkup.trouble;
  return text_of(json);
}

}  // namespace cairn
