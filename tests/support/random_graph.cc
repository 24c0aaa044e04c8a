#include "tests/support/random_graph.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

namespace cairn::test {
namespace {

// A catalog may differ in kind from seed to seed: how dense, how deep, how many alternatives.
struct Temper {
  std::uint32_t free_skills = 0;   // per cent of skills that need nothing
  std::uint32_t zero_cost = 0;     // per cent of skills that cost nothing
  std::uint32_t any_share = 0;     // per cent of gates that are any-of
  std::uint32_t k_share = 0;       // per cent of gates that are at-least-k
  std::uint32_t nested_share = 0;  // per cent of a gate's parts that are gates
  std::uint32_t most_parts = 0;
  std::uint32_t price_kinds = 0;
  bool covering = false;  // levels ask for many overlapping choices, as in set cover
};

class Draw {
 public:
  Draw(Dice& dice, const RandomOptions& options) : dice_(dice), options_(options) {
    temper_.free_skills = 30 + dice.roll(50);
    temper_.zero_cost = dice.roll(3) == 0 ? 30 : dice.roll(15);
    temper_.any_share = 30 + dice.roll(50);
    temper_.k_share = dice.roll(30);
    temper_.nested_share = 30 + dice.roll(60);
    temper_.most_parts = 2 + dice.roll(4);
    temper_.price_kinds = 1 + dice.roll(12);
    temper_.covering = dice.percent(50);
  }

  CatalogParts parts() {
    const std::uint32_t skills =
        options_.least_skills + dice_.roll(options_.most_skills - options_.least_skills + 1);
    CatalogParts made;
    made.id = made.title = "random";
    made.areas.push_back({"x", "X"});
    for (std::uint32_t i = 0; i < skills; ++i) {
      OwnedSkill skill;
      skill.id.text = skill.name = fmt::format("s{}", i);
      const std::int64_t minutes =
          dice_.percent(temper_.zero_cost) ? 0 : 30 * (1 + dice_.roll(temper_.price_kinds));
      skill.hours.low = skill.hours.likely = skill.hours.high = Hours::from_minutes(minutes);
      skill.weight = static_cast<int>(dice_.roll(6));
      const std::uint32_t names = options_.learnable ? i : skills;
      if (names > 0 && !dice_.percent(temper_.free_skills)) {
        skill.needs = formula(names, 0, 1 + dice_.roll(temper_.most_parts));
      }
      made.skills.push_back(std::move(skill));
    }
    for (std::uint32_t i = dice_.roll(options_.most_levels + 1); i > 0; --i) {
      OwnedLevel level;
      level.id.text = level.title = fmt::format("level{}", made.levels.size());
      level.needs = temper_.covering && options_.alternatives
                        ? cover(skills)
                        : formula(skills, 0, 2 + dice_.roll(5));
      made.levels.push_back(std::move(level));
    }
    return made;
  }

 private:
  // A formula over the first `names` skills; `parts` of them at the top.
  OwnedNeeds formula(std::uint32_t names, int depth, std::uint32_t size) {
    OwnedNeeds made;
    // Every second outermost formula asks for several things at once.
    const std::uint32_t kind = depth == 0 && dice_.percent(50) ? 100 : dice_.roll(100);
    if (options_.alternatives && kind < temper_.any_share) {
      made.kind = FormulaKind::any;
    } else if (options_.alternatives && kind < temper_.any_share + temper_.k_share) {
      made.kind = FormulaKind::at_least;
    }
    for (std::uint32_t i = 0; i < size; ++i) {
      if (depth < 2 && dice_.percent(temper_.nested_share)) {
        made.parts.push_back(formula(names, depth + 1, 1 + dice_.roll(temper_.most_parts)));
      } else {
        made.parts.push_back(OwnedNeeds::of(SkillIndex{dice_.roll(names)}));
      }
    }
    if (made.kind == FormulaKind::at_least) made.at_least = 1 + dice_.roll(size);
    return made;
  }

  OwnedNeeds cover(std::uint32_t names) {
    OwnedNeeds made;
    for (std::uint32_t i = 4 + dice_.roll(7); i > 0; --i) {
      OwnedNeeds choice;
      choice.kind = FormulaKind::any;
      const std::uint32_t size = 2 + dice_.roll(3);
      for (std::uint32_t j = 0; j < size; ++j) {
        choice.parts.push_back(OwnedNeeds::of(SkillIndex{dice_.roll(names)}));
      }
      if (dice_.percent(temper_.k_share)) {
        choice.kind = FormulaKind::at_least;
        choice.at_least = 1 + dice_.roll(size);
      }
      made.parts.push_back(std::move(choice));
    }
    return made;
  }

  Dice& dice_;
  const RandomOptions& options_;
  Temper temper_;
};

std::string text_of(const Catalog& catalog, const Needs& needs) {
  if (needs.kind == FormulaKind::atom) return catalog.skill(needs.atom).id.text;
  std::string list;
  for (const Needs& part : needs.parts) {
    list += (list.empty() ? "" : ", ") + text_of(catalog, part);
  }
  if (needs.kind == FormulaKind::all) return "all(" + list + ")";
  if (needs.kind == FormulaKind::any) return "any(" + list + ")";
  return fmt::format("{}of({})", needs.at_least, list);
}

}  // namespace

std::string RandomCase::text() const {
  const Catalog& catalog = world->catalog;
  std::string text;
  for (const Skill& skill : catalog.skills()) {
    text += fmt::format("{} {}h w{}", skill.id.text, skill.hours.likely.hours(), skill.weight);
    if (!skill.needs.is_true()) text += " needs " + text_of(catalog, skill.needs);
    text += ";\n";
  }
  for (const Level& level : catalog.levels()) {
    text += fmt::format("level {} {};\n", level.id.text, text_of(catalog, level.needs));
  }
  text += "goals:";
  for (const Node goal : problem.goals) text += " " + world->id(goal);
  text += "\nchosen: " + world->ids(problem.chosen);
  for (const auto& [name, flags] :
       {std::pair("\nknown:", &problem.known), std::pair("\navoided:", &problem.avoided)}) {
    text += name;
    for (std::uint32_t s = 0; s < flags->size(); ++s) {
      if ((*flags)[s] != 0) text += " " + catalog.skill(SkillIndex{s}).id.text;
    }
  }
  return text + "\n";
}

RandomCase random_case(std::uint64_t seed, const RandomOptions& options) {
  Dice dice(seed);
  RandomCase made;
  made.world = std::make_unique<World>(Catalog(Draw(dice, options).parts()));
  Problem& problem = made.problem;
  problem = make_problem(made.world->catalog, made.world->graph);
  const auto skills = static_cast<std::uint32_t>(made.world->graph.skill_count());
  const auto levels = static_cast<std::uint32_t>(made.world->graph.level_count());
  for (std::uint32_t i = 1 + dice.roll(3); i > 0; --i) {
    const bool level = levels > 0 && dice.percent(60);
    problem.goals.push_back(Node{level ? skills + dice.roll(levels) : dice.roll(skills)});
  }
  if (!options.wishes) return made;
  const std::uint32_t known = dice.roll(25), avoided = dice.percent(50) ? dice.roll(25) : 0;
  for (std::uint32_t s = 0; s < skills; ++s) {
    problem.known[s] = dice.percent(known) ? 1 : 0;
    problem.avoided[s] = dice.percent(avoided) ? 1 : 0;
  }
  for (std::uint32_t i = dice.roll(3); i > 0; --i) {
    problem.chosen.push_back(SkillIndex{dice.roll(skills)});
  }
  return made;
}

}  // namespace cairn::test
