#include "tests/faults/crowd.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "cairn/progress/store.h"
#include "tests/faults/program.h"
#include "tests/support/history.h"
#include "tests/support/temp_folder.h"

namespace cairn::test {
namespace {

namespace fs = std::filesystem;

constexpr int kRuns = 15;

double median_run(const Program& program, const std::vector<std::string>& words) {
  std::vector<double> seconds;
  for (int i = 0; i < kRuns; ++i) seconds.push_back(program.run(words).seconds);
  std::nth_element(seconds.begin(), seconds.begin() + kRuns / 2, seconds.end());
  return seconds[kRuns / 2];
}

// A long life of learning: some ids of the catalog, hours, notes now and then, rising in time.
std::vector<Event> long_history(std::int64_t first, std::int64_t count) {
  const std::vector<SkillId> skills = ids("http python git sql docker postgresql linux networking");
  std::vector<Event> events;
  for (std::int64_t i = first; i < first + count; ++i) {
    NewEvent event;
    event.kind = i % 50 == 0 ? EventKind::note : EventKind::log;
    event.ids = {skills[static_cast<std::size_t>(i) % skills.size()]};
    if (event.kind == EventKind::log) event.hours = Hours::from_minutes(1 + i % 90);
    if (event.kind == EventKind::note) event.note = "a chapter read and understood";
    events.push_back(recorded(event, i));
    events.back().at = moment(i - 2'000'000);
    events.back().id.text =
        fmt::format("{:016x}{:016x}", 0x9E3779B97F4A7C15ULL * static_cast<std::uint64_t>(i), i);
  }
  return events;
}

}  // namespace

CrowdReport record_at_once(const fs::path& binary, int processes, int times) {
  const TempFolder folder;
  const Program program(binary, folder / "home");
  const fs::path file = folder / "data/p.db";
  CrowdReport report;
  for (int time = 0; time < times; ++time) {
    std::vector<Program::Running> running;
    for (int i = 0; i < processes; ++i) {
      running.push_back(program.start(
          {"note", "http", fmt::format("note {}", report.events++), "--db", file.string()}));
    }
    for (const Program::Running& one : running) {
      const Ended ended = program.finish(one);
      report.slowest = std::max(report.slowest, ended.seconds);
      if (ended.code != 0) report.faults.push_back("a process says: " + ended.said);
    }
  }
  const Store store(file, Store::Access::read, seeded(1));
  std::set<std::string> notes;
  for (const Event& event : store.events()) {
    if (!notes.insert(event.note).second) report.faults.push_back(event.note + " is there twice");
  }
  if (static_cast<int>(notes.size()) != report.events) {
    report.faults.push_back(fmt::format("{} of {} events are there", notes.size(), report.events));
  }
  for (const std::string& finding : store.integrity()) report.faults.push_back(finding);
  return report;
}

SizeReport measure_size(const fs::path& binary, std::int64_t events) {
  constexpr std::int64_t kAtOnce = 100'000;
  const TempFolder folder;
  const Program program(binary, folder / "home");
  const std::string large = (folder / "large.db").string(), small = (folder / "small.db").string();
  Store(small, Store::Access::write, seeded(1)).merge(long_history(1, 10));
  for (std::int64_t first = 1; first <= events; first += kAtOnce) {
    Store(large, Store::Access::write, seeded(1))
        .merge(long_history(first, std::min(kAtOnce, events - first + 1)));
  }
  SizeReport report;
  report.bytes_each = static_cast<double>(fs::file_size(large)) / static_cast<double>(events);
  report.status = median_run(program, {"status", "--db", large});
  report.next = median_run(program, {"next", "--db", large});
  report.status_small = median_run(program, {"status", "--db", small});
  report.next_small = median_run(program, {"next", "--db", small});
  const State state = Store(large, Store::Access::read, seeded(1)).state();
  const Ended rebuilt = program.run({"doctor", "--rebuild", "--db", large});
  report.rebuild = rebuilt.seconds;
  if (rebuilt.said.find("the state is the same") == std::string::npos) {
    report.faults.push_back("rebuilding says: " + rebuilt.said);
  }
  const Store store(large, Store::Access::read, seeded(1));
  if (store.state() != state || store.state() != fold(store.events())) {
    report.faults.push_back("the checkpoint and the whole fold differ");
  }
  if (report.bytes_each >= 250) {
    report.faults.push_back(fmt::format("an event takes {:.0f} bytes", report.bytes_each));
  }
  return report;
}

}  // namespace cairn::test
