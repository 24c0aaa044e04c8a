#include "cli/timings.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "cairn/base/error.h"
#include "cairn/base/text.h"
#include "cli/run_line.h"
#include "cli/session.h"

namespace cairn {
namespace {

// Adds up what passes between one beginning and the next.
class StopWatch {
 public:
  StopWatch(Timings& timings, const World& world) : timings_(timings), world_(world) {}

  void begin(std::string_view what) {
    end();
    auto stage = std::find_if(timings_.stages.begin(), timings_.stages.end(),
                              [&](const Timings::Stage& one) { return one.what == what; });
    if (stage == timings_.stages.end()) {
      stage = timings_.stages.insert(stage, {std::string(what), 0});
    }
    running_ = static_cast<std::size_t>(stage - timings_.stages.begin());
    begin_ = world_.seconds();
  }
  void end() {
    if (running_ < timings_.stages.size()) {
      timings_.stages[running_].seconds += world_.seconds() - begin_;
    }
  }

 private:
  Timings& timings_;
  const World& world_;
  std::size_t running_ = SIZE_MAX;
  double begin_ = 0;
};

void refuse_what_does_more(const CommandLine& line) {
  const Command& command = *line.command;
  if (line.arguments.has("output")) {
    throw Error(Code::usage, "", "--timings writes no file",
                "leave -o out: the answer is thrown away");
  }
  if (command.group != kData && command.name != "serve" && command.name != "doctor" &&
      command.name != "new-catalog") {
    return;
  }
  throw Error(Code::usage, "", fmt::format("--timings is not for '{}'", command.name),
              "it runs commands that look or record, such as: cairn doctor --timings status");
}

}  // namespace

Timings time_command(Session& session) {
  std::vector<std::string> words = session.arguments().words;
  if (words.empty()) words.emplace_back("next");
  const CommandLine line = parse_command_line(words);
  refuse_what_does_more(line);
  Timings timings;
  for (const std::string& word : words) {
    timings.command += (timings.command.empty() ? "" : " ") + word;
  }
  for (const Use use : kAllUses) {
    if (line.uses().has(use)) timings.uses.emplace_back(word(use));
  }
  timings.started = session.world().started;
  std::vector<std::string> options;
  if (line.uses().has(Use::writing) && !line.arguments.has("dry-run")) {
    options.emplace_back("--dry-run");
  }
  for (const char* option : {"db", "catalog", "time-limit"}) {
    if (const auto value = session.arguments().get(option)) {
      options.push_back(fmt::format("--{}={}", option, *value));
    }
  }
  words.insert(std::find(words.begin(), words.end(), "--"), options.begin(), options.end());
  World world = session.world();
  std::istringstream nothing;
  std::ostringstream answer, talk;
  StopWatch watch(timings, world);
  World inner{.environment = world.environment,
              .now = world.now,
              .random = world.random,
              .in = nothing,
              .out = answer,
              .err = talk,
              .columns = world.columns,
              .interrupted = world.interrupted,
              .seconds = world.seconds,
              .shipped = world.shipped,
              .begins = [&watch](std::string_view what) { watch.begin(what); }};
  watch.begin("reading the command line");
  const int code = run_line(words, inner, nullptr);
  watch.end();
  if (code > kNoAnswer) {
    std::string said = talk.str();
    said = said.substr(0, said.find('\n'));
    constexpr std::string_view kName = "cairn: ";
    if (said.starts_with(kName)) said.erase(0, kName.size());
    throw Error(Code{code}, "", said);
  }
  return timings;
}

}  // namespace cairn
