#include "cli/batch_row.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cairn/base/text.h"
#include "cairn/catalog/lookup.h"
#include "cairn/interchange/plan_request.h"
#include "cairn/planner/schedule.h"
#include "cli/session.h"

namespace cairn {
namespace {

std::string shown(std::string_view id) {
  constexpr std::size_t kMost = 60;
  std::string text = printable(id.substr(0, kMost));
  if (id.size() > kMost) text += "...";
  return text;
}

RowFault unknown(const Catalog& catalog, std::string_view field, std::string_view id,
                 bool levels_too) {
  const Lookup found = look_up(catalog, id);
  std::string hint;
  if (const auto* subject = std::get_if<Subject>(&found)) {
    if (!levels_too && std::holds_alternative<LevelIndex>(*subject)) {
      return {fmt::format("'{}' in '{}' is a level, not a skill", shown(id), field),
              "name the skills"};
    }
    hint = fmt::format("rows name ids to the letter: '{}'", id_of(catalog, *subject).text);
  } else if (const auto* none = std::get_if<Unknown>(&found); none != nullptr && none->nearest) {
    hint = fmt::format("did you mean '{}'?", id_of(catalog, *none->nearest).text);
  } else {
    hint = "cairn list --json has all ids";
  }
  return {fmt::format("no {} '{}', which is in '{}'", levels_too ? "skill or level" : "skill",
                      shown(id), field),
          std::move(hint)};
}

// Each reads one list; the first that is wrong makes the fault.
class Reading {
 public:
  explicit Reading(const OpenCatalog& open) : open_(open) {}

  void known(std::span<const std::string> ids, Flags& flags) {
    flags.assign(open_.catalog.skills().size(), 0);
    for (const std::string& id : ids) {
      if (const auto skill = find("known", id)) flags[value(*skill)] = 1;
    }
  }

  void skills(std::string_view field, std::span<const std::string> ids,
              std::vector<SkillIndex>& skills) {
    skills.clear();
    for (const std::string& id : ids) {
      if (const auto skill = find(field, id)) skills.push_back(*skill);
    }
    std::sort(skills.begin(), skills.end());
    skills.erase(std::unique(skills.begin(), skills.end()), skills.end());
  }

  void goals(std::span<const std::string> ids, std::vector<Node>& goals) {
    goals.clear();
    for (const std::string& id : ids) {
      std::optional<Node> goal;
      if (const auto level = open_.catalog.find_level(id)) {
        goal = open_.graph.node(*level);
      } else if (const auto skill = open_.catalog.find_skill(id)) {
        goal = open_.graph.node(*skill);
      }
      if (!goal) {
        blame(unknown(open_.catalog, "goals", id, true));
      } else if (std::find(goals.begin(), goals.end(), *goal) == goals.end()) {
        goals.push_back(*goal);
      }
    }
  }

  void blame(RowFault fault) {
    if (!fault_) fault_ = std::move(fault);
  }
  const std::optional<RowFault>& fault() const { return fault_; }

 private:
  std::optional<SkillIndex> find(std::string_view field, const std::string& id) {
    const auto skill = open_.catalog.find_skill(id);
    if (!skill && !fault_) fault_ = unknown(open_.catalog, field, id, false);
    return skill;
  }

  const OpenCatalog& open_;
  std::optional<RowFault> fault_;
};

// The row in the catalog's terms.
std::optional<RowFault> resolve(const BatchTask& task, const PlanRequest& request,
                                Learner& learner) {
  Reading reading(task.open);
  reading.known(request.known, learner.known);
  reading.goals(request.goals, learner.goals);
  reading.skills("choose", request.choose, learner.chosen);
  reading.skills("avoid", request.avoid, learner.avoided);
  if (learner.goals.empty()) learner.goals = task.goals;
  for (const SkillIndex skill : learner.chosen) {
    if (std::binary_search(learner.avoided.begin(), learner.avoided.end(), skill)) {
      reading.blame({fmt::format("'{}' is in both 'choose' and 'avoid'",
                                 task.open.catalog.skill(skill).id.text),
                     "leave it in one"});
    }
  }
  learner.hours_per_week = request.hours_per_week ? request.hours_per_week : task.hours_per_week;
  if (learner.hours_per_week && !(*learner.hours_per_week >= kLeastHoursPerWeek &&
                                  *learner.hours_per_week <= kMostHoursPerWeek)) {
    reading.blame({"'hours_per_week' is out of range",
                   fmt::format("it is from {:g} to {:g}", kLeastHoursPerWeek, kMostHoursPerWeek)});
  }
  return reading.fault();
}

}  // namespace

RowWorker::RowWorker(const BatchTask& task)
    : task_(task), planner_(task.open.catalog, task.open.graph) {}

void RowWorker::run(std::uint64_t number, std::string_view line, bool torn, const StopCheck& stop,
                    RowAnswer& answer) {
  answer.text.clear();
  answer.outcome = RowOutcome::planned;
  ReadRequest read = read_plan_request(line);
  answer.id = std::move(read.request.id);
  const RowName name{number, answer.id};
  std::optional<RowFault> fault = std::move(read.fault);
  if (fault && torn) fault->hint = "the input ends here, without a line feed: is it whole?";
  if (!fault) fault = resolve(task_, read.request, learner_);
  if (fault) {
    answer.outcome = RowOutcome::fault;
    BatchRows::add_error(answer.text, name, fault->message, fault->hint);
    return;
  }
  const auto& planned = planner_.plan(learner_, stop);
  if (const auto* none = std::get_if<Unreachable>(&planned)) {
    answer.outcome = RowOutcome::unreachable;
    task_.rows.add_unreachable(answer.text, name, planner_.problem(), *none);
  } else {
    task_.rows.add_plan(answer.text, name, learner_, std::get<LearnerPlan>(planned));
  }
}

}  // namespace cairn
