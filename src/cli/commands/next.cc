// `cairn next`: what to learn now, and why.
#include <fmt/format.h>

#include <ostream>

#include "cairn/base/error.h"
#include "cairn/render/json.h"
#include "cairn/render/names.h"
#include "cli/commands.h"
#include "cli/pinned.h"
#include "cli/session.h"

namespace cairn {
namespace {

int run_next(Session& session) {
  const std::vector<std::string>& words = session.arguments().words;
  const bool compare = session.arguments().has("compare");
  if (words.size() != (compare ? 2 : 0)) {
    throw Error(Code::usage, "",
                compare ? "cairn next --compare needs two skills"
                        : "cairn next takes skills only with --compare",
                "for example: cairn next --compare git shell");
  }
  const auto count = static_cast<std::size_t>(session.number_option("count", 1, 1000).value_or(1));
  const Problem problem = session.problem();
  const View view = session.view(problem);
  const Selection selection = session.selection(problem);
  if (const auto* none = std::get_if<Unreachable>(&selection)) {
    session.out() << (session.json() ? unreachable_json(view, "next", *none)
                                     : unreachable_text(view, *none));
    return kNoAnswer;
  }
  const Roadmap roadmap = session.roadmap(problem, std::get<Plan>(selection));
  const std::vector<Recommendation> next = recommend(problem, roadmap);
  if (compare) {
    const SkillIndex first = session.find_skill(words[0]), second = session.find_skill(words[1]);
    if (first == second) {
      throw Error(Code::usage, "",
                  fmt::format("both are {}", quoted_name(session.catalog(), first)),
                  "name two different skills");
    }
    if (session.json()) {
      std::vector<Recommendation> both;
      for (const Recommendation& r : next) {
        if (r.skill == first || r.skill == second) both.push_back(r);
      }
      session.out() << next_json(view, roadmap, both, both.size());
    } else {
      session.out() << rank_screen(view, roadmap, next, first, second);
    }
    return kAnswer;
  }
  if (session.json()) {
    session.out() << next_json(view, roadmap, next, count);
  } else if (next.empty()) {
    session.out() << fmt::format(
        "Nothing is left to learn for {}. Set another goal with: cairn goal set ID\n",
        goals_name(view.catalog, view.graph, problem.goals));
  } else {
    session.out() << next_screen(view, roadmap, next, count) << pin_note(session, view, roadmap);
  }
  return next.empty() ? kNoAnswer : kAnswer;
}

}  // namespace

Command next_command() {
  return {.name = "next",
          .group = kEveryDay,
          .summary = "What to learn now, and why",
          .arguments = "[--compare A B]",
          .least = 0,
          .most = 2,
          .options = {{"count", "N", "how many in full; 1 if left out", 'n'},
                      {"compare", "", "why one of two skills ranks above the other"}},
          .examples = {{"next", "the best step now"},
                       {"next -n 3", "the best three"},
                       {"next --compare git shell", "why one before the other"}},
          .details = "",
          .uses = {Use::catalog, Use::record, Use::plan},
          .paged = true,
          .run = run_next};
}

}  // namespace cairn
