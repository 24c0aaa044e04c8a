#include "cairn/render/html_page.h"

#include <fmt/format.h>

#include "render/colours.h"
#include "render/html_page_parts.h"
#include "render/json_values.h"
#include "render/quote.h"

namespace cairn {
namespace {

std::string colour_rules() {
  std::string light, dark;
  const auto rule = [](Standing standing, const Colours& colours) {
    return fmt::format(".card.{}{{--fill:{};--edge:{};--ink:{}}}\n", standing_id(standing),
                       colours.fill, colours.line, colours.text);
  };
  for (std::size_t s = 0; s <= static_cast<std::size_t>(Standing::alternative); ++s) {
    const auto standing = static_cast<Standing>(s);
    light += rule(standing, colours_of(standing));
    dark += rule(standing, dark_colours_of(standing));
  }
  return light +
         "@media screen and (prefers-color-scheme:dark){\n"
         ":root{--ground:#14181d;--text:#e3e7ec;--soft:#a9b2bc;--line:#454d57;--accent:#7fb0ff}\n" +
         dark + "}\n";
}

std::string legend(const Drawing& drawing) {
  std::string text = "<p class=\"legend\">";
  for (std::size_t s = 0; s <= static_cast<std::size_t>(Standing::alternative); ++s) {
    const auto standing = static_cast<Standing>(s);
    for (const DrawnSkill& skill : drawing.skills) {
      if (skill.standing != standing) continue;
      text += fmt::format("<span><i aria-hidden=\"true\">{}</i> {}</span>",
                          glyph(Terminal{}, standing), word(standing));
      break;
    }
  }
  return text + "</p>\n";
}

std::string list(const DrawnSkill& skill) {
  std::string items;
  for (const std::string& reason : skill.reasons) {
    items += fmt::format("<li>{}</li>", xml_text(reason));
  }
  for (const std::string& outcome : skill.outcomes) {
    items += fmt::format("<li>can do: <bdi>{}</bdi></li>", xml_text(outcome));
  }
  return items.empty() ? "" : "<ul class=\"why\">" + items + "</ul>";
}

std::string card(const DrawnSkill& skill) {
  std::string facts =
      fmt::format("<i aria-hidden=\"true\">{}</i> {} · {}", glyph(Terminal{}, skill.standing),
                  word(skill.standing), hours_text(skill.hours.likely));
  if (skill.when) {
    facts += " · " + date_span_text(Terminal{}, skill.when->start, skill.when->finish);
  }
  return fmt::format(
      "<li class=\"card {}\" id=\"skill-{}\" tabindex=\"0\"><b><bdi>{}</bdi></b>{}{}</li>\n",
      standing_id(skill.standing), xml_text(skill.id), xml_text(skill.name), facts, list(skill));
}

std::string section(const Drawing& drawing, const DrawnStage& stage) {
  std::string text = fmt::format("<section>\n<h2><bdi>{}</bdi>", xml_text(stage.title));
  if (stage.when) {
    text += fmt::format(" <small>{} · {}</small>", hours_text(stage.hours.likely),
                        date_span_text(Terminal{}, stage.when->start, stage.when->finish));
  }
  text += "</h2>\n<ul class=\"skills\">\n";
  for (std::size_t i = stage.begin; i < stage.end; ++i) text += card(drawing.skills[i]);
  return text + "</ul>\n</section>\n";
}

// The picture, without what stands before its first element.
std::string map(std::string_view svg) {
  if (svg.empty()) return {};
  return fmt::format(
      "<section class=\"map\">\n<h2>Map</h2>\n<input type=\"checkbox\" id=\"fit\"> "
      "<label for=\"fit\">all of it at once</label>\n"
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Map\">\n{}</div>\n"
      "</section>\n",
      svg.substr(svg.find("<svg")));
}

}  // namespace

std::string html_page(const Drawing& drawing, std::string_view svg) {
  const std::string title = xml_text(drawing.title);
  std::string text =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      "style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n";
  text += fmt::format("<title>{}</title>\n<style>\n{}{}</style>\n</head>\n<body>\n", title,
                      kPageStyle, colour_rules());
  text += fmt::format("<header>\n<h1><bdi>{}</bdi></h1>\n<p class=\"lead\"><bdi>{}</bdi></p>\n{}",
                      title, xml_text(drawing.lead), legend(drawing));
  text += "</header>\n<main>\n" + map(svg);
  for (const DrawnStage& stage : drawing.stages) text += section(drawing, stage);
  text += "</main>\n<div id=\"tip\" role=\"status\" hidden></div>\n";
  return text + fmt::format("<script>\n{}</script>\n</body>\n</html>\n", kPageScript);
}

}  // namespace cairn
