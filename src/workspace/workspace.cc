#include "cairn/workspace/workspace.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cairn/base/error.h"
#include "cairn/catalog/embedded.h"
#include "cairn/catalog/load.h"
#include "cairn/catalog/strict.h"
#include "cairn/graph/settle.h"
#include "cairn/graph/strict.h"
#include "cairn/graph/unfounded.h"
#include "cairn/planner/select.h"
#include "cairn/workspace/cache.h"
#include "cairn/workspace/snapshot.h"

namespace cairn {
namespace {

constexpr const char* kEmbeddedName = "(shipped catalog)";

CheckedCatalog finish(LoadedCatalog loaded) {
  if (!loaded.catalog) {
    if (loaded.broken) {
      // What waits in a ring is told with the other errors, not after they are mended.
      for (Diagnostic& finding : explain_unlearnable(*loaded.broken, build_graph(*loaded.broken))) {
        loaded.diagnostics.push_back(std::move(finding));
      }
    }
    return {std::nullopt, std::move(loaded.diagnostics)};
  }
  SkillGraph graph = build_graph(*loaded.catalog);
  for (Diagnostic& finding : explain_unlearnable(*loaded.catalog, graph)) {
    loaded.diagnostics.push_back(std::move(finding));
  }
  return {OpenCatalog{std::move(*loaded.catalog), std::move(graph)}, std::move(loaded.diagnostics)};
}

// The files that make up the catalog: the base, unless it is the shipped one, then the overlays.
std::vector<std::filesystem::path> files_of(const Paths& paths) {
  std::vector<std::filesystem::path> files = find_overlays(paths.overlays);
  if (paths.catalog) files.insert(files.begin(), *paths.catalog);
  return files;
}

struct Contents {
  std::vector<CatalogText> texts;  ///< the base first
  std::vector<std::string> read;   ///< what they look at
};

Contents read_contents(const Paths& paths) {
  Contents contents;
  const std::vector<std::filesystem::path> files = files_of(paths);
  contents.read.reserve(files.size());
  if (!paths.catalog) contents.texts.push_back({kEmbeddedName, embedded_catalog()});
  for (const auto& file : files) {
    contents.read.push_back(read_file(file, kMostCatalogBytes));
    contents.texts.push_back({file.string(), contents.read.back()});
  }
  return contents;
}

CheckedCatalog load(const Contents& contents) {
  return finish(load_catalog(contents.texts.front(), std::span(contents.texts).subspan(1)));
}

// What a snapshot is kept under: the layout, and each file's name and content.
class SnapshotKey {
 public:
  explicit SnapshotKey(const Paths& paths) {
    parts_.push_back(snapshot_layout());
    if (!paths.catalog) add(kEmbeddedName, hash_of(embedded_catalog()));
  }
  void add(std::string_view name, std::uint64_t content) {
    parts_.push_back(hash_of(name));
    parts_.push_back(content);
  }
  std::uint64_t value() const { return hash_of(std::as_bytes(std::span(parts_))); }
  std::string name() const { return fmt::format("catalog-{:016x}", value()); }

 private:
  std::vector<std::uint64_t> parts_;
};

SnapshotKey key_of(const Paths& paths, const std::vector<std::filesystem::path>& files) {
  SnapshotKey key(paths);
  for (const auto& file : files) key.add(file.string(), hash_of_file(file, kMostCatalogBytes));
  return key;
}

OpenCatalog or_first_error(CheckedCatalog loaded) {
  const auto is_error = [](const Diagnostic& d) { return d.severity == Severity::error; };
  const auto first = std::find_if(loaded.findings.begin(), loaded.findings.end(), is_error);
  if (first == loaded.findings.end()) return std::move(*loaded.open);
  const auto errors = std::count_if(loaded.findings.begin(), loaded.findings.end(), is_error);
  std::string hint = first->hint;
  if (errors > 1) {
    hint += fmt::format("{}'cairn check' lists all {} errors", hint.empty() ? "" : "; ", errors);
  }
  throw Error(Code::data, to_string(first->place), first->what, hint);
}

}  // namespace

CheckedCatalog check_catalog(const Paths& paths) { return load(read_contents(paths)); }

CheckedCatalog check_catalog_file(const std::filesystem::path& file) {
  const std::string text = read_file(file, kMostCatalogBytes);
  return finish(load_catalog({file.string(), text}));
}

Diagnostics check_house_rules(const OpenCatalog& open) {
  Diagnostics findings = check_strict(open.catalog);
  for (Diagnostic& finding : check_structure(open.catalog, open.graph)) {
    findings.push_back(std::move(finding));
  }
  std::vector<Hours> totals;
  Problem problem = make_problem(open.catalog, open.graph);
  for (std::uint32_t level = 0; level < open.catalog.levels().size(); ++level) {
    problem.goals = {open.graph.node(LevelIndex{level})};
    const std::optional<Plan> plan = find_plan(problem);
    totals.push_back(plan ? plan->cost : Hours());
  }
  for (Diagnostic& finding : check_level_hours(open.catalog, totals)) {
    findings.push_back(std::move(finding));
  }
  return findings;
}

std::uint64_t catalog_key(const Paths& paths) { return key_of(paths, files_of(paths)).value(); }

OpenCatalog open_catalog(const Paths& paths, const Block& shipped) {
  const std::vector<std::filesystem::path> files = files_of(paths);
  if (files.empty()) {
    if (auto linked = linked_snapshot(shipped)) return std::move(*linked);
    return or_first_error(load(read_contents(paths)));
  }
  // What is no file, a pipe for one, can be read only once.
  if (!std::all_of(files.begin(), files.end(), [](const auto& file) {
        std::error_code unknown;
        return !std::filesystem::exists(file, unknown) ||
               std::filesystem::is_regular_file(file, unknown);
      })) {
    return or_first_error(load(read_contents(paths)));
  }
  // Contents are looked at every time: a file's time says little about them.
  const SnapshotKey wanted = key_of(paths, files);
  const Cache cache(paths.cache);
  if (auto kept = cache.map(wanted.name())) {
    if (auto open = read_snapshot(std::move(*kept), wanted.value())) return std::move(*open);
  }
  const Contents contents = read_contents(paths);
  OpenCatalog open = or_first_error(load(contents));
  // The key of what was parsed, should a file have changed in between.
  SnapshotKey made(paths);
  for (std::size_t i = 0; i < files.size(); ++i) {
    made.add(files[i].string(), hash_of_text(contents.read[i]));
  }
  cache.put(made.name(), write_snapshot(open, made.value()));
  return open;
}

namespace {

void settle(const OpenCatalog& open, Personal& personal) {
  personal.settled.reset();
  if (personal.chosen.empty()) return;
  Flags avoided(open.catalog.skills().size(), 0);
  for (const SkillIndex skill : personal.avoided) avoided[value(skill)] = 1;
  personal.settled = settle_choices(open.graph, personal.known, avoided, personal.chosen);
}

}  // namespace

Personal choosing(const OpenCatalog& open, const Personal& personal, SkillIndex skill) {
  Personal other = leaving(open, personal, skill);
  other.chosen.insert(std::lower_bound(other.chosen.begin(), other.chosen.end(), skill), skill);
  settle(open, other);
  return other;
}

Personal leaving(const OpenCatalog& open, const Personal& personal, SkillIndex skill) {
  Personal other = personal;
  std::erase(other.chosen, skill);
  std::erase(other.avoided, skill);
  settle(open, other);
  return other;
}

Personal see(const OpenCatalog& open, const State& state) {
  const Catalog& catalog = open.catalog;
  Personal personal;
  personal.known.assign(catalog.skills().size(), 0);
  for (const auto& [id, record] : state.skills) {
    const auto skill = catalog.find_skill(id.text);
    if (!skill) {
      personal.left.push_back(id);
      personal.departed.emplace(id, record);
      continue;
    }
    const auto [entry, is_new] = personal.records.emplace(*skill, record);
    // A renamed skill may have history under both names.
    if (!is_new) entry->second = united(entry->second, record);
  }
  for (const auto& [skill, record] : personal.records) {
    if (record.status == SkillStatus::known || record.status == SkillStatus::done) {
      personal.known[value(skill)] = 1;
    } else if (record.status == SkillStatus::started) {
      personal.in_progress.push_back(skill);
    }
  }
  for (const auto& [id, outcomes] : state.ticked) {
    if (const auto skill = catalog.find_skill(id.text)) {
      personal.ticked[*skill].insert(outcomes.begin(), outcomes.end());
    }
  }
  const auto resolve = [&](const auto& ids, std::vector<SkillIndex>& into) {
    for (const SkillId& id : ids) {
      if (const auto skill = catalog.find_skill(id.text)) {
        into.push_back(*skill);
      } else {
        personal.left.push_back(id);
      }
    }
    std::sort(into.begin(), into.end());
    into.erase(std::unique(into.begin(), into.end()), into.end());
  };
  resolve(state.chosen, personal.chosen);
  resolve(state.avoided, personal.avoided);
  settle(open, personal);
  for (const SkillId& id : state.goals) {
    if (const auto level = catalog.find_level(id.text)) {
      personal.goals.push_back(open.graph.node(*level));
    } else if (const auto skill = catalog.find_skill(id.text)) {
      personal.goals.push_back(open.graph.node(*skill));
    } else {
      personal.left.push_back(id);
      continue;
    }
    const auto day = state.goal_days.find(id);
    personal.goal_days.push_back(day == state.goal_days.end() ? std::nullopt
                                                              : std::optional(day->second));
  }
  personal.goals_are_set = !personal.goals.empty();
  if (personal.goals.empty() && !catalog.levels().empty()) {
    const auto top = static_cast<std::uint32_t>(catalog.levels().size() - 1);
    personal.goals.push_back(open.graph.node(LevelIndex{top}));
  }
  if (personal.goals.empty()) {
    for (std::uint32_t s = 0; s < catalog.skills().size(); ++s) personal.goals.push_back(Node{s});
  }
  personal.goal_days.resize(personal.goals.size());
  std::sort(personal.left.begin(), personal.left.end());
  personal.left.erase(std::unique(personal.left.begin(), personal.left.end()), personal.left.end());
  return personal;
}

std::vector<HourRange> hours_left(const Catalog& catalog, const Personal& personal) {
  std::vector<HourRange> hours;
  hours.reserve(catalog.skills().size());
  for (const Skill& skill : catalog.skills()) hours.push_back(skill.hours);
  for (const SkillIndex skill : personal.in_progress) {
    hours[value(skill)] = left_of(hours[value(skill)], personal.records.at(skill).spent);
  }
  return hours;
}

HoursKnown hours_known(const Skill& skill, const SkillRecord& record) {
  if (record.spent == Hours()) return HoursKnown::none;
  if (record.source == HoursSource::shared) return HoursKnown::shared;
  const bool little = record.spent.minutes() * 2 < skill.hours.low.minutes();
  return record.source == HoursSource::logged && little ? HoursKnown::partly : HoursKnown::whole;
}

std::vector<PaceObservation> observations(const Catalog& catalog, const Personal& personal,
                                          Date until) {
  std::vector<PaceObservation> observed;
  for (const auto& [skill, record] : personal.records) {
    if (record.status != SkillStatus::done || !record.done_on || *record.done_on > until) continue;
    if (hours_known(catalog.skill(skill), record) == HoursKnown::whole)
      observed.push_back({skill, record.spent, *record.done_on});
  }
  return observed;
}

Problem make_problem(const OpenCatalog& open, const Personal& personal,
                     std::span<const Node> goals) {
  Problem problem = make_problem(open.catalog, open.graph);
  if (!personal.in_progress.empty()) {
    const std::vector<HourRange> left = hours_left(open.catalog, personal);
    problem.whole = problem.cost;
    for (std::size_t s = 0; s < left.size(); ++s) problem.cost[s] = left[s].likely;
  }
  if (personal.settled) problem.graph = &*personal.settled;
  problem.known = personal.known;
  problem.chosen = personal.chosen;
  for (const SkillIndex skill : personal.avoided) problem.avoided[value(skill)] = 1;
  if (goals.empty()) goals = personal.goals;
  problem.goals.assign(goals.begin(), goals.end());
  return problem;
}

}  // namespace cairn
