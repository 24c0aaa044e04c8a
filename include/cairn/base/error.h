/// The one failure type: what is thrown when a command cannot go on.
/// Not for: outcomes that a person may meet (no plan, nothing ready); those are values.
#pragma once

#include <exception>
#include <string>

namespace cairn {

/// Why a command failed. The value is the process's exit code.
enum class Code {
  usage = 2,  ///< the command line cannot be carried out as written
  data = 3,   ///< an input file is unreadable or wrong
  store = 4,  ///< the progress store cannot be read or written
};

/// One failure, with a way out.
class Error : public std::exception {
 public:
  Error(Code failure, std::string place, std::string sentence, std::string way_out = {});

  /// `where: message; hint`, for logs and tests. Valid as long as the error.
  const char* what() const noexcept override { return text_.c_str(); }

  Code code;
  std::string where;    ///< file, `file:line:column` or empty
  std::string message;  ///< what is wrong, without a full stop
  std::string hint;     ///< what to do about it, may be empty

 private:
  std::string text_;
};

}  // namespace cairn
