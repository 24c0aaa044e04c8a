#include "cairn/render/stats.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cairn/render/names.h"
#include "render/json_values.h"
#include "render/phrases.h"
#include "render/quote.h"

namespace cairn {
namespace {

std::string streak_phrase(const Streak& streak) {
  if (streak.now == streak.longest && streak.now > 1) {
    return fmt::format("{} days on end, the most so far", streak.now);
  }
  const std::string most =
      fmt::format("{} on end at most", count_text(static_cast<std::size_t>(streak.longest), "day"));
  return streak.now == 0
             ? most
             : fmt::format("{} on end now, {} at most",
                           count_text(static_cast<std::size_t>(streak.now), "day"), streak.longest);
}

std::string percent(double share) { return fmt::format("{} %", whole_percent(share)); }

// One row a week: its Monday, a bar as long as its hours, the levels and what was left.
std::string week_rows(const View& view, const StudyStats& stats) {
  const Terminal& terminal = view.terminal;
  const auto levels = view.catalog.levels();
  Hours most = Hours::whole(1);
  for (const StudyWeek& week : stats.weeks) most = std::max(most, week.hours);
  constexpr std::size_t kDate = 11, kHours = 7, kLevel = 6, kLeft = 9, kLeastBar = 6;
  // The levels go first where there is no room for all: the highest stay.
  std::size_t shown = std::min<std::size_t>(levels.size(), 4);
  const std::size_t fixed = 2 + kDate + 2 + kHours + kLeft;
  while (shown > 0 && terminal.width < fixed + shown * (kLevel + 2) + kLeastBar + 2) --shown;
  const std::size_t taken = fixed + shown * (kLevel + 2) + 2;
  const std::size_t width =
      std::clamp<std::size_t>(terminal.width > taken ? terminal.width - taken : 0, kLeastBar, 24);
  std::string head =
      "  " + pad_right("week of", kDate) + "  " + pad_right("", width) + pad_left("hours", kHours);
  for (std::size_t l = levels.size() - shown; l < levels.size(); ++l) {
    head += "  " + pad_left(clip(terminal, levels[l].title, kLevel), kLevel);
  }
  std::string rows = paint(terminal, Paint::dim, head + pad_left("to go", kLeft)) + '\n';
  for (const StudyWeek& week : stats.weeks) {
    const double share =
        static_cast<double>(week.hours.minutes()) / static_cast<double>(most.minutes());
    std::string row = "  " + pad_right(date_text(week.monday), kDate) + "  " +
                      bar(terminal, share, width) + pad_left(hours_text(week.hours), kHours);
    for (std::size_t l = levels.size() - shown; l < levels.size(); ++l) {
      row += "  " + pad_left(percent(week.levels[l]), kLevel);
    }
    rows += row + pad_left(week.left ? hours_text(*week.left) : "no way", kLeft) + '\n';
  }
  return rows;
}

// How far one is, with a mark at how far one was to be.
std::string marked_bar(const Terminal& terminal, double share, double mark, std::size_t width) {
  const auto cells = static_cast<double>(width);
  const auto filled = static_cast<std::size_t>(std::clamp(share, 0.0, 1.0) * cells + 0.5);
  const std::size_t at =
      std::min(width - 1, static_cast<std::size_t>(std::clamp(mark, 0.0, 1.0) * cells));
  std::string text;
  for (std::size_t i = 0; i < width; ++i) {
    text += i == at      ? (terminal.unicode ? "│" : "|")
            : i < filled ? (terminal.unicode ? "█" : "#")
                         : (terminal.unicode ? "░" : "-");
  }
  return text;
}

// The pinned plan: week by week what was left of it, and what it had expected.
std::string pinned_rows(const View& view, const StudyStats& stats) {
  if (!stats.pin || stats.pin->hours() == Hours()) return {};
  const Terminal& terminal = view.terminal;
  const Pin& pin = *stats.pin;
  constexpr std::size_t kDate = 11, kHours = 9;
  const std::size_t taken = 2 + kDate + 2 + 2 * kHours;
  const std::size_t width =
      std::clamp<std::size_t>(terminal.width > taken ? terminal.width - taken : 0, 6, 24);
  // The bar is as long as what was done of it, or was to be done, by the last of these weeks: a
  // plan of years would hardly move one of all its hours.
  Hours most = Hours::from_minutes(1);
  for (const StudyWeek& week : stats.weeks) {
    if (week.pinned)
      most = std::max(most, pin.hours() - std::min(week.pinned->left, week.pinned->expected));
  }
  const auto done = [&](Hours left) {
    return static_cast<double>((pin.hours() - left).minutes()) /
           static_cast<double>(most.minutes());
  };
  std::string rows = wrap(terminal, "",
                          fmt::format("The plan of {}: {} to {}", date_text(pin.day),
                                      hours_text(pin.hours()), date_text(pin.steps.back().finish)));
  rows += paint(terminal, Paint::dim,
                "  " + pad_right("week of", kDate) + "  " + pad_right("", width) +
                    pad_left("left", kHours) + pad_left("planned", kHours)) +
          '\n';
  std::optional<PinnedWeek> last;
  for (const StudyWeek& week : stats.weeks) {
    if (!week.pinned) continue;
    last = week.pinned;
    rows += "  " + pad_right(date_text(week.monday), kDate) + "  " +
            marked_bar(terminal, done(last->left), done(last->expected), width) +
            pad_left(hours_text(last->left), kHours) +
            pad_left(hours_text(last->expected), kHours) + '\n';
  }
  if (!last) return {};
  rows +=
      paint(terminal, Paint::dim,
            fmt::format("  {} how far the plan was to be by then", terminal.unicode ? "│" : "|")) +
      '\n';
  if (last->left == last->expected) return rows + "  as planned\n";
  const bool behind = last->left > last->expected;
  const Hours off = behind ? last->left - last->expected : last->expected - last->left;
  // A week of the plan is so many of its hours.
  const double weeks = off.hours() * static_cast<double>(pin.pace) / 1000 / pin.week.hours();
  return rows +
         wrap(terminal, "  ",
              fmt::format("{} {} the plan, {:.1f} weeks at {}", hours_text(off),
                          behind ? "behind" : "ahead of", weeks, rate_text(pin.week.hours())));
}

// A column a week, a row a day of the week; the darker, the more hours.
std::string calendar(const View& view, const StudyStats& stats) {
  static constexpr std::array<const char*, 7> kDays = {"Mon", "Tue", "Wed", "Thu",
                                                       "Fri", "Sat", "Sun"};
  static constexpr std::array<const char*, 5> kSigns = {"·", "░", "▒", "▓", "█"};
  static constexpr std::array<const char*, 5> kPlain = {".", "-", "+", "*", "#"};
  const auto& signs = view.terminal.unicode ? kSigns : kPlain;
  const std::size_t fit = std::min(stats.weeks.size(), (view.terminal.width - 7) / 2);
  std::string rows;
  for (int day = 0; day < 7; ++day) {
    rows += fmt::format("  {} ", kDays[static_cast<std::size_t>(day)]);
    for (std::size_t w = stats.weeks.size() - fit; w < stats.weeks.size(); ++w) {
      const Date date = stats.weeks[w].monday + std::chrono::days(day);
      if (date > view.today) break;
      const auto found = stats.days.find(date);
      // Up to half an hour, an hour, two hours, more.
      const std::int64_t minutes = found == stats.days.end() ? 0 : found->second.minutes();
      const std::size_t shade = minutes == 0     ? 0
                                : minutes <= 30  ? 1
                                : minutes <= 60  ? 2
                                : minutes <= 120 ? 3
                                                 : 4;
      rows += fmt::format(" {}", signs[shade]);
    }
    rows += '\n';
  }
  return rows + wrap(view.terminal, "  ",
                     fmt::format("{0} nothing  {1} to 30 min  {2} to 1 h  {3} to 2 h  {4} more",
                                 signs[0], signs[1], signs[2], signs[3], signs[4]));
}

}  // namespace

std::map<Date, Hours> study_days(const State& state) {
  std::map<Date, Hours> days;
  for (const auto& [day, hours] : state.days) {
    if (hours.logged > Hours()) days.emplace(day, hours.logged);
  }
  return days;
}

Date monday_of(Date day) { return day - (std::chrono::weekday(day) - std::chrono::Monday); }

Streak streak_of(const std::map<Date, Hours>& days, Date today) {
  Streak streak;
  int run = 0;
  Date last;
  for (const auto& [day, hours] : days) {
    run = run > 0 && day == last + std::chrono::days(1) ? run + 1 : 1;
    last = day;
    streak.longest = std::max(streak.longest, run);
  }
  // Today is not over: a day without hours yet breaks nothing.
  if (run > 0 && last >= today - std::chrono::days(1)) streak.now = run;
  return streak;
}

std::string stats_screen(const View& view, const StudyStats& stats) {
  if (stats.all == Hours()) {
    return wrap(view.terminal, "",
                "No hours are recorded yet. cairn start ID and cairn stop count them, cairn log ID "
                "2h and cairn done ID --hours 9 record them.");
  }
  Hours shown;
  for (const StudyWeek& week : stats.weeks) shown += week.hours;
  std::string text = fmt::format("{}, {} of them {}. ", hours_text(stats.all), hours_text(shown),
                                 stats.weeks.size() == 1
                                     ? "this week"
                                     : fmt::format("in the last {} weeks", stats.weeks.size()));
  if (!stats.days.empty()) {
    text += fmt::format("Studied on {}, {}. ", count_text(stats.days.size(), "day"),
                        streak_phrase(stats.streak));
  }
  if (stats.spread > Hours()) {
    text += fmt::format("{} were said with done and are spread evenly over its time.",
                        hours_text(stats.spread));
  }
  std::string screen = wrap(view.terminal, "", text);
  screen += '\n' + week_rows(view, stats) + '\n' + calendar(view, stats);
  if (const std::string pinned = pinned_rows(view, stats); !pinned.empty()) {
    screen += '\n' + pinned;
  }
  if (!stats.pace.learned()) return screen;
  screen += '\n' + wrap(view.terminal, "  ", pace_phrase(view.terminal, stats.pace.overall()));
  for (std::size_t a = 0; a < stats.pace.areas().size(); ++a) {
    if (stats.pace.areas()[a].skills == 0) continue;
    screen +=
        wrap(view.terminal, "  ",
             pace_phrase(view.terminal, stats.pace.areas()[a], view.catalog.areas()[a].title));
  }
  return screen;
}

std::string stats_json(const View& view, const StudyStats& stats) {
  Json json = document("stats");
  json["hours"] = hours_value(stats.all);
  json["hours_spread"] = hours_value(stats.spread);
  json["days"] = Json::array();
  for (const auto& [day, hours] : stats.days) {
    json["days"].push_back({{"day", to_iso(day)}, {"hours", hours_value(hours)}});
  }
  json["streak"] = {{"now", stats.streak.now}, {"longest", stats.streak.longest}};
  json["weeks"] = Json::array();
  for (const StudyWeek& week : stats.weeks) {
    Json part;
    part["from"] = to_iso(week.monday);
    part["hours"] = hours_value(week.hours);
    part["days"] = week.days;
    part["known"] = week.known;
    part["hours_left"] = week.left ? hours_value(*week.left) : Json();
    part["levels"] = Json::array();
    for (std::size_t l = 0; l < week.levels.size(); ++l) {
      part["levels"].push_back(
          {{"id", view.catalog.levels()[l].id.text}, {"percent", whole_percent(week.levels[l])}});
    }
    if (week.pinned) {
      part["pinned"] = {{"hours_left", hours_value(week.pinned->left)},
                        {"hours_expected", hours_value(week.pinned->expected)}};
    }
    json["weeks"].push_back(std::move(part));
  }
  if (stats.pin) {
    json["pinned"] = {{"day", to_iso(stats.pin->day)}, {"hours", hours_value(stats.pin->hours())}};
  }
  add_pace(json, view.catalog, stats.pace);
  return text_of(json);
}

std::string stats_csv(const View& view, const StudyStats& stats) {
  std::string text = "week,hours,days,known,hours_left";
  for (const Level& level : view.catalog.levels()) text += ',' + csv_field(level.id.text);
  if (stats.pin) text += ",pinned_left,pinned_expected";
  text += "\r\n";
  for (const StudyWeek& week : stats.weeks) {
    text += fmt::format("{},{:g},{},{},{}", to_iso(week.monday), week.hours.hours(), week.days,
                        week.known, week.left ? fmt::format("{:g}", week.left->hours()) : "");
    for (const double share : week.levels) text += fmt::format(",{}", whole_percent(share));
    if (week.pinned) {
      text += fmt::format(",{:g},{:g}", week.pinned->left.hours(), week.pinned->expected.hours());
    } else if (stats.pin) {
      text += ",,";
    }
    text += "\r\n";
  }
  return text;
}

}  // namespace cairn
