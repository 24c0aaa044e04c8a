/// The elements of a terminal screen: widths, columns, bars, colours and glyphs.
/// Not for: what a screen says (screens.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/date.h"
#include "cairn/base/hours.h"

namespace cairn {

/// What the terminal can show.
struct Terminal {
  std::size_t width = 80;  ///< columns, at least 40
  bool colour = false;
  bool unicode = true;  ///< else plain ASCII stands in
};

enum class Paint : std::uint8_t { plain, bold, dim, green, yellow, red };

/// The text in that paint where the terminal has colour.
std::string paint(const Terminal& terminal, Paint paint, std::string_view text);

/// How a skill stands.
enum class Standing : std::uint8_t {
  known,
  in_progress,
  ready,
  planned,
  outside,
  alternative  ///< could have been taken instead of a step; only drawings tell it apart
};

/// The standing's sign, in its colour: one column, or three in ASCII.
std::string glyph(const Terminal& terminal, Standing standing);
/// The standing in words: `known`, `in progress`, `ready`, `planned`, `not in the plan`,
/// `alternative`.
std::string_view word(Standing standing);

/// Columns that the text takes: two for a wide sign or an emoji however it is put together, none
/// for a mark on another sign or an escape sequence. O(n).
std::size_t columns(std::string_view text);
/// The text cut to `width` columns, the last of which is then an ellipsis. Without escapes.
std::string clip(const Terminal& terminal, std::string_view text, std::size_t width);
/// Padded with blanks to `width` columns; never cut.
std::string pad_right(std::string text, std::size_t width);
std::string pad_left(std::string text, std::size_t width);

/// Words laid in lines of the terminal's width. The first line begins with `first`, the others are
/// indented by as many blanks as `first` has columns. Ends with a line feed.
std::string wrap(const Terminal& terminal, std::string_view first, std::string_view text);

/// The screen with its lines that are too wide for the terminal broken at blanks, what follows as
/// far in as the line was; every other line as it is.
std::string fold(const Terminal& terminal, std::string_view screen);

/// `  label      text`, wrapped, the label dim: a row of a screen.
std::string labelled(const Terminal& terminal, std::string_view label, std::string_view text);

/// A bar of `width` columns, `share` (0 to 1) of it full. Full only at 1, empty only
/// where percent_text() says 0 %.
std::string bar(const Terminal& terminal, double share, std::size_t width);

/// A list of names with commas; past `most`, `and n more`.
std::string join_names(const std::vector<std::string>& names, std::size_t most);

/// The signs between things on one line: `·`, `–`, `→`, `×`, or ASCII.
std::string_view dot(const Terminal& terminal);
std::string_view dash(const Terminal& terminal);
std::string_view arrow(const Terminal& terminal);
std::string_view times(const Terminal& terminal);

/// `1,568`; thousands grouped.
std::string with_commas(std::int64_t number);
/// `40 h`, `1.5 h`, `1,568 h`. Fractions under 10 h only, to a tenth.
std::string hours_text(Hours hours);
/// `25 min`, `1 h 25 min`, `2 h`: how long a session took.
std::string duration_text(Hours hours);
/// `18:05` today, `yesterday 18:05`, or `12 Mar 2027 18:05`; the clock of where it was.
std::string moment_text(const Moment& moment, Date today);
/// `88 %`, rounded down, so that 100 % is all of it.
std::string percent_text(double share);
/// `14 Mar 2027`.
std::string date_text(Date date);
/// `14 Mar – 4 Apr 2027`; parts that both days share are said once.
std::string date_span_text(const Terminal& terminal, Date from, Date to);
/// `1 skill`, `3 skills`.
std::string count_text(std::size_t count, std::string_view thing);

}  // namespace cairn
