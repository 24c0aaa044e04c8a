#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "cairn/render/names.h"
#include "render/json_values.h"
#include "render/phrases.h"

namespace cairn {
namespace {

std::string names(const View& view, const std::vector<SkillIndex>& skills, std::size_t most) {
  return skills.empty() ? "nothing" : join_names(skill_names(view.catalog, skills), most);
}

}  // namespace

std::string alternatives_screen(const View& view, const Plan& best,
                                const std::vector<Alternative>& others) {
  const std::string goals = goals_name(view.catalog, view.graph, view.problem.goals);
  std::string screen = paint(view.terminal, Paint::bold,
                             fmt::format("{}: {} with {}", goals, hours_text(best.cost),
                                         count_text(best.skills.size(), "skill"))) +
                       fmt::format(", {}\n", proof_phrase(best));
  if (others.empty()) {
    return fold(view.terminal, screen + "No other plan differs in a choice.\n");
  }
  for (std::size_t i = 0; i < others.size(); ++i) {
    const Alternative& other = others[i];
    screen += '\n' + wrap(view.terminal, fmt::format("{}. ", i + 1),
                          fmt::format("without {}: {}, {}{}", names(view, other.without, 3),
                                      hours_text(other.plan.cost), difference_text(other.more),
                                      other.plan.optimal() ? "" : ", " + proof_phrase(other.plan)));
    screen += labelled(view.terminal, "in", names(view, other.added, 8));
    screen += labelled(view.terminal, "out", names(view, other.dropped, 8));
  }
  return fold(view.terminal, screen + "\nTo take one: cairn choose ID, or cairn avoid ID\n");
}

std::string comparison_screen(const View& view, SkillIndex first, SkillIndex second,
                              const Comparison& comparison) {
  const std::string goals = goals_name(view.catalog, view.graph, view.problem.goals);
  std::string screen = paint(view.terminal, Paint::bold, goals) + '\n';
  const auto row = [&](SkillIndex skill, const Selection& selection) {
    const std::string name = "with " + view.catalog.skill(skill).name;
    if (const auto* plan = std::get_if<Plan>(&selection)) {
      return fmt::format("  {}: {} in {}, {}\n", name, hours_text(plan->cost),
                         count_text(plan->skills.size(), "skill"), proof_phrase(*plan));
    }
    return fmt::format("  {}: no way\n", name) +
           unreachable_text(view, std::get<Unreachable>(selection));
  };
  screen += row(first, comparison.first) + row(second, comparison.second);
  if (!std::holds_alternative<Plan>(comparison.first) ||
      !std::holds_alternative<Plan>(comparison.second)) {
    return fold(view.terminal, screen);
  }
  const std::string& name = view.catalog.skill(first).name;
  const std::string& other = view.catalog.skill(second).name;
  const Plan& one = std::get<Plan>(comparison.first);
  const Plan& two = std::get<Plan>(comparison.second);
  const bool proven = one.optimal() && two.optimal();
  // No more is said than the bounds bear.
  if (proven && one.cost == two.cost) {
    screen += "\nBoth take as long.\n";
  } else if (one.cost < two.lower_bound) {
    screen += fmt::format("\n{} takes {}{} less.\n", name, proven ? "" : "at least ",
                          hours_text(two.lower_bound - one.cost));
  } else if (two.cost < one.lower_bound) {
    screen += fmt::format("\n{} takes {}{} less.\n", other, proven ? "" : "at least ",
                          hours_text(one.lower_bound - two.cost));
  } else {
    screen += "\nWhich takes less was not settled; --time-limit S gives it more time.\n";
  }
  screen += wrap(view.terminal, fmt::format("  only with {}: ", name),
                 names(view, comparison.only_first, 8));
  screen += wrap(view.terminal, fmt::format("  only with {}: ", other),
                 names(view, comparison.only_second, 8));
  // Each side is without the other.
  const auto take = [&](SkillIndex skill, SkillIndex beside) {
    const auto& chosen = view.problem.chosen;
    const bool unchoose = std::find(chosen.begin(), chosen.end(), beside) != chosen.end();
    return (unchoose ? "cairn unchoose " + view.catalog.skill(beside).id.text + " && " : "") +
           "cairn choose " + view.catalog.skill(skill).id.text;
  };
  screen += '\n' + wrap(view.terminal, "To take one: ",
                        fmt::format("{} {} {}", take(first, second), dot(view.terminal),
                                    take(second, first)));
  return fold(view.terminal, screen);
}

std::string alternatives_json(const View& view, const Plan& best,
                              const std::vector<Alternative>& others) {
  Json json = document("alternatives");
  json["goals"] = node_list(view, view.problem.goals);
  json["best"] = proof_value(best);
  json["best"]["skills"] = id_list(view.catalog, best.skills);
  json["alternatives"] = Json::array();
  for (const Alternative& other : others) {
    Json part = proof_value(other.plan);
    part["more"] = hours_value(other.more);
    part["in"] = id_list(view.catalog, other.added);
    part["out"] = id_list(view.catalog, other.dropped);
    part["without"] = id_list(view.catalog, other.without);
    json["alternatives"].push_back(std::move(part));
  }
  return text_of(json);
}

std::string comparison_json(const View& view, SkillIndex first, SkillIndex second,
                            const Comparison& comparison) {
  Json json = document("compare");
  json["goals"] = node_list(view, view.problem.goals);
  const auto side = [&](SkillIndex skill, const Selection& selection,
                        const std::vector<SkillIndex>& only) {
    Json part;
    part["id"] = view.catalog.skill(skill).id.text;
    if (const auto* plan = std::get_if<Plan>(&selection)) {
      part["proof"] = proof_value(*plan);
      part["only_here"] = id_list(view.catalog, only);
    } else {
      part["unreachable"] = unreachable_value(view, std::get<Unreachable>(selection));
    }
    return part;
  };
  json["choose"] = side(first, comparison.first, comparison.only_first);
  json["against"] = side(second, comparison.second, comparison.only_second);
  json["difference"] = hours_value(comparison.difference);
  return text_of(json);
}

}  // namespace cairn
