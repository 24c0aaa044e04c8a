#include "cairn/interchange/jsonl.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>

#include "cairn/base/text.h"
#include "cairn/progress/store.h"
#include "tests/support/history.h"
#include "tests/support/soak.h"
#include "tests/support/source_tree.h"
#include "tests/support/temp_folder.h"

namespace cairn::test {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::string lines(std::span<const Event> events) {
  std::string text;
  for (const Event& event : events) text += to_json_line(event);
  return text;
}

ReadEvents read(const std::string& text) { return read_jsonl(text, "log.jsonl"); }

// The findings, one line each.
std::string findings(const std::string& text) {
  std::string said;
  for (const Diagnostic& finding : read(text).diagnostics) said += to_string(finding) + "\n";
  return said;
}

// A line that is well, with more fields or with some replaced.
std::string line(const std::string& kind, const std::string& more = {}) {
  return fmt::format(R"({{"schema":"cairn/event/1","id":"{:032x}","device":"{:016x}",)"
                     R"("sequence":1,"at":"2026-01-01T12:00:00+01:00","kind":"{}"{}}})",
                     1, 2, kind, more);
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(Jsonl, AnEventIsOneLineWithItsFieldsInOrder) {
  NewEvent done = fact(EventKind::done, "postgresql c++");
  done.also_known = ids("sql");
  done.hours = Hours::whole(12);
  done.on = parse_iso_date("2026-01-31");
  done.note = "\"quoted\"\n日本";
  Event event = recorded(done, 10);
  event.extra = "{ \"stars\": 4.50,\n \"by\": {\"a\":[]} }";
  EXPECT_EQ(to_json_line(event),
            R"({"schema":"cairn/event/1","id":"0000000000000000000000000000000a",)"
            R"("device":"0000000000000001","sequence":10,"at":"2026-01-01T12:10:00+01:00",)"
            R"("kind":"done","ids":["postgresql","c++"],"also_known":["sql"],"minutes":720,)"
            R"("on":"2026-01-31","note":"\"quoted\"\n日本", "stars": 4.50,  "by": {"a":[]} })"
            "\n");
  Event undo = recorded(fact(EventKind::undo), 11);
  undo.undoes = id_of(10);
  EXPECT_EQ(to_json_line(undo),
            R"({"schema":"cairn/event/1","id":"0000000000000000000000000000000b",)"
            R"("device":"0000000000000001","sequence":11,"at":"2026-01-01T12:11:00+01:00",)"
            R"("kind":"undo","undoes":"0000000000000000000000000000000a"})"
            "\n");
}

TEST(Jsonl, WhatIsWrittenReadsBackTheSame) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    const std::vector<Event> history = random_history(seed, 80);
    const ReadEvents again = read(lines(history));
    EXPECT_THAT(again.diagnostics, IsEmpty());
    EXPECT_EQ(again.events, history);
    EXPECT_EQ(lines(again.events), lines(history));
  }
}

TEST(Jsonl, ANewerProgramsKindsAndFieldsAreKeptToTheLastDigit) {
  const std::string extra =
      R"("confidence":0.70,"big":123456789012345678901234567890,"small":-1e-300,"text":"é\u0001",)"
      R"("nested":{"b":[1,{"a":null}],"a":true,"e":{},"l":[[],[[]]]},"none":[])";
  const ReadEvents got = read(line("mastered", ",\"ids\":[\"go\"]," + extra));
  ASSERT_EQ(got.events.size(), 1U);
  EXPECT_EQ(got.events[0].kind, EventKind::other);
  EXPECT_EQ(got.events[0].word, "mastered");
  EXPECT_EQ(got.events[0].extra, "{" + extra + "}");
  EXPECT_EQ(to_json_line(got.events[0]), line("mastered", ",\"ids\":[\"go\"]," + extra) + "\n");
}

TEST(Jsonl, TheExampleInTheDocsIsWhatIsWritten) {
  const auto docs = source_tree() / "docs/formats.md";
  std::string text = read_bytes(docs);
  text = text.substr(text.find("```json\n") + 8);
  text = text.substr(0, text.find("```"));
  EXPECT_EQ(read(text).events.size(), 4U);
  EXPECT_EQ(lines(read(text).events), text);
}

TEST(Jsonl, TheDocsSayWhatEveryKindMeans) {
  const std::string docs = read_bytes(source_tree() / "docs/formats.md");
  for (int i = 0; i < static_cast<int>(EventKind::other); ++i) {
    const std::string word(kind_word(static_cast<EventKind>(i)));
    EXPECT_THAT(docs, HasSubstr("\n| `" + word + "` | "));
  }
}

TEST(Jsonl, BlanksAndOrderWithinALineDoNotMatter) {
  const std::string text =
      R"( { "kind" : "stop" , "x" : [ 1 , "a b" ] , "at":"2026-01-01T11:00:00Z","sequence":1, )"
      R"("device":"0000000000000002","id":"00000000000000000000000000000001",)"
      R"("schema":"cairn/event/1" } )";
  const ReadEvents got = read(text);
  ASSERT_THAT(got.diagnostics, IsEmpty());
  EXPECT_EQ(got.events[0].extra, R"({"x":[1,"a b"]})");
  EXPECT_EQ(got.events[0].at.offset_minutes, 0);
}

TEST(Jsonl, LineEndsOfAnySystemAreTaken) {
  const std::vector<Event> history = random_history(1, 3);
  std::string text = lines(history);
  text.pop_back();  // no newline at the end
  EXPECT_EQ(read(text).events, history);
  std::string crlf = "\xEF\xBB\xBF";
  for (const char c : text) crlf += c == '\n' ? std::string("\r\n\r\n") : std::string(1, c);
  EXPECT_THAT(findings(crlf), IsEmpty());
  EXPECT_EQ(read(crlf).events, history);
  EXPECT_THAT(read("").events, IsEmpty());
  EXPECT_THAT(findings("\n \n\t\r\n"), IsEmpty());
}

TEST(Jsonl, EveryBadLineIsReportedAndTheOthersAreRead) {
  const std::vector<Event> history = random_history(2, 3);
  const std::string text = to_json_line(history[0]) + "{]\n" + to_json_line(history[1]) +
                           "skills: go\n[]\n42\n" + to_json_line(history[2]) + "{\"id\":1";
  const ReadEvents got = read(text);
  EXPECT_EQ(got.events, history);
  std::vector<int> at;
  for (const Diagnostic& finding : got.diagnostics) {
    EXPECT_EQ(finding.severity, Severity::error);
    EXPECT_EQ(finding.place.file, "log.jsonl");
    at.push_back(finding.place.line);
  }
  EXPECT_THAT(at, ElementsAre(2, 4, 5, 6, 8));
}

TEST(Jsonl, AFindingSaysWhereWhatAndWhatToDo) {
  EXPECT_EQ(findings("\n{\"id\":}\n"),
            "log.jsonl:2:7: error: this is not JSON: syntax error while parsing value - unexpected "
            "'}'; expected '[', '{', or a literal; each line is one event as 'cairn export' writes "
            "it\n");
  EXPECT_EQ(findings("{}"),
            "log.jsonl:1: error: there is no 'schema'; an event has schema, id, device, sequence, "
            "at and kind; see docs/formats.md\n");
  EXPECT_EQ(findings(with(line("done"), "event/1", "event/2")),
            "log.jsonl:1: error: the schema is 'cairn/event/2', not 'cairn/event/1'; a newer cairn "
            "wrote this: update cairn\n");
}

TEST(Jsonl, NamesAreGivenOnce) {
  EXPECT_THAT(findings(line("done", R"(,"kind":"stop")")), HasSubstr("'kind' is there twice"));
  EXPECT_THAT(findings(line("done", R"(,"x":{"a":1,"b":{"a":1},"a":2})")),
              HasSubstr("'a' is there twice"));
  EXPECT_THAT(findings(line("done", R"(,"x":{"a":1,"b":{"a":1}})")), IsEmpty());
}

TEST(Jsonl, WrongTypesAndAbsurdValuesAreRefused) {
  const std::string well = line("done");
  ASSERT_THAT(findings(well), IsEmpty());
  const auto expect_finding = [](const std::string& text, const std::string& sentence) {
    EXPECT_THAT(findings(text), HasSubstr(sentence)) << text;
  };
  expect_finding(with(well, "00000001", "0000000G"), "32 lower-case");
  expect_finding(with(well, "0000000000000002", "2"), "16 lower-case");
  expect_finding(with(well, "\"sequence\":1", "\"sequence\":0"), "counts from 1");
  expect_finding(with(well, "\"sequence\":1", "\"sequence\":1.0"), "'sequence' is not a whole");
  expect_finding(with(well, "\"sequence\":1", "\"sequence\":99999999999999999999"), "'sequence'");
  expect_finding(with(well, "2026-01-01T", "2026-02-30T"), "'at' is not a moment");
  expect_finding(with(well, "\"at\":\"2026", "\"at\":\"1700"), "'at' is not a moment");
  expect_finding(with(well, "\"done\"", "\"\""), "cannot be the kind");
  expect_finding(with(well, "\"done\"", "\"a b\""), "cannot be the kind");
  expect_finding(with(well, "\"done\"", "7"), "'kind' is not text");
  expect_finding(line("done", R"(,"ids":"go")"), "'ids' is not a list of ids");
  expect_finding(line("done", R"(,"ids":["go",1])"), "'ids' is not a list of ids");
  expect_finding(line("done", R"(,"ids":[["go"]])"), "'ids' is not a list of ids");
  expect_finding(line("done", R"(,"ids":{"go":1})"), "'ids' is not a list of ids");
  expect_finding(line("done", R"(,"also_known":null)"), "'also_known' is not a list of ids");
  expect_finding(line("done", R"(,"minutes":-5)"), "hours are between 0 and 100,000");
  expect_finding(line("done", R"(,"minutes":1e9)"), "'minutes' is not a whole number");
  expect_finding(line("done", R"(,"minutes":6000001)"), "hours are between 0 and 100,000");
  expect_finding(line("done", R"(,"on":"tomorrow")"), "'on' is not a day");
  expect_finding(line("done", R"(,"note":["x"])"), "'note' is not text");
  expect_finding(line("undo", R"(,"undoes":"x")"), "what is undone");
}

TEST(Jsonl, HostileIdsAreRefused) {
  for (const char* id : {"", " ", "a b", "../../etc/passwd", "\\u001b[31m", "a\\u0000b", "GO",
                         "<script>", "'; DROP TABLE event; --", "é"}) {
    EXPECT_THAT(findings(line("done", fmt::format(R"(,"ids":["{}"])", id))),
                AllOf(HasSubstr("cannot be the id of a skill"), Not(HasSubstr("\x1b"))))
        << id;
  }
  EXPECT_THAT(findings(line("done", fmt::format(R"(,"ids":["{}"])", std::string(65, 'a')))),
              HasSubstr("cannot be the id"));
}

TEST(Jsonl, TextThatIsNotUtf8IsRefused) {
  EXPECT_THAT(findings(line("note", ",\"note\":\"\xff\"")), HasSubstr("not JSON"));
  EXPECT_THAT(findings(line("note", ",\"note\":\"\xed\xa0\x80\"")), HasSubstr("not JSON"));
  EXPECT_THAT(findings(line("note", R"(,"note":"\ud800")")), HasSubstr("not JSON"));
  EXPECT_THAT(findings(line("note", ",\"x\":\"\xc0\xaf\"")), HasSubstr("not JSON"));
  EXPECT_EQ(find_invalid_utf8(findings("\xff\xfe{}")), std::nullopt);
}

TEST(Jsonl, LinesBeyondReasonAreRefused) {
  EXPECT_THAT(findings(line("note", ",\"note\":\"" + std::string(70'000, 'x') + "\"")),
              HasSubstr("a note is at most 64 KiB"));
  EXPECT_THAT(findings(line("note", ",\"x\":\"" + std::string(300'000, 'x') + "\"")),
              HasSubstr("an event is at most 256 KiB"));
  EXPECT_THAT(findings(line("note", ",\"x\":\"" + std::string(1'100'000, 'x') + "\"")),
              HasSubstr("over 1 MiB"));
  EXPECT_THAT(findings(line("note", ",\"x\":" + std::string(500'000, '['))),
              HasSubstr("nested too deeply"));
}

TEST(Jsonl, TheLargestEventFitsIntoALine) {
  Event event = recorded(fact(EventKind::know), 1);
  for (int i = 0; i < 128 * 1024; ++i) event.ids.push_back({"a"});
  event.note = std::string(64 * 1024, '\x01');  // six bytes each
  ASSERT_EQ(find_unstorable(event), std::nullopt);
  EXPECT_THAT(read(to_json_line(event)).events, ElementsAre(event));
}

TEST(Jsonl, TheSameLineTwiceIsOneEventAndAContradictionIsAFinding) {
  const std::string one = line("done", R"(,"ids":["go"])");
  EXPECT_EQ(read(one + "\n" + one).events.size(), 1U);
  EXPECT_THAT(findings(one + "\n" + one), IsEmpty());
  EXPECT_THAT(findings(one + "\n\n" + line("done", R"(,"ids":["sql"])")),
              HasSubstr("log.jsonl:3: error: the id of line 1 again, with other content"));
}

TEST(Jsonl, RandomDamageNeverPassesUnnoticedAsAnotherShape) {
  constexpr std::uint64_t kSeed = 31'337;
  SCOPED_TRACE(kSeed);
  Dice dice(kSeed);
  const std::string whole = lines(random_history(5, 10));
  for (int i = 0; i < 3'000; ++i) {
    std::string text = whole;
    for (std::uint32_t edits = dice.roll(4) + 1; edits > 0; --edits) {
      const std::size_t at = dice.roll(static_cast<std::uint32_t>(text.size()));
      if (dice.percent(30)) {
        text.erase(at, 1 + dice.roll(20));
      } else {
        text[at] = static_cast<char>(dice.roll(256));
      }
    }
    // Whatever is still taken can be stored and written again.
    const ReadEvents got = read(text);
    for (const Event& event : got.events) ASSERT_EQ(find_unstorable(event), std::nullopt);
    ASSERT_EQ(read(lines(got.events)).events, got.events);
  }
}

TEST(Exchange, ExportThenImportGivesTheSameRecord) {
  const TempFolder folder;
  const std::vector<Event> history = random_history(8, 200);
  Store from(folder / "from.db", Store::Access::write, seeded(1));
  from.merge(history);
  from.append(fact(EventKind::done, "go"), moment(5));
  Store to(folder / "to.db", Store::Access::write, seeded(2));
  to.merge(read(lines(from.events())).events);
  EXPECT_EQ(to.events(), from.events());
  EXPECT_EQ(to.state(), from.state());
}

// A history's events, each with the devices that hold it from the start: its own and some others.
std::vector<std::vector<Event>> shares(const std::vector<Event>& history, Dice& dice) {
  std::map<std::string, std::vector<Event>> by_device;
  for (const Event& event : history) by_device[event.device];
  for (const Event& event : history) {
    for (auto& [device, share] : by_device) {
      if (device == event.device || dice.percent(30)) share.push_back(event);
    }
  }
  std::vector<std::vector<Event>> all;
  for (auto& [device, share] : by_device) all.push_back(std::move(share));
  return all;
}

TEST(Exchange, DevicesAgreeWhateverTheOrderInWhichTheyMerge) {
  for (std::uint64_t seed = 1; seed <= soaked(6); ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    Dice dice(seed);
    const std::vector<Event> history = random_history(seed, 60);
    std::vector<Event> expected = history;
    std::sort(expected.begin(), expected.end(), comes_before);
    const auto devices = shares(history, dice);
    std::vector<std::size_t> order(devices.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    int tried = 0;
    do {  // commutative: every order; in the short run up to 24 of them
      const TempFolder folder;
      Store store(folder / "p.db", Store::Access::write, seeded(seed));
      for (const std::size_t device : order) {
        store.merge(read(lines(devices[device])).events);
        if (dice.percent(30)) {
          EXPECT_EQ(store.merge(devices[device]), Merged());  // idempotent
        }
      }
      ASSERT_EQ(store.events(), expected);
      ASSERT_EQ(store.state(), fold(history));
    } while (++tried < (soaked(1) > 1 ? 120 : 24) &&
             std::next_permutation(order.begin(), order.end()));
  }
}

TEST(Exchange, DevicesAgreeHoweverTheMergesAreGrouped) {
  for (std::uint64_t seed = 20; seed < 20 + soaked(6); ++seed) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    Dice dice(seed);
    const std::vector<Event> history = random_history(seed, 60);
    const TempFolder folder;
    std::vector<std::unique_ptr<Store>> stores;
    for (const std::vector<Event>& share : shares(history, dice)) {
      stores.push_back(std::make_unique<Store>(folder / fmt::format("{}.db", stores.size()),
                                               Store::Access::write, seeded(stores.size() + 1)));
      stores.back()->merge(share);
    }
    // Pairs meet at random until all have met in a chain both ways.
    const auto count = static_cast<std::uint32_t>(stores.size());
    for (int meeting = 0; meeting < 6; ++meeting) {
      stores[dice.roll(count)]->merge(stores[dice.roll(count)]->events());
    }
    for (std::size_t i = 0; i + 1 < count; ++i) stores[i + 1]->merge(stores[i]->events());
    for (std::size_t i = count - 1; i > 0; --i) stores[i - 1]->merge(stores[i]->events());
    for (const auto& store : stores) {
      EXPECT_EQ(store->events(), stores[0]->events());
      EXPECT_EQ(store->state(), fold(history));
    }
  }
}

}  // namespace
}  // namespace cairn::test
