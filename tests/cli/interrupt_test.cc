#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <sstream>
#include <string>

#include "cairn/cli/run.h"
#include "tests/support/temp_folder.h"

namespace cairn::test {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

// A goal that asks for one of five, 110 times over, among 150 skills: greedy is far from the best,
// and the proof takes thousands of looks at the clock.
std::string hard_catalog() {
  std::mt19937_64 random(3);
  std::string yaml =
      "cairn: 1\nid: cover\nareas: [{id: x, title: X}]\nlevels: [{id: top, title: Top, needs: "
      "[goal]}]\nskills:\n";
  for (int i = 0; i < 150; ++i) {
    yaml +=
        fmt::format("  - {{id: s{0}, name: s{0}, area: x, hours: {1}}}\n", i, 1 + random() % 40);
  }
  yaml += "  - {id: goal, name: goal, area: x, hours: 1, needs: [";
  for (int i = 0; i < 110; ++i) {
    yaml += fmt::format("{}{{any: [", i == 0 ? "" : ", ");
    // One of each fifth, so that none is named twice.
    for (std::uint64_t k = 0; k < 5; ++k) {
      yaml += fmt::format("{}s{}", k == 0 ? "" : ", ", k * 30 + random() % 30);
    }
    yaml += "]}";
  }
  return yaml + "]}\n";
}

struct Answer {
  int code;
  std::string out, err;
};

// The roadmap, with Ctrl-C pressed before the `at`th look at it.
Answer roadmap_interrupted(int at) {
  const TempFolder folder;
  write_bytes(folder / "hard.yaml", hard_catalog());
  std::istringstream in;
  std::ostringstream out, err;
  int looks = 0;
  World world{.environment = [](const char*) { return std::nullopt; },
              .now = {1'800'000'000, 60},
              .random = [] { return std::uint64_t{7}; },
              .in = in,
              .out = out,
              .err = err,
              .columns = std::nullopt,
              .interrupted = [&] { return ++looks >= at; },
              .seconds = [] { return 0.0; }};
  const int code = run({"--db", (folder / "p.db").string(), "--catalog",
                        (folder / "hard.yaml").string(), "roadmap", "goal"},
                       world);
  return {code, out.str(), err.str()};
}

TEST(Interrupt, WithTimeThePlanIsProven) {
  const Answer answer = roadmap_interrupted(1 << 30);
  EXPECT_EQ(answer.code, 0) << answer.err;
  EXPECT_THAT(answer.out, HasSubstr("Proven cheapest"));
}

TEST(Interrupt, CtrlCGivesThePlanSoFarWithItsGap) {
  for (const int at : {1, 2, 10}) {
    const Answer answer = roadmap_interrupted(at);
    EXPECT_EQ(answer.code, 0) << answer.err;
    EXPECT_THAT(answer.out, ContainsRegex("(At most [0-9.]+ % above the|Not proven) cheapest"));
    EXPECT_THAT(answer.out, Not(HasSubstr("Proven")));
    EXPECT_THAT(answer.out, HasSubstr("goal"));
  }
}

}  // namespace
}  // namespace cairn::test
