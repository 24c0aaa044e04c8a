#include "cairn/base/text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace cairn {
namespace {

// Length of the well-formed UTF-8 sequence at the front of `text`; 0 where there is none.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) -> unsigned {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto tail = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const unsigned first = byte(0);
  if (first < 0x80U) return 1;
  if (first >= 0xC2U && first <= 0xDFU) return tail(1) ? 2 : 0;
  if (first >= 0xE0U && first <= 0xEFU) {
    if (!tail(1) || !tail(2)) return 0;
    if (first == 0xE0U && byte(1) < 0xA0U) return 0;   // overlong
    if (first == 0xEDU && byte(1) >= 0xA0U) return 0;  // surrogate
    return 3;
  }
  if (first >= 0xF0U && first <= 0xF4U) {
    if (!tail(1) || !tail(2) || !tail(3)) return 0;
    if (first == 0xF0U && byte(1) < 0x90U) return 0;   // overlong
    if (first == 0xF4U && byte(1) >= 0x90U) return 0;  // past U+10FFFF
    return 4;
  }
  return 0;
}

// Length of the ASCII at the front of `text`, eight bytes at a time.
std::size_t ascii_length(std::string_view text) {
  constexpr std::uint64_t kHigh = 0x8080808080808080U;
  std::size_t i = 0;
  for (std::uint64_t eight = 0; i + sizeof eight <= text.size(); i += sizeof eight) {
    std::memcpy(&eight, text.data() + i, sizeof eight);
    if ((eight & kHigh) != 0) break;
  }
  while (i < text.size() && static_cast<unsigned char>(text[i]) < 0x80U) ++i;
  return i;
}

// The code point of a well-formed sequence.
std::uint32_t code_point(std::string_view sequence) {
  const auto first = static_cast<unsigned char>(sequence.front());
  if (sequence.size() == 1) return first;
  std::uint32_t point = first & (0x7FU >> sequence.size());
  for (const char tail : sequence.substr(1)) {
    point = point << 6U | (static_cast<unsigned char>(tail) & 0x3FU);
  }
  return point;
}

// Signs that are not seen themselves and change how, or whether, others are: overrides of the
// direction of text, invisible blanks and operators, annotations, tags. Joiners, variation
// selectors and plain direction marks stay: scripts and emoji need them.
bool is_hidden_control(std::uint32_t point) {
  constexpr std::array<std::array<std::uint32_t, 2>, 11> kRanges{{{0x180E, 0x180E},
                                                                  {0x200B, 0x200B},
                                                                  {0x2028, 0x202E},
                                                                  {0x2060, 0x206F},
                                                                  {0x3164, 0x3164},
                                                                  {0xFEFF, 0xFEFF},
                                                                  {0xFFF9, 0xFFFB},
                                                                  {0x13430, 0x1343F},
                                                                  {0x1BCA0, 0x1BCA3},
                                                                  {0x1D173, 0x1D17A},
                                                                  {0xE0000, 0xE007F}}};
  return std::any_of(kRanges.begin(), kRanges.end(),
                     [point](const auto& range) { return point >= range[0] && point <= range[1]; });
}

}  // namespace

std::string fold_case(std::string_view text) {
  std::string folded(text);
  for (char& c : folded) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return folded;
}

std::optional<std::size_t> edit_distance(std::string_view a, std::string_view b,
                                         std::size_t limit) {
  const std::size_t difference = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (difference > limit) return std::nullopt;
  std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, replace});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        now[j] = std::min(now[j], before_last[j - 2] + 1);
      }
    }
    std::swap(before_last, last);
    std::swap(last, now);
  }
  if (last[b.size()] > limit) return std::nullopt;
  return last[b.size()];
}

std::optional<std::string> closest(std::string_view word,
                                   const std::vector<std::string>& candidates) {
  const std::string folded = fold_case(word);
  std::size_t limit = std::max<std::size_t>(1, folded.size() / 3);
  const std::string* best = nullptr;
  for (const std::string& candidate : candidates) {
    const auto distance = edit_distance(folded, fold_case(candidate), limit);
    if (!distance || (best != nullptr && *distance >= limit)) continue;
    best = &candidate;
    limit = *distance;
  }
  if (best == nullptr) return std::nullopt;
  return *best;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
  const auto guess = closest(word, candidates);
  return guess ? "did you mean '" + *guess + "'?" : std::string();
}

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    i += ascii_length(text.substr(i));
    if (i == text.size()) break;
    const std::size_t length = sequence_length(text.substr(i));
    if (length == 0) return i;
    i += length;
  }
  return std::nullopt;
}

std::string show_hidden(std::string_view text) {
  std::string shown;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = std::max<std::size_t>(1, sequence_length(text.substr(i)));
    const std::string_view sequence = text.substr(i, length);
    i += length;
    // The shortest of them takes three bytes.
    const std::uint32_t point = length < 3 ? 0 : code_point(sequence);
    if (!is_hidden_control(point)) {
      shown += sequence;
      continue;
    }
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    shown += "<U+";
    for (unsigned shift = point > 0xFFFF ? 20 : 16; shift > 0;) {
      shift -= 4;
      shown += kDigits[point >> shift & 0xFU];
    }
    shown += '>';
  }
  return shown;
}

std::string printable(std::string_view text) {
  std::string shown;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = sequence_length(text.substr(i));
    const auto first = static_cast<unsigned char>(text[i]);
    // U+0080 to U+009F are control characters too: C2 80 to C2 9F.
    const bool c1 =
        length == 2 && first == 0xC2U && static_cast<unsigned char>(text[i + 1]) < 0xA0U;
    if (length == 0 || first < 0x20U || first == 0x7FU || c1) {
      shown += '?';
    } else {
      shown += text.substr(i, length);
    }
    i += std::max<std::size_t>(1, length);
  }
  return show_hidden(shown);
}

}  // namespace cairn
