/// A disk that fails when a test wants it to: a layer of SQLite's file system (VFS) over the real
/// one. Not for: files that are not SQLite's; one at a time, one thread.
#pragma once

#include <filesystem>

#include "tests/support/random_graph.h"

namespace cairn::test {

class FaultyDisk {
 public:
  enum class Fault {
    short_write,   ///< half of one write is done, then the disk is full
    failing_sync,  ///< one sync reports an error
    power_cut,     ///< half of one write is done or one sync is not, and nothing after that
  };

  /// From now on SQLite opens files through this disk.
  FaultyDisk();
  ~FaultyDisk();
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;

  /// The fault strikes at the `count`-th write or sync from now, whichever the fault is about.
  void break_at(Fault fault, int count);
  bool has_struck() const;
  /// After a power cut, with all files closed: each holds what was last synced and, as the dice
  /// have it, any of the later writes, some of them torn. Then the disk is well again.
  void restore_power(Dice& dice);
};

}  // namespace cairn::test
