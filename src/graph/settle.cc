#include "cairn/graph/settle.h"

#include <algorithm>
#include <vector>

namespace cairn {
namespace {

class Settler {
 public:
  Settler(const SkillGraph& graph, const Flags& known, const Flags& avoided,
          std::span<const SkillIndex> chosen)
      : graph_(graph), chosen_(chosen), may_(graph.skill_count(), 1) {
    holds_ = derive(graph, known, Flags(graph.skill_count(), 0)).holds;
    for (std::size_t s = 0; s < avoided.size(); ++s) may_[s] = avoided[s] == 0 ? 1 : 0;
    can_hold_ = derive(graph, known, may_).holds;
    std::fill(may_.begin(), may_.end(), std::uint8_t{1});
    for (std::uint32_t l = 0; l < graph.level_count(); ++l) collect(graph.node(LevelIndex{l}));
    find_counting();
  }

  SkillGraph settled() const {
    GraphBuilder builder(graph_.skill_count(), graph_.level_count());
    const auto named = static_cast<std::uint32_t>(graph_.skill_count() + graph_.level_count());
    std::vector<Node> children;
    for (std::uint32_t n = 0; n < graph_.node_count(); ++n) {
      const auto all = graph_.children(Node{n});
      children.assign(all.begin(), all.end());
      if (std::binary_search(gates_.begin(), gates_.end(), Node{n})) settle(Node{n}, children);
      if (n < named) {
        builder.set_needs(Node{n}, graph_.threshold(Node{n}), children);
      } else {
        builder.add_gate(graph_.threshold(Node{n}), children);
      }
    }
    return builder.build();
  }

 private:
  // The any-of gates of a level, and the skills that they name.
  void collect(Node level) {
    std::vector<Node> stack = {level};
    while (!stack.empty()) {
      const Node node = stack.back();
      stack.pop_back();
      for (const Node child : graph_.children(node)) {
        if (graph_.is_skill(child)) {
          if (node != level) named_.push_back(child);
        } else if (!graph_.is_level(child)) {
          if (graph_.threshold(child) == 1 && graph_.children(child).size() > 1) {
            gates_.push_back(child);
          }
          stack.push_back(child);
        }
      }
    }
    for (auto* nodes : {&gates_, &named_}) {
      std::sort(nodes->begin(), nodes->end());
      nodes->erase(std::unique(nodes->begin(), nodes->end()), nodes->end());
    }
  }

  // The skills that a choice speaks for: the chosen ones, and what they cannot be learnt without.
  void find_counting() {
    counts_.assign(graph_.skill_count(), 0);
    for (const SkillIndex skill : chosen_) counts_[value(skill)] = 1;
    if (chosen_.empty() || named_.size() > kMostSettled) return;
    const Flags all = derive(graph_, {}).holds;
    for (const Node skill : named_) {
      may_[value(skill)] = 0;
      const Flags without = derive(graph_, {}, may_).holds;
      may_[value(skill)] = 1;
      const bool needed = std::any_of(chosen_.begin(), chosen_.end(), [&](SkillIndex c) {
        return all[value(c)] != 0 && without[value(c)] == 0;
      });
      if (needed) counts_[value(skill)] = 1;
    }
  }

  // Does a member name a skill that counts, itself or in an all-of?
  bool names_choice(Node member) const {
    if (graph_.is_skill(member)) return counts_[value(member)] != 0;
    if (graph_.is_level(member)) return false;
    const auto parts = graph_.children(member);
    if (graph_.threshold(member) != parts.size()) return false;
    return std::any_of(parts.begin(), parts.end(), [&](Node part) { return names_choice(part); });
  }

  void settle(Node gate, std::vector<Node>& children) const {
    if (holds_[value(gate)] != 0) return;
    std::vector<Node> kept;
    for (const Node child : children) {
      if (can_hold_[value(child)] != 0 && names_choice(child)) kept.push_back(child);
    }
    if (!kept.empty()) children = std::move(kept);
  }

  const SkillGraph& graph_;
  std::span<const SkillIndex> chosen_;
  Flags may_;
  Flags holds_;     // with what is known
  Flags can_hold_;  // with what may be learnt
  Flags counts_;    // by skill
  std::vector<Node> gates_, named_;
};

}  // namespace

SkillGraph settle_choices(const SkillGraph& graph, const Flags& known, const Flags& avoided,
                          std::span<const SkillIndex> chosen) {
  return Settler(graph, known, avoided, chosen).settled();
}

}  // namespace cairn
