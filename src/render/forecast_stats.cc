#include "cairn/render/forecast_stats.h"

#include <fmt/format.h>

#include <algorithm>

#include "cairn/base/text.h"
#include "render/json_values.h"
#include "render/phrases.h"
#include "render/quote.h"

namespace cairn {
namespace {

// With fewer skills a verdict would be about luck.
constexpr std::size_t kFew = 10;

std::string of_text(std::size_t times, std::size_t of) {
  return fmt::format("{} of {}", times, of);
}

std::string fair_text(const Terminal& terminal, const Held& held) {
  return held.least == held.most ? std::to_string(held.least)
                                 : fmt::format("{}{}{}", held.least, dash(terminal), held.most);
}

// Two rows: how often each forecast held, and how often a fair one would have.
std::string table(const View& view, const TrackRecord& track) {
  constexpr std::size_t kName = 18, kHeld = 12, kFair = 16;
  const auto row = [](const char* name, const std::string& held, const std::string& fair) {
    return "  " + pad_right(name, kName) + pad_left(held, kHeld) + pad_left(fair, kFair) + '\n';
  };
  std::string rows =
      paint(view.terminal, Paint::dim, row("forecast", "held for", "fair, held for"));
  rows += row("as likely as not", of_text(track.even.times, track.skills),
              fair_text(view.terminal, track.even));
  return rows + row("nine times in ten", of_text(track.safe.times, track.skills),
                    fair_text(view.terminal, track.safe));
}

std::string verdict(const TrackRecord& track) {
  if (track.even.too_seldom() || track.safe.too_seldom()) {
    return "That is more than bad luck: it takes you longer than they say.";
  }
  if (track.even.too_often()) return "That is more than luck: it takes you less than they say.";
  if (track.safe.too_often()) return "They could be bolder: the second holds nearly always.";
  return track.skills < kFew ? "With so few skills, only forecasts that are far out would show."
                             : "Nothing tells them from fair ones.";
}

// What is not counted, and why; empty where all is.
std::string left_out(const ForecastStats& stats) {
  std::vector<std::string> parts;
  const auto say = [&](std::size_t count, std::string_view why) {
    if (count > 0) parts.push_back(fmt::format("{} {}", count, why));
  };
  say(stats.without_hours, "without hours");
  say(stats.partly, "with less than half of their least hours logged");
  say(stats.shared, "with hours for several together");
  say(stats.without_forecast, "without a forecast");
  const std::size_t all =
      stats.without_hours + stats.partly + stats.shared + stats.without_forecast;
  if (parts.empty()) return {};
  return fmt::format("Left out of what is done: {}{}.", join_names(parts, 4),
                     parts.size() == 1 ? "" : fmt::format(" ({} skills)", all));
}

Json track_value(const TrackRecord& track) {
  const auto held = [](const Held& one) {
    return Json{{"held", one.times}, {"fair_from", one.least}, {"fair_to", one.most}};
  };
  Json json;
  json["skills"] = track.skills;
  json["p50"] = held(track.even);
  json["p90"] = held(track.safe);
  json["median_ratio"] = track.skills == 0 ? Json() : Json(rounded(track.median));
  return json;
}

}  // namespace

std::string forecast_stats_screen(const View& view, const ForecastStats& stats) {
  const Terminal& terminal = view.terminal;
  const std::string rest = left_out(stats);
  if (stats.all.skills == 0) {
    return wrap(terminal, "",
                "No forecast can be judged yet. One is kept with every skill that is recorded as "
                "done, and judged by the hours: cairn done ID --hours 9." +
                    (rest.empty() ? "" : ' ' + rest));
  }
  std::string screen = wrap(terminal, "",
                            fmt::format("{}, forecast from what was known when each was begun",
                                        count_text(stats.all.skills, "skill"))) +
                       '\n' + table(view, stats.all) + '\n';
  screen +=
      wrap(terminal, "",
           fmt::format("At the median they took {:.2f}{} what was as likely as not. {} (Fair: so "
                       "often holds a forecast without fault, 19 times in 20.)",
                       stats.all.median, times(terminal), verdict(stats.all)));
  if (!stats.areas.empty()) screen += '\n';
  for (const AreaTrackRecord& area : stats.areas) {
    screen += wrap(terminal, "  ",
                   fmt::format("{}: {} and {}, {:.2f}{}", view.catalog.areas()[area.area].title,
                               of_text(area.track.even.times, area.track.skills),
                               of_text(area.track.safe.times, area.track.skills), area.track.median,
                               times(terminal)));
  }
  if (!rest.empty()) screen += '\n' + wrap(terminal, "", rest);
  return screen;
}

std::string forecast_stats_json(const View& view, const ForecastStats& stats) {
  Json json = document("forecasts");
  json.update(track_value(stats.all));
  json["areas"] = Json::array();
  for (const AreaTrackRecord& area : stats.areas) {
    Json part;
    part["id"] = view.catalog.areas()[area.area].id;
    part.update(track_value(area.track));
    json["areas"].push_back(std::move(part));
  }
  json["left_out"] = {{"without_hours", stats.without_hours},
                      {"partly_logged", stats.partly},
                      {"shared_hours", stats.shared},
                      {"without_forecast", stats.without_forecast}};
  json["done"] = Json::array();
  for (const ForecastSkill& one : stats.skills) {
    const SkillRecord& record = *one.record;
    Json part;
    part["id"] = view.catalog.skill(one.skill).id.text;
    part["begun"] = to_iso(record.started_on.value_or(*record.done_on));
    part["done"] = to_iso(*record.done_on);
    part["hours"] = hours_value(record.spent);
    part["p50_hours"] = hours_value(record.forecast->even);
    part["p90_hours"] = hours_value(record.forecast->safe);
    json["done"].push_back(std::move(part));
  }
  return text_of(json);
}

std::string forecast_stats_csv(const View& view, const ForecastStats& stats) {
  std::string text = "skill,area,begun,done,hours,p50_hours,p90_hours,p50_held,p90_held\r\n";
  for (const ForecastSkill& one : stats.skills) {
    const SkillRecord& record = *one.record;
    const SkillForecast& forecast = *record.forecast;
    text += fmt::format(
        "{},{},{},{},{:g},{:g},{:g},{},{}\r\n", csv_field(view.catalog.skill(one.skill).id.text),
        csv_field(view.catalog.area_of(one.skill).id),
        to_iso(record.started_on.value_or(*record.done_on)), to_iso(*record.done_on),
        record.spent.hours(), forecast.even.hours(), forecast.safe.hours(),
        record.spent <= forecast.even ? 1 : 0, record.spent <= forecast.safe ? 1 : 0);
  }
  return text;
}

}  // namespace cairn
