/// Reads the rows of a batch that hold nothing unusual, which is nearly all of them, in a quarter
/// of the instructions. Not for: saying what is wrong with a row.
#pragma once

#include <string_view>

#include "cairn/interchange/plan_request.h"

namespace cairn {

/// plan_request.cc: what read_plan_request makes of the row, by the reader that knows everything.
ReadRequest read_any_request(std::string_view line);

/// True: the row is in order, and `request` is what read_any_request makes of it. False: ask that
/// one; the row is wrong, or has letters past ASCII, halves of letters or a long number, or this
/// was built without RapidJSON. O(n).
bool read_plain_request(std::string_view line, PlanRequest& request);

}  // namespace cairn
