#include "cli/completion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "cli/command.h"

namespace cairn::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;

struct Offered {
  std::vector<std::string> words;
  Completion::Files files;
  int opened = 0;  // how often the catalog was asked for something
};

Offered offered(const std::vector<std::string>& words) {
  Offered offered;
  Vocabulary vocabulary;
  vocabulary.skills = [&] {
    ++offered.opened;
    return std::vector<Candidate>{{"http", "HTTP"}, {"http-2", "HTTP/2"}, {"sql", "SQL"}};
  };
  vocabulary.levels = [&] { return std::vector<Candidate>{{"senior", "Senior"}}; };
  vocabulary.areas = [&] { return std::vector<Candidate>{{"web", "Web"}}; };
  vocabulary.topics = [&] { return std::vector<Candidate>{{"queues-at-work", "Queues"}}; };
  const Completion found = complete(words, vocabulary);
  for (const Candidate& one : found.candidates) offered.words.push_back(one.word);
  offered.files = found.files;
  return offered;
}

TEST(Completion, CommandsComeFirst) {
  EXPECT_THAT(offered({"ro"}).words, ElementsAre("roadmap"));
  EXPECT_EQ(offered({""}).words.size() + 1, commands().size());
  EXPECT_THAT(offered({"--json", "une"}).words, IsEmpty());
  EXPECT_THAT(offered({"--db", "x", "unch"}).words, ElementsAre("unchoose"));
  EXPECT_EQ(offered({"nonsense", ""}).words, std::vector<std::string>());
}

TEST(Completion, EveryOptionOfTheTableIsOfferedOnce) {
  for (const Command& command : commands()) {
    if (command.name.empty()) continue;
    const auto words = offered({std::string(command.name), "--"}).words;
    for (const Option& option : options_of(command)) {
      EXPECT_THAT(words, Contains("--" + std::string(option.name))) << command.name;
    }
    EXPECT_THAT(words, Contains("--json")) << command.name;
  }
  EXPECT_THAT(offered({"next", "-n", "2", "--c"}).words, Not(Contains("--count")));
  EXPECT_THAT(offered({"done", "--", "-"}).words, IsEmpty());
}

TEST(Completion, IdsWhereTheTableHasIds) {
  EXPECT_THAT(offered({"show", "h"}).words, ElementsAre("http", "http-2"));
  EXPECT_THAT(offered({"show", "http", ""}).words, IsEmpty());
  EXPECT_THAT(offered({"know", "http", "s"}).words, ElementsAre("sql", "senior"));
  EXPECT_THAT(offered({"goal", "s"}).words, ElementsAre("set", "sql", "senior"));
  EXPECT_THAT(offered({"goal", "set", "s"}).words, ElementsAre("sql", "senior"));
  EXPECT_THAT(offered({"fit", "--goal", "sql,h"}).words, ElementsAre("sql,http", "sql,http-2"));
  EXPECT_THAT(offered({"interview", ""}).words, ElementsAre("queues-at-work"));
  EXPECT_THAT(offered({"log", "sql", ""}).words, IsEmpty());
}

TEST(Completion, ValuesOfOptionsHoweverTheyAreWritten) {
  const std::vector<std::string> pictures{"md", "mermaid"};
  EXPECT_EQ(offered({"map", "--format", "m"}).words, pictures);
  EXPECT_EQ(offered({"map", "--format", "=", "m"}).words, pictures);
  EXPECT_THAT(offered({"map", "--format", "="}).words, IsSupersetOf(pictures));
  EXPECT_THAT(offered({"map", "--format=m"}).words, ElementsAre("--format=md", "--format=mermaid"));
  EXPECT_THAT(offered({"list", "--area", ""}).words, ElementsAre("web"));
  EXPECT_THAT(offered({"list", "--level", ""}).words, ElementsAre("senior"));
  EXPECT_THAT(offered({"log", "sql", "2h", "--on", "y"}).words, ElementsAre("yesterday"));
  EXPECT_THAT(offered({"--color", "a"}).words, ElementsAre("auto", "always"));
  EXPECT_THAT(offered({"serve", "--address", ":"}).words, ElementsAre("::1"));
  EXPECT_EQ(offered({"map", "-o", ""}).files, Completion::Files::files);
  EXPECT_EQ(offered({"import", ""}).files, Completion::Files::files);
  EXPECT_EQ(offered({"sync", ""}).files, Completion::Files::folders);
}

TEST(Completion, TheCatalogIsOpenedOnlyWhereItMatters) {
  EXPECT_EQ(offered({"ne"}).opened, 0);
  EXPECT_EQ(offered({"show", "--"}).opened, 0);
  EXPECT_EQ(offered({"map", "--format", ""}).opened, 0);
  EXPECT_EQ(offered({"show", ""}).opened, 1);
}

}  // namespace
}  // namespace cairn::test
