#include "cairn/render/since_pin.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cairn/base/text.h"
#include "cairn/render/names.h"
#include "render/json_values.h"

namespace cairn {
namespace {

constexpr std::size_t kMostNames = 6;

std::string_view word(ChangeCause cause) {
  static constexpr std::string_view kWords[] = {"catalog", "goal", "choice", "done"};
  return kWords[static_cast<std::size_t>(cause)];
}

std::string names(const View& view, const std::vector<SkillIndex>& skills) {
  return join_names(skill_names(view.catalog, skills), kMostNames);
}

// `12 h less`, `5 h more`, `the same hours`.
std::string more_text(Hours before, Hours after) {
  if (before == after) return "the same hours";
  return before < after ? hours_text(after - before) + " more"
                        : hours_text(before - after) + " less";
}

std::string from_to(const View& view, const std::string& from, const std::string& to) {
  return from == to ? to : fmt::format("{} {} {}", from, arrow(view.terminal), to);
}

std::string finish_text(const std::optional<Date>& finish) {
  return finish ? date_text(*finish) : "reached";
}

std::string number_text(double number, int digits) {
  const double unit = std::pow(10, digits);
  return fmt::format("{:g}", std::round(number * unit) / unit);
}

// Hours of skills that were in the plan and still are, where the catalog has other ones now.
std::string new_hours(const View& view, const PlanChanges& changes) {
  std::vector<std::string> parts;
  for (const StepChange& step : changes.steps) {
    if (!step.before || !step.after || step.before->hours == step.after->hours) continue;
    parts.push_back(
        fmt::format("{} {}", view.catalog.skill(step.skill).name,
                    from_to(view, hours_text(step.before->hours), hours_text(step.after->hours))));
  }
  return join_names(parts, kMostNames);
}

std::string cause_text(const View& view, const PlanChanges& changes, const Change& change) {
  std::string text = more_text(change.before, change.after);
  const auto add = [&](std::string_view what, const std::string& list) {
    if (!list.empty()) text += fmt::format("; {}: {}", what, list);
  };
  if (change.cause == ChangeCause::done) add("learnt", names(view, changes.done));
  if (change.cause == ChangeCause::catalog) {
    add("hours", new_hours(view, changes));
    std::vector<std::string> gone;
    for (const SkillId& id : changes.gone) gone.push_back(printable(id.text));
    add("no longer there", join_names(gone, kMostNames));
  }
  add("in", names(view, change.steps.in));
  add("out", names(view, change.steps.out));
  add("moved", names(view, change.steps.moved));
  return text;
}

std::string counts_text(const PlanChanges& changes) {
  std::size_t in = 0, out = changes.gone.size(), moved = 0, hours = 0;
  for (const StepChange& step : changes.steps) {
    if (!step.before) {
      ++in;
    } else if (!step.after) {
      ++out;
    } else if (step.moved) {
      ++moved;
    } else {
      ++hours;
    }
  }
  std::string text;
  const auto add = [&](std::size_t count, std::string_view what) {
    if (count > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, what);
  };
  add(in, "in");
  add(out, "out");
  add(moved, "moved");
  add(hours, "with other hours");
  return text;
}

std::string step_row(const View& view, const StepChange& step, std::size_t width) {
  const char* sign = !step.before ? "+" : !step.after ? "-" : " ";
  const StepPlace& before = step.before ? *step.before : *step.after;
  const StepPlace& after = step.after ? *step.after : *step.before;
  const std::string name = clip(view.terminal, view.catalog.skill(step.skill).name, width);
  std::string text = from_to(view, hours_text(before.hours), hours_text(after.hours)) + ", ";
  if (!step.after) text += "was ";
  text += "by " + from_to(view, date_text(before.finish), date_text(after.finish));
  if (step.moved) {
    text += fmt::format(", step {}", from_to(view, std::to_string(before.position),
                                             std::to_string(after.position)));
  }
  if (step.cause) text += fmt::format(" ({})", word(*step.cause));
  return wrap(view.terminal, fmt::format("  {} {}  ", sign, pad_right(name, width)), text);
}

Json place_value(const std::optional<StepPlace>& place) {
  if (!place) return Json();
  Json json;
  json["step"] = place->position;
  json["hours"] = hours_value(place->hours);
  json["start"] = to_iso(place->start);
  json["finish"] = to_iso(place->finish);
  return json;
}

Json day_value(const std::optional<Date>& day) { return day ? Json(to_iso(*day)) : Json(); }

Json id_values(const std::vector<SkillId>& ids) {
  Json json = Json::array();
  for (const SkillId& id : ids) json.push_back(id.text);
  return json;
}

}  // namespace

std::string changes_screen(const View& view, const PlanChanges& changes) {
  std::string screen = wrap(
      view.terminal, "",
      fmt::format(
          "Since the plan of {}: {}, {}", date_text(changes.since),
          from_to(view, hours_text(changes.before), hours_text(changes.after)),
          from_to(view, finish_text(changes.finish_before), finish_text(changes.finish_after))));
  std::string rows;
  for (const Change& change : changes.causes) {
    rows += labelled(view.terminal, word(change.cause), cause_text(view, changes, change));
  }
  if (std::abs(changes.week_before - changes.week_after) >= 0.05) {
    rows += labelled(view.terminal, "week",
                     from_to(view, number_text(changes.week_before, 1) + " h",
                             number_text(changes.week_after, 1) + " h"));
  }
  if (std::abs(changes.pace_before - changes.pace_after) >= 0.005) {
    rows += labelled(
        view.terminal, "pace",
        from_to(view, number_text(changes.pace_before, 2), number_text(changes.pace_after, 2)) +
            " times the planned hours");
  }
  if (rows.empty()) return screen + "\nNothing else has changed.\n";
  screen += '\n' + rows;
  if (changes.steps.empty()) return screen + "\nWhat is left of it is in the same order.\n";
  screen += "\nSteps that are others, elsewhere or of other hours\n";
  std::size_t width = 0;
  for (const StepChange& step : changes.steps) {
    width = std::max(width, columns(view.catalog.skill(step.skill).name));
  }
  width = std::min<std::size_t>(width, 28);
  for (const StepChange& step : changes.steps) screen += step_row(view, step, width);
  return fold(view.terminal, screen + "\nTo go on from today's plan: cairn plan pin\n");
}

std::string changes_line(const View& view, const PlanChanges& changes) {
  if (changes.same()) return {};
  return fold(view.terminal,
              fmt::format("Another plan than on {}: {} {} cairn roadmap --diff\n",
                          date_text(changes.since), counts_text(changes), dot(view.terminal)));
}

std::string changes_json(const View& view, const PlanChanges& changes) {
  Json json = document("diff");
  json["pinned_on"] = to_iso(changes.since);
  json["same"] = changes.same();
  json["hours"]["before"] = hours_value(changes.before);
  json["hours"]["after"] = hours_value(changes.after);
  json["finish"]["before"] = day_value(changes.finish_before);
  json["finish"]["after"] = day_value(changes.finish_after);
  json["hours_per_week"]["before"] = rounded(changes.week_before);
  json["hours_per_week"]["after"] = rounded(changes.week_after);
  json["pace"]["before"] = rounded(changes.pace_before);
  json["pace"]["after"] = rounded(changes.pace_after);
  json["done"] = id_list(view.catalog, changes.done);
  json["not_in_catalog"] = id_values(changes.gone);
  json["causes"] = Json::array();
  for (const Change& change : changes.causes) {
    Json part;
    part["cause"] = word(change.cause);
    part["hours"]["before"] = hours_value(change.before);
    part["hours"]["after"] = hours_value(change.after);
    part["in"] = id_list(view.catalog, change.steps.in);
    part["out"] = id_list(view.catalog, change.steps.out);
    part["moved"] = id_list(view.catalog, change.steps.moved);
    json["causes"].push_back(std::move(part));
  }
  json["steps"] = Json::array();
  for (const StepChange& step : changes.steps) {
    Json part;
    part["id"] = view.catalog.skill(step.skill).id.text;
    part["change"] = !step.before ? "in" : !step.after ? "out" : step.moved ? "moved" : "hours";
    part["cause"] = step.cause ? Json(word(*step.cause)) : Json();
    part["before"] = place_value(step.before);
    part["after"] = place_value(step.after);
    json["steps"].push_back(std::move(part));
  }
  return text_of(json);
}

std::string pin_screen(const View& view, const Pin& pin, const PlanChanges& changes) {
  Hours done;
  for (const PinnedStep& step : pin.steps) {
    const auto skill = view.catalog.find_skill(step.id.text);
    if (skill && view.problem.known[value(*skill)] != 0) done += step.hours;
  }
  std::string screen = fmt::format("Pinned on {}: {}, {}", date_text(pin.day),
                                   count_text(pin.steps.size(), "skill"), hours_text(pin.hours()));
  if (changes.finish_before) screen += ", by " + date_text(*changes.finish_before);
  screen += fmt::format("\nDone of it: {} of {}, {} of {}\n", changes.done.size(), pin.steps.size(),
                        hours_text(done), hours_text(pin.hours()));
  const std::string line = changes_line(view, changes);
  return fold(view.terminal,
              screen + (line.empty() ? "What is left of it is today's plan.\n" : line));
}

std::string pin_json(const Pin* pin) {
  Json json = document("plan");
  json["pinned"] = pin != nullptr;
  if (pin == nullptr) return text_of(json);
  json["on"] = to_iso(pin->day);
  json["goals"] = id_values(pin->goals);
  json["chosen"] = id_values(pin->chosen);
  json["avoided"] = id_values(pin->avoided);
  json["hours"] = hours_value(pin->hours());
  json["hours_per_week"] = rounded(pin->week.hours());
  json["steps"] = Json::array();
  for (const PinnedStep& step : pin->steps) {
    Json part;
    part["id"] = step.id.text;
    part["hours"] = hours_value(step.hours);
    part["start"] = to_iso(step.start);
    part["finish"] = to_iso(step.finish);
    json["steps"].push_back(std::move(part));
  }
  return text_of(json);
}

}  // namespace cairn
