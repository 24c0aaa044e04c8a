#include <fmt/format.h>

#include <algorithm>

#include "cairn/render/interview.h"
#include "cairn/render/names.h"
#include "render/phrases.h"

namespace cairn {
namespace {

std::string years_text(const Terminal& terminal, const Level& level) {
  if (!level.years_to) return fmt::format("{}+ years", level.years_from);
  return fmt::format("{}{}{} years", level.years_from, dash(terminal), *level.years_to);
}

std::string salary_text(const Terminal& terminal, const Salary& salary) {
  const std::string sign = salary.currency == "USD" ? "$" : salary.currency + " ";
  std::string text = fmt::format("{}{} {} {}{}{}", sign, with_commas(salary.low), dash(terminal),
                                 sign, with_commas(salary.high), salary.open ? "+" : "");
  if (!salary.region.empty()) text += " a year (" + salary.region + ")";
  return text;
}

bool holds(const Needs& needs, const Flags& known) {
  if (needs.kind == FormulaKind::atom) return known[value(needs.atom)] != 0;
  std::uint32_t held = 0;
  for (const Needs& part : needs.parts) held += holds(part, known) ? 1 : 0;
  if (needs.kind == FormulaKind::any) return held >= 1;
  return held >= (needs.kind == FormulaKind::all ? needs.parts.size() : needs.at_least);
}

// Known without a plan: one that is neither known nor begun nor ready is not ready yet.
std::string standing_text(const Terminal& terminal, Standing standing) {
  if (standing == Standing::outside) return glyph(terminal, Standing::planned) + " not ready yet";
  return fmt::format("{} {}", glyph(terminal, standing), word(standing));
}

// What to do with the skill next, and what tells of its place in the plan.
std::string way_on(const View& view, SkillIndex index, Standing standing) {
  const std::string& id = view.catalog.skill(index).id.text;
  const std::string_view verb = standing == Standing::ready         ? "start"
                                : standing == Standing::in_progress ? "done"
                                                                    : "";
  const std::string why = fmt::format("cairn why {}\n", id);
  if (verb.empty()) return why;
  return fmt::format("cairn {} {} {} {}", verb, id, dot(view.terminal), why);
}

std::string record_text(const SkillRecord& record) {
  std::string text;
  if (record.done_on) {
    text = "done on " + date_text(*record.done_on);
  } else if (record.status == SkillStatus::known) {
    text = "known";
    if (record.known_on) text += " since " + date_text(*record.known_on);
  } else if (record.started_on) {
    text = "begun on " + date_text(*record.started_on);
  }
  if (record.spent.minutes() > 0) text += ", " + hours_text(record.spent) + " spent";
  return text;
}

}  // namespace

bool is_planned(const Plan* plan, SkillIndex skill) {
  return plan != nullptr && std::binary_search(plan->skills.begin(), plan->skills.end(), skill);
}

Standing standing_of(const View& view, const Plan* plan, SkillIndex skill) {
  if (view.problem.known[value(skill)] != 0) return Standing::known;
  if (std::find(view.in_progress.begin(), view.in_progress.end(), skill) !=
      view.in_progress.end()) {
    return Standing::in_progress;
  }
  if (std::binary_search(view.ready.begin(), view.ready.end(), skill)) return Standing::ready;
  return is_planned(plan, skill) ? Standing::planned : Standing::outside;
}

std::vector<std::string> outcome_lines(const View& view, SkillIndex index,
                                       const std::set<std::string>& ticked) {
  const Skill& skill = view.catalog.skill(index);
  const bool known = view.problem.known[value(index)] != 0;
  std::vector<std::string> lines;
  for (const auto& one : skill.outcomes) {
    const std::string outcome(one);
    lines.push_back(
        fmt::format("{} {} {}", lines.size() + 1,
                    glyph(view.terminal,
                          known || ticked.contains(outcome) ? Standing::known : Standing::planned),
                    outcome));
  }
  return lines;
}

std::string skill_screen(const View& view, SkillIndex index, const SkillRecord* record,
                         const std::set<std::string>& ticked) {
  const Skill& skill = view.catalog.skill(index);
  const Standing standing = standing_of(view, nullptr, index);
  std::string screen = paint(view.terminal, Paint::bold, skill.name) + "  " +
                       standing_text(view.terminal, standing) + '\n';
  if (!skill.summary.empty()) screen += wrap(view.terminal, "  ", skill.summary);
  screen += labelled(view.terminal, "id", skill.id.text);
  screen += labelled(view.terminal, "area", view.catalog.area_of(index).title);
  if (skill.level)
    screen += labelled(view.terminal, "level", view.catalog.level(*skill.level).title);
  screen += labelled(view.terminal, "hours", range_text(view.terminal, skill.hours));
  screen += labelled(view.terminal, "worth", std::to_string(skill.weight));
  if (record != nullptr) screen += labelled(view.terminal, "record", record_text(*record));
  const bool avoided = view.problem.avoided[value(index)] != 0;
  const auto& chosen = view.problem.chosen;
  if (avoided || std::find(chosen.begin(), chosen.end(), index) != chosen.end()) {
    screen += labelled(view.terminal, "choice",
                       fmt::format("you {} it; cairn unchoose {} takes that back",
                                   avoided ? "avoid" : "chose", skill.id.text));
  }
  screen += labelled(view.terminal, "needs", formula_text(view.catalog, skill.needs));
  std::vector<std::string> users;
  for (std::uint32_t s = 0; s < view.catalog.skills().size(); ++s) {
    const auto named = named_skills(view.graph, Node{s});
    if (std::binary_search(named.begin(), named.end(), index)) {
      users.push_back(view.catalog.skills()[s].name);
    }
  }
  if (!users.empty()) screen += labelled(view.terminal, "leads to", join_names(users, 6));
  const auto listed = [&](std::string_view label, const auto& lines) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
      screen += labelled(view.terminal, i == 0 ? label : "", lines[i]);
    }
  };
  listed("can do", outcome_lines(view, index, ticked));
  if (!skill.project.empty()) screen += labelled(view.terminal, "project", skill.project);
  std::vector<std::string> resources;
  for (const std::uint32_t r : skill.resources) {
    const Resource& resource = view.catalog.resources()[r];
    std::string line = resource_text(resource);
    if (!resource.url.empty()) line += " " + resource.url;
    resources.push_back(std::move(line));
  }
  listed("learn", resources);
  std::vector<std::string> topics;
  for (const InterviewTopic& topic : view.catalog.interview()) {
    bool rests = false;
    for_each_atom(topic.needs, [&](SkillIndex atom) { rests = rests || atom == index; });
    if (rests)
      topics.push_back(fmt::format("{}: cairn interview {}", topic.title, topic_word(topic)));
  }
  listed("interview", topics);
  return screen + '\n' + way_on(view, index, standing);
}

std::string level_screen(const View& view, LevelIndex index) {
  const Level& level = view.catalog.level(index);
  std::string screen = paint(view.terminal, Paint::bold, level.title) + "  level\n";
  if (!level.summary.empty()) screen += wrap(view.terminal, "  ", level.summary);
  screen += labelled(view.terminal, "id", level.id.text);
  screen += labelled(view.terminal, "experience", years_text(view.terminal, level));
  if (level.salary)
    screen += labelled(view.terminal, "pay", salary_text(view.terminal, *level.salary));
  if (value(index) > 0) {
    screen += labelled(view.terminal, "on top of",
                       view.catalog.level(LevelIndex{value(index) - 1}).title);
  }
  // A line for each thing that is asked, with how it stands.
  const std::span<const Needs> asked = level.needs.kind == FormulaKind::all
                                           ? std::span<const Needs>(level.needs.parts)
                                           : std::span<const Needs>(&level.needs, 1);
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const Standing standing =
        holds(asked[i], view.problem.known) ? Standing::known : Standing::planned;
    screen += labelled(view.terminal, i == 0 ? "needs" : "",
                       glyph(view.terminal, standing) + " " + formula_text(view.catalog, asked[i]));
  }
  return screen;
}

Standing standing_of(const SkillRecord& record) {
  if (record.status >= SkillStatus::known) return Standing::known;
  return record.status == SkillStatus::started ? Standing::in_progress : Standing::outside;
}

std::string list_screen(const View& view, const Plan* plan, const std::vector<SkillIndex>& skills) {
  std::size_t id_width = 2, name_width = 4;
  for (const SkillIndex s : skills) {
    id_width = std::max(id_width, columns(view.catalog.skill(s).id.text));
    name_width = std::max(name_width, columns(view.catalog.skill(s).name));
  }
  id_width = std::min<std::size_t>(id_width, 26);
  // On a narrow terminal the level goes, and then the name: the id is what one types.
  const std::size_t width = view.terminal.width;
  const std::size_t fixed = (view.terminal.unicode ? 1 : 3) + 1 + id_width + 2 + 6;
  const bool with_level = width >= fixed + 15 + 18;
  const std::size_t left = width - std::min(width, fixed + 2 + (with_level ? 15 : 0));
  name_width = left < 8 ? 0 : std::min(name_width, left);
  std::string screen;
  for (const SkillIndex s : skills) {
    const Skill& skill = view.catalog.skill(s);
    std::string row = fmt::format("{} {}", glyph(view.terminal, standing_of(view, plan, s)),
                                  pad_right(skill.id.text, id_width));
    if (name_width > 0) {
      row += "  " + pad_right(clip(view.terminal, skill.name, name_width), name_width);
    }
    row += "  " + pad_left(hours_text(skill.hours.likely), 6);
    if (with_level && skill.level) {
      row += "  " + clip(view.terminal, view.catalog.level(*skill.level).title, 11);
    }
    while (row.back() == ' ') row.pop_back();
    screen += row + '\n';
  }
  return screen;
}

std::string departed_screen(const View& view, const std::map<SkillId, SkillRecord>& departed) {
  std::string screen;
  for (const auto& [id, record] : departed) {
    screen += fmt::format("{} {}\n", glyph(view.terminal, standing_of(record)),
                          recorded_name(view.catalog, id));
  }
  return screen;
}

}  // namespace cairn
