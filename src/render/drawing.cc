#include "cairn/render/drawing.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <limits>
#include <utility>

#include "cairn/graph/derive.h"
#include "cairn/planner/explain.h"
#include "cairn/render/names.h"
#include "render/phrases.h"

namespace cairn {
namespace {

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

// Marks what the goals rest on, going only through skills that are known or in the plan.
Flags find_support(const View& view, const Flags& have) {
  Flags seen(view.graph.node_count(), 0);
  std::vector<Node> open = targets(view.problem);
  for (const Node node : open) seen[value(node)] = 1;
  while (!open.empty()) {
    const Node node = open.back();
    open.pop_back();
    for (const Node child : view.graph.children(node)) {
      if (seen[value(child)] != 0) continue;
      if (view.graph.is_skill(child) && have[value(child)] == 0) continue;
      seen[value(child)] = 1;
      open.push_back(child);
    }
  }
  return seen;
}

// Skills up to `depth` needs away, both ways; gates are no distance.
Flags find_neighbours(const SkillGraph& graph, SkillIndex centre, std::size_t depth) {
  Flags within(graph.skill_count(), 0);
  within[value(centre)] = 1;
  const auto spread = [&](auto next) {
    Flags seen(graph.node_count(), 0);
    std::vector<Node> ring{graph.node(centre)};
    for (std::size_t d = 0; d < depth && !ring.empty(); ++d) {
      std::vector<Node> open = std::exchange(ring, {});
      while (!open.empty()) {
        const Node node = open.back();
        open.pop_back();
        for (const Node other : next(node)) {
          if (seen[value(other)] != 0 || graph.is_level(other)) continue;
          seen[value(other)] = 1;
          if (graph.is_skill(other)) {
            within[value(other)] = 1;
            ring.push_back(other);
          } else {
            open.push_back(other);
          }
        }
      }
    }
  };
  spread([&](Node node) { return graph.children(node); });
  spread([&](Node node) { return graph.users(node); });
  return within;
}

class Drawer {
 public:
  Drawer(const View& view, const Roadmap* roadmap, const Scene& scene)
      : view_(view),
        roadmap_(roadmap),
        scene_(scene),
        step_(view.catalog.skills().size(), kNone),
        place_(view.catalog.skills().size(), kNone),
        wanted_(view.catalog.skills().size(), 1) {
    if (roadmap_ != nullptr) {
      for (std::size_t i = 0; i < roadmap_->steps.size(); ++i) {
        step_[value(roadmap_->steps[i].skill)] = i;
      }
    }
    if (scene_.around) {
      wanted_ = find_neighbours(view_.graph, *scene_.around, scene_.depth);
    }
  }

  Drawing draw() {
    if (scene_.known || scene_.around) add_known();
    if (roadmap_ != nullptr) {
      for (std::size_t s = 0; s < roadmap_->stages.size(); ++s) add_stage(s);
    }
    if (scene_.around) add_elsewhere();
    add_edges();
    return std::move(drawing_);
  }

 private:
  Flags have() const {
    Flags have = view_.problem.known;
    for (std::size_t s = 0; s < have.size(); ++s) {
      if (step_[s] != kNone) have[s] = 1;
    }
    return have;
  }

  DrawnSkill& add(SkillIndex index, Standing standing) {
    const Skill& skill = view_.catalog.skill(index);
    place_[value(index)] = drawing_.skills.size();
    DrawnSkill drawn;
    drawn.skill = index;
    drawn.id = skill.id.text;
    drawn.name = skill.name;
    drawn.area = view_.catalog.area_of(index).id;
    drawn.area_title = view_.catalog.area_of(index).title;
    if (skill.level) drawn.level = view_.catalog.level(*skill.level).id.text;
    drawn.summary = skill.summary;
    drawn.outcomes.assign(skill.outcomes.begin(), skill.outcomes.end());
    drawn.standing = standing;
    drawn.hours = skill.hours;
    drawn.stage = drawing_.stages.size();
    return drawing_.skills.emplace_back(std::move(drawn));
  }

  void end_stage(std::string id, std::string title, std::size_t begin) {
    if (begin == drawing_.skills.size()) return;
    drawing_.stages.push_back(
        {std::move(id), std::move(title), begin, drawing_.skills.size(), {}, {}});
  }

  void add_known() {
    const std::size_t begin = drawing_.skills.size();
    Flags support;
    if (!scene_.around) support = find_support(view_, have());
    const auto add_one = [&](SkillIndex skill) {
      const bool drawn = scene_.around ? wanted_[value(skill)] != 0 : support[value(skill)] != 0;
      if (drawn && view_.problem.known[value(skill)] != 0 && place_[value(skill)] == kNone) {
        add(skill, Standing::known);
      }
    };
    // In an order in which they could be learnt; then those whose needs were never met.
    const Derivation learnt = derive(view_.graph, Flags(wanted_.size(), 0), view_.problem.known);
    for (const SkillIndex skill : learnt.order) add_one(skill);
    for (std::uint32_t s = 0; s < wanted_.size(); ++s) add_one(SkillIndex{s});
    end_stage("known", "Known", begin);
  }

  void add_stage(std::size_t s) {
    const RoadmapStage& stage = roadmap_->stages[s];
    const std::size_t begin = drawing_.skills.size();
    for (std::size_t i = stage.begin; i < stage.end; ++i) {
      const RoadmapStep& step = roadmap_->steps[i];
      if (wanted_[value(step.skill)] == 0) continue;
      add_step(i, step);
      if (scene_.alternatives) add_alternatives(step.skill);
    }
    end_stage(stage.level ? view_.catalog.level(*stage.level).id.text.str() : "goal",
              stage_name(view_, *roadmap_, stage), begin);
    if (begin == drawing_.skills.size()) return;
    drawing_.stages.back().hours = stage.hours;
    drawing_.stages.back().when = stage.when;
  }

  void add_step(std::size_t i, const RoadmapStep& step) {
    Standing standing = Standing::planned;
    if (contains(view_.in_progress, step.skill)) {
      standing = Standing::in_progress;
    } else if (std::binary_search(view_.ready.begin(), view_.ready.end(), step.skill)) {
      standing = Standing::ready;
    }
    DrawnSkill& drawn = add(step.skill, standing);
    drawn.hours = step.hours;
    drawn.step = i + 1;
    drawn.when = step.when;
    drawn.why = short_reason(view_, step);
    drawn.reasons = reason_phrases(view_, *roadmap_, step);
  }

  // The members of the gates at which this step was taken, but neither known nor in the plan.
  void add_alternatives(SkillIndex taken) {
    const std::size_t at = place_[value(taken)];
    for (const Choice& choice : roadmap_->choices) {
      if (choice.why.taken != taken) continue;
      for (const Node member : view_.graph.children(choice.gate)) {
        if (!view_.graph.is_skill(member)) continue;
        const SkillIndex skill = view_.graph.skill(member);
        if (place_[value(skill)] != kNone || step_[value(skill)] != kNone ||
            view_.problem.known[value(skill)] != 0 || wanted_[value(skill)] == 0) {
          continue;
        }
        const bool next_best = contains(choice.why.over, skill);
        std::string name = view_.catalog.skill(taken).name;
        DrawnSkill& drawn = add(skill, Standing::alternative);
        drawn.instead_of = at;
        if (next_best) drawn.more = choice.why.saved;
        drawn.why = next_best && choice.why.saved.minutes() > 0
                        ? fmt::format("{} more than {}", hours_text(choice.why.saved), name)
                        : "instead of " + std::move(name);
        drawn.reasons = {drawn.why};
      }
    }
  }

  void add_elsewhere() {
    const std::size_t begin = drawing_.skills.size();
    const auto add_one = [&](SkillIndex skill) {
      if (wanted_[value(skill)] == 0 || place_[value(skill)] != kNone) return;
      Standing standing = Standing::outside;
      if (contains(view_.in_progress, skill)) {
        standing = Standing::in_progress;
      } else if (std::binary_search(view_.ready.begin(), view_.ready.end(), skill)) {
        standing = Standing::ready;
      }
      add(skill, standing);
    };
    for (const SkillIndex skill : derive(view_.graph, have()).order) add_one(skill);
    for (std::uint32_t s = 0; s < wanted_.size(); ++s) add_one(SkillIndex{s});
    end_stage("elsewhere", "Not in the plan", begin);
  }

  void add_edges() {
    const std::size_t count = drawing_.skills.size();
    const bool reduce = count <= kMostReduced;
    const std::size_t words = reduce ? (count + 63) / 64 : 0;
    // What each rests on in the end, alternatives aside: a row of bits.
    std::vector<std::uint64_t> below(count * words, 0);
    const auto rests = [&](std::size_t a, std::size_t b) {
      return reduce && (below[a * words + b / 64] >> (b % 64) & 1U) != 0;
    };
    for (std::size_t to = 0; to < count; ++to) {
      std::vector<std::size_t> needs;
      for (const SkillIndex need :
           named_skills(view_.graph, view_.graph.node(drawing_.skills[to].skill))) {
        if (place_[value(need)] < to) needs.push_back(place_[value(need)]);
      }
      std::sort(needs.begin(), needs.end());
      const bool aside = is_alternative(to);
      for (const std::size_t from : needs) {
        const bool alternative = aside || is_alternative(from);
        const bool follows = !is_alternative(from) &&
                             std::any_of(needs.begin(), needs.end(), [&](std::size_t other) {
                               return other > from && !is_alternative(other) && rests(other, from);
                             });
        if (follows) continue;
        drawing_.edges.push_back(
            {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to), alternative});
      }
      if (!reduce) continue;
      for (const std::size_t from : needs) {
        if (is_alternative(from)) continue;
        for (std::size_t w = 0; w < words; ++w) below[to * words + w] |= below[from * words + w];
        below[to * words + from / 64] |= std::uint64_t{1} << (from % 64);
      }
    }
  }

  bool is_alternative(std::size_t place) const {
    return drawing_.skills[place].standing == Standing::alternative;
  }

  static bool contains(const std::vector<SkillIndex>& skills, SkillIndex skill) {
    return std::find(skills.begin(), skills.end(), skill) != skills.end();
  }

  const View& view_;
  const Roadmap* roadmap_;
  const Scene& scene_;
  std::vector<std::size_t> step_;   // in the roadmap, by skill
  std::vector<std::size_t> place_;  // in the drawing, by skill
  Flags wanted_;                    // by skill
  Drawing drawing_;
};

}  // namespace

Drawing make_drawing(const View& view, const Roadmap* roadmap, const Outlook* outlook,
                     const Scene& scene) {
  // Files are UTF-8, whatever the terminal can show.
  View plain = view;
  plain.terminal = Terminal{};
  Drawing drawing = Drawer(plain, roadmap, scene).draw();
  drawing.title =
      scene.around
          ? "Around " + view.catalog.skill(*scene.around).name
          : fmt::format("{} from here", goals_name(view.catalog, view.graph, view.problem.goals));
  for (const Node goal : view.problem.goals) {
    drawing.goals.push_back(view.graph.is_level(goal)
                                ? view.catalog.level(view.graph.level(goal)).id.text
                                : view.catalog.skill(view.graph.skill(goal)).id.text);
  }
  if (roadmap != nullptr && outlook != nullptr && !roadmap->steps.empty() && !scene.around) {
    drawing.lead = plan_phrase(plain, *roadmap, *outlook);
  }
  return drawing;
}

}  // namespace cairn
