/// Keeps a person's other files from being written over by a slip.
/// Not for: how a file is written (workspace/write_file.h).
#pragma once

#include <filesystem>
#include <string_view>

#include "cli/session.h"

namespace cairn {

/// Throws Error (usage) where something stands in the file's place that is neither `ours`, a `kind`
/// that may be brought up to date, nor empty; --force lets it pass.
void refuse_to_replace(Session& session, const std::filesystem::path& file, bool ours,
                       std::string_view kind);

}  // namespace cairn
