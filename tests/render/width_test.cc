#include <gtest/gtest.h>

#include "cairn/render/terminal.h"

namespace cairn {
namespace {

TEST(Columns, AreWhatATerminalDraws) {
  EXPECT_EQ(columns(""), 0U);
  EXPECT_EQ(columns("HTTP, REST & co."), 16U);
  EXPECT_EQ(columns("déjà vu"), 7U);
  EXPECT_EQ(columns("漢字"), 4U);
  EXPECT_EQ(columns("שלום"), 4U);
  EXPECT_EQ(columns("●○✔◐·–…█"), 8U);
}

TEST(Columns, MarksTakeNone) {
  EXPECT_EQ(columns("e\u0301"), 1U);
  EXPECT_EQ(columns("ae\u0301b"), 3U);
  EXPECT_EQ(columns("zero\u200bwidth"), 9U);
}

TEST(Columns, AnEmojiTakesTwoHoweverItIsMade) {
  EXPECT_EQ(columns("🎉"), 2U);
  EXPECT_EQ(columns("👩‍👩‍👧"), 2U);
  EXPECT_EQ(columns("👍🏽"), 2U);
  EXPECT_EQ(columns("🇩🇪"), 2U);
  EXPECT_EQ(columns("🇩🇪🇫🇷"), 4U);
  EXPECT_EQ(columns("❤️"), 2U);
  EXPECT_EQ(columns("a👩‍👩‍👧b"), 4U);
}

TEST(Columns, EscapesTakeNone) {
  EXPECT_EQ(columns("\x1b[1mbold\x1b[0m"), 4U);
  EXPECT_EQ(columns("\x1b[32m漢\x1b[0m!"), 3U);
  EXPECT_EQ(columns("\x1b["), 0U);
}

TEST(Columns, BytesThatAreNoTextTakeOneEach) { EXPECT_EQ(columns("a\xff\xfe"), 3U); }

TEST(Clip, NeverCutsThroughASign) {
  const Terminal terminal;
  EXPECT_EQ(clip(terminal, "漢字かな", 8), "漢字かな");
  EXPECT_EQ(clip(terminal, "漢字かな", 7), "漢字か…");
  EXPECT_EQ(clip(terminal, "漢字かな", 6), "漢字…");
  EXPECT_EQ(clip(terminal, "👩‍👩‍👧👩‍👩‍👧", 3), "👩‍👩‍👧…");
  EXPECT_EQ(clip(terminal, "👩‍👩‍👧👩‍👩‍👧", 2), "…");
  EXPECT_EQ(clip(terminal, "e\u0301e\u0301e\u0301", 2), "e\u0301…");
  EXPECT_EQ(clip(terminal, "one two", 5), "one…");
  EXPECT_EQ(clip(terminal, "one", 0), "");
  for (std::size_t width = 0; width < 12; ++width) {
    EXPECT_LE(columns(clip(terminal, "a漢👩‍👩‍👧e\u0301🇩🇪bc❤️字", width)),
              width);
  }
}

TEST(Pad, FillsByColumns) {
  EXPECT_EQ(pad_right("漢", 4), "漢  ");
  EXPECT_EQ(pad_left("👩‍👩‍👧", 3), " 👩‍👩‍👧");
}

}  // namespace
}  // namespace cairn
