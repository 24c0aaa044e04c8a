#include "cli/replace.h"

#include <fmt/format.h>

#include "cairn/base/error.h"

namespace cairn {

void refuse_to_replace(Session& session, const std::filesystem::path& file, bool ours,
                       std::string_view kind) {
  std::error_code failed;
  // What is no ordinary file, /dev/stdout say, is written to as it is.
  if (ours || session.arguments().has("force") || !std::filesystem::is_regular_file(file, failed) ||
      std::filesystem::file_size(file, failed) == 0) {
    return;
  }
  throw Error(Code::usage, file.string(),
              fmt::format("there is a file of that name already, and it is no {}", kind),
              "name another, or replace it with --force");
}

}  // namespace cairn
