/// How a person stands, and what recording something changes about it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "cairn/progress/event.h"
#include "cairn/render/json.h"
#include "cairn/render/screens.h"
#include "cli/session.h"

namespace cairn {

/// Plans for the person's goals and every level.
Situation situation(Session& session);

/// Needs of the skills that are neither known nor among them, by the cheapest plan for them.
std::vector<SkillIndex> implied_needs(Session& session, const std::vector<SkillIndex>& skills);

/// Records the events, then says the headline (on a terminal or as JSON) and what changed.
/// `implied` is mentioned as what --with-needs would take.
int record_and_show(Session& session, const std::vector<NewEvent>& events,
                    std::string_view headline, const std::vector<SkillIndex>& implied = {});

/// Unites the record with the events, or with --dry-run tries it, and words what that changed about
/// the person's standing: nothing where it changed nothing, or where there is no catalog to see by.
Merged merge_and_compare(Session& session, std::span<const Event> events, std::string& change);

/// `done Python, Git`: an event in a few words. Ids that the catalog has not stand as they are.
std::string event_text(const Catalog& catalog, const Event& event);

/// The note as it is; throws Error (usage) where it is no text of 1 to 4,000 bytes.
std::string checked_note(const std::string& note);

std::vector<SkillId> ids_of(const Catalog& catalog, const std::vector<SkillIndex>& skills);

}  // namespace cairn
