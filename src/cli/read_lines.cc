#include "cli/read_lines.h"

#include <algorithm>
#include <string_view>

namespace cairn {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

// Makes sure that something is unread; false at the end, or when interrupted.
bool LineReader::fill() {
  if (!unread_.empty()) return true;
  std::streambuf& buffer = *source_.in.rdbuf();
  while (buffer.in_avail() <= 0 && source_.waits && !source_.waits()) {
    if (source_.interrupted && source_.interrupted()) {
      interrupted_ = true;
      return false;
    }
  }
  // As much as there is, without waiting for more than that; byte by byte where the stream does not
  // tell.
  const auto there = std::clamp<std::streamsize>(buffer.in_avail(), 1, std::ssize(piece_));
  const std::streamsize taken = buffer.sgetn(piece_.data(), there);
  unread_ = {piece_.data(), static_cast<std::size_t>(taken)};
  return taken > 0;
}

LineReader::Read LineReader::next(std::string& line) {
  line.clear();
  torn_ = false;
  if (interrupted_ || (source_.interrupted && source_.interrupted())) return Read::interrupted;
  bool any = false, too_long = false, ended = false;
  while (!ended && fill()) {
    any = true;
    const std::size_t at = unread_.find('\n');
    ended = at != std::string_view::npos;
    if (!too_long) line.append(unread_.substr(0, at));
    unread_.remove_prefix(ended ? at + 1 : unread_.size());
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
