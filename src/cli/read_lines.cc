#include "cli/read_lines.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

namespace cairn {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

// Makes sure that the stream's buffer holds something; false at the end, or when interrupted.
bool LineReader::fill() {
  std::streambuf& buffer = *source_.in.rdbuf();
  while (buffer.in_avail() <= 0 && source_.waits && !source_.waits()) {
    if (source_.interrupted && source_.interrupted()) {
      interrupted_ = true;
      return false;
    }
  }
  return buffer.sgetc() != std::char_traits<char>::eof();
}

LineReader::Read LineReader::next(std::string& line) {
  line.clear();
  torn_ = false;
  if (interrupted_ || (source_.interrupted && source_.interrupted())) return Read::interrupted;
  std::streambuf& buffer = *source_.in.rdbuf();
  bool any = false, too_long = false, ended = false;
  while (!ended && fill()) {
    any = true;
    // As much as there is, without waiting for more than that; byte by byte where the stream does
    // not tell.
    std::array<char, 4096> piece;
    const std::streamsize there = std::max<std::streamsize>(1, buffer.in_avail());
    const auto wanted = std::min<std::streamsize>(there, std::ssize(piece));
    std::streamsize taken = 0;
    while (taken < wanted && !ended) {
      const int sign = buffer.sbumpc();
      if (sign == std::char_traits<char>::eof()) break;
      ended = sign == '\n';
      if (!ended) piece[static_cast<std::size_t>(taken++)] = static_cast<char>(sign);
    }
    if (taken == 0 && !ended) break;
    if (!too_long) line.append(piece.data(), static_cast<std::size_t>(taken));
    if (line.size() > most_) {
      too_long = true;
      line.clear();
    }
  }
  // What was cut off by the interruption is no line.
  if (interrupted_) return Read::interrupted;
  if (!any) return Read::end;
  torn_ = !ended;
  if (++number_ == 1 && line.starts_with(kByteOrderMark)) line.erase(0, kByteOrderMark.size());
  return too_long ? Read::too_long : Read::line;
}

}  // namespace cairn
