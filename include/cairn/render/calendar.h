/// Study sessions as a calendar that other programs import (iCalendar, RFC 5545).
/// Not for: when the sessions are (planner/timetable.h).
#pragma once

#include <span>
#include <string>

#include "cairn/base/date.h"
#include "cairn/planner/timetable.h"
#include "cairn/render/drawing.h"

namespace cairn {

/// One event a session, in floating local time. Its UID is its week and its place in the week, so
/// that importing a later calendar moves and rewords the events instead of doubling them; `now`
/// stamps them, and makes their SEQUENCE rise. Steps are the drawing's, in their order.
std::string calendar_file(const Drawing& drawing, std::span<const StudySession> sessions,
                          const Moment& now);

}  // namespace cairn
