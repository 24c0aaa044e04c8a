/// The field `outcomes` of the tick and untick events: the words of the outcomes that are meant, as
/// the catalog had them. It is kept among the event's further fields (Event::extra), so that
/// programs without it pass it on.
/// Not for: which of them a catalog still has (workspace/workspace.h).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "cairn/progress/event.h"

namespace cairn {

/// `{"outcomes":["Explain a query plan"]}`. Requires UTF-8.
std::string write_outcomes(std::span<const std::string> outcomes);

/// What write_outcomes wrote into a tick or untick, also among other fields and with other escapes;
/// nothing where it is no list of texts, and of an event of any other kind. O(bytes).
std::vector<std::string> outcomes_of(const NewEvent& event);

}  // namespace cairn
