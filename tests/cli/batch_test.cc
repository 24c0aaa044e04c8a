// Batches beside the ordinary commands, and when somebody stops them. What is wrong with rows is in
// batch.scenario.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "cairn/cli/run.h"
#include "cli/seen_ids.h"
#include "tests/support/history.h"
#include "tests/support/random_graph.h"
#include "tests/support/temp_folder.h"

namespace cairn::test {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

struct Answer {
  int code;
  std::string out, err;
};

Answer say(
    std::vector<std::string> words, const std::string& input = "",
    StopCheck interrupted = [] { return false; }) {
  static const TempFolder home;
  std::istringstream in(input);
  std::ostringstream out, err;
  const auto environment = [&](const char* name) -> std::optional<std::string> {
    if (std::string_view(name) == "HOME") return home.path().string();
    return std::nullopt;
  };
  cairn::World world{.environment = environment,
                     .now = *parse_moment("2027-03-14T18:05:00+01:00"),
                     .random = seeded(1),
                     .in = in,
                     .out = out,
                     .err = err,
                     .columns = std::nullopt,
                     .interrupted = std::move(interrupted),
                     .seconds = [] { return 0.0; },
                     .cores = 3};
  const int code = run(words, world);
  return {code, out.str(), err.str()};
}

std::vector<json> lines_of(const std::string& text) {
  std::vector<json> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(json::parse(line));
  return lines;
}

std::vector<std::string> all_ids() {
  std::vector<std::string> ids;
  const json list = json::parse(say({"list", "--json"}).out);
  for (const json& skill : list["skills"]) {
    ids.push_back(skill["id"]);
  }
  return ids;
}

std::vector<std::string> some(const std::vector<std::string>& ids, Dice& dice,
                              std::uint32_t share) {
  std::vector<std::string> taken;
  for (const std::string& id : ids) {
    if (dice.percent(share)) taken.push_back(id);
  }
  return taken;
}

// The fields of an object, by name.
json only(const json& from, std::initializer_list<const char*> names) {
  json part;
  for (const char* name : names) part[name] = from.at(name);
  return part;
}

int week(const std::string& day) {
  return static_cast<int>((*parse_date(day, Date()) - *parse_date("2027-03-14", Date())).count()) /
             7 +
         1;
}

TEST(Batch, ARowIsTheRoadmapOfWhoIsThere) {
  const std::vector<std::string> ids = all_ids();
  ASSERT_GT(ids.size(), 100u);
  Dice dice(5);
  for (int run = 0; run < 12; ++run) {
    SCOPED_TRACE(fmt::format("run {}", run));
    const TempFolder folder;
    const std::string db = (folder / "p.db").string();
    json row = {{"id", run}, {"hours_per_week", 3 + run}};
    const auto record = [&](std::vector<std::string> line, const char* field,
                            const std::vector<std::string>& words) {
      if (words.empty()) return;
      row[field] = words;
      line.insert(line.begin(), {"--db", db});
      line.insert(line.end(), words.begin(), words.end());
      const Answer answer = say(line);
      ASSERT_EQ(answer.code, 0) << answer.err;
    };
    record({"know"}, "known", some(ids, dice, dice.roll(90)));
    if (run % 3 == 1) record({"choose"}, "choose", {"go"});
    if (run % 4 == 2) record({"avoid"}, "avoid", {"java", "php"});
    if (run % 5 == 3) record({"goal", "set"}, "goals", {"mid", "kubernetes"});
    const Answer roadmap =
        say({"--db", db, "roadmap", "--json", "--hours-per-week", fmt::format("{}", 3 + run)});
    const Answer batch = say({"plan", "--batch", "-"}, row.dump() + "\n");
    ASSERT_EQ(batch.code, roadmap.code) << batch.out << batch.err;
    const json one = lines_of(batch.out).at(0), whole = json::parse(roadmap.out);
    EXPECT_EQ(one["goals"], whole["goals"]);
    EXPECT_EQ(one["hours"], whole["hours"]);
    EXPECT_EQ(one["proof"], whole["proof"]);
    ASSERT_EQ(one["steps"].size(), whole["steps"].size());
    for (std::size_t i = 0; i < one["steps"].size(); ++i) {
      EXPECT_EQ(one["steps"][i], only(whole["steps"][i], {"id", "hours", "stage"}));
    }
    ASSERT_EQ(one["stages"].size(), whole["stages"].size());
    for (std::size_t s = 0; s < one["stages"].size(); ++s) {
      EXPECT_EQ(only(one["stages"][s], {"level", "hours", "skills"}),
                only(whole["stages"][s], {"level", "hours", "skills"}));
      EXPECT_EQ(one["stages"][s]["p50"], week(whole["stages"][s]["p50"]));
      EXPECT_EQ(one["stages"][s]["p90"], week(whole["stages"][s]["p90"]));
    }
    if (!whole["stages"].empty()) {
      EXPECT_EQ(one["weeks"]["p50"], week(whole["stages"].back()["p50"]));
      EXPECT_EQ(one["weeks"]["p90"], week(whole["stages"].back()["p90"]));
    }
    // The roadmap names a choice where the best plan without what is taken has another member.
    for (const json& choice : whole["choices"]) {
      EXPECT_TRUE(std::any_of(one["choices"].begin(), one["choices"].end(), [&](const json& c) {
        const auto has = [](const json& list, const json& id) {
          return std::find(list.begin(), list.end(), id) != list.end();
        };
        return has(c["taken"], choice["taken"]) && has(c["of"], choice["over"][0]);
      })) << choice;
    }
  }
}

std::string class_of(int rows) {
  const std::vector<std::string> ids = all_ids();
  Dice dice(6);
  std::string text;
  for (int row = 0; row < rows; ++row) {
    json line = {{"id", row}, {"known", some(ids, dice, dice.roll(100))}};
    if (row % 3 == 0) line["hours_per_week"] = 8;
    if (row % 10 == 9) line["wrong"] = 1;
    text += line.dump() + "\n";
  }
  return text;
}

TEST(Batch, TheSameBytesHoweverManyThreads) {
  const std::string rows = class_of(150);
  const Answer one = say({"plan", "--batch", "-", "--jobs", "1"}, rows);
  EXPECT_EQ(one.code, 3);
  EXPECT_EQ(lines_of(one.out).size(), 150u);
  for (const char* jobs : {"2", "3", "8", "40"}) {
    const Answer many = say({"plan", "--batch", "-", "--jobs", jobs}, rows);
    EXPECT_TRUE(many.out == one.out) << jobs;
    EXPECT_EQ(many.err, one.err);
  }
}

TEST(Batch, CtrlCEndsTheReadingAndWhatWasReadIsAnswered) {
  const std::string rows = class_of(60);
  const Answer whole = say({"plan", "--batch", "-"}, rows);
  for (const int at : {1, 2, 20}) {
    int looks = 0;
    const Answer answer =
        say({"plan", "--batch", "-"}, rows, [&looks, at] { return ++looks >= at; });
    const std::vector<json> lines = lines_of(answer.out);
    EXPECT_EQ(lines.size(), static_cast<std::size_t>(at - 1));
    EXPECT_TRUE(whole.out.starts_with(answer.out));
    EXPECT_THAT(answer.err, HasSubstr(at == 1 ? "stopped before the first row"
                                              : fmt::format("the last is line {}", at - 1)));
    EXPECT_EQ(answer.code, at > 10 ? 3 : 1);
  }
}

// As a pipe to standard input does: rows are answered as they come, and to wait for more can be
// stopped, before somebody writes and between two rows.
TEST(Batch, AFifoIsReadAsItComes) {
  const TempFolder folder;
  const std::string fifo = (folder / "rows").string();
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  const std::string row = R"({"id": 1, "goals": ["git"]})";

  int looks = 0;
  const Answer unwritten = say({"plan", "--batch", fifo}, "", [&] { return ++looks > 2; });
  EXPECT_EQ(unwritten.code, 1);
  EXPECT_THAT(unwritten.err, HasSubstr("stopped before the first row"));

  std::atomic<bool> written = false, stopped = false;
  std::jthread writer([&] {
    std::ofstream out(fifo);
    out << row << std::endl;
    written = true;
    while (!stopped) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  });
  looks = 0;
  const Answer half = say({"plan", "--batch", fifo}, "", [&] { return written && ++looks > 4; });
  stopped = true;
  writer.join();
  EXPECT_EQ(half.code, 1);
  EXPECT_EQ(lines_of(half.out).size(), 1u);
  EXPECT_THAT(half.err, HasSubstr("stopped after 1 row"));

  writer = std::jthread([&] {
    std::ofstream out(fifo);
    for (const char sign : row + "\n" + row) {
      out << sign << std::flush;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  });
  const Answer whole = say({"plan", "--batch", fifo});
  EXPECT_EQ(lines_of(whole.out).size(), 2u);
  EXPECT_THAT(whole.err, HasSubstr("1 of 2 rows")) << "the second has the id of the first";
}

TEST(SeenIds, TellsWhereAnIdWasAndForgetsTheOldest) {
  SeenIds seen(4);
  for (std::uint64_t line = 1; line <= 4; ++line) {
    EXPECT_FALSE(seen.see(fmt::format("{}", line), line));
  }
  EXPECT_EQ(seen.see("1", 9), 1u);
  for (std::uint64_t line = 5; line <= 8; ++line) {
    EXPECT_FALSE(seen.see(fmt::format("{}", line), line));
    EXPECT_EQ(seen.see(fmt::format("{}", line - 3), 99), line - 3);
  }
  EXPECT_EQ(seen.see("2", 9), 2u);  // the four before the last four are still there
  EXPECT_FALSE(seen.see("9", 9));
  EXPECT_FALSE(seen.see("2", 10));
  EXPECT_EQ(seen.see("9", 11), 9u);
}

}  // namespace
}  // namespace cairn::test
