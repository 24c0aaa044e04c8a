// The program under real faults, from outside: kill -9 at random moments, a disk that runs full, a
// crowd of processes, and with --soak a record of a million events. Prints its seed and a table of
// what was found; exit code 1 where a promise did not hold. Times are figures; none of them decides
// anything.
#include <fmt/format.h>

#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "tests/faults/crowd.h"
#include "tests/faults/full_disk.h"
#include "tests/faults/kills.h"

namespace cairn::test {
namespace {

struct Settings {
  std::string binary, sources = ".";
  int kills = 6;
  std::uint64_t seed = std::random_device{}();
  bool soak = false;
};

Settings read_settings(int argc, char** argv) {
  Settings settings;
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    const char* value = i + 1 < argc ? argv[i + 1] : "";
    if (name == "--soak") {
      settings.soak = true;
      continue;
    }
    if (name == "--cairn") settings.binary = value;
    if (name == "--root") settings.sources = value;
    if (name == "--kills") settings.kills = std::atoi(value);
    if (name == "--seed") settings.seed = std::strtoull(value, nullptr, 10);
    ++i;
  }
  return settings;
}

void say(const std::string& what, const std::string& figure, const std::string& promise,
         const std::vector<std::string>& faults) {
  fmt::print("| {} | {} | {} | {} |\n", what, figure, promise,
             faults.empty() ? "held" : fmt::format("NOT HELD, {} times", faults.size()));
  for (const std::string& fault : faults) fmt::print(stderr, "not held: {}: {}\n", what, fault);
  std::fflush(stdout);
}

int run(const Settings& settings) {
  fmt::print(stderr, "seed {}\n", settings.seed);
  Dice dice(settings.seed);
  bool held = true;
  for (const KillReport& report :
       kill_at_random(settings.binary, settings.sources, settings.kills, dice)) {
    held = held && report.faults.empty();
    say(fmt::format("kill -9 during {}", report.what),
        fmt::format("{} kills in {} runs", report.kills, report.kills + report.survived),
        "what was acknowledged is there, nothing is half there", report.faults);
  }
  const std::vector<FullDiskReport> full = fill_disk(settings.binary, settings.soak);
  if (full.empty()) {
    fmt::print("| a full disk | skipped: a small disk cannot be made here (it takes root) | | |\n");
  }
  for (const FullDiskReport& report : full) {
    held = held && report.faults.empty();
    say(fmt::format("a full disk during {}", report.what),
        fmt::format("{} runs with too little room, then one with enough", report.refused),
        "said; all as it was, nothing is half there", report.faults);
  }
  const CrowdReport crowd = record_at_once(settings.binary, 32, settings.soak ? 20 : 1);
  held = held && crowd.faults.empty();
  say("32 processes at once",
      fmt::format("{} events, the slowest process {:.2f} s", crowd.events, crowd.slowest),
      "all there, none twice, none refused", crowd.faults);
  if (settings.soak) {
    constexpr std::int64_t kMillion = 1'000'000;
    const SizeReport size = measure_size(settings.binary, kMillion);
    held = held && size.faults.empty();
    const auto ms = [](double seconds) { return 1'000 * seconds; };
    say("a million events",
        fmt::format("{:.0f} bytes each; rebuilt in {:.1f} s", size.bytes_each, size.rebuild),
        "under 250 bytes each, the checkpoint gives the same state", size.faults);
    fmt::print(
        "| `cairn status`, the whole process | {:.1f} ms; with ten events {:.1f} ms | 20 ms "
        "| {} |\n",
        ms(size.status), ms(size.status_small), size.status <= 0.02 ? "held" : "missed");
    fmt::print(
        "| `cairn next`, the whole process | {:.1f} ms; with ten events {:.1f} ms | 20 ms | "
        "{} |\n",
        ms(size.next), ms(size.next_small), size.next <= 0.02 ? "held" : "missed");
  }
  return held ? 0 : 1;
}

}  // namespace
}  // namespace cairn::test

int main(int argc, char** argv) { return cairn::test::run(cairn::test::read_settings(argc, argv)); }
