/// Writes an answer to the file that a person named.
/// Not for: the progress store, which has its own care (progress/store.h).
#pragma once

#include <filesystem>
#include <string_view>

namespace cairn {

/// The file holds all of `text` afterwards, even after a power loss, or is as it was before: it is
/// written beside its place and moved there. Follows a symbolic link, keeps the permissions of what
/// it replaces, and writes straight into what is no ordinary file (`/dev/stdout`, a pipe). Throws
/// Error (data).
void write_file(const std::filesystem::path& file, std::string_view text);

/// The same for what may be made again: it never is half there, but a power loss may take it.
void write_again(const std::filesystem::path& file, std::string_view text);

}  // namespace cairn
