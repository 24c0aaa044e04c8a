/// Progress events as JSON lines, one object a line: the form in which they are exchanged and kept.
/// Not for: putting them into a store (progress/store.h), which takes each event once.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cairn/base/diagnostic.h"
#include "cairn/progress/event.h"

namespace cairn {

/// The event as one line, newline included: fields in a fixed order, empty ones left out, then what
/// a newer program added, as it is. Described in docs/formats.md.
/// Requires: nothing unstorable in the event; `extra` is a JSON object or empty.
std::string to_json_line(const Event& event);

struct ReadEvents {
  std::vector<Event> events;  ///< of the lines that are well, in their order, each event once
  std::vector<int> lines;     ///< where each of them stands, from 1
  Diagnostics diagnostics;    ///< an error for every other line
};

/// Reads what to_json_line() writes. Kinds and fields of a newer program are kept. Blank lines,
/// CRLF, a byte order mark and a missing last newline are taken. A line that is not JSON, names a
/// field twice, lacks one, holds what no store takes, repeats an id with other content or is over
/// 1 MiB is an error, and no more than that line is lost. `file` is for the findings. O(n).
ReadEvents read_jsonl(std::string_view text, const std::string& file);

/// The finding about an event whose id is in the record with other content.
Diagnostic clash(Place place, const Event& event);

}  // namespace cairn
