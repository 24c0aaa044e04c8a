/// A batch from its input to its output: who reads, who plans, who writes, and how they wait for
/// each other.
/// Not for: what a row says (batch_row.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <ostream>

#include "cli/batch_row.h"
#include "cli/read_lines.h"

namespace cairn {

inline constexpr std::size_t kMostRowBytes = std::size_t{1} << 20;
inline constexpr std::size_t kMostJobs = 1024;

struct BatchCount {
  std::uint64_t rows = 0;  ///< that were answered, in whatever way
  std::uint64_t unreachable = 0, faults = 0;
  std::uint64_t first_bad = 0;  ///< line of the first row without a plan; 0 where all have one
  std::uint64_t last = 0;       ///< line of the last row that was answered
  bool interrupted = false;
  bool written = true;  ///< false: the output took no more; `rows` it had taken
};

/// Plans each line of `source` on `jobs` threads and writes the answers in the input's order: the
/// same bytes, however many threads there are. An answer is written, and flushed, as soon as those
/// before it are, so that somebody may wait for it before the next row is asked. Memory depends on
/// `jobs` and the catalog alone. Interrupted, what was read is still planned and written. `stop`
/// makes what bounds the planning of one row; empty for no bound. Throws what a row throws.
BatchCount run_batch(const BatchTask& task, const LineSource& source, std::ostream& out,
                     std::size_t jobs, const std::function<StopCheck()>& stop);

}  // namespace cairn
