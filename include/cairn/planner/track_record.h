/// How well past forecasts did: of skills that were forecast when they were begun and are done now.
/// Not for: making a forecast (forecast.h).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "cairn/base/hours.h"

namespace cairn {

/// A forecast that can be judged. Requires: the three are over 0.
struct PastForecast {
  std::size_t area = 0;  ///< position in Catalog::areas()
  Hours even, safe;      ///< enough as likely as not, and nine times in ten
  Hours spent;           ///< what it took
};

/// How often a forecast held, against how often one without fault would.
struct Held {
  std::size_t times = 0;
  /// A forecast without fault would hold as often as this, from `least` to `most`, with a
  /// probability of 0.95 or more; chance alone takes it out of there less than half that often on
  /// either side.
  std::size_t least = 0, most = 0;

  bool too_seldom() const { return times < least; }
  bool too_often() const { return times > most; }
};

struct TrackRecord {
  std::size_t skills = 0;
  Held even, safe;
  double median = 0;  ///< of what it took over what was forecast at even odds; 0 without skills
};

/// O(n log n).
TrackRecord track_record(std::span<const PastForecast> forecasts);

/// By area, from the least position on; those with fewer skills than `least` are left out.
struct AreaTrackRecord {
  std::size_t area = 0;
  TrackRecord track;
};
std::vector<AreaTrackRecord> track_records_by_area(std::span<const PastForecast> forecasts,
                                                   std::size_t least);

}  // namespace cairn
