/// Comparing text as people type it.
/// Not for: laying text out on a screen (render/terminal.h).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// Lower-cases ASCII letters; every other byte stays.
std::string fold_case(std::string_view text);

/// Number of edits (insert, delete, replace, swap neighbours) that turn `a` into `b`, or nothing
/// when it is over `limit`. Optimal string alignment distance; O(|a| |b|).
std::optional<std::size_t> edit_distance(std::string_view a, std::string_view b, std::size_t limit);

/// The candidate nearest to `word`, case folded, when it is near enough to be a slip of the
/// finger (a third of the word's length, at least 1 edit); ties go to the earlier candidate.
std::optional<std::string> closest(std::string_view word,
                                   const std::vector<std::string>& candidates);

/// `did you mean 'x'?`, x the closest candidate, or empty: a hint for an unknown word.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

/// Position of the first byte that is not well-formed UTF-8 (RFC 3629); nothing when all is well.
std::optional<std::size_t> find_invalid_utf8(std::string_view text);

/// The text with signs that are not seen and change how others are (overrides of the direction of
/// text, blanks without width and the like) replaced by their number, `<U+202E>`. What scripts and
/// emoji need stays: joiners, variation selectors, plain direction marks.
std::string show_hidden(std::string_view text);

/// The text with control characters, and bytes that are not UTF-8, replaced by '?', and
/// hidden ones as show_hidden() has them. For showing what came from a file or the command line on
/// a terminal.
std::string printable(std::string_view text);

}  // namespace cairn
