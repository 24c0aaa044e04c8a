/// Text as a piece of each file format, so that no name can break out of its place.
/// Not for: the files themselves. Every function takes any UTF-8; what is not UTF-8 or a control
/// character becomes '?', a line break a blank where the format has none.
#pragma once

#include <string>
#include <string_view>

namespace cairn {

/// A double-quoted string of DOT, quotes included. Escapes (`\N`) and entities (`&lt;`) stay text.
std::string dot_string(std::string_view text);
/// A quoted label of Mermaid, quotes included; every sign with a meaning there is an entity code.
std::string mermaid_string(std::string_view text);
/// Text or an attribute's value in XML and HTML, without quotes.
std::string xml_text(std::string_view text);
/// Text within a line of Markdown, as CommonMark, GitHub and Obsidian read it.
std::string markdown_text_of(std::string_view text);
/// A field of CSV, quoted where it must be. What a spreadsheet takes for a formula gets a leading
/// apostrophe.
std::string csv_field(std::string_view text);
/// A value of iCalendar's type TEXT (RFC 5545, 3.3.11), not folded.
std::string calendar_text(std::string_view text);

}  // namespace cairn
