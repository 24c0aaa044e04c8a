// What the commands declare that they use, and that they get by with it.
#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <sstream>
#include <stdexcept>

#include "cairn/cli/run.h"
#include "cli/session.h"
#include "tests/support/history.h"
#include "tests/support/temp_folder.h"

namespace cairn::test {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

std::vector<std::string> declaring(const std::function<bool(const Command&)>& what) {
  std::vector<std::string> names;
  for (const Command& command : commands()) {
    if (what(command)) names.emplace_back(command.name);
  }
  return names;
}

TEST(Uses, OnlyWhatChangesTheRecordDeclaresWriting) {
  EXPECT_THAT(declaring([](const Command& c) { return c.uses.has(Use::writing); }),
              UnorderedElementsAre("start", "stop", "done", "know", "log", "note", "tick", "undo",
                                   "redo", "goal", "plan", "choose", "avoid", "unchoose", "import",
                                   "sync", "restore", "doctor"));
  EXPECT_THAT(declaring([](const Command& c) { return c.json_uses.has(Use::writing); }), IsEmpty());
  for (const Command& command : commands()) {
    const bool rehearses =
        std::ranges::count(options_of(command), kDryRun.name, &Option::name) == 1;
    EXPECT_EQ(rehearses, command.uses.has(Use::writing)) << command.name;
  }
}

TEST(Uses, ToLookAtOneSkillTakesNoPlan) {
  const auto planning = declaring([](const Command& c) { return c.uses.has(Use::plan); });
  for (const char* name : {"show", "history", "log", "note", "tick", "stop", "check", "doctor"}) {
    EXPECT_THAT(planning, Not(Contains(name)));
  }
}

TEST(Uses, HelpAndTheStartOfACatalogTakeNothing) {
  EXPECT_THAT(declaring([](const Command& c) {
                return std::ranges::none_of(kAllUses, [&](Use n) { return c.uses.has(n); });
              }),
              UnorderedElementsAre("new-catalog", "help"));
}

// A folder to be at home in, with a record.
class UsesAtHome : public ::testing::Test {
 protected:
  int say(std::vector<std::string> words) {
    cairn::World world = make_world();
    out_.str("");
    err_.str("");
    return run(std::move(words), world);
  }

  cairn::World make_world() {
    return {.environment = [this](const char* name) -> std::optional<std::string> {
              if (std::string_view(name) == "HOME") return home_.path().string();
              return std::nullopt;
            },
            .now = moment(),
            .random = seeded(++seed_),
            .in = in_,
            .out = out_,
            .err = err_,
            .columns = std::nullopt,
            .interrupted = [] { return false; },
            .seconds = [] { return 0.0; }};
  }

  std::filesystem::path record() const { return home_ / ".local/share/cairn/progress.db"; }

  TempFolder home_;
  std::istringstream in_;
  std::ostringstream out_, err_;
  std::uint64_t seed_ = 0;
};

TEST_F(UsesAtHome, WhatIsNotDeclaredIsRefused) {
  const std::vector<std::pair<Use, std::function<void(Session&)>>> asks = {
      {Use::catalog, [](Session& session) { session.open(); }},
      {Use::record, [](Session& session) { session.state(); }},
      {Use::record, [](Session& session) { session.events(); }},
      {Use::record, [](Session& session) { session.store(); }},
      {Use::plan, [](Session& session) { session.stop(); }},
      {Use::writing, [](Session& session) { session.record(fact(EventKind::know, "git")); }},
      {Use::writing, [](Session& session) { session.merge({}); }},
      {Use::writing, [](Session& session) { session.store(Store::Access::write); }}};
  for (const auto& [use, ask] : asks) {
    for (const bool declared : {false, true}) {
      Command command = *find_command("show");
      command.uses = {};
      for (const Use other : kAllUses) {
        if (declared || other != use) command.uses = command.uses | Uses{other};
      }
      const CommandLine line{&command, {}};
      cairn::World world = make_world();
      Session session(line, world);
      if (declared) {
        EXPECT_NO_THROW(ask(session)) << word(use);
      } else {
        EXPECT_THROW(ask(session), std::logic_error) << word(use);
      }
    }
  }
}

// Blanks part words, quotes keep them together; what a shell would do is left out.
std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  bool quoted = false, begun = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ' ' && !quoted) {
      begun = false;
    } else {
      if (!begun) words.emplace_back();
      begun = true;
      words.back() += c;
    }
  }
  return words;
}

// The examples of the help, those that write with --dry-run, and what looks without being one.
std::vector<std::vector<std::string>> lines_that_read() {
  std::vector<std::vector<std::string>> lines = {
      {"doctor"}, {"goal"}, {"plan"}, {"restore"}, {"show", "git", "--json"}};
  for (const Command& command : commands()) {
    for (const Example& example : command.examples) {
      // Files elsewhere, what the shell would do, and what does not end.
      if (example.line.find_first_of("/<") != std::string::npos) continue;
      if (command.name == "serve" || example.line == "doctor") continue;
      std::vector<std::string>& words = lines.emplace_back(words_of(example.line));
      const Command* run = words.empty() ? &command : find_command(words.front());
      const bool writes = run->uses.has(Use::writing) && !std::ranges::count(words, "--timings");
      if (writes && !std::ranges::count(words, "--dry-run")) words.emplace_back("--dry-run");
    }
  }
  return lines;
}

// In a process of its own, since files are written where it stands.
TEST_F(UsesAtHome, WhatReadsWaitsForNobodyWhoWrites) {
  ASSERT_EQ(say({"know", "git"}), 0) << err_.str();
  ASSERT_EQ(say({"start", "shell"}), 0) << err_.str();
  ASSERT_EQ(say({"plan", "pin"}), 0) << err_.str();
  const std::string before = read_bytes(record());
  SQLite::Database other(record().string(), SQLite::OPEN_READWRITE);
  other.exec("BEGIN IMMEDIATE");
  EXPECT_EQ(in_child([&] {
              std::filesystem::current_path(home_.path());
              std::size_t answers = 0;
              for (const std::vector<std::string>& words : lines_that_read()) {
                answers += say(words) == 0 ? 1 : 0;
                for (const char* bad : {"locked", "report this"}) {
                  if (err_.str().find(bad) == std::string::npos) continue;
                  return fmt::format("cairn {}: {}", fmt::join(words, " "), err_.str());
                }
              }
              return std::string(answers > 50 ? "most were answered" : "few were answered");
            }),
            "most were answered");
  other.exec("ROLLBACK");
  EXPECT_EQ(read_bytes(record()), before);
}

TEST_F(UsesAtHome, WhatOnlyLooksNeedsNoRightToWrite) {
  namespace fs = std::filesystem;
  ASSERT_EQ(say({"know", "git"}), 0) << err_.str();
  ASSERT_EQ(say({"plan", "pin"}), 0) << err_.str();
  for (const auto& entry : fs::recursive_directory_iterator(home_.path())) {
    fs::permissions(entry, fs::perms(entry.is_directory() ? 0555 : 0444));
  }
  fs::permissions(home_.path(), fs::perms(0555));
  for (const char* command : {"status", "goal", "plan", "doctor"}) {
    EXPECT_EQ(in_child_without_privileges([&] {
                const int code = say({command});
                return fmt::format("{} {}", code, err_.str());
              }),
              "0 ")
        << command;
  }
  EXPECT_EQ(in_child_without_privileges([&] {
              return fmt::format("{}", say({"know", "go"}));
            }),
            "4");
}

}  // namespace
}  // namespace cairn::test
