#include "cairn/render/map_screen.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace cairn {
namespace {

constexpr std::size_t kHours = 8;       // columns of the hours, the gap before them included
constexpr std::size_t kLeastNote = 14;  // a narrower note says nothing

// One line of a tree, before the columns are known.
struct Row {
  std::string branch;  // the lines that lead to it
  const DrawnSkill* skill = nullptr;
  std::string note;
};

// A forest over positions of a drawing, walked into rows.
class Forest {
 public:
  Forest(const Terminal& terminal, const Drawing& drawing)
      : terminal_(terminal), drawing_(drawing), children_(drawing.skills.size()) {}

  void hang(std::size_t child, std::size_t parent) { children_[parent].push_back(child); }

  // Requires: each position hangs in one place, at a depth that recursion can go to.
  template <class Note>
  void walk(std::vector<Row>& rows, const std::vector<std::size_t>& roots, const Note& note,
            const std::string& branch = {}, bool is_root = true) const {
    for (std::size_t i = 0; i < roots.size(); ++i) {
      const bool last = i + 1 == roots.size();
      const char* fork = terminal_.unicode ? (last ? "└ " : "├ ") : (last ? "`- " : "|- ");
      const char* line = terminal_.unicode ? (last ? "  " : "│ ") : (last ? "   " : "|  ");
      rows.push_back({is_root ? "" : branch + fork, &drawing_.skills[roots[i]], note(roots[i])});
      walk(rows, children_[roots[i]], note, is_root ? "" : branch + line, false);
    }
  }

  const std::vector<std::size_t>& children(std::size_t place) const { return children_[place]; }

 private:
  const Terminal& terminal_;
  const Drawing& drawing_;
  std::vector<std::vector<std::size_t>> children_;
};

std::size_t sign_width(const Terminal& terminal) { return terminal.unicode ? 1 : 3; }

// The columns that branch, sign and name share, over all rows.
std::size_t tree_width(const Terminal& terminal, const std::vector<Row>& rows) {
  std::size_t wide = 0;
  for (const Row& row : rows) {
    wide =
        std::max(wide, columns(row.branch) + sign_width(terminal) + 1 + columns(row.skill->name));
  }
  const bool noted =
      std::any_of(rows.begin(), rows.end(), [](const Row& row) { return !row.note.empty(); });
  const std::size_t beside = 2 + kHours + (noted ? 2 + kLeastNote : 0);
  const std::size_t most =
      terminal.width > beside + 24 ? terminal.width - beside : terminal.width - 2 - kHours;
  return std::min(wide, most);
}

std::string row_text(const Terminal& terminal, const Row& row, std::size_t width) {
  const DrawnSkill& skill = *row.skill;
  const std::size_t used = columns(row.branch) + sign_width(terminal) + 1;
  const std::size_t room = width > used ? width - used : 1;
  std::string name = clip(terminal, skill.name, room);
  const std::size_t blank = room - std::min(room, columns(name));
  const bool aside = skill.standing == Standing::alternative || skill.standing == Standing::outside;
  name = paint(terminal, skill.step == 1U ? Paint::bold : aside ? Paint::dim : Paint::plain, name);
  std::string text = fmt::format("  {}{} {}{}{}", paint(terminal, Paint::dim, row.branch),
                                 glyph(terminal, skill.standing), name, std::string(blank, ' '),
                                 pad_left(hours_text(skill.hours.likely), kHours));
  const std::size_t left = terminal.width - std::min(terminal.width, 2 + width + kHours + 2);
  if (!row.note.empty() && left >= kLeastNote) {
    text += "  " + paint(terminal, Paint::dim, clip(terminal, row.note, left));
  }
  return text + '\n';
}

std::string rows_text(const Terminal& terminal, const std::vector<Row>& rows, std::size_t width) {
  std::string text;
  for (const Row& row : rows) text += row_text(terminal, row, width);
  return text;
}

std::string legend(const Terminal& terminal, const Drawing& drawing) {
  std::string text;
  for (std::size_t s = 0; s <= static_cast<std::size_t>(Standing::alternative); ++s) {
    const auto standing = static_cast<Standing>(s);
    const bool seen = std::any_of(drawing.skills.begin(), drawing.skills.end(),
                                  [&](const DrawnSkill& d) { return d.standing == standing; });
    if (!seen) continue;
    const std::string_view said = standing == Standing::outside       ? "locked"
                                  : standing == Standing::alternative ? "alternative not taken"
                                                                      : word(standing);
    text += fmt::format("{}{} {}", text.empty() ? "" : "  ", glyph(terminal, standing), said);
  }
  // The signs hold blanks in ASCII, so the line is broken by hand where it is too long.
  return columns(text) <= terminal.width ? text + '\n' : wrap(terminal, "", text);
}

// Names in running lines, each with its sign.
std::string names_text(const Terminal& terminal, const Drawing& drawing, const DrawnStage& stage) {
  std::string text, line;
  for (std::size_t i = stage.begin; i < stage.end; ++i) {
    const std::string name = glyph(terminal, drawing.skills[i].standing) + ' ' +
                             clip(terminal, drawing.skills[i].name, terminal.width - 8);
    if (!line.empty() && columns(line) + 2 + columns(name) > terminal.width) {
      text += std::exchange(line, {}) + '\n';
    }
    line += "  " + name;
  }
  return text + line + '\n';
}

std::string stage_line(const Terminal& terminal, const DrawnStage& stage, std::size_t skills) {
  std::string text = paint(terminal, Paint::bold, stage.title) +
                     fmt::format(" {} {}", dot(terminal), count_text(skills, "skill"));
  if (stage.when) {
    text += fmt::format(" {0} {1} {0} {2}", dot(terminal), hours_text(stage.hours.likely),
                        date_span_text(terminal, stage.when->start, stage.when->finish));
  }
  return columns(text) <= terminal.width ? text + '\n' : wrap(terminal, "", text);
}

class MapTree {
 public:
  MapTree(const Terminal& terminal, const Drawing& drawing)
      : terminal_(terminal),
        drawing_(drawing),
        forest_(terminal, drawing),
        needs_(drawing.skills.size()),
        parent_(drawing.skills.size(), drawing.skills.size()),
        depth_(drawing.skills.size(), 0) {
    for (const DrawnEdge& edge : drawing.edges) {
      if (!edge.alternative) needs_[edge.to].push_back(edge.from);
    }
    for (std::size_t i = 0; i < drawing.skills.size(); ++i) find_parent(i);
    // What could be taken instead comes before what is opened.
    for (const bool alternative : {true, false}) {
      for (std::size_t i = 0; i < drawing.skills.size(); ++i) {
        if (parent_[i] == drawing.skills.size()) continue;
        if (drawing.skills[i].instead_of.has_value() == alternative) forest_.hang(i, parent_[i]);
      }
    }
  }

  std::vector<Row> rows(const DrawnStage& stage) const {
    std::vector<std::size_t> roots;
    for (std::size_t i = stage.begin; i < stage.end; ++i) {
      if (parent_[i] == drawing_.skills.size()) roots.push_back(i);
    }
    std::vector<Row> rows;
    forest_.walk(rows, roots, [&](std::size_t place) { return note(place); });
    return rows;
  }

 private:
  void find_parent(std::size_t place) {
    const DrawnSkill& skill = drawing_.skills[place];
    std::size_t parent = drawing_.skills.size();
    if (skill.instead_of) {
      parent = *skill.instead_of;
    } else if (!needs_[place].empty() &&
               drawing_.skills[needs_[place].back()].stage == skill.stage) {
      parent = needs_[place].back();
    }
    if (parent == drawing_.skills.size()) return;
    // A tree that is too deep for the screen goes on at its margin.
    const std::size_t step = terminal_.unicode ? 2 : 3;
    if ((depth_[parent] + 1) * step > terminal_.width / 3) return;
    parent_[place] = parent;
    depth_[place] = depth_[parent] + 1;
  }

  std::string note(std::size_t place) const {
    const DrawnSkill& skill = drawing_.skills[place];
    if (skill.instead_of) {
      return skill.more && skill.more->minutes() > 0 ? hours_text(*skill.more) + " more"
                                                     : "instead";
    }
    std::vector<std::string> others;
    for (const std::size_t need : needs_[place]) {
      if (need == parent_[place] || drawing_.skills[need].standing == Standing::known) continue;
      others.push_back(drawing_.skills[need].name);
    }
    if (others.empty()) return {};
    return (parent_[place] == drawing_.skills.size() ? "after " : "and ") + join_names(others, 2);
  }

  const Terminal& terminal_;
  const Drawing& drawing_;
  Forest forest_;
  std::vector<std::vector<std::size_t>> needs_;
  std::vector<std::size_t> parent_;  // the drawing's size where it has none
  std::vector<std::size_t> depth_;
};

}  // namespace

std::string map_screen(const Terminal& terminal, const Drawing& drawing) {
  std::string screen = paint(terminal, Paint::bold, drawing.title) + '\n';
  if (!drawing.lead.empty()) screen += wrap(terminal, "", drawing.lead);
  screen += legend(terminal, drawing);
  const MapTree tree(terminal, drawing);
  std::vector<std::vector<Row>> stages;
  std::size_t width = 0;
  for (const DrawnStage& stage : drawing.stages) {
    stages.push_back(stage.id == "known" ? std::vector<Row>() : tree.rows(stage));
    width = std::max(width, tree_width(terminal, stages.back()));
  }
  for (std::size_t s = 0; s < drawing.stages.size(); ++s) {
    const DrawnStage& stage = drawing.stages[s];
    const auto taken = static_cast<std::size_t>(
        std::count_if(drawing.skills.begin() + static_cast<std::ptrdiff_t>(stage.begin),
                      drawing.skills.begin() + static_cast<std::ptrdiff_t>(stage.end),
                      [](const DrawnSkill& d) { return d.standing != Standing::alternative; }));
    screen += '\n' + stage_line(terminal, stage, taken);
    screen += stages[s].empty() ? names_text(terminal, drawing, stage)
                                : rows_text(terminal, stages[s], width);
  }
  return screen;
}

namespace {

// A breadth-first tree from `centre` along the edges, or against them.
std::vector<Row> reach(const Terminal& terminal, const Drawing& drawing, std::size_t centre,
                       bool upward) {
  std::vector<std::vector<std::size_t>> next(drawing.skills.size());
  for (const DrawnEdge& edge : drawing.edges) {
    if (upward) {
      next[edge.from].push_back(edge.to);
    } else {
      next[edge.to].push_back(edge.from);
    }
  }
  Forest forest(terminal, drawing);
  std::vector<char> seen(drawing.skills.size(), 0);
  seen[centre] = 1;
  std::vector<std::size_t> open{centre};
  for (std::size_t at = 0; at < open.size(); ++at) {
    for (const std::size_t other : next[open[at]]) {
      if (std::exchange(seen[other], 1) != 0) continue;
      forest.hang(other, open[at]);
      open.push_back(other);
    }
  }
  std::vector<Row> rows;
  forest.walk(rows, forest.children(centre),
              [&](std::size_t place) { return drawing.skills[place].why; });
  return rows;
}

}  // namespace

std::string around_screen(const Terminal& terminal, const Drawing& drawing, SkillIndex centre) {
  std::size_t at = 0;
  while (drawing.skills[at].skill != centre) ++at;
  const DrawnSkill& skill = drawing.skills[at];
  const std::vector<Row> below = reach(terminal, drawing, at, false);
  const std::vector<Row> above = reach(terminal, drawing, at, true);
  const std::size_t width = std::max(tree_width(terminal, below), tree_width(terminal, above));
  std::string screen =
      fmt::format("{0}  {1} {2} {3} {4}\n", paint(terminal, Paint::bold, skill.name),
                  glyph(terminal, skill.standing), word(skill.standing), dot(terminal),
                  hours_text(skill.hours.likely));
  screen += '\n' + paint(terminal, Paint::bold, "rests on") + '\n';
  screen += below.empty() ? "  nothing\n" : rows_text(terminal, below, width);
  screen += '\n' + paint(terminal, Paint::bold, "opens") + '\n';
  screen += above.empty() ? "  nothing in the catalog\n" : rows_text(terminal, above, width);
  return screen + '\n' + legend(terminal, drawing);
}

}  // namespace cairn
