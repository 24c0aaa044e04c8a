// `cairn choose`, `avoid` and `unchoose`: a person's say in the plan.
#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "cairn/base/error.h"
#include "cairn/render/names.h"
#include "cli/commands.h"
#include "cli/situation.h"

namespace cairn {
namespace {

int say(Session& session, EventKind kind, std::string_view word) {
  const std::vector<SkillIndex> skills = session.find_skills(session.arguments().words);
  const Personal& personal = session.personal();
  if (kind == EventKind::unchoose) {
    for (const SkillIndex skill : skills) {
      const auto among = [&](const std::vector<SkillIndex>& list) {
        return std::find(list.begin(), list.end(), skill) != list.end();
      };
      if (!among(personal.chosen) && !among(personal.avoided)) {
        throw Error(
            Code::usage, "",
            fmt::format("{} is neither chosen nor avoided", quoted_name(session.catalog(), skill)),
            "cairn status shows your choices");
      }
    }
  }
  const auto& said = kind == EventKind::choose ? personal.chosen : personal.avoided;
  const bool is_so = kind != EventKind::unchoose &&
                     std::all_of(skills.begin(), skills.end(), [&](SkillIndex skill) {
                       return std::find(said.begin(), said.end(), skill) != said.end();
                     });
  if (is_so) {
    session.remark(fmt::format("{} already; nothing was recorded",
                               kind == EventKind::choose ? "chosen" : "avoided"));
    if (!session.json()) return kAnswer;
    const Problem problem = session.problem();
    session.out() << recorded_json(session.view(problem), {});
    return kAnswer;
  }
  NewEvent event;
  event.kind = kind;
  event.ids = ids_of(session.catalog(), skills);
  return record_and_show(
      session, {event},
      fmt::format("{}: {}", word, join_names(skill_names(session.catalog(), skills), 6)));
}

int run_choose(Session& session) { return say(session, EventKind::choose, "Chosen"); }
int run_avoid(Session& session) { return say(session, EventKind::avoid, "Avoided"); }
int run_unchoose(Session& session) {
  return say(session, EventKind::unchoose, "Left to the plan again");
}

}  // namespace

Command choose_command() {
  return {.name = "choose",
          .group = kThePlan,
          .summary = "Make skills part of every plan",
          .arguments = "ID...",
          .least = 1,
          .most = kAnyNumber,
          .options = {},
          .examples = {{"choose go", "Go instead of whatever is cheapest"},
                       {"choose go --dry-run", "what would that change?"}},
          .details = "",
          .uses = {Use::catalog, Use::record, Use::plan, Use::writing},
          .run = run_choose};
}

Command avoid_command() {
  return {.name = "avoid",
          .group = kThePlan,
          .summary = "Keep skills out of every plan",
          .arguments = "ID...",
          .least = 1,
          .most = kAnyNumber,
          .options = {},
          .examples = {{"avoid php", "never PHP"}},
          .details = "What you know already stays known.",
          .uses = {Use::catalog, Use::record, Use::plan, Use::writing},
          .run = run_avoid};
}

Command unchoose_command() {
  return {.name = "unchoose",
          .group = kThePlan,
          .summary = "Leave skills to the plan again",
          .arguments = "ID...",
          .least = 1,
          .most = kAnyNumber,
          .options = {},
          .examples = {{"unchoose go", "neither chosen nor avoided"}},
          .details = "",
          .uses = {Use::catalog, Use::record, Use::plan, Use::writing},
          .run = run_unchoose};
}

}  // namespace cairn
