// On a terminal a session that looks forgotten is asked about; the scenarios have no terminal.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "cairn/cli/run.h"
#include "tests/support/history.h"
#include "tests/support/temp_folder.h"

namespace cairn::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Forgotten : public ::testing::Test {
 protected:
  Forgotten() { say("2027-03-14T20:05:00+01:00", {"start", "http"}); }

  // Runs a command at a terminal on which `typed` is typed.
  int say(const char* now, std::vector<std::string> words, const std::string& typed = "") {
    std::istringstream in(typed);
    out_.str("");
    err_.str("");
    const auto environment = [&](const char* name) -> std::optional<std::string> {
      if (std::string_view(name) == "HOME") return folder_.path().string();
      return std::nullopt;
    };
    cairn::World world{.environment = environment,
                       .now = *parse_moment(now),
                       .random = seeded(++seed_),
                       .in = in,
                       .out = out_,
                       .err = err_,
                       .in_is_terminal = true,
                       .out_is_terminal = false,
                       .columns = std::nullopt,
                       .interrupted = [] { return false; },
                       .seconds = [] { return 0.0; }};
    words.insert(words.end(), {"--db", (folder_ / "p.db").string(), "--catalog", catalog()});
    return run(words, world);
  }

  Hours spent() const {
    const State state = Store(folder_ / "p.db", Store::Access::read, seeded(1)).state();
    return state.skills.at({"http"}).spent;
  }

  std::string out() const { return out_.str(); }
  std::string err() const { return err_.str(); }

 private:
  std::string catalog() {
    write_bytes(folder_ / "c.yaml",
                "cairn: 1\nid: c\ntitle: C\nareas: [{id: a, title: A}]\nskills:\n"
                "  - {id: http, name: HTTP, area: a, hours: [8, 12, 20]}\n"
                "  - {id: sql, name: SQL, area: a, hours: [8, 12, 20]}\n");
    return (folder_ / "c.yaml").string();
  }

  TempFolder folder_;
  std::uint64_t seed_ = 0;
  std::ostringstream out_, err_;
};

constexpr const char* kMorning = "2027-03-15T07:00:00+01:00";

TEST_F(Forgotten, IsAskedAboutAndTheAnswerCounts) {
  EXPECT_EQ(say(kMorning, {"stop"}, "1h30m\n"), 0);
  EXPECT_THAT(err(), HasSubstr("HTTP has been running since yesterday 20:05 (10 h 55 min)"));
  EXPECT_EQ(spent(), Hours::from_minutes(90));
}

TEST_F(Forgotten, IsAskedAboutAgainUntilTheAnswerCanBe) {
  EXPECT_EQ(say(kMorning, {"stop"}, "long\n90\n45m\n"), 0);
  EXPECT_THAT(err(), HasSubstr("That is no amount of time."));
  EXPECT_THAT(err(), HasSubstr("It has not been running for that long."));
  EXPECT_EQ(spent(), Hours::from_minutes(45));
}

TEST_F(Forgotten, CountsNothingWhereTheAnswerIsNought) {
  EXPECT_EQ(say(kMorning, {"stop"}, "0\n"), 0);
  EXPECT_THAT(out(), HasSubstr("nothing is counted"));
  EXPECT_EQ(spent(), Hours());
}

TEST_F(Forgotten, RunsOnWhereNobodyAnswers) {
  EXPECT_EQ(say(kMorning, {"start", "sql"}), 2);
  EXPECT_THAT(out(), IsEmpty());
  EXPECT_EQ(say(kMorning, {"status"}), 0);
  EXPECT_THAT(out(), HasSubstr("running    HTTP, since yesterday 20:05"));
}

TEST_F(Forgotten, IsAskedAboutBeforeTheNextBegins) {
  EXPECT_EQ(say(kMorning, {"start", "sql"}, "2h\n"), 0);
  EXPECT_THAT(out(), HasSubstr("Stopped HTTP: 2 h, 2 h of 12 h so far"));
  EXPECT_EQ(spent(), Hours::whole(2));
}

TEST_F(Forgotten, IsNotAskedAboutInJson) {
  EXPECT_EQ(say(kMorning, {"stop", "--json"}, "2h\n"), 2);
  EXPECT_EQ(spent(), Hours());
}

TEST_F(Forgotten, AnEveningIsNot) {
  EXPECT_EQ(say("2027-03-14T23:59:00+01:00", {"stop"}), 0);
  EXPECT_EQ(spent(), Hours::from_minutes(234));
}

}  // namespace
}  // namespace cairn::test
