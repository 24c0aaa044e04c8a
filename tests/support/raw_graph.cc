#include "tests/support/raw_graph.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <unordered_map>

#include "tests/support/source_tree.h"

namespace cairn::test {
namespace {

using nlohmann::json;

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

// Skills and gates that the goals may rest on, what is known left out.
void relevant(const RawGraph& graph, std::span<const Ref> known, std::span<const Ref> goals,
              std::vector<std::uint8_t>& skills, std::vector<std::uint8_t>& gates) {
  skills.assign(graph.size(), 0);
  gates.assign(graph.gate.size(), 0);
  std::vector<std::uint8_t> is_known(graph.size(), 0);
  for (const Ref ref : known) is_known[at(ref)] = 1;
  std::vector<Ref> stack;
  const auto visit = [&](Ref ref) {
    if (ref == RawGraph::kNothing || (ref >= 0 && is_known[at(ref)] != 0)) return;
    std::uint8_t& flag = ref >= 0 ? skills[at(ref)] : gates[at(~ref)];
    if (flag != 0) return;
    flag = 1;
    stack.push_back(ref);
  };
  for (const Ref ref : goals) visit(ref);
  while (!stack.empty()) {
    const Ref ref = stack.back();
    stack.pop_back();
    if (ref >= 0) {
      visit(graph.needs[at(ref)]);
    } else {
      for (const Ref child : graph.parts(graph.gate[at(~ref)])) visit(child);
    }
  }
}

}  // namespace

std::string RawGraph::name(std::size_t skill) const {
  return id.empty() ? fmt::format("s{}", skill) : id[skill];
}

Ref RawGraph::add_skill(std::int64_t price, Ref rests_on) {
  cost.push_back(price);
  needs.push_back(rests_on);
  return static_cast<Ref>(cost.size() - 1);
}

Ref RawGraph::add_gate(std::uint32_t at_least, std::span<const Ref> parts_of) {
  const auto begin = static_cast<std::uint32_t>(part.size());
  part.insert(part.end(), parts_of.begin(), parts_of.end());
  gate.push_back({at_least, begin, static_cast<std::uint32_t>(part.size())});
  return ~static_cast<Ref>(gate.size() - 1);
}

SkillGraph RawGraph::build() const {
  GraphBuilder builder(size(), 0);
  std::vector<Node> children;
  const auto node = [&](Ref ref) {
    return ref >= 0 ? Node{static_cast<std::uint32_t>(ref)}
                    : Node{static_cast<std::uint32_t>(size() + at(~ref))};
  };
  for (const Gate& g : gate) {
    children.clear();
    for (const Ref ref : parts(g)) children.push_back(node(ref));
    builder.add_gate(g.at_least, children);
  }
  for (std::size_t s = 0; s < size(); ++s) {
    if (needs[s] == kNothing) continue;
    const Node child = node(needs[s]);
    builder.set_needs(Node{static_cast<std::uint32_t>(s)}, 1, {&child, 1});
  }
  return builder.build();
}

Problem RawGraph::problem(const SkillGraph& graph, std::span<const Ref> known,
                          std::span<const Ref> goals) const {
  Problem made;
  made.graph = &graph;
  for (const std::int64_t price : cost) made.cost.push_back(Hours::from_minutes(price));
  made.weight.assign(size(), 1);
  made.known.assign(size(), 0);
  made.avoided.assign(size(), 0);
  for (const Ref ref : known) made.known[at(ref)] = 1;
  for (const Ref ref : goals) made.goals.push_back(Node{static_cast<std::uint32_t>(ref)});
  return made;
}

RawGraph read_graph(const std::filesystem::path& file, std::int64_t scale) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  std::vector<json> lines;
  std::unordered_map<std::string, Ref> ref_of;
  RawGraph graph;
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) continue;
    lines.push_back(json::parse(line));
    const double price = lines.back().value("cost", 0.0) * static_cast<double>(scale);
    if (std::abs(price - std::round(price)) > 1e-6) throw std::runtime_error("price not whole");
    graph.id.push_back(lines.back().at("id").get<std::string>());
    ref_of.emplace(graph.id.back(), graph.add_skill(std::llround(price)));
  }
  const Ref never = graph.add_gate(1, {});
  // Gates bottom up, with an explicit stack.
  struct Frame {
    const json* formula;
    const json* list;
    std::uint32_t at_least;
    std::vector<Ref> parts;
  };
  const auto convert = [&](const json& top) {
    std::vector<Frame> frames;
    Ref result = RawGraph::kNothing;
    const auto open = [&](const json& formula) -> bool {  // true when `result` is set at once
      if (formula.is_string()) {
        const auto found = ref_of.find(formula.get<std::string>());
        result = found == ref_of.end() ? never : found->second;
        return true;
      }
      const json& list = formula.at(formula.contains("all")   ? "all"
                                    : formula.contains("any") ? "any"
                                                              : "of");
      const auto k = formula.contains("all")   ? static_cast<std::uint32_t>(list.size())
                     : formula.contains("any") ? 1U
                                               : formula.at("n").get<std::uint32_t>();
      frames.push_back({&formula, &list, k, {}});
      return false;
    };
    if (open(top)) return result;
    while (!frames.empty()) {
      Frame& frame = frames.back();
      if (frame.parts.size() == frame.list->size()) {
        result = graph.add_gate(frame.at_least, frame.parts);
        frames.pop_back();
        if (!frames.empty()) frames.back().parts.push_back(result);
      } else if (open((*frame.list)[frame.parts.size()])) {
        frames.back().parts.push_back(result);
      }
    }
    return result;
  };
  for (std::size_t s = 0; s < lines.size(); ++s) {
    const auto found = lines[s].find("needs");
    if (found != lines[s].end() && !found->is_null()) graph.needs[s] = convert(*found);
  }
  return graph;
}

std::vector<RawQuery> read_queries(const std::filesystem::path& file, const RawGraph& graph,
                                   std::int64_t scale) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  std::unordered_map<std::string, Ref> ref_of;
  for (std::size_t s = 0; s < graph.size(); ++s) ref_of.emplace(graph.id[s], static_cast<Ref>(s));
  const auto refs = [&](const std::string& list) {
    std::vector<Ref> made;
    std::istringstream items(list);
    for (std::string item; std::getline(items, item, ',');) made.push_back(ref_of.at(item));
    return made;
  };
  std::vector<RawQuery> queries;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    std::istringstream fields(line);
    std::string known, goals, optimum;
    std::getline(fields, known, '\t');
    std::getline(fields, goals, '\t');
    std::getline(fields, optimum, '\t');
    queries.push_back(
        {refs(known), refs(goals), std::llround(std::stod(optimum) * static_cast<double>(scale))});
  }
  return queries;
}

std::optional<std::filesystem::path> real_graphs() {
  std::vector<std::filesystem::path> places;
  if (const char* named = std::getenv("CAIRN_GRAPHS")) places.emplace_back(named);
  const std::filesystem::path source = source_tree();
  places.push_back(source / "../shared/graphs");
  places.push_back(source / "../../shared/graphs");
  for (const auto& place : places) {
    if (std::filesystem::exists(place / "exercism.jsonl")) return place;
  }
  return std::nullopt;
}

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

std::string clingo_program(const RawGraph& graph, std::span<const Ref> known,
                           std::span<const Ref> goals) {
  std::vector<std::uint8_t> skills, gates, is_known(graph.size(), 0);
  relevant(graph, known, goals, skills, gates);
  for (const Ref ref : known) is_known[at(ref)] = 1;
  const auto literal = [&](Ref ref) -> std::string {
    if (ref < 0) return fmt::format("x({})", ~ref);
    return is_known[at(ref)] != 0 ? "#true" : fmt::format("h({})", ref);
  };
  std::string text;
  for (std::size_t g = 0; g < graph.gate.size(); ++g) {
    if (gates[g] == 0) continue;
    const auto parts = graph.parts(graph.gate[g]);
    const std::uint32_t k = graph.gate[g].at_least;
    if (k == 0) {
      text += fmt::format("x({}).\n", g);
    } else if (k == parts.size()) {
      text += fmt::format("x({}) :- ", g);
      for (std::size_t i = 0; i < parts.size(); ++i)
        text += (i > 0 ? ", " : "") + literal(parts[i]);
      text += ".\n";
    } else if (k == 1) {
      for (const Ref ref : parts) text += fmt::format("x({}) :- {}.\n", g, literal(ref));
    } else {
      text += fmt::format("x({}) :- #sum{{", g);
      for (std::size_t i = 0; i < parts.size(); ++i) {
        text += fmt::format("{}1,{}:{}", i > 0 ? "; " : "", i, literal(parts[i]));
      }
      text += fmt::format("}} >= {}.\n", k);
    }
  }
  std::string prices;
  for (std::size_t s = 0; s < graph.size(); ++s) {
    if (skills[s] == 0) continue;
    text += fmt::format("{{h({})}}", s);
    if (graph.needs[s] != RawGraph::kNothing) text += " :- " + literal(graph.needs[s]);
    text += ".\n";
    if (graph.cost[s] > 0)
      prices += fmt::format("{}{},{}:h({})", prices.empty() ? "" : "; ", graph.cost[s], s, s);
  }
  text += "#minimize{" + (prices.empty() ? std::string("0") : prices) + "}.\n";
  for (const Ref goal : goals) text += ":- not " + literal(goal) + ".\n";
  return text + "#defined h/1. #defined x/1. #show h/1.\n";
}

std::optional<ClingoAnswer> run_clingo(const std::string& program, int time_limit) {
  static const bool installed = std::system("clingo --version > /dev/null 2>&1") == 0;
  if (!installed) return std::nullopt;
  const auto folder = std::filesystem::temp_directory_path();
  static int runs = 0;
  const std::string stem =
      (folder / fmt::format("cairn_clingo_{}_{}", ::getpid(), runs++)).string();
  std::ofstream(stem + ".lp") << program;
  const std::string command = fmt::format(
      "clingo {0}.lp -V2 -q1,2,2 --opt-mode=opt --opt-strategy=usc,oll,stratify "
      "--opt-usc-shrink=min --warn=none --time-limit={1} > {0}.out 2>&1",
      stem, time_limit);
  const auto start = std::chrono::steady_clock::now();
  [[maybe_unused]] const int code = std::system(command.c_str());
  ClingoAnswer answer;
  answer.process = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::ifstream in(stem + ".out");
  double reading = 0;
  for (std::string line; std::getline(in, line);) {
    const auto colon = line.find(':');
    if (line.starts_with("OPTIMUM FOUND")) answer.optimal = true;
    if (colon == std::string::npos) continue;
    const std::string text = line.substr(colon + 1);
    if (line.starts_with("Optimization ")) {
      answer.cost = std::stoll(text);
    } else if (line.starts_with("Bounds")) {
      // "[lower;upper]"
      if (const auto open = text.find('['); open != std::string::npos) {
        answer.bound = std::stoll(text.substr(open + 1));
      }
    } else if (line.starts_with("Reading")) {
      reading = std::stod(text);
    } else if (line.starts_with("Time ")) {
      answer.whole = std::stod(text);
    }
  }
  if (answer.optimal) answer.bound = answer.cost;
  answer.search = std::max(0.0, answer.whole - reading);
  std::filesystem::remove(stem + ".lp");
  std::filesystem::remove(stem + ".out");
  return answer;
}

}  // namespace cairn::test
