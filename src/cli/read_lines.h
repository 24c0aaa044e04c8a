/// Lines of an input of any length, one after another, none of them kept longer than is allowed.
/// Not for: what they say.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <istream>
#include <string>
#include <string_view>

#include "cairn/planner/problem.h"

namespace cairn {

/// Where the lines come from.
struct LineSource {
  std::istream& in;
  /// Waits a moment for `in`: false where nothing came. Never asked where it is empty.
  std::function<bool()> waits = {};
  /// Ends the reading; asked before each line and after each wait.
  StopCheck interrupted = {};
};

class LineReader {
 public:
  enum class Read : std::uint8_t { line, too_long, end, interrupted };

  /// Lines have at most `most` bytes. Reads ahead: what follows the last line asked for may be
  /// gone.
  LineReader(const LineSource& source, std::size_t most) : source_(source), most_(most) {}
  LineReader(const LineReader&) = delete;
  LineReader& operator=(const LineReader&) = delete;

  /// The next line, without its line feed; the rest of one that is too long is passed over. A line
  /// without a line feed at the end is one too, and torn(). A byte order mark is left out. Throws
  /// std::ios_base::failure where the input cannot be read.
  Read next(std::string& line);
  bool torn() const { return torn_; }
  /// Of the line last read, from 1.
  std::uint64_t number() const { return number_; }

 private:
  bool fill();

  LineSource source_;
  std::size_t most_;
  std::array<char, 16 * 1024> piece_;
  std::string_view unread_;  // of the piece
  std::uint64_t number_ = 0;
  bool torn_ = false;
  bool interrupted_ = false;
};

}  // namespace cairn
