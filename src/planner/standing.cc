#include "cairn/planner/standing.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "cairn/planner/course.h"
#include "cairn/planner/select.h"
#include "planner/numbers.h"

namespace cairn {
namespace {

double share_of(bool reached, const std::optional<Hours>& left, Hours total) {
  if (reached) return 1;
  if (!left || total.minutes() == 0) return 0;
  const double rest = static_cast<double>(left->minutes()) / static_cast<double>(total.minutes());
  return std::clamp(1 - rest, 0.0, 0.9999);
}

// The cheapest plan for some goals.
struct Way {
  std::optional<Hours> cost;
  std::vector<SkillIndex> skills;
  bool proven = false;
};

Way way_to(Problem& problem, std::vector<Node> goals, const StopCheck& stop) {
  problem.goals = std::move(goals);
  std::optional<Plan> plan = find_plan(problem, stop);
  if (!plan) return {std::nullopt, {}, true};
  return {plan->cost, std::move(plan->skills), plan->optimal()};
}

// The skills that meet the formula; of alternatives the cheapest, each by itself.
std::vector<Node> cheapest_atoms(Problem& problem, const Needs& needs, const StopCheck& stop) {
  if (needs.kind == FormulaKind::atom) return {problem.graph->node(needs.atom)};
  struct Part {
    std::vector<Node> atoms;
    std::optional<Hours> cost;
  };
  std::vector<Part> parts;
  for (const Needs& part : needs.parts) {
    parts.push_back({cheapest_atoms(problem, part, stop), std::nullopt});
  }
  std::size_t count = parts.size();
  if (needs.kind != FormulaKind::all) {
    count = needs.kind == FormulaKind::any ? 1 : needs.at_least;
    for (Part& part : parts) part.cost = way_to(problem, part.atoms, stop).cost;
    std::stable_sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) {
      return a.cost && (!b.cost || *a.cost < *b.cost);
    });
  }
  std::vector<Node> atoms;
  for (std::size_t i = 0; i < count; ++i) {
    atoms.insert(atoms.end(), parts[i].atoms.begin(), parts[i].atoms.end());
  }
  std::sort(atoms.begin(), atoms.end());
  atoms.erase(std::unique(atoms.begin(), atoms.end()), atoms.end());
  return atoms;
}

// What the earlier standings tell of the present ones.
class Since {
 public:
  Since(const Problem& now, const EarlierStandings* earlier) : now_(now) {
    if (earlier == nullptr || earlier->problem.avoided != now.avoided) return;
    const Problem& before = earlier->problem;
    const auto whole = [](const Problem& of) -> const std::vector<Hours>& {
      return of.whole.empty() ? of.cost : of.whole;
    };
    same_from_nothing_ = whole(before) == whole(now);
    Flags learnt(now.known.size(), 0);
    for (std::uint32_t s = 0; s < now.known.size(); ++s) {
      // What is known costs nothing, so that learning is one way of becoming cheaper.
      const Hours was = before.known[s] != 0 ? Hours() : before.cost[s];
      const Hours is = now.known[s] != 0 ? Hours() : now.cost[s];
      if (before.known[s] != 0 && now.known[s] == 0) return;
      if (is > was) return;
      if (is == was && before.known[s] == now.known[s]) continue;
      changed_.push_back(SkillIndex{s});
      saved_.push_back(was - is);
      learnt[s] = now.known[s] & ~before.known[s] & 1;
    }
    // Learnt without its needs, a skill may spare them.
    const Derivation reached = derive(*now.graph, before.known, learnt);
    follows_ = std::all_of(changed_.begin(), changed_.end(), [&](SkillIndex skill) {
      return learnt[value(skill)] == 0 || reached.holds[value(now.graph->node(skill))] != 0;
    });
  }

  bool same_from_nothing() const { return same_from_nothing_; }
  /// Is nothing cheaper but what lies on the way to this level?
  bool keeps(const LevelStanding& before) const {
    return follows_ && before.proven && before.left && !before.reached &&
           std::includes(before.way.begin(), before.way.end(), changed_.begin(), changed_.end());
  }
  Way rest_of(const LevelStanding& before) const {
    Way rest{before.left, {}, true};
    for (const Hours hours : saved_) *rest.cost -= hours;
    for (const SkillIndex skill : before.way) {
      if (now_.known[value(skill)] == 0) rest.skills.push_back(skill);
    }
    return rest;
  }

 private:
  const Problem& now_;
  bool same_from_nothing_ = false;
  bool follows_ = false;
  std::vector<SkillIndex> changed_;  // what became cheaper, ascending
  std::vector<Hours> saved_;
};

// The fields in one order for both ways.
template <class Standing, class Visit>
void visit_fields(Standing& standing, Visit&& visit) {
  visit(standing.level);
  visit(standing.reached);
  visit(standing.left);
  visit(standing.way);
  visit(standing.total);
  visit(standing.proven);
}

}  // namespace

double LevelStanding::share() const { return share_of(reached, left, total); }
double NeedsStanding::share() const { return share_of(met, left, total); }

std::vector<LevelStanding> level_standings(const Problem& problem, const StopCheck& stop,
                                           const EarlierStandings* earlier) {
  const SkillGraph& graph = *problem.graph;
  const Flags now = derive(graph, problem.known, Flags(graph.skill_count(), 0)).holds;
  std::vector<LevelStanding> standings;
  Problem here = problem, nothing = problem;
  here.chosen.clear();
  nothing.chosen.clear();
  nothing.known.assign(graph.skill_count(), 0);
  if (!problem.whole.empty()) nothing.cost = problem.whole;
  const Since since(problem, earlier);
  for (std::uint32_t l = 0; l < graph.level_count(); ++l) {
    LevelStanding standing;
    standing.level = LevelIndex{l};
    standing.reached = now[value(graph.node(standing.level))] != 0;
    const LevelStanding* before = earlier == nullptr ? nullptr : &earlier->levels[l];
    const Way left = standing.reached ? Way{Hours(), {}, true}
                     : before != nullptr && since.keeps(*before)
                         ? since.rest_of(*before)
                         : way_to(here, {graph.node(standing.level)}, stop);
    standing.left = left.cost;
    standing.way = left.skills;
    const Way total = before != nullptr && before->proven && since.same_from_nothing()
                          ? Way{before->total, {}, true}
                          : way_to(nothing, {graph.node(standing.level)}, stop);
    standing.total = total.cost.value_or(Hours());
    standing.proven = left.proven && total.proven;
    standings.push_back(std::move(standing));
  }
  return standings;
}

std::uint64_t standings_hash(const Problem& problem) {
  Problem ladder = problem;
  ladder.goals.clear();
  ladder.chosen.clear();
  ladder.weight.clear();
  ladder.preferences.clear();
  return hash_of(ladder);
}

std::string write_standings(const std::vector<LevelStanding>& levels, std::uint64_t problem) {
  NumberWriter writer;
  writer.put(levels.size());
  for (const LevelStanding& level : levels) {
    visit_fields(level, [&](const auto& field) { writer.put(field); });
  }
  return seal(writer.numbers(), problem);
}

std::optional<std::vector<LevelStanding>> read_standings(std::string_view bytes,
                                                         std::uint64_t problem) {
  const auto numbers = unseal(bytes, problem);
  if (!numbers) return std::nullopt;
  NumberReader reader(*numbers);
  std::size_t count = 0;
  reader.get(count);
  std::vector<LevelStanding> levels;
  for (std::size_t i = 0; i < count && i < numbers->size(); ++i) {
    visit_fields(levels.emplace_back(), [&](auto& field) { reader.get(field); });
  }
  if (!reader.is_done()) return std::nullopt;
  return levels;
}

NeedsStanding needs_standing(const Problem& problem, const Needs& needs, const StopCheck& stop) {
  Problem one = problem;
  one.chosen.clear();
  NeedsStanding standing;
  const std::vector<Node> atoms = cheapest_atoms(one, needs, stop);
  for (const Node atom : atoms) {
    if (problem.known[value(atom)] == 0) standing.missing.push_back(problem.graph->skill(atom));
  }
  standing.met = standing.missing.empty();
  standing.left = standing.met ? Hours() : way_to(one, atoms, stop).cost;
  one.known.assign(one.known.size(), 0);
  standing.total = way_to(one, cheapest_atoms(one, needs, stop), stop).cost.value_or(Hours());
  return standing;
}

}  // namespace cairn
