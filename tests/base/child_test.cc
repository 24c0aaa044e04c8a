#include "cairn/base/child.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string>

namespace cairn {
namespace {

using How = ChildEnd::How;

TEST(Child, TextGoesInAndComesOut) {
  const std::string text(std::size_t{3} << 20, 'x');  // more than any pipe holds
  const ChildEnd end = run_child({"cat"}, text, {});
  EXPECT_EQ(end.how, How::done);
  EXPECT_EQ(end.out, text);
}

TEST(Child, NoShellReadsItsWords) {
  const ChildEnd end = run_child({"echo", "$HOME; `id` \"&"}, "", {});
  EXPECT_EQ(end.out, "$HOME; `id` \"&\n");
}

TEST(Child, OneThatLeavesItsInputUnreadIsNoHarm) {
  EXPECT_EQ(run_child({"true"}, std::string(std::size_t{1} << 20, 'x'), {}).how, How::done);
}

TEST(Child, FailureIsToldWithWhatItSaid) {
  const ChildEnd end = run_child({"sh", "-c", "echo half; echo why >&2; exit 3"}, "", {});
  EXPECT_EQ(end.how, How::failed);
  EXPECT_EQ(end.out, "half\n");
  EXPECT_EQ(end.talk, "why\n");
  EXPECT_EQ(run_child({"sh", "-c", "kill -9 $$"}, "", {}).how, How::failed);
}

TEST(Child, MissingProgramIsTold) {
  EXPECT_EQ(run_child({"no-such-program-anywhere"}, "", {}).how, How::missing);
}

// What it started itself goes with it.
TEST(Child, StoppingKillsAllThatItStarted) {
  int asked = 0;
  const ChildEnd end =
      run_child({"sh", "-c", "sleep 600 & echo $!; wait"}, "", [&] { return ++asked > 500; });
  EXPECT_EQ(end.how, How::stopped);
  const pid_t grandchild = std::atoi(end.out.c_str());
  ASSERT_GT(grandchild, 0);
  // Its own parent is gone, so it is for init to bury it; until then it is a zombie.
  for (int i = 0; i < 1000 && ::kill(grandchild, 0) == 0; ++i) {
    const std::string state = "/proc/" + std::to_string(grandchild) + "/stat";
    const ChildEnd seen = run_child({"grep", "-c", ") Z", state}, "", {});
    if (seen.how == How::done) return;
    ::usleep(1000);
  }
  EXPECT_NE(::kill(grandchild, 0), 0);
}

TEST(Child, WhatItLeavesRunningIsNotWaitedFor) {
  const ChildEnd end = run_child({"sh", "-c", "sleep 5 & echo $!"}, "", {});
  EXPECT_EQ(end.how, How::done);
  EXPECT_EQ(::kill(std::atoi(end.out.c_str()), SIGKILL), 0);
}

TEST(Child, HasOurEnvironmentOrTheOneThatIsGiven) {
  EXPECT_NE(run_child({"env"}, "", {}).out.find("PATH="), std::string::npos);
  EXPECT_EQ(run_child({"env"}, "", {}, {"A=b", "C=d e"}).out, "A=b\nC=d e\n");
}

TEST(Child, OneThatClosesItsOutputAndStaysIsStopped) {
  int asked = 0;
  const ChildEnd end =
      run_child({"sh", "-c", "exec >&- 2>&-; sleep 600"}, "", [&] { return ++asked > 50; });
  EXPECT_EQ(end.how, How::stopped);
}

}  // namespace
}  // namespace cairn
