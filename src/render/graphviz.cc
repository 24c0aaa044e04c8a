#include "cairn/render/graphviz.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>

#include "cairn/base/child.h"
#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "render/colours.h"
#include "render/json_values.h"
#include "render/quote.h"

namespace cairn {
namespace {

constexpr std::size_t kLabelWidth = 22;

// The name in lines that keep boxes narrow.
std::string label(const std::string& name) {
  const Terminal narrow{kLabelWidth, false, true};
  const std::string lines = wrap(narrow, "", name);
  std::string quoted = "\"";
  for (std::size_t begin = 0; begin < lines.size();) {
    const std::size_t end = lines.find('\n', begin);
    const std::string line = dot_string(lines.substr(begin, end - begin));
    if (begin > 0) quoted += "\\n";
    quoted += line.substr(1, line.size() - 2);
    begin = end + 1;
  }
  return quoted + '"';
}

// The graph for the layout alone: nothing in it depends on how a skill stands. Stages are bands
// from left to right: the ends of one come before the beginnings of the next.
std::string layout_text(const Drawing& drawing) {
  std::string text =
      "digraph cairn {\n  rankdir=LR; newrank=true; nodesep=0.08; ranksep=0.4; bgcolor=white;\n"
      "  fontname=\"Helvetica\"; fontsize=14;\n"
      "  node [shape=box, style=\"rounded,filled\", fontname=\"Helvetica\", fontsize=11, "
      "margin=\"0.1,0.04\", height=0.3];\n"
      "  edge [arrowsize=0.5, color=\"#5f6b7a\"];\n";
  for (std::size_t s = 0; s < drawing.stages.size(); ++s) {
    const DrawnStage& stage = drawing.stages[s];
    text += fmt::format("  subgraph cluster_{0} {{ class=\"c{0}\"; color=\"#c3c9d1\"; label={1};\n",
                        s, dot_string(stage.title));
    for (std::size_t i = stage.begin; i < stage.end; ++i) {
      text +=
          fmt::format("    n{0} [class=\"s{0}\", label={1}];\n", i, label(drawing.skills[i].name));
    }
    text += "  }\n";
  }
  Flags begins(drawing.skills.size(), 1), ends(drawing.skills.size(), 1);
  for (std::size_t e = 0; e < drawing.edges.size(); ++e) {
    const DrawnEdge& edge = drawing.edges[e];
    text += fmt::format("  n{} -> n{} [class=\"e{}\"{}];\n", edge.from, edge.to, e,
                        edge.alternative ? ", style=dashed" : "");
    if (drawing.skills[edge.from].stage != drawing.skills[edge.to].stage) continue;
    ends[edge.from] = 0;
    begins[edge.to] = 0;
  }
  for (std::size_t s = 0; s + 1 < drawing.stages.size(); ++s) {
    text += fmt::format("  b{} [shape=point, style=invis, width=0.01];\n", s);
    for (std::size_t i = drawing.stages[s].begin; i < drawing.stages[s].end; ++i) {
      if (ends[i] != 0) text += fmt::format("  n{} -> b{} [style=invis, weight=0];\n", i, s);
    }
    for (std::size_t i = drawing.stages[s + 1].begin; i < drawing.stages[s + 1].end; ++i) {
      if (begins[i] != 0) text += fmt::format("  b{} -> n{} [style=invis, weight=0];\n", s, i);
    }
  }
  return text + "}\n";
}

// FNV-1a (Fowler, Noll, Vo 1991), 64 bits.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return hash;
}

std::string run_dot(const std::vector<std::string>& words, const std::string& in,
                    const StopCheck& stop) {
  ChildEnd end = run_child(words, in, stop);
  switch (end.how) {
    case ChildEnd::How::done:
      return std::move(end.out);
    case ChildEnd::How::missing:
      throw Error(Code::usage, "", "a picture needs Graphviz's 'dot', which is not installed",
                  "on Debian or Ubuntu: apt-get install graphviz; --format dot needs nothing");
    case ChildEnd::How::stopped:
      throw Error(Code::usage, "", "the picture took too long and was given up",
                  "draw less with cairn map --around ID, or take --format dot");
    case ChildEnd::How::failed:
      break;
  }
  const std::string said = end.talk.substr(0, end.talk.find('\n'));
  throw Error(Code::usage, "",
              "Graphviz's 'dot' failed" + (said.empty() ? "" : ": " + printable(said)),
              "--format dot gives what it was to draw");
}

// The layout in a format of dot's, from the shelf where it is there and whole.
std::string layout(const Drawing& drawing, const char* format, std::string_view last,
                   const LayoutShelf& shelf, const StopCheck& stop) {
  const std::string graph = layout_text(drawing);
  const std::string key = fmt::format("map-{:016x}.{}", hash_of(graph), format);
  if (shelf.get) {
    if (auto kept = shelf.get(key); kept && kept->ends_with(last)) return std::move(*kept);
  }
  std::string fresh = run_dot({"dot", fmt::format("-T{}", format)}, graph, stop);
  if (shelf.put && fresh.ends_with(last)) shelf.put(key, fresh);
  return fresh;
}

std::string style_sheet() {
  const auto rules = [](const char* before, Standing standing, const Colours& colours) {
    const std::string_view id = standing_id(standing);
    return fmt::format("{0}.{1} path{{fill:{2};stroke:{3}}}{0}.{1} text{{fill:{4}}}\n", before, id,
                       colours.fill, colours.line, colours.text);
  };
  std::string light, dark;
  for (std::size_t s = 0; s <= static_cast<std::size_t>(Standing::alternative); ++s) {
    const auto standing = static_cast<Standing>(s);
    light += rules(".node", standing, colours_of(standing));
    dark += rules(".node", standing, dark_colours_of(standing));
  }
  return "<style>\n" + light +
         ".alternative path,.outside path{stroke-dasharray:4 2}.ready path{stroke-width:2}\n"
         "@media screen and (prefers-color-scheme:dark){\n" +
         dark +
         ".graph>polygon{fill:#14181d}.cluster polygon{fill:#1a2026;stroke:#454d57}.cluster "
         "text{fill:#d5dae0}\n"
         ".edge path{stroke:#8d97a3}.edge polygon{fill:#8d97a3;stroke:#8d97a3}\n}\n</style>\n";
}

// What a group of the layout's SVG stands for: its class and its title.
struct Meaning {
  std::string group;  // attributes of the group
  std::string title;
};

Meaning meaning_of(const Drawing& drawing, char kind, std::size_t at) {
  if (kind == 'c') return {"class=\"cluster\"", drawing.stages[at].title};
  if (kind == 'e') {
    const DrawnEdge& edge = drawing.edges[at];
    return {edge.alternative ? "class=\"edge aside\"" : "class=\"edge\"",
            drawing.skills[edge.from].name + " → " + drawing.skills[edge.to].name};
  }
  const DrawnSkill& skill = drawing.skills[at];
  std::string title =
      fmt::format("{}: {}, {}", skill.name, word(skill.standing), hours_text(skill.hours.likely));
  for (const std::string& reason : skill.reasons) title += "; " + reason;
  return {fmt::format("class=\"node {}\" data-skill=\"{}\"", standing_id(skill.standing),
                      xml_text(skill.id)),
          title};
}

// Puts states, names and colours into the layout's SVG. It is dot's own, so its form is known:
// `<g id="node1" class="node s0">`, then a line with the title. No name can look like that, since
// quotes are entities in it.
std::string dress(const Drawing& drawing, std::string_view svg) {
  const std::size_t body = svg.find("<svg ");
  const std::size_t open = body == std::string_view::npos ? body : svg.find('>', body);
  if (open == std::string_view::npos) {
    throw Error(Code::usage, "", "Graphviz's 'dot' gave no SVG", "--format dot needs nothing");
  }
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  text += svg.substr(body, open - body);
  text += fmt::format(" role=\"group\" aria-label=\"{}\">\n<title>{}</title>\n{}",
                      xml_text(drawing.title), xml_text(drawing.title), style_sheet());
  std::size_t at = open + 1;
  while (at < svg.size()) {
    const std::size_t line_end = std::min(svg.find('\n', at), svg.size());
    const std::string_view line = svg.substr(at, line_end - at);
    at = line_end + 1;
    if (line.starts_with("<!--")) continue;
    if (line == "<title>cairn</title>") continue;
    const std::size_t mark = line.find("class=\"");
    const std::size_t blank = line.starts_with("<g ") && mark != std::string_view::npos
                                  ? line.find(' ', mark + 7)
                                  : std::string_view::npos;
    if (blank == std::string_view::npos || blank + 2 >= line.size() ||
        std::string_view("sec").find(line[blank + 1]) == std::string_view::npos) {
      text += line;
      text += '\n';
      continue;
    }
    std::size_t number = 0;
    std::from_chars(line.data() + blank + 2, line.data() + line.size(), number);
    const Meaning meaning = meaning_of(drawing, line[blank + 1], number);
    text += fmt::format("<g {}>\n<title>{}</title>\n", meaning.group, xml_text(meaning.title));
    at = std::min(svg.find('\n', at), svg.size()) + 1;  // the layout's own title
  }
  return text;
}

}  // namespace

std::string svg_text(const Drawing& drawing, const LayoutShelf& shelf, const StopCheck& stop) {
  return dress(drawing, layout(drawing, "svg", "</svg>\n", shelf, stop));
}

std::string png_bytes(const Drawing& drawing, const LayoutShelf& shelf, const StopCheck& stop) {
  std::string placed = layout(drawing, "dot", "}\n", shelf, stop);
  placed.erase(placed.rfind('}'));
  for (std::size_t i = 0; i < drawing.skills.size(); ++i) {
    const Standing standing = drawing.skills[i].standing;
    const Colours colours = colours_of(standing);
    const bool aside = standing == Standing::alternative || standing == Standing::outside;
    placed += fmt::format(
        "n{} [fillcolor=\"{}\", color=\"{}\", fontcolor=\"{}\", style=\"rounded,filled{}\"];\n", i,
        colours.fill, colours.line, colours.text, aside ? ",dashed" : "");
  }
  return run_dot({"dot", "-Knop2", "-Tpng"}, placed + "}\n", stop);
}

}  // namespace cairn
