#include "cli/waiting.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <sstream>

namespace cairn::test {
namespace {

// A terminal whose clock stands still until it is set, and that looks when it is told to.
struct Desk {
  std::istringstream in;
  std::ostringstream out, err;
  double now = 100;
  std::function<void()> look = [] {};
  bool ended = false;
  World world{.environment = [](const char* name) -> std::optional<std::string> {
                if (std::string_view(name) == "TERM") return "xterm";
                return std::nullopt;
              },
              .now = {},
              .random = [] { return std::uint64_t{7}; },
              .in = in,
              .out = out,
              .err = err,
              .err_is_terminal = true,
              .columns = std::nullopt,
              .interrupted = [] { return false; },
              .seconds = [this] { return now; },
              .again_and_again =
                  [this](std::function<void()> act) {
                    look = std::move(act);
                    return std::shared_ptr<void>(nullptr, [this](void*) { ended = true; });
                  }};

  std::string seen() {
    std::string text = err.str();
    err.str({});
    return text;
  }
};

TEST(Waiting, SaysWhatGoesOnAfterASecondAndTakesItAway) {
  Desk desk;
  {
    Waiting waiting(desk.world);
    waiting.doing("reading the catalog");
    desk.now += 0.9;
    desk.look();
    EXPECT_EQ(desk.seen(), "");
    desk.now += 0.2;
    desk.look();
    EXPECT_EQ(desk.seen(), "\r\x1b[Kcairn: reading the catalog, 1 s");
    waiting.doing("git pull");
    desk.now += 2;
    desk.look();
    EXPECT_EQ(desk.seen(), "\r\x1b[Kcairn: git pull, 3 s");
    waiting.clear();
    EXPECT_EQ(desk.seen(), "\r\x1b[K");
    desk.look();
    EXPECT_EQ(desk.seen(), "") << "the answer is being written";
    waiting.clear();
    EXPECT_EQ(desk.seen(), "");
    waiting.doing("git push");
    desk.look();
    EXPECT_EQ(desk.seen(), "\r\x1b[Kcairn: git push, 3 s");
  }
  EXPECT_TRUE(desk.ended);
  EXPECT_EQ(desk.seen(), "\r\x1b[K");
}

TEST(Waiting, IsSilentWhereThereIsNoTerminalOrADumbOne) {
  for (const bool dumb : {false, true}) {
    Desk desk;
    if (dumb) desk.world.environment = [](const char*) { return std::nullopt; };
    desk.world.err_is_terminal = dumb;
    Waiting waiting(desk.world);
    waiting.doing("reading the catalog");
    desk.now += 5;
    desk.look();
    EXPECT_EQ(desk.seen(), "");
  }
}

}  // namespace
}  // namespace cairn::test
