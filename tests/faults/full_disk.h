/// The program on a disk that runs full, from outside: at whatever moment it does, what was
/// acknowledged is there, and no half file is under a final name.
/// Not for: a store alone on a full disk (progress/store_faults_test.cc).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace cairn::test {

struct FullDiskReport {
  std::string what;                 ///< writes, backup, export, two ways of sync, restore
  int refused = 0;                  ///< runs for which there was not room enough
  int done = 0;                     ///< runs that had it
  std::vector<std::string> faults;  ///< what did not hold, a sentence each
};

/// Each kind of work with no room left, then with ever more until there is enough: twice as much
/// each time, or with `every_page` a page more. Empty where this process may not make a small disk
/// of its own; it gets mounts of its own for that.
std::vector<FullDiskReport> fill_disk(const std::filesystem::path& binary, bool every_page);

}  // namespace cairn::test
