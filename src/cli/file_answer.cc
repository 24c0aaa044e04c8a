#include "cli/file_answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <ostream>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/planner/timetable.h"
#include "cairn/render/calendar.h"
#include "cairn/render/formats.h"
#include "cairn/render/graphviz.h"
#include "cairn/render/html_page.h"
#include "cairn/render/json.h"
#include "cairn/workspace/cache.h"
#include "cairn/workspace/write_file.h"

namespace cairn {
namespace {

constexpr double kPictureSeconds = 30;

struct FormatRow {
  std::string_view name;
  Format format;
  std::vector<std::string_view> endings;
};

const std::vector<FormatRow>& formats() {
  static const std::vector<FormatRow> rows = {{"md", Format::markdown, {".md", ".markdown"}},
                                              {"html", Format::html, {".html", ".htm"}},
                                              {"svg", Format::svg, {".svg"}},
                                              {"png", Format::png, {".png"}},
                                              {"dot", Format::dot, {".dot", ".gv"}},
                                              {"mermaid", Format::mermaid, {".mmd", ".mermaid"}},
                                              {"graphml", Format::graphml, {".graphml"}},
                                              {"json", Format::json, {".json"}},
                                              {"ics", Format::ics, {".ics"}},
                                              {"csv", Format::csv, {".csv"}}};
  return rows;
}

std::string all_formats() {
  std::vector<std::string> names;
  for (const FormatRow& row : formats()) names.emplace_back(row.name);
  return "the formats are " + join_names(names, 20);
}

Format format_named(const std::string& word) {
  std::vector<std::string> names;
  for (const FormatRow& row : formats()) {
    if (row.name == fold_case(word)) return row.format;
    names.emplace_back(row.name);
  }
  const std::string near = did_you_mean(word, names);
  throw Error(Code::usage, "", fmt::format("no format '{}'", printable(word)),
              near.empty() ? all_formats() : near);
}

Format format_of_file(const std::string& file) {
  const std::string ending = fold_case(std::filesystem::path(file).extension().string());
  for (const FormatRow& row : formats()) {
    const auto& endings = row.endings;
    if (std::find(endings.begin(), endings.end(), ending) != endings.end()) return row.format;
  }
  throw Error(Code::usage, "", fmt::format("the ending of '{}' tells no format", printable(file)),
              "name one with --format; " + all_formats());
}

}  // namespace

std::vector<Option> file_options() {
  return {
      {"hours-per-week", "H", "how much you study; else your settings, your last 8 weeks, or 8"},
      {"sessions", "TIMES", "when you study instead: \"Tue 19:00-21:00, Sat 9-12\""},
      {"start", "DATE", "the first day; today if left out"},
      {"format",
       "F",
       "as a file: md, html, svg, png, dot, mermaid, graphml, json, ics or csv",
       '\0',
       {"md", "html", "svg", "png", "dot", "mermaid", "graphml", "json", "ics", "csv"}},
      {"output", "FILE", "where to; its ending tells the format if none is named", 'o'}};
}

std::optional<FileWish> find_file_wish(Session& session) {
  const auto format = session.arguments().get("format");
  const auto file = session.arguments().get("output");
  if (!format && !file) return std::nullopt;
  if (file && file->empty()) throw Error(Code::usage, "", "--output needs the name of a file");
  FileWish wish;
  if (file && *file != "-") wish.file = *file;
  if (format) {
    wish.format = format_named(*format);
  } else if (session.json()) {
    wish.format = Format::json;
  } else {
    wish.format = format_of_file(*file);
  }
  if (session.json() && wish.format != Format::json) {
    throw Error(Code::usage, "", "--json and another format exclude each other",
                "leave one of them out");
  }
  return wish;
}

Scene scene_for(Format format, Scene scene) {
  // One row a step; and a calendar has the whole plan, whatever was looked at.
  if (format == Format::csv && !scene.alternatives && !scene.around) scene.known = false;
  if (format == Format::ics) {
    scene.known = scene.alternatives = false;
    scene.around.reset();
  }
  return scene;
}

namespace {

std::string calendar(Session& session, const Drawing& drawing) {
  std::vector<Hours> steps;
  for (const DrawnSkill& skill : drawing.skills) {
    if (skill.step) steps.push_back(skill.hours.likely);
  }
  const Rate rate = session.rate();
  const auto wanted = session.timetable();
  const std::vector<WeeklySession> timetable =
      wanted ? *wanted : usual_timetable(rate.hours_per_week);
  // Today's sessions that have begun already are over.
  const Moment& now = session.world().now;
  const std::int64_t local = now.utc_seconds / 60 + now.offset_minutes;
  const int minute = rate.start == session.today() ? static_cast<int>(local % (24 * 60)) : 0;
  const auto sessions = lay_sessions(steps, timetable, rate.start, minute);
  if (!sessions) {
    throw Error(Code::usage, "", "the last session would be after the year 9999",
                "take more hours a week");
  }
  if (sessions->empty()) {
    throw Error(Code::usage, "", "there is nothing to put into a calendar",
                "the plan has no step that takes time");
  }
  return calendar_file(drawing, *sessions, now);
}

// With the map where it can be drawn.
std::string page(Session& session, const Drawing& drawing, const LayoutShelf& shelf) {
  std::string svg;
  try {
    svg = svg_text(drawing, shelf, session.patience(kPictureSeconds));
  } catch (const Error& error) {
    session.remark(fmt::format("the page has no map: {}", error.what()));
  }
  return html_page(drawing, svg);
}

}  // namespace

std::string file_text(Session& session, Format format, const Drawing& drawing) {
  const Cache cache(session.paths().cache);
  const LayoutShelf shelf{
      [&](const std::string& key) { return cache.get_sealed(key); },
      [&](const std::string& key, const std::string& layout) { cache.put_sealed(key, layout); }};
  session.doing("drawing the map");
  switch (format) {
    case Format::markdown:
      return markdown_text(drawing);
    case Format::html:
      return page(session, drawing, shelf);
    case Format::ics:
      return calendar(session, drawing);
    case Format::svg:
      return svg_text(drawing, shelf, session.patience(kPictureSeconds));
    case Format::png:
      return png_bytes(drawing, shelf, session.patience(kPictureSeconds));
    case Format::csv:
      return csv_text(drawing);
    case Format::dot:
      return dot_text(drawing);
    case Format::mermaid:
      return mermaid_text(drawing);
    case Format::graphml:
      return graphml_text(drawing);
    case Format::json:
      return map_json(drawing);
  }
  return {};
}

int give_file(Session& session, const FileWish& wish, std::string_view what,
              const std::string& text) {
  if (wish.file.empty()) {
    if (wish.format == Format::png && session.world().out_is_terminal) {
      throw Error(Code::usage, "", "a PNG is nothing for a terminal", "name a file with -o FILE");
    }
    session.out() << text;
    return kAnswer;
  }
  write_file(wish.file, text);
  const std::string said = fmt::format("{} written to {}", what, wish.file);
  if (session.json()) {
    session.remark(said);  // whoever asks for JSON reads no other answer
  } else {
    session.out() << said << '\n';
  }
  return kAnswer;
}

int say_unreachable(Session& session, const View& view, std::string_view schema,
                    const Unreachable& none, const std::optional<FileWish>& wish) {
  if (session.json() || (wish && wish->format == Format::json && wish->file.empty())) {
    session.out() << unreachable_json(view, schema, none);
  } else {
    (wish ? session.err() : session.out()) << unreachable_text(view, none);
  }
  return kNoAnswer;
}

}  // namespace cairn
