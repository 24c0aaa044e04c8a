#include <fmt/format.h>

#include <algorithm>

#include "cairn/base/text.h"
#include "cairn/render/names.h"
#include "render/phrases.h"

namespace cairn {
namespace {

constexpr std::size_t kBarWidth = 20, kLeastBar = 6;
constexpr std::size_t kDayWidth = 17;  // `   by 14 Mar 2027`

std::size_t known_count(const View& view) {
  return static_cast<std::size_t>(
      std::count(view.problem.known.begin(), view.problem.known.end(), 1));
}

// One row a level: title, bar, share, what is left.
std::string level_rows(const View& view, const std::vector<LevelStanding>& levels,
                       const Roadmap* roadmap) {
  std::size_t title_width = 0;
  for (const LevelStanding& standing : levels) {
    title_width = std::max(title_width, columns(view.catalog.level(standing.level).title));
  }
  title_width = std::min<std::size_t>(title_width, view.terminal.width > 60 ? 24 : 12);
  // What the title, the share and the hours leave is for the bar and the day.
  const std::size_t room = view.terminal.width - std::min(view.terminal.width, title_width + 24);
  const bool days = room >= kDayWidth + kLeastBar;
  const std::size_t bar_width = std::min(kBarWidth, room - (days ? kDayWidth : 0) - 2);
  std::string rows;
  for (const LevelStanding& standing : levels) {
    const Level& level = view.catalog.level(standing.level);
    std::string row =
        "  " + pad_right(clip(view.terminal, level.title, title_width), title_width) + "  ";
    if (bar_width >= kLeastBar) row += bar(view.terminal, standing.share(), bar_width) + "  ";
    row += pad_left(percent_text(standing.share()), 5);
    if (standing.reached) {
      row += "   reached";
    } else if (!standing.left) {
      row += "   no way there with what you avoid";
    } else {
      row += fmt::format("   {} left", pad_left(hours_text(*standing.left), 7));
      if (roadmap != nullptr && days) {
        for (const RoadmapStage& stage : roadmap->stages) {
          if (stage.level == standing.level) row += "   by " + date_text(stage.when.finish);
        }
      }
    }
    rows += row + '\n';
  }
  return rows;
}

// One row a session that runs.
std::string running_rows(const View& view) {
  std::string rows;
  for (const Running& running : view.running) {
    rows += wrap(view.terminal,
                 fmt::format("  {} {}   ", glyph(view.terminal, Standing::in_progress),
                             recorded_name(view.catalog, running.id)),
                 "running " + running_phrase(view, running));
  }
  return rows;
}

bool is_running(const View& view, SkillIndex skill) {
  return std::any_of(view.running.begin(), view.running.end(), [&](const Running& running) {
    return view.catalog.find_skill(running.id.text) == skill;
  });
}

// One row a skill that is begun, with what is left of it.
std::string in_progress_rows(const View& view, std::span<const SkillIndex> skills) {
  std::size_t width = 0;
  for (const SkillIndex skill : skills) {
    width = std::max(width, columns(view.catalog.skill(skill).name));
  }
  width = std::min(width, view.terminal.width - std::min<std::size_t>(view.terminal.width - 8, 36));
  std::string rows;
  for (const SkillIndex skill : skills) {
    const Skill& it = view.catalog.skill(skill);
    rows += fmt::format("  {} {}   {}\n", glyph(view.terminal, Standing::in_progress),
                        pad_right(clip(view.terminal, it.name, width), width),
                        progress_phrase(view, skill));
  }
  return rows;
}

}  // namespace

std::string welcome_screen(const View& view) {
  const std::string top =
      view.catalog.levels().empty() ? "your goal" : view.catalog.levels().back().title.str();
  return fold(view.terminal,
              fmt::format("cairn keeps what you have learnt and plans the rest of the way to {}\n"
                          "({}). Nothing is recorded yet. Three commands to begin with:\n\n"
                          "  cairn know ID...   what you can do already: cairn list shows the ids\n"
                          "  cairn next         what to learn first, and why\n"
                          "  cairn roadmap      the whole way, in stages, with hours and dates\n",
                          top, view.catalog.title()));
}

std::string home_screen(const View& view, const std::vector<LevelStanding>& levels,
                        const Roadmap& roadmap, const std::vector<Recommendation>& next) {
  const std::string goals = goals_name(view.catalog, view.graph, roadmap.goals);
  std::string screen = fmt::format("{} {} {} known {} ", view.catalog.title(), dot(view.terminal),
                                   count_text(known_count(view), "skill"), dot(view.terminal));
  if (roadmap.steps.empty()) {
    screen += fmt::format("{} reached\n", goals);
  } else {
    screen += fmt::format("{} left to {}\n", hours_text(roadmap.plan.cost), goals);
  }
  screen += '\n';
  // Fifteen lines hold six levels and two skills in progress.
  const std::size_t shown = std::min<std::size_t>(levels.size(), 4);
  screen +=
      level_rows(view, {levels.end() - static_cast<std::ptrdiff_t>(shown), levels.end()}, &roadmap);
  std::vector<SkillIndex> resting = view.in_progress;
  std::erase_if(resting, [&](SkillIndex skill) { return is_running(view, skill); });
  if (!view.running.empty() || !resting.empty()) screen += '\n' + running_rows(view);
  screen +=
      in_progress_rows(view, std::span(resting).first(std::min<std::size_t>(resting.size(), 2)));
  if (resting.size() > 2) {
    screen.pop_back();
    screen += fmt::format("   and {} more\n", resting.size() - 2);
  }
  std::vector<const Recommendation*> fresh;
  for (const Recommendation& r : next) {
    const bool begun = std::find(view.in_progress.begin(), view.in_progress.end(), r.skill) !=
                       view.in_progress.end();
    if (!begun) fresh.push_back(&r);
  }
  if (!fresh.empty()) {
    screen += '\n';
    const std::size_t count = std::min<std::size_t>(fresh.size(), 3);
    std::size_t name_width = 0;
    for (std::size_t i = 0; i < count; ++i) {
      name_width = std::max(name_width, columns(view.catalog.skill(fresh[i]->skill).name));
    }
    name_width = std::min(name_width, view.terminal.width - 36);
    for (std::size_t i = 0; i < count; ++i) {
      const RoadmapStep& step = roadmap.steps[fresh[i]->step];
      const Skill& skill = view.catalog.skill(step.skill);
      screen += fmt::format("  {} {} {}  {}   {}\n", i + 1, glyph(view.terminal, Standing::ready),
                            pad_right(clip(view.terminal, skill.name, name_width), name_width),
                            pad_left(hours_text(step.hours.likely), 6),
                            clip(view.terminal, short_reason(view, step), 24));
    }
    // What is begun goes on, before anything new.
    const std::string& id =
        view.catalog.skill(resting.empty() ? fresh.front()->skill : resting.front()).id.text;
    screen += fmt::format("\n{} {} cairn why {} {} cairn roadmap\n",
                          view.running.empty() ? "cairn start " + id : "cairn stop",
                          dot(view.terminal), id, dot(view.terminal));
  } else if (roadmap.steps.empty()) {
    screen += "\nNothing is left to learn for it. Set another with: cairn goal set ID\n";
  }
  return fold(view.terminal, screen);
}

std::string status_screen(const View& view, const std::vector<LevelStanding>& levels,
                          const Roadmap* roadmap, const std::vector<SkillId>& left,
                          const Habits& habits, const std::vector<Due>& due) {
  const auto names = [&](const std::vector<SkillIndex>& skills) {
    return skills.empty() ? std::string("none") : join_names(skill_names(view.catalog, skills), 8);
  };
  std::string screen =
      fmt::format("{} {} {} of {} known\n\n", view.catalog.title(), dot(view.terminal),
                  known_count(view), count_text(view.catalog.skills().size(), "skill"));
  screen += level_rows(view, levels, roadmap);
  screen += '\n';
  screen +=
      labelled(view.terminal, "goal", goals_name(view.catalog, view.graph, view.problem.goals));
  for (const Due& one : due) {
    screen += labelled(view.terminal, "due", due_phrase(view, one, habits.rate.hours_per_week));
  }
  for (const Running& running : view.running) {
    screen += labelled(view.terminal, "running",
                       fmt::format("{}, {}", recorded_name(view.catalog, running.id),
                                   running_phrase(view, running)));
  }
  screen += labelled(view.terminal, "learning", names(view.in_progress));
  screen +=
      labelled(view.terminal, "ready", fmt::format("{} (cairn list --ready)", view.ready.size()));
  const std::string source = source_phrase(habits.source);
  screen += labelled(view.terminal, "time",
                     rate_text(habits.rate.hours_per_week) +
                         (source.empty() ? source : fmt::format(" ({})", source)));
  if (habits.pace.learned()) {
    screen += labelled(view.terminal, "pace", pace_phrase(view.terminal, habits.pace.overall()));
  }
  if (!view.problem.chosen.empty()) {
    screen += labelled(view.terminal, "chosen", names(view.problem.chosen));
  }
  std::vector<SkillIndex> avoided;
  for (std::uint32_t s = 0; s < view.problem.avoided.size(); ++s) {
    if (view.problem.avoided[s] != 0) avoided.push_back(SkillIndex{s});
  }
  if (!avoided.empty()) screen += labelled(view.terminal, "avoided", names(avoided));
  if (!left.empty()) {
    std::vector<std::string> ids;
    for (const SkillId& id : left) ids.push_back(printable(id.text));
    screen += labelled(view.terminal, "kept",
                       join_names(ids, 8) + " (in your record, no longer in the catalog)");
  }
  return fold(view.terminal, screen);
}

}  // namespace cairn
