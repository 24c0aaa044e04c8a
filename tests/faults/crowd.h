/// Many processes that record at once, and a record of many events: the program from outside.
/// Not for: kills (kills.h).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace cairn::test {

struct CrowdReport {
  int events = 0;                   ///< recorded, by as many processes
  double slowest = 0;               ///< seconds, of one process
  std::vector<std::string> faults;  ///< what did not hold, a sentence each
};

/// So many processes at once, so many times: all events are there, none twice, none refused.
CrowdReport record_at_once(const std::filesystem::path& binary, int processes, int times);

struct SizeReport {
  double bytes_each = 0;                    ///< of the store, an event
  double status = 0, next = 0;              ///< seconds of the whole process, the median
  double status_small = 0, next_small = 0;  ///< the same with ten events
  double rebuild = 0;                       ///< seconds of doctor --rebuild
  std::vector<std::string> faults;
};

/// A record of so many events.
SizeReport measure_size(const std::filesystem::path& binary, std::int64_t events);

}  // namespace cairn::test
