#include "cli/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ostream>
#include <stdexcept>
#include <utility>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cairn/planner/schedule.h"
#include "cairn/progress/backup.h"
#include "cairn/progress/recent_weeks.h"

namespace cairn {
namespace {

constexpr double kUsualTimeLimit = 1;
constexpr double kUsualHoursPerWeek = 8;
constexpr double kLeastPace = 0.05, kMostPace = 20;

bool speaks_utf8(const Environment& environment) {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const auto locale = environment(name);
    if (!locale) continue;
    const std::string folded = fold_case(*locale);
    return folded.find("utf-8") != std::string::npos || folded.find("utf8") != std::string::npos;
  }
  return false;
}

Terminal make_terminal(const Arguments& arguments, const World& world) {
  Terminal terminal;
  const bool dumb = world.environment("TERM") == "dumb";
  const std::string colour = arguments.get("color").value_or("auto");
  if (colour != "auto" && colour != "always" && colour != "never") {
    throw Error(Code::usage, "",
                fmt::format("--color must be auto, always or never, not '{}'", printable(colour)));
  }
  terminal.colour = colour == "always" || (colour == "auto" && world.out_is_terminal && !dumb &&
                                           !world.environment("NO_COLOR"));
  terminal.unicode = speaks_utf8(world.environment);
  std::size_t width = world.columns.value_or(80);
  if (const auto columns = world.environment("COLUMNS")) {
    const int asked = std::atoi(columns->c_str());
    if (asked > 0) width = static_cast<std::size_t>(asked);
  }
  terminal.width = std::clamp<std::size_t>(width, 40, 400);
  return terminal;
}

}  // namespace

Session::Session(const CommandLine& line, World& world, const OpenCatalog* catalog)
    : line_(line),
      world_(world),
      lent_(catalog),
      terminal_(make_terminal(line.arguments, world)),
      waiting_(world) {}

void Session::check_use(Use use) const {
  if (line_.uses().has(use)) return;
  throw std::logic_error(
      fmt::format("'cairn {}' does not declare this use: {}", line_.command->name, word(use)));
}

const Paths& Session::paths() {
  if (!paths_) {
    for (const char* option : {"db", "catalog"}) {
      if (arguments().get(option) == "") {
        throw Error(Code::usage, "", fmt::format("--{} is given no file", option),
                    fmt::format("name one, or leave --{} out", option));
      }
    }
    paths_ = find_paths(world_.environment, arguments().get("db"), arguments().get("catalog"));
  }
  return *paths_;
}

const Settings& Session::settings() {
  if (!settings_) settings_ = read_settings(paths().settings);
  return *settings_;
}

const OpenCatalog& Session::open() {
  check_use(Use::catalog);
  if (lent_ != nullptr) return *lent_;
  if (!open_) {
    doing("reading the catalog");
    open_ = open_catalog(paths(), world_.shipped);
  }
  return *open_;
}

const State& Session::state() {
  if (!state_) {
    doing("reading the record");
    state_ = rehearsed_.empty() ? reading([](const Store& store) { return store.state(); })
                                : fold(events());
  }
  return *state_;
}

Store Session::store(Store::Access access) {
  check_use(access == Store::Access::write ? Use::writing : Use::record);
  return {store_of(paths()), access, world_.random};
}

Store& Session::writing() {
  if (!writing_) writing_ = store(Store::Access::write);
  return *writing_;
}

const Personal& Session::personal() {
  if (!personal_) {
    const OpenCatalog& catalog = open();
    const State& recorded = state();
    doing("fitting the record to the catalog");
    personal_ = see(catalog, recorded);
    pace_.reset();
  }
  return *personal_;
}

std::vector<Running> Session::running() { return running_sessions(state(), world_.now); }

std::vector<Event> Session::events() {
  doing("reading the record");
  std::vector<Event> all = reading([](const Store& store) { return store.events(); });
  all.insert(all.end(), rehearsed_.begin(), rehearsed_.end());
  return all;
}

std::vector<Event> Session::record(std::span<const NewEvent> events) {
  check_use(Use::writing);
  Moment at = world_.now;
  if (rehearsing()) {
    // Later than all that is recorded, so that it has the last word.
    std::vector<Event> rehearsed;
    for (const Event& recorded : this->events()) {
      at.utc_seconds = std::max(at.utc_seconds, recorded.at.utc_seconds + 1);
    }
    for (const NewEvent& event : events) {
      Event& one = rehearsed.emplace_back();
      static_cast<NewEvent&>(one) = event;
      one.at = at;
      one.device = "rehearsal";
      one.sequence = static_cast<std::int64_t>(rehearsed_.size() + rehearsed.size());
      one.id.text = fmt::format("rehearsal-{}", one.sequence);
    }
    rehearse(rehearsed);
    return rehearsed;
  }
  // A session that a clock ahead of this one began must not outlast its end.
  for (const Running& one : running()) {
    if (one.since.utc_seconds > at.utc_seconds) at.utc_seconds = one.since.utc_seconds + 1;
  }
  state_.reset();
  personal_.reset();
  back_up_today();
  doing("writing the record");
  return writing().append(events, at);
}

void Session::rehearse(std::span<const Event> events) {
  if (rehearsed_.empty() && !json()) out() << "Not recorded, only tried:\n";
  rehearsed_.insert(rehearsed_.end(), events.begin(), events.end());
  state_.reset();
  personal_.reset();
}

void Session::back_up_today() {
  doing("copying the record before the first write of today");
  try {
    back_up_daily(paths().store, today());
  } catch (const Error& error) {
    // What is to be recorded matters more than the copy; whether the store is well, writing tells.
    remark(fmt::format("no backup today: {}", error.what()));
  }
}

Merged Session::compare(std::span<const Event> events) {
  doing("comparing with the record");
  return reading([&](const Store& store) { return store.compare(events); });
}

Merged Session::merge(std::span<const Event> events) {
  check_use(Use::writing);
  if (!rehearsing() && !events.empty()) {
    state_.reset();
    personal_.reset();
    back_up_today();
    doing("writing the record");
    return writing().merge(events);
  }
  Merged merged = compare(events);
  std::vector<Event> fresh;
  for (const std::size_t i : merged.fresh) fresh.push_back(events[i]);
  if (rehearsing()) rehearse(fresh);
  return merged;
}

double Session::time_limit() {
  return number_option("time-limit", kLeastTimeLimit, kMostTimeLimit).value_or(kUsualTimeLimit);
}

StopCheck Session::stop() {
  check_use(Use::plan);
  const double limit = time_limit();
  doing("looking for the cheapest plan");
  // All searches of a command share its time; what follows one that took it all has a tenth.
  if (!searched_until_) searched_until_ = world_.seconds() + limit;
  return patience(std::max(*searched_until_ - world_.seconds(), limit / 10));
}

StopCheck Session::patience(double seconds) {
  const double end = world_.seconds() + seconds;
  return [this, end] { return world_.interrupted() || world_.seconds() >= end; };
}

Habits Session::habits() {
  personal();
  Habits habits{{kUsualHoursPerWeek, today()}, {RateSource::Kind::assumed}, pace()};
  if (const auto asked = number_option("hours-per-week", kLeastHoursPerWeek, kMostHoursPerWeek)) {
    habits.rate.hours_per_week = *asked;
    habits.source.kind = RateSource::Kind::asked;
  } else if (const auto set = settings().hours_per_week) {
    habits.rate.hours_per_week = *set;
    habits.source.kind = RateSource::Kind::settings;
  } else if (const auto recent = recent_weeks(state_->days, today())) {
    habits.rate.hours_per_week = std::clamp(recent->hours, kLeastHoursPerWeek, kMostHoursPerWeek);
    habits.rate.spread = recent->spread;
    habits.source = {RateSource::Kind::logged, recent->weeks};
  }
  if (const auto sessions = timetable()) {
    if (arguments().has("hours-per-week")) {
      throw Error(Code::usage, "", "--sessions says how many hours a week already",
                  "leave --hours-per-week out");
    }
    habits.rate = {hours_per_week(*sessions), today()};
    habits.source = {RateSource::Kind::asked};
  }
  if (const auto start = day_option("start")) habits.rate.start = *start;
  return habits;
}

std::optional<std::vector<WeeklySession>> Session::timetable() {
  const auto text = arguments().get("sessions");
  if (!text) return std::nullopt;
  auto sessions = parse_timetable(*text);
  if (!sessions) {
    throw Error(
        Code::usage, "", fmt::format("--sessions is no timetable: '{}'", printable(*text)),
        "write it as \"Tue 19:00-21:00, Sat 9-12\", a quarter of an hour or more each, none "
        "into the next");
  }
  return sessions;
}

KeptCourses& Session::courses() {
  if (!courses_) courses_.emplace(Cache(paths().cache));
  return *courses_;
}

const std::vector<LevelStanding>& Session::standings(const Problem& problem) {
  if (!standings_) standings_.emplace(Cache(paths().cache));
  const StopCheck enough = stop();
  doing("finding how far away the levels are");
  return standings_->of(problem, enough);
}

Selection Session::selection(const Problem& problem) {
  return courses().selection(problem, stop());
}

Roadmap Session::roadmap(const Problem& problem, const Plan& plan) {
  const StopCheck enough = stop();
  doing("putting the plan in order");
  const Course& course = courses().course(problem, plan, enough);
  if (!course.whole && plan.optimal()) {
    remark(
        "the time was up before the order and all choices were settled; --time-limit S gives "
        "it more");
  }
  doing("finding dates and reasons");
  return make_roadmap(problem, course, hours_left(catalog(), personal()), rate(), pace());
}

Explanation Session::explanation(const Problem& problem, const Roadmap& roadmap, SkillIndex skill) {
  const Personal without = leaving(open(), personal(), skill);
  const Personal with = choosing(open(), personal(), skill);
  searched_until_.reset();  // what is asked here has as much time again
  return explain(
      problem, roadmap, skill,
      {make_problem(open(), without, problem.goals), make_problem(open(), with, problem.goals)},
      stop());
}

const LearnedPace& Session::pace() {
  personal();
  if (pace_) return *pace_;
  if (const auto given = number_option("pace", kLeastPace, kMostPace)) {
    pace_ = LearnedPace::exactly(*given);
  } else {
    pace_.emplace(catalog(), observations(catalog(), *personal_, today()), today());
  }
  return *pace_;
}

Outlook Session::outlook(const Roadmap& roadmap) {
  Habits now = habits();
  Outlook outlook{forecast(roadmap, now.pace, now.rate), day_option("by"), {}, {}, {}};
  if (outlook.by) outlook.deadline = deadline(outlook.forecast.total, now.rate, *outlook.by);
  outlook.habits = std::move(now);
  return outlook;
}

View Session::view(const Problem& problem) {
  std::vector<Hours> spent;
  for (const SkillIndex skill : personal().in_progress) {
    spent.push_back(personal().records.at(skill).spent);
  }
  return {catalog(),
          open().graph,
          problem,
          personal().in_progress,
          ready_skills(open().graph, problem.known),
          terminal_,
          today(),
          running(),
          std::move(spent)};
}

void Session::remark(std::string_view text) { err() << "cairn: " << text << '\n'; }

std::string quoted_name(const Catalog& catalog, const Subject& subject) {
  return fmt::format("'{}' ({})", id_of(catalog, subject).text, name_of(catalog, subject));
}

}  // namespace cairn
