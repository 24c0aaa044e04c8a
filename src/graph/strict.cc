#include "cairn/graph/strict.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "cairn/graph/derive.h"

namespace cairn {
namespace {

class StructureChecker {
 public:
  StructureChecker(const Catalog& catalog, const SkillGraph& graph)
      : catalog_(catalog), graph_(graph), may_(graph.skill_count(), 1) {}

  Diagnostics check() {
    check_levels();
    if (graph_.skill_count() <= kMostSkillsCompared) {
      for (std::uint32_t s = 0; s < graph_.skill_count(); ++s) {
        check_needs(Node{s});
        check_alternatives(Node{s});
        check_after(SkillIndex{s});
      }
      for (std::uint32_t l = 0; l < graph_.level_count(); ++l) {
        check_needs(graph_.node(LevelIndex{l}));
        check_alternatives(graph_.node(LevelIndex{l}));
      }
    }
    std::stable_sort(found_.begin(), found_.end(),
                     [](const auto& a, const auto& b) { return a.place < b.place; });
    return std::move(found_);
  }

 private:
  void find(Severity severity, const Place& place, std::string what, std::string hint) {
    found_.push_back({severity, place, std::move(what), std::move(hint)});
  }

  std::string_view id(Node node) const {
    return graph_.is_skill(node) ? catalog_.skill(graph_.skill(node)).id.text
                                 : catalog_.level(graph_.level(node)).id.text;
  }
  Place place(Node node) const {
    return graph_.is_skill(node) ? catalog_.place(catalog_.skill(graph_.skill(node)).mark)
                                 : catalog_.place(catalog_.level(graph_.level(node)).mark);
  }

  // The first skill or level that a gate names, for a sentence about it.
  std::string named(Node node) const {
    if (graph_.is_skill(node) || graph_.is_level(node)) return fmt::format("'{}'", id(node));
    const std::string first = named(graph_.children(node).front());
    return graph_.children(node).size() == 1 ? first : first + " or others";
  }

  // Which nodes hold when these skills are never learnt.
  Flags without(std::vector<Node> skills) {
    for (const Node node : skills) may_[value(node)] = 0;
    Flags holds = derive(graph_, {}, may_).holds;
    for (const Node node : skills) may_[value(node)] = 1;
    return holds;
  }

  void check_levels() {
    const auto none = static_cast<std::uint32_t>(graph_.level_count());
    std::vector<std::uint32_t> first(graph_.node_count(), none);
    for (std::uint32_t l = 0; l < graph_.level_count(); ++l) {
      std::vector<Node> stack = {graph_.node(LevelIndex{l})};
      while (!stack.empty()) {
        const Node node = stack.back();
        stack.pop_back();
        for (const Node child : graph_.children(node)) {
          if (first[value(child)] <= l) continue;
          first[value(child)] = l;
          stack.push_back(child);
        }
      }
    }
    for (std::uint32_t s = 0; s < graph_.skill_count(); ++s) {
      const Skill& skill = catalog_.skill(SkillIndex{s});
      if (!skill.level || graph_.level_count() == 0) continue;
      if (first[s] >= none) {
        find(Severity::error, catalog_.place(skill.mark),
             fmt::format("no level can use '{}'", skill.id.text),
             "let a level or one of its skills need it, or leave its level out: an elective");
      } else if (first[s] < value(*skill.level)) {
        find(Severity::error, catalog_.place(skill.mark),
             fmt::format("'{}' stands under {}, and {} can use it already", skill.id.text,
                         catalog_.level(*skill.level).id.text,
                         catalog_.level(LevelIndex{first[s]}).id.text),
             "move it down");
      }
    }
  }

  // A need is redundant when the others cannot hold without it, whatever one chooses.
  void check_needs(Node node) {
    const auto children = graph_.children(node);
    if (children.size() < 2 || graph_.threshold(node) < children.size()) return;
    const bool skill = graph_.is_skill(node);
    for (const Node child : children) {
      std::vector<Node> members;
      if (graph_.is_skill(child)) {
        members = {child};
      } else if (skill && !graph_.is_level(child) && graph_.threshold(child) == 1) {
        for (const Node member : graph_.children(child)) members.push_back(member);
      }
      if (members.empty() || !std::all_of(members.begin(), members.end(), [&](Node member) {
            return graph_.is_skill(member) && member != node;
          })) {
        continue;
      }
      if (skill) members.push_back(node);
      const Flags holds = without(members);
      const Flags base = skill ? without({node}) : Flags(graph_.node_count(), 1);
      const auto implies = std::find_if(children.begin(), children.end(), [&](Node other) {
        return other != child && holds[value(other)] == 0 && base[value(other)] != 0;
      });
      if (implies == children.end()) continue;
      find(Severity::warning, place(node),
           fmt::format("'{}' needs {}, which {} brings along", id(node), named(child),
                       named(*implies)),
           "leave it out");
    }
  }

  void check_alternatives(Node owner) {
    std::vector<Node> stack = {owner};
    while (!stack.empty()) {
      const Node gate = stack.back();
      stack.pop_back();
      const auto children = graph_.children(gate);
      for (const Node child : children) {
        if (!graph_.is_skill(child) && !graph_.is_level(child)) stack.push_back(child);
      }
      if (gate == owner || graph_.threshold(gate) != 1) continue;
      for (const Node cheap : children) {
        if (!graph_.is_skill(cheap)) continue;
        const Flags holds = without({cheap});
        for (const Node dear : children) {
          if (dear == cheap || holds[value(dear)] != 0) continue;
          find(Severity::warning, place(owner),
               fmt::format("{} is no alternative to '{}' in '{}': it brings it along", named(dear),
                           id(cheap), id(owner)),
               "leave it out");
        }
      }
    }
  }

  void check_after(SkillIndex index) {
    const Skill& skill = catalog_.skill(index);
    for (const SkillIndex before : skill.after) {
      const Node node = graph_.node(before);
      if (before == index || without({node})[value(graph_.node(index))] == 0) {
        find(Severity::warning, catalog_.place(skill.mark),
             before == index ? fmt::format("'{}' comes after itself", skill.id.text)
                             : fmt::format("'{}' comes after '{}', which it needs anyhow",
                                           skill.id.text, id(node)),
             "leave it out");
      }
    }
  }

  const Catalog& catalog_;
  const SkillGraph& graph_;
  Flags may_;
  Diagnostics found_;
};

}  // namespace

Diagnostics check_structure(const Catalog& catalog, const SkillGraph& graph) {
  return StructureChecker(catalog, graph).check();
}

}  // namespace cairn
