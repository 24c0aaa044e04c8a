// In which order skills can be learnt and which are ready, beside a plain Kahn's algorithm,
// coreutils' tsort and networkx on the same edges.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <utility>

#include "cairn/graph/derive.h"
#include "tests/bench/bench.h"
#include "tests/bench/kahn.h"
#include "tests/support/random_graph.h"
#include "tests/support/source_tree.h"

namespace cairn::bench {
namespace {

using Folder = std::filesystem::path;

struct Edge {
  std::uint32_t need, user;
};

struct Edges {
  std::uint32_t skills = 0;
  std::vector<Edge> list;
};

// Twenty layers; each skill beyond the first needs one to five of the layer below, or one time in
// four of anywhere below. Numbered at random where `mixed`: the numbers give no order away then.
Edges make_edges(std::uint32_t skills, bool mixed) {
  test::Dice dice(1);
  Numbers number(skills);
  std::iota(number.begin(), number.end(), 0U);
  for (std::uint32_t s = skills; mixed && s > 1; --s)
    std::swap(number[s - 1], number[dice.roll(s)]);
  Edges edges{skills, {}};
  const std::uint32_t width = skills / 20;
  for (std::uint32_t s = width; s < skills; ++s) {
    const std::uint32_t begin = s / width * width;
    for (std::uint32_t n = 1 + dice.roll(5); n > 0; --n) {
      const std::uint32_t from = dice.percent(25) ? 0 : begin - width;
      edges.list.push_back({number[from + dice.roll(begin - from)], number[s]});
    }
  }
  return edges;
}

SparseRows by(const Edges& edges, std::uint32_t Edge::*key, std::uint32_t Edge::*item) {
  SparseRows rows{Numbers(edges.skills + 1), Numbers(edges.list.size())};
  for (const Edge& edge : edges.list) ++rows.begin[edge.*key + 1];
  std::partial_sum(rows.begin.begin(), rows.begin.end(), rows.begin.begin());
  Numbers at(rows.begin);
  for (const Edge& edge : edges.list) rows.item[at[edge.*key]++] = edge.*item;
  return rows;
}

SkillGraph build(const Edges& edges) {
  const SparseRows needs = by(edges, &Edge::user, &Edge::need);
  GraphBuilder builder(edges.skills, 0);
  std::vector<Node> children;
  for (std::uint32_t s = 0; s < edges.skills; ++s) {
    children.clear();
    for (std::uint32_t i = needs.begin[s]; i < needs.begin[s + 1]; ++i)
      children.push_back(Node{needs.item[i]});
    builder.set_needs(Node{s}, static_cast<std::uint32_t>(children.size()), children);
  }
  return builder.build();
}

// Each skill once, and every need before its user.
void check_order(const Edges& edges, const Numbers& order, const char* whose) {
  Numbers place(edges.skills, 0);
  for (std::uint32_t i = 0; i < order.size(); ++i) place.at(order[i]) = i + 1;
  const bool all = order.size() == edges.skills && std::ranges::count(place, 0U) == 0;
  const bool in_order = std::ranges::all_of(
      edges.list, [&](const Edge& edge) { return place[edge.need] < place[edge.user]; });
  if (!all || !in_order) throw std::runtime_error(fmt::format("wrong order by {}", whose));
}

// The unknown skills none of whose needs is unknown.
void check_ready(const Edges& edges, const Flags& known, const std::vector<SkillIndex>& ready) {
  Flags is_ready(edges.skills, 1);
  for (const Edge& edge : edges.list) is_ready[edge.user] &= known[edge.need];
  std::vector<SkillIndex> right;
  for (std::uint32_t s = 0; s < edges.skills; ++s) {
    if (is_ready[s] != 0 && known[s] == 0) right.push_back(SkillIndex{s});
  }
  if (ready != right) throw std::runtime_error("wrong skills are ready");
}

std::string read_file(const Folder& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

Numbers read_numbers(const Folder& file) {
  const std::string text = read_file(file);
  Numbers numbers;
  for (const char* at = text.data(); at < text.data() + text.size(); ++at) {
    at = std::from_chars(at, text.data() + text.size(), numbers.emplace_back()).ptr;
  }
  return numbers;
}

void write_numbers(const Folder& file, const Numbers& numbers) {
  fmt::memory_buffer text;
  for (const std::uint32_t number : numbers)
    fmt::format_to(std::back_inserter(text), "{}\n", number);
  std::ofstream(file, std::ios::binary)
      .write(text.data(), static_cast<std::streamsize>(text.size()));
}

// A pair of words a line, as tsort reads them; a skill that needs nothing beside itself.
void write_edges(const Folder& file, const Edges& edges) {
  Flags has_needs(edges.skills, 0);
  for (const Edge& edge : edges.list) has_needs[edge.user] = 1;
  std::ofstream out(file);
  for (std::uint32_t s = 0; s < edges.skills; ++s) {
    if (has_needs[s] == 0) out << s << ' ' << s << '\n';
  }
  for (const Edge& edge : edges.list) out << edge.need << ' ' << edge.user << '\n';
}

Numbers to_numbers(const std::vector<SkillIndex>& order) {
  Numbers numbers;
  numbers.reserve(order.size());
  for (const SkillIndex skill : order) numbers.push_back(value(skill));
  return numbers;
}

// What tsort does, by cairn: from a file of edges to a file with the order.
void order_file(const Folder& from, const Folder& to, std::uint32_t skills) {
  const Numbers words = read_numbers(from);
  Edges edges{skills, {}};
  for (std::size_t i = 0; i + 1 < words.size(); i += 2) {
    if (words[i] != words[i + 1]) edges.list.push_back({words[i], words[i + 1]});
  }
  write_numbers(to, to_numbers(derive(build(edges), {}).order));
}

double median(std::vector<double> times) {
  std::ranges::sort(times);
  return times[times.size() / 2];
}

bool run(const std::string& command) { return std::system(command.c_str()) == 0; }

void beside_kahn(const Edges& edges, const SkillGraph& graph, const std::string& what, Rows& rows) {
  const SparseRows users = by(edges, &Edge::need, &Edge::user);
  Numbers needs(edges.skills, 0);
  for (const Edge& edge : edges.list) ++needs[edge.user];
  Flags known(edges.skills, 0);
  std::vector<double> order_times, ready_times, both, plain;
  for (int round = 0; round < 11; ++round) {
    const Watch by_kahn;
    const Numbers theirs = kahn(users, needs);
    plain.push_back(by_kahn.seconds());
    const Watch by_derive;
    const Derivation ours = derive(graph, {});
    order_times.push_back(by_derive.seconds());
    if (round == 0) {  // who knows the first half of it asks what comes next
      for (std::size_t i = 0; i < edges.skills / 2; ++i) known[value(ours.order[i])] = 1;
    }
    const Watch by_ready;
    const std::vector<SkillIndex> ready = ready_skills(graph, known);
    ready_times.push_back(by_ready.seconds());
    both.push_back(order_times.back() + ready_times.back());
    check_order(edges, theirs, "Kahn's algorithm");
    check_order(edges, to_numbers(ours.order), "cairn");
    check_ready(edges, known, ready);
  }
  Row row{"topological",
          what + ", beside a plain Kahn's algorithm",
          median(both),
          median(plain),
          "",
          "at most 2 times",
          "",
          ""};
  row.verdict = row.seconds <= 2 * row.other ? "held" : "missed";
  row.note = fmt::format("the order alone {:.1f} ms, what is ready with half known {:.1f} ms",
                         median(order_times) * 1e3, median(ready_times) * 1e3);
  rows.push_back(row);
}

// A row of which nothing is measured yet.
Row to_beat(std::string what) {
  Row row;
  row.section = "topological";
  row.what = std::move(what);
  row.reach = "faster";
  return row;
}

void beside_tsort(const Edges& edges, const Folder& folder, const std::string& what, Rows& rows) {
  Row row = to_beat(what + ": from text to text, beside the process of tsort");
  const std::string command = fmt::format("tsort {0}/edges > {0}/theirs", folder.string());
  std::vector<double> ours, theirs;
  for (int round = 0; round < 3 && row.note.empty(); ++round) {
    const Watch by_cairn;
    order_file(folder / "edges", folder / "ours", edges.skills);
    ours.push_back(by_cairn.seconds());
    check_order(edges, read_numbers(folder / "ours"), "cairn");
    const Watch by_tsort;
    if (run(command)) {
      theirs.push_back(by_tsort.seconds());
      check_order(edges, read_numbers(folder / "theirs"), "tsort");
    } else {
      row.note = "skipped: no tsort";
    }
  }
  row.seconds = median(ours);
  if (row.note.empty()) {
    row.other = median(theirs);
    row.verdict = row.seconds < row.other ? "held" : "missed";
  }
  rows.push_back(row);
}

void beside_networkx(const Edges& edges, const SkillGraph& graph, const Folder& folder,
                     const std::string& what, Rows& rows) {
  Row row = to_beat(what + ": the order, beside networkx without its reading");
  // apt's networkx goes with /usr/bin/python3.
  const std::string command = fmt::format(
      "PATH=/usr/bin:$PATH python3 {0}/tests/bench/networkx_order.py {1}/edges {1}/theirs > "
      "{1}/said",
      test::source_tree().string(), folder.string());
  std::vector<double> ours, theirs;
  for (int round = 0; round < 3 && theirs.size() == ours.size(); ++round) {
    const Watch by_derive;
    const Derivation derivation = derive(graph, {});
    ours.push_back(by_derive.seconds());
    if (!run(command)) continue;
    const auto said = nlohmann::json::parse(read_file(folder / "said"));
    theirs.push_back(said.at("seconds"));
    row.note = said.at("version");
    check_order(edges, read_numbers(folder / "theirs"), "networkx");
  }
  row.seconds = median(ours);
  if (theirs.size() == ours.size()) {
    row.other = median(theirs);
    row.verdict = row.seconds < row.other ? "held" : "missed";
  } else {
    row.note = "skipped: no networkx";
  }
  rows.push_back(row);
}

}  // namespace

void topological(const Options&, Rows& rows) {
  const Folder folder =
      std::filesystem::temp_directory_path() / fmt::format("cairn_topological_{}", ::getpid());
  std::filesystem::create_directories(folder);
  for (const bool mixed : {false, true}) {
    const Edges edges = make_edges(1'000'000, mixed);
    const SkillGraph graph = build(edges);
    const std::string what = fmt::format("{} skills, {} needs, numbered {}", edges.skills,
                                         edges.list.size(), mixed ? "at random" : "by layer");
    beside_kahn(edges, graph, what, rows);
    if (!mixed) continue;
    write_edges(folder / "edges", edges);
    beside_tsort(edges, folder, what, rows);
    beside_networkx(edges, graph, folder, what, rows);
  }
  std::filesystem::remove_all(folder);
}

}  // namespace cairn::bench
