/// A folder through which several devices exchange their events: each appends to a file of its own
/// and reads those of the others. Who carries the folder from one device to the next is not asked.
/// Not for: recording what was read (progress/store.h), or git (git_folder.h).
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "cairn/base/diagnostic.h"
#include "cairn/progress/event.h"

namespace cairn {

struct SyncFolder {
  std::vector<Event> events;  ///< of the lines that are well, in all files, each once
  std::vector<Place> places;  ///< where each of them stands first
  Diagnostics skipped;        ///< a warning for every other line or file
  std::size_t files = 0;      ///< with such lines, the device's own left out
  std::string own_text;       ///< the device's own file as it is; empty where there is none
};

/// `cairn-c8700929f95ef1f4.jsonl`.
std::string sync_file_name(const std::string& device);

/// Reads every file `*.jsonl` in the folder, in the order of their names; also copies that a tool
/// made of a file that changed in two places. `own` is the name of the device's own file, which may
/// not be there. Throws Error (data) where the folder or the own file cannot be read. O(bytes).
SyncFolder read_sync_folder(const std::filesystem::path& folder, const std::string& own);

/// What the own file is to hold so that the folder has all of the record: its text as it is, then a
/// line for each event that no file has, of whichever device. `added` counts these; where it is 0
/// there is nothing to write.
std::string extended_own_text(const SyncFolder& folder, std::span<const Event> record,
                              std::size_t& added);

}  // namespace cairn
