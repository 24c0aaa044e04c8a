#include "tests/support/plan_check.h"

#include <unordered_map>

namespace cairn::test {
namespace {

std::size_t at(Ref ref) { return static_cast<std::size_t>(ref); }

// What holds, node by node, when skills are learnt one after another.
class Learning {
 public:
  Learning(const RawGraph& graph, std::span<const Ref> known)
      : graph_(graph),
        skill_(graph.size(), 0),
        gate_(graph.gate.size(), 0),
        held_(graph.gate.size(), 0) {
    const std::size_t all = graph.size() + graph.gate.size();
    begin_.assign(all + 1, 0);
    for (const Ref ref : graph.part) ++begin_[index(ref) + 1];
    for (std::size_t i = 0; i < all; ++i) begin_[i + 1] += begin_[i];
    users_.resize(graph.part.size());
    std::vector<std::size_t> fill(begin_.begin(), begin_.end() - 1);
    for (std::size_t g = 0; g < graph.gate.size(); ++g) {
      for (const Ref ref : graph.parts(graph.gate[g])) users_[fill[index(ref)]++] = g;
    }
    for (std::size_t g = 0; g < graph.gate.size(); ++g) {
      if (graph.gate[g].at_least == 0) raise(g);
    }
    for (const Ref ref : known) learn(at(ref));
  }

  bool holds(Ref ref) const {
    return ref == RawGraph::kNothing || (ref >= 0 ? skill_[at(ref)] : gate_[at(~ref)]) != 0;
  }
  bool learnt(std::size_t skill) const { return skill_[skill] != 0; }
  bool ready(std::size_t skill) const { return holds(graph_.needs[skill]); }
  void learn(std::size_t skill) {
    if (skill_[skill] != 0) return;
    skill_[skill] = 1;
    count_users(skill);
    while (!queue_.empty()) {
      const std::size_t g = queue_.back();
      queue_.pop_back();
      count_users(graph_.size() + g);
    }
  }

 private:
  std::size_t index(Ref ref) const { return ref >= 0 ? at(ref) : graph_.size() + at(~ref); }
  void raise(std::size_t g) {
    if (gate_[g] != 0) return;
    gate_[g] = 1;
    queue_.push_back(g);
  }
  void count_users(std::size_t node) {
    for (std::size_t i = begin_[node]; i < begin_[node + 1]; ++i) {
      const std::size_t g = users_[i];
      if (++held_[g] >= graph_.gate[g].at_least) raise(g);
    }
  }

  const RawGraph& graph_;
  std::vector<std::uint8_t> skill_, gate_;
  std::vector<std::uint32_t> held_;
  std::vector<std::size_t> begin_, users_, queue_;
};

}  // namespace

std::string check_raw(const RawGraph& graph, std::span<const Ref> known, std::span<const Ref> goals,
                      const Plan& plan) {
  Learning now(graph, known);
  std::int64_t sum = 0;
  std::vector<std::uint8_t> in_plan(graph.size(), 0);
  for (std::size_t i = 0; i < plan.skills.size(); ++i) {
    const std::size_t s = value(plan.skills[i]);
    if (i > 0 && plan.skills[i - 1] >= plan.skills[i]) return "not ascending";
    if (now.learnt(s)) return graph.name(s) + " is known already";
    in_plan[s] = 1;
    sum += graph.cost[s];
  }
  std::vector<std::size_t> ready;
  for (const SkillIndex skill : plan.skills) {
    if (now.ready(value(skill))) ready.push_back(value(skill));
  }
  std::unordered_map<Ref, std::vector<std::size_t>> by_need;
  for (const SkillIndex skill : plan.skills)
    by_need[graph.needs[value(skill)]].push_back(value(skill));
  // Gates above each node, upwards through gates only.
  const std::size_t all = graph.size() + graph.gate.size();
  std::vector<std::uint32_t> begin(all + 1, 0);
  const auto index = [&](Ref ref) { return ref >= 0 ? at(ref) : graph.size() + at(~ref); };
  for (const Ref ref : graph.part) ++begin[index(ref) + 1];
  for (std::size_t i = 0; i < all; ++i) begin[i + 1] += begin[i];
  std::vector<Ref> above(graph.part.size());
  std::vector<std::uint32_t> fill(begin.begin(), begin.end() - 1);
  for (std::size_t g = 0; g < graph.gate.size(); ++g) {
    for (const Ref ref : graph.parts(graph.gate[g]))
      above[fill[index(ref)]++] = ~static_cast<Ref>(g);
  }
  std::vector<std::uint8_t> seen_gate(graph.gate.size(), 0);
  for (std::size_t next = 0; next < ready.size(); ++next) {
    const std::size_t s = ready[next];
    if (now.learnt(s)) continue;
    now.learn(s);
    std::vector<Ref> up = {static_cast<Ref>(s)};
    for (std::size_t u = 0; u < up.size(); ++u) {
      if (const auto found = by_need.find(up[u]); found != by_need.end()) {
        ready.insert(ready.end(), found->second.begin(), found->second.end());
      }
      for (std::size_t i = begin[index(up[u])]; i < begin[index(up[u]) + 1]; ++i) {
        const std::size_t g = at(~above[i]);
        if (seen_gate[g] != 0 || !now.holds(above[i])) continue;
        seen_gate[g] = 1;
        up.push_back(above[i]);
      }
    }
  }
  for (const SkillIndex skill : plan.skills) {
    if (!now.learnt(value(skill))) return graph.name(value(skill)) + " has no founded support";
  }
  for (const Ref goal : goals) {
    if (!now.holds(goal)) return "goal " + graph.name(at(goal)) + " is not met";
  }
  if (plan.cost.minutes() != sum) return "the cost is not the sum of its parts";
  if (plan.lower_bound > plan.cost || plan.lower_bound < Hours()) return "the bound is no bound";
  return {};
}

std::string check_raw_order(const RawGraph& graph, std::span<const Ref> known,
                            std::span<const SkillIndex> order) {
  Learning now(graph, known);
  for (const SkillIndex skill : order) {
    const std::size_t s = value(skill);
    if (now.learnt(s)) return graph.name(s) + " is known when its turn comes";
    if (!now.ready(s)) return graph.name(s) + " stands before what it needs";
    now.learn(s);
  }
  return {};
}

}  // namespace cairn::test
