#include <fmt/format.h>

#include <algorithm>

#include "cairn/render/names.h"
#include "render/phrases.h"

namespace cairn {
namespace {

const Recommendation* find_step(const std::vector<Recommendation>& next, SkillIndex skill) {
  const auto found = std::find_if(next.begin(), next.end(),
                                  [&](const Recommendation& r) { return r.skill == skill; });
  return found == next.end() ? nullptr : &*found;
}

// Why a skill is not among what can be begun.
std::string absence(const View& view, const Roadmap& roadmap, SkillIndex skill) {
  const std::string& name = view.catalog.skill(skill).name;
  if (view.problem.known[value(skill)] != 0) return name + " is known already.";
  for (const RoadmapStep& step : roadmap.steps) {
    if (step.skill != skill) continue;
    const auto* after = find_reason<After>(step.reasons);
    return fmt::format("{} is not ready yet: first {}.", name,
                       after == nullptr ? "what it needs"
                                        : join_names(skill_names(view.catalog, after->steps), 4));
  }
  return fmt::format("{} is not in the plan; cairn why {} says more.", name,
                     view.catalog.skill(skill).id.text);
}

// The rank as the sum that it is.
std::string sum_text(const View& view, const Pays& pays) {
  std::string text;
  constexpr std::size_t kMost = 4;
  Hundredths shown;
  double rest = 0;
  for (std::size_t i = 0; i < pays.terms.size(); ++i) {
    if (i >= kMost) {
      rest += pays.terms[i].value;
      continue;
    }
    text += fmt::format("{}{:.2f} {}", i == 0 ? "" : " + ", shown.next(pays.terms[i].value),
                        view.catalog.skill(pays.terms[i].skill).name);
  }
  if (pays.terms.size() > kMost) {
    text += fmt::format(" + {:.2f} from {} more", shown.next(rest), pays.terms.size() - kMost);
  }
  return text + fmt::format(", for {}", hours_text(pays.hours));
}

std::string side(const View& view, const Roadmap& roadmap, const Recommendation& r) {
  const auto* pays = find_reason<Pays>(r.reasons);
  const RoadmapStage& stage = roadmap.stages[roadmap.steps[r.step].stage];
  return paint(view.terminal, Paint::bold, view.catalog.skill(r.skill).name) +
         fmt::format("  {} {} pays {:.2f} a 10 h\n", stage_name(view, roadmap, stage),
                     dot(view.terminal), r.rank) +
         (pays == nullptr ? "" : labelled(view.terminal, "sum", sum_text(view, *pays)));
}

}  // namespace

std::string rank_screen(const View& view, const Roadmap& roadmap,
                        const std::vector<Recommendation>& next, SkillIndex first,
                        SkillIndex second) {
  const Recommendation* a = find_step(next, first);
  const Recommendation* b = find_step(next, second);
  std::string screen;
  if (a != nullptr) screen += side(view, roadmap, *a);
  if (b != nullptr) screen += side(view, roadmap, *b);
  if (a == nullptr || b == nullptr) {
    for (const auto& [found, skill] : {std::pair{a, first}, std::pair{b, second}}) {
      if (found == nullptr) screen += wrap(view.terminal, "", absence(view, roadmap, skill));
    }
    return screen;
  }
  // `next` is in the order of rank, so the earlier one is above.
  if (b < a) std::swap(a, b);
  const std::string& above = view.catalog.skill(a->skill).name;
  const std::string& below = view.catalog.skill(b->skill).name;
  const std::size_t stage_a = roadmap.steps[a->step].stage, stage_b = roadmap.steps[b->step].stage;
  std::string why;
  if (stage_a != stage_b) {
    why = fmt::format("{} comes first: it belongs to {}, {} to {}.", above,
                      stage_name(view, roadmap, roadmap.stages[stage_a]), below,
                      stage_name(view, roadmap, roadmap.stages[stage_b]));
  } else if (a->rank > b->rank) {
    why = fmt::format("{} comes first: it pays {:.2f} more for ten hours than {}.", above,
                      a->rank - b->rank, below);
  } else {
    why = fmt::format("{} comes first: both pay the same, and it stands earlier in the order.",
                      above);
  }
  return screen + '\n' + wrap(view.terminal, "", why);
}

}  // namespace cairn
