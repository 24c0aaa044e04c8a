/// One run of one command: opens what the command asks for, once, and knows how to say things.
/// What the command does not declare (Command::uses) it is refused, by std::logic_error.
/// Not for: deciding what to say; each command does that in its own file.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "cairn/catalog/lookup.h"
#include "cairn/cli/run.h"
#include "cairn/planner/explain.h"
#include "cairn/planner/roadmap.h"
#include "cairn/planner/select.h"
#include "cairn/planner/standing.h"
#include "cairn/planner/timetable.h"
#include "cairn/progress/store.h"
#include "cairn/render/screens.h"
#include "cairn/workspace/kept_courses.h"
#include "cairn/workspace/kept_standings.h"
#include "cairn/workspace/workspace.h"
#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/waiting.h"

namespace cairn {

inline constexpr int kAnswer = 0;
inline constexpr int kNoAnswer = 1;
/// Seconds, of --time-limit.
inline constexpr double kLeastTimeLimit = 0.001, kMostTimeLimit = 86'400;

class Session {
 public:
  /// `catalog` where one is open already; it must outlive the session.
  Session(const CommandLine& line, World& world, const OpenCatalog* catalog = nullptr);

  const Arguments& arguments() const { return line_.arguments; }
  World& world() { return world_; }
  bool json() const { return line_.arguments.has("json"); }
  const Terminal& terminal() const { return terminal_; }
  Date today() const { return world_.now.day(); }

  const Paths& paths();
  const Settings& settings();
  const OpenCatalog& open();
  const Catalog& catalog() { return open().catalog; }
  /// The record as the catalog sees it; nothing is made where nothing was recorded.
  const Personal& personal();
  const State& state();
  /// Every event; empty where nothing was recorded.
  std::vector<Event> events();
  /// The record by itself, for what only a store can tell or do.
  Store store(Store::Access access = Store::Access::read);
  /// This run of a command that may write only looks, or does so first: the record is not opened to
  /// write before there is something to be written.
  void look_only() { looks_ = true; }
  /// What was started and not stopped, the latest first.
  std::vector<Running> running();
  /// Adds events to the record, all or none; with --dry-run only to this session's view of it,
  /// after saying so. The next personal() sees them.
  std::vector<Event> record(std::span<const NewEvent> events);
  Event record(const NewEvent& event) { return record(std::span(&event, 1)).front(); }
  /// Adds what is not there yet; with --dry-run as record().
  Merged merge(std::span<const Event> events);
  /// What merge() would do.
  Merged compare(std::span<const Event> events);
  /// Is nothing to be recorded, by --dry-run?
  bool rehearsing() const { return line_.arguments.has("dry-run"); }

  /// What is to be planned for this person, for their goals or those given.
  Problem problem(std::span<const Node> goals = {}) {
    return make_problem(open(), personal(), goals);
  }
  /// In seconds.
  double time_limit();
  /// True once the time limit is over or the person has pressed Ctrl-C.
  StopCheck stop();
  /// True once so many seconds are over or the person has pressed Ctrl-C.
  StopCheck patience(double seconds);
  /// The weekly sessions of --sessions, where it is given; throws Error (usage).
  std::optional<std::vector<WeeklySession>> timetable();
  /// Hours a week and pace of this person, as far as they are known, unless the command's options
  /// or the settings say otherwise.
  Habits habits();
  /// Dates begin today, or on --start.
  Rate rate() { return habits().rate; }
  /// What `level_standings` gives; at once where it was asked before or follows from what was.
  const std::vector<LevelStanding>& standings(const Problem& problem);
  /// What `select` gives; at once where the same problem was planned to its end before.
  Selection selection(const Problem& problem);
  /// `plan` in order, with its choices; kept for the next command where it is proven.
  Roadmap roadmap(const Problem& problem, const Plan& plan);
  /// The skill beside the roadmap, and what `choose`, `avoid` and `unchoose` would make of it.
  Explanation explanation(const Problem& problem, const Roadmap& roadmap, SkillIndex skill);
  /// The roadmap's dates as ranges, and what --by asks for.
  Outlook outlook(const Roadmap& roadmap);
  /// What is known of how long this person takes.
  const LearnedPace& pace();

  View view(const Problem& problem);

  /// Each throws Error (usage), with the nearest name, for a word that fits nothing or several.
  Subject find(std::string_view word);
  SkillIndex find_skill(std::string_view word);
  std::vector<SkillIndex> find_skills(std::span<const std::string> words);
  Node find_goal(std::string_view word);
  /// The goals of all words, each once.
  std::vector<Node> find_goals(std::span<const std::string> words);
  /// Several goals in one option, `--goal mid,elasticsearch`; empty where it is not given.
  std::vector<Node> goals_option(std::string_view name);
  Node node(const Subject& subject);
  /// A day option, `--on yesterday`; throws Error (usage).
  std::optional<Date> day_option(std::string_view name);
  std::optional<Hours> hours_option(std::string_view name);
  /// A number option within bounds; throws Error (usage).
  std::optional<double> number_option(std::string_view name, double least, double most);

  std::ostream& out() {
    waiting_.clear();
    return world_.out;
  }
  std::ostream& err() {
    waiting_.clear();
    return world_.err;
  }
  /// What long work that begins now is called while it lasts: `drawing the map`.
  void doing(std::string_view what) { waiting_.doing(what); }
  /// A remark on standard error, `cairn: ...`.
  void remark(std::string_view text);

 private:
  /// What `look` makes of the record. A command that will write looks at it through what it writes
  /// with, since opening a store costs more than reading a few events; but it makes none to look.
  template <class Look>
  auto reading(const Look& look) {
    std::error_code unknown;
    const bool will_write = line_.command->uses.has(Use::writing) && !rehearsing() && !looks_;
    if (writing_ || (will_write && std::filesystem::exists(paths().store, unknown))) {
      return look(writing());
    }
    return look(store());
  }
  /// Throws std::logic_error where the command does not declare it.
  void check_use(Use use) const;
  Store& writing();
  KeptCourses& courses();
  /// As if the events had been recorded.
  void rehearse(std::span<const Event> events);
  /// Before the first write of a day; a copy that cannot be made is only remarked on.
  void back_up_today();

  const CommandLine& line_;
  World& world_;
  const OpenCatalog* lent_;
  Terminal terminal_;
  Waiting waiting_;
  std::optional<Paths> paths_;
  std::optional<Settings> settings_;
  std::optional<OpenCatalog> open_;
  std::optional<State> state_;
  std::optional<Personal> personal_;
  std::optional<LearnedPace> pace_;
  std::optional<Store> writing_;
  std::optional<KeptCourses> courses_;
  std::optional<KeptStandings> standings_;
  std::optional<double> searched_until_;  // in the seconds of the world
  std::vector<Event> rehearsed_;          ///< by --dry-run
  bool looks_ = false;
};

/// The name with its article of state: how a command names a skill in one line.
std::string quoted_name(const Catalog& catalog, const Subject& subject);

}  // namespace cairn
