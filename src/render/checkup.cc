#include "cairn/render/checkup.h"

#include <fmt/format.h>

#include "cairn/base/text.h"
#include "render/json_values.h"

namespace cairn {
namespace {

constexpr std::size_t kMostIds = 5;

}  // namespace

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
  if (const std::size_t count = checkup.not_in_catalog.size(); count > 0) {
    std::vector<std::string> ids;
    for (const SkillId& id : checkup.not_in_catalog) ids.push_back(printable(id.text));
    screen += row("kept", fmt::format("{} in your record {} no longer in the catalog: {}",
                                      count_text(count, "id"), count == 1 ? "is" : "are",
                                      join_names(ids, kMostIds)));
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
  json["not_in_catalog"] = checkup.not_in_catalog.size();
  json["not_in_catalog_ids"] = Json::array();
  for (const SkillId& id : checkup.not_in_catalog) json["not_in_catalog_ids"].push_back(id.text);
  json["trouble"] = checkup.trouble;
  return text_of(json);
}

std::string repaired_screen(const Terminal& terminal, const Repaired& repaired, bool rehearsed) {
  const auto count = [](std::int64_t n) {
    return count_text(static_cast<std::size_t>(n), "event");
  };
  const auto row = [&](std::string_view label, const std::string& text) {
    return labelled(terminal, label, text);
  };
  std::string screen = fmt::format("{}: {} {} in your record again\n",
                                   rehearsed ? "Not done, only tried" : "Repaired",
                                   count(repaired.salvaged + repaired.from_backups),
                                   repaired.salvaged + repaired.from_backups == 1 ? "is" : "are");
  screen += row("damage", repaired.damage);
  screen += row("salvaged", count(repaired.salvaged) + " from the damaged file");
  if (repaired.unverified > 0) {
    screen += row("unsure", count(repaired.unverified) +
                                " of these could not be checked and are taken as they look");
  }
  if (repaired.from_backups > 0) {
    screen += row("backups", count(repaired.from_backups) + " more, which they still had");
  }
  screen += row("lost", !repaired.lost        ? "nobody can say: the file's own count is gone"
                        : *repaired.lost == 0 ? "nothing"
                                              : count(*repaired.lost));
  if (!rehearsed) screen += row("kept", repaired.kept.string() + ", the damaged file");
  return screen;
}

std::string repaired_json(const std::optional<Repaired>& repaired, bool rehearsed) {
  Json json = document("repair");
  json["repaired"] = repaired.has_value() && !rehearsed;
  if (!repaired) return text_of(json);
  json["damage"] = repaired->damage;
  json["salvaged"] = repaired->salvaged;
  json["unverified"] = repaired->unverified;
  json["from_backups"] = repaired->from_backups;
  json["lost"] = repaired->lost ? Json(*repaired->lost) : Json();
  json["kept"] = rehearsed ? Json() : Json(repaired->kept.string());
  return text_of(json);
}

std::string timings_screen(const Terminal& terminal, const Timings& timings) {
  std::string screen = fmt::format("Where the time of `cairn {}` goes, in milliseconds\n",
                                   printable(timings.command));
  screen +=
      fmt::format("It may use: {}\n\n",
                  timings.uses.empty() ? "nothing" : join_names(timings.uses, timings.uses.size()));
  const auto row = [&](double seconds, std::string_view what) {
    screen += fmt::format("{:>8.2f}  {}\n", 1'000 * seconds, what);
  };
  double all = timings.started;
  row(timings.started, "starting the program (processor time)");
  for (const Timings::Stage& stage : timings.stages) {
    row(stage.seconds, stage.what);
    all += stage.seconds;
  }
  row(all, "all together");
  return fold(terminal, screen);
}

std::string timings_json(const Timings& timings) {
  Json json = document("timings");
  json["command"] = timings.command;
  json["uses"] = timings.uses;
  json["started_ms"] = 1'000 * timings.started;
  json["stages"] = Json::array();
  for (const Timings::Stage& stage : timings.stages) {
    json["stages"].push_back({{"what", stage.what}, {"ms", 1'000 * stage.seconds}});
  }
  return text_of(json);
}

std::string rebuilt_json(std::int64_t events, bool same) {
  Json json = document("rebuild");
  json["events"] = events;
  json["same"] = same;
  return text_of(json);
}

}  // namespace cairn
