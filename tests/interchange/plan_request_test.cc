// Rows of a batch: the fast reader of plain ones says what the one that knows everything says.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "interchange/plain_request.h"
#include "tests/support/random_graph.h"

namespace cairn {
namespace {

#ifdef CAIRN_RAPIDJSON
constexpr bool kBuilt = true;
#else
constexpr bool kBuilt = false;
#endif

void expect_same(const PlanRequest& fast, const ReadRequest& slow, std::string_view line) {
  EXPECT_FALSE(slow.fault) << line << "\n" << slow.fault->message;
  EXPECT_EQ(fast.id, slow.request.id) << line;
  EXPECT_EQ(fast.known, slow.request.known) << line;
  EXPECT_EQ(fast.goals, slow.request.goals) << line;
  EXPECT_EQ(fast.choose, slow.request.choose) << line;
  EXPECT_EQ(fast.avoid, slow.request.avoid) << line;
  EXPECT_EQ(fast.hours_per_week, slow.request.hours_per_week) << line;
}

TEST(PlainRequest, ReadsWhatRowsMostlyAre) {
  for (const std::string_view line :
       {R"({"id": "ana", "known": ["git", "http"], "goals": ["senior"], "hours_per_week": 7.5})",
        R"({"hours_per_week":8,"id":7})", "  {\"id\" : \"a b\", \"known\" : [ ] }\t\r",
        R"({"id": "x", "avoid": ["a\"b", "\u00e9"], "choose": ["go"]})", R"({"id": "a\n"})",
        R"({"id": "\u00e4"})"}) {
    PlanRequest request;
    ASSERT_EQ(read_plain_request(line, request), kBuilt) << line;
    if (kBuilt) expect_same(request, read_any_request(line), line);
  }
}

TEST(PlainRequest, LeavesTheRestAlone) {
  using std::literals::string_view_literals::operator""sv;
  for (const std::string_view line : {""sv,
                                      "{}"sv,
                                      "[]"sv,
                                      "7"sv,
                                      R"({"id": 1} x)"sv,
                                      "{\"id\": 1}\0"sv,
                                      "{\"id\": 1}\0x"sv,
                                      R"({"id": "a", "id": "b"})"sv,
                                      R"({"id": "a", "known": "git"})"sv,
                                      R"({"id": "a", "known": ["git", 1]})"sv,
                                      R"({"id": "a", "known": [["git"]]})"sv,
                                      R"({"id": "a", "known": null})"sv,
                                      R"({"id": {"id": "a"}})"sv,
                                      R"({"id": ["a"]})"sv,
                                      R"({"id": true})"sv,
                                      R"({"id": -1})"sv,
                                      R"({"id": 1.50})"sv,
                                      R"({"id": "ä"})"sv,
                                      R"({"id": 1234567890123456789})"sv,
                                      R"({"known": ["git"]})"sv,
                                      R"({"id": "a", "hours_per_week": "8"})"sv,
                                      R"({"id": "a", "hours_per_week": 1e999})"sv,
                                      R"({"id": "a", "colour": "red"})"sv,
                                      R"({"id": "a", "known": ["git",]})"sv,
                                      R"({"id": "a", "known": ["\udc00"]})"sv,
                                      R"({"id": "a", "known": ["git\uDfff"]})"sv,
                                      R"({"id": "a", "known": ["\ud83d\ude00"]})"sv}) {
    PlanRequest request;
    EXPECT_FALSE(read_plain_request(line, request)) << line;
  }
}

// Rows of good and odd pieces, and with single bytes changed, left out and put in.
TEST(PlainRequest, AgreesWithTheReaderThatKnowsEverything) {
  const std::vector<std::string> values = {R"("ana")",
                                           R"("")",
                                           R"("a\\b")",
                                           R"("\u0041")",
                                           "7",
                                           "007",
                                           "-0",
                                           "1e2",
                                           "1.0",
                                           "18446744073709551616",
                                           "[]",
                                           R"(["git"])",
                                           R"(["git","http"])",
                                           R"([ "a" , 1 ])",
                                           "null",
                                           "true",
                                           "{}",
                                           R"({"a":[1]})",
                                           "2.5e-3",
                                           "1e999",
                                           "\"\xc3\xa9\"",
                                           "\"\xff\"",
                                           R"("\ud800")",
                                           R"(["\udc00"])",
                                           R"(["\u00e9","\"\\\n"])"};
  const std::vector<std::string> names = {"id",      "known", "goals",          "choose",
                                          "avoid",   "Id",    "hours_per_week", "hours_per_weeks",
                                          "\\u0069d"};
  std::size_t agreed = 0;
  for (std::uint64_t seed = 1; seed <= 20'000; ++seed) {
    test::Dice dice(seed);
    std::string line = dice.percent(5) ? " {" : "{";
    for (std::uint32_t fields = dice.roll(5), i = 0; i < fields; ++i) {
      if (i > 0) line += ", ";
      const bool apt = dice.percent(80);
      const std::string& name =
          names[apt && i == 0 ? 0 : dice.roll(static_cast<std::uint32_t>(names.size()))];
      line += '"' + name + "\": ";
      line += apt && name == "id"               ? values[dice.percent(50) ? 0 : 4]
              : apt && name == "hours_per_week" ? values[dice.percent(50) ? 4 : 18]
              : apt                             ? values[10 + dice.roll(3)]
                    : values[dice.roll(static_cast<std::uint32_t>(values.size()))];
    }
    line += '}';
    if (dice.percent(30)) {
      const std::size_t at = dice.roll(static_cast<std::uint32_t>(line.size()));
      const char byte = static_cast<char>(dice.roll(256));
      if (dice.percent(33)) {
        line[at] = byte;
      } else if (dice.percent(50)) {
        line.erase(at, 1);
      } else {
        line.insert(at, 1, byte);
      }
    }
    PlanRequest request;
    if (!read_plain_request(line, request)) continue;
    ++agreed;
    expect_same(request, read_any_request(line), line);
    if (testing::Test::HasFailure()) return;
  }
  EXPECT_EQ(agreed > 1'000, kBuilt) << agreed;
}

}  // namespace
}  // namespace cairn
