#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "cairn/render/names.h"
#include "render/phrases.h"

namespace cairn {
namespace {

// The payoff in words: the rank, then the two parts that add up to it.
std::string pays_phrase(const View& view, const Pays& pays) {
  const double own = pays.terms.front().value;
  std::string text = fmt::format("{:.1f} a 10 h", pays.rank);
  if (pays.terms.size() == 1) return text + ", by itself";
  double others = 0;
  for (std::size_t i = 1; i < pays.terms.size(); ++i) others += pays.terms[i].value;
  Hundredths shown;
  const double itself = shown.next(own);
  text += fmt::format(": {:.2f} itself + {:.2f} from ", itself, shown.next(others));
  const std::string& last = view.catalog.skill(pays.toward).name;
  if (pays.terms.size() == 2) {
    text += fmt::format("{} that goes with it", view.catalog.skill(pays.terms[1].skill).name);
  } else if (pays.toward == pays.terms.front().skill) {
    text += fmt::format("the {} on the way to it", count_text(pays.terms.size() - 1, "skill"));
  } else {
    text += fmt::format("{} up to {}", count_text(pays.terms.size() - 1, "more skill"), last);
  }
  return text + fmt::format(", {} in all", hours_text(pays.hours));
}

std::string ready_phrase(const View& view, const ReadyBecause& ready) {
  if (ready.known.empty()) return "it needs nothing before it";
  return "you know " + join_names(skill_names(view.catalog, ready.known), 4);
}

std::string choice_phrase(const View& view, const CheaperChoice& choice) {
  const std::string over = join_names(skill_names(view.catalog, choice.over), 2);
  const std::string by = choice.saved.minutes() == 0
                             ? fmt::format("as cheap as {}", over)
                             : fmt::format("{} less than with {}", hours_text(choice.saved), over);
  return fmt::format("{}, the best other of {}; cairn choose ID takes another", by, choice.members);
}

std::string learn_phrase(const View& view, const Skill& skill) {
  std::string text;
  for (std::size_t i = 0; i < skill.resources.size() && i < 2; ++i) {
    const Resource& resource = view.catalog.resources()[skill.resources[i]];
    if (i > 0) text += fmt::format(" {} ", dot(view.terminal));
    text += resource_text(resource);
  }
  return text;
}

std::string in_full(const View& view, const Roadmap& roadmap, const Recommendation& r) {
  const RoadmapStep& step = roadmap.steps[r.step];
  const Skill& skill = view.catalog.skill(r.skill);
  const std::string right =
      fmt::format("{} {} {}", range_text(view.terminal, step.hours), dot(view.terminal),
                  stage_name(view, roadmap, roadmap.stages[step.stage]));
  // The hours stand at the right edge of what the eye takes in as one line, or below the name.
  const std::size_t line = std::min<std::size_t>(view.terminal.width, 80);
  const std::size_t used = columns(skill.name) + columns(right);
  std::string text = paint(view.terminal, Paint::bold, skill.name);
  if (used + 2 > view.terminal.width) {
    text += "\n  " + right + '\n';
  } else {
    text += std::string(std::max<std::size_t>(2, line - std::min(line, used)), ' ') + right + '\n';
  }
  if (!skill.summary.empty()) text += wrap(view.terminal, "  ", skill.summary);
  if (std::find(view.in_progress.begin(), view.in_progress.end(), r.skill) !=
      view.in_progress.end()) {
    text += labelled(view.terminal, "begun",
                     progress_phrase(view, r.skill) + "; cairn done " + skill.id.text);
  }
  for (const Row& row : reason_rows(view, roadmap, r)) {
    text += labelled(view.terminal, row.label, row.text);
  }
  if (const std::string first = first_thing_to_do(skill); !first.empty()) {
    text += labelled(view.terminal, "do", first);
  }
  const std::string learn = learn_phrase(view, skill);
  if (!learn.empty()) text += labelled(view.terminal, "learn", learn);
  return text;
}

// The steps after those in full, a row each; what they pay only where there is room for it.
std::string then_rows(const View& view, const Roadmap& roadmap,
                      std::span<const Recommendation> then) {
  const Terminal& terminal = view.terminal;
  const std::string first = fmt::format("  then {} ", glyph(terminal, Standing::ready));
  const std::size_t fixed = columns(first) + 2 + 6;
  const bool with_pay = terminal.width >= fixed + 55;
  std::size_t width = 0;
  for (const Recommendation& r : then) {
    width = std::max(width, columns(view.catalog.skill(r.skill).name));
  }
  width = std::min(width, terminal.width - fixed - (with_pay ? 35 : 0));
  std::string rows;
  for (const Recommendation& r : then) {
    const RoadmapStep& step = roadmap.steps[r.step];
    const Skill& skill = view.catalog.skill(r.skill);
    std::string row = first + pad_right(clip(terminal, skill.name, width), width) + "  " +
                      pad_left(hours_text(step.hours.likely), 6);
    if (with_pay) {
      row += fmt::format("  pays {:.1f} a 10 h, ", r.rank);
      row +=
          clip(terminal, short_reason(view, roadmap.steps[r.step]), terminal.width - columns(row));
    }
    rows += row + '\n';
  }
  return rows;
}

}  // namespace

std::vector<Row> reason_rows(const View& view, const Roadmap& roadmap, const Recommendation& r) {
  std::vector<Row> rows;
  if (const auto* ready = find_reason<ReadyBecause>(r.reasons)) {
    rows.push_back({"ready", ready_phrase(view, *ready)});
  }
  if (const auto* opens = find_reason<Opens>(r.reasons); opens != nullptr && opens->count > 0) {
    rows.push_back({"opens", opens_phrase(view, roadmap, roadmap.steps[r.step], *opens)});
  }
  if (const auto* pays = find_reason<Pays>(r.reasons)) {
    rows.push_back({"pays", pays_phrase(view, *pays)});
  }
  if (const auto* chain = find_reason<OnLongestChain>(r.reasons)) {
    rows.push_back(
        {"chain",
         fmt::format("{} on the longest chain ({}, {})",
                     chain->position == 1 ? "first" : fmt::format("number {}", chain->position),
                     count_text(chain->length, "skill"), hours_text(chain->hours))});
  }
  if (const auto* choice = find_reason<CheaperChoice>(r.reasons)) {
    rows.push_back({"choice", choice_phrase(view, *choice)});
  }
  if (find_reason<Chosen>(r.reasons) != nullptr) rows.push_back({"choice", "yours"});
  return rows;
}

std::string first_thing_to_do(const Skill& skill) {
  if (!skill.project.empty()) return skill.project;
  return skill.outcomes.empty() ? std::string() : skill.outcomes.front();
}

std::string next_screen(const View& view, const Roadmap& roadmap,
                        const std::vector<Recommendation>& next, std::size_t count) {
  std::string screen;
  const std::size_t full = std::min(count, next.size());
  for (std::size_t i = 0; i < full; ++i) {
    if (i > 0) screen += '\n';
    screen += in_full(view, roadmap, next[i]);
  }
  const std::size_t more = std::min(next.size(), full + 2);
  if (full < more) screen += '\n';
  screen += then_rows(view, roadmap, std::span(next).subspan(full, more - full));
  const std::string& id = view.catalog.skill(next.front().skill).id.text;
  std::string then = fmt::format("cairn start {0} {1} cairn why {0}", id, dot(view.terminal));
  if (full < next.size()) {
    then +=
        fmt::format(" {} cairn next -n {}", dot(view.terminal), std::min(full + 2, next.size()));
  }
  return screen + '\n' + wrap(view.terminal, "", then) + unproven_note(view, roadmap.plan);
}

}  // namespace cairn
