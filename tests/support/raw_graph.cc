#include "tests/support/raw_graph.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <unordered_map>

#include "tests/support/source_tree.h"

namespace cairn::test {
namespace {

using nlohmann::json;

std::size_t at(Ref ref) { return static_cast<std::size_t>(ref); }

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

}  // namespace cairn::test
