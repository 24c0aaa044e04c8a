/// Files and folders that only the person may read, made so that they survive a power loss.
/// Not for: what is in them.
#pragma once

#include <cstdint>
#include <filesystem>

namespace cairn {

struct FileSight {
  bool exists = false;
  std::uint64_t bytes = 0;
};

/// Throws Error where it is there and is no file, or may not be read.
FileSight look_at(const std::filesystem::path& file);

/// Makes the folder with all above it (0700) where it is not there.
void make_folder(const std::filesystem::path& folder);
/// Makes an empty file (0600) where there is none.
void make_file(const std::filesystem::path& file);

/// Puts the complete file `from` in the place of `to`, in the same folder.
void move_into_place(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace cairn
