#include "cairn/base/text.h"

#include <gtest/gtest.h>

namespace cairn::test {
namespace {

TEST(Printable, ShowsWhatWouldNotBeSeen) {
  EXPECT_EQ(printable("a\x1b[31mb\x7f\xC2\x9Bz\xFF"), "a?[31mb??z?");
  EXPECT_EQ(printable("pay \xE2\x80\xAE"
                      "001\xE2\x80\xAC"),
            "pay <U+202E>001<U+202C>");
  for (const char* hidden : {"\xE2\x80\xAA", "\xE2\x81\xA6", "\xE2\x81\xA9", "\xE2\x80\x8B",
                             "\xE2\x80\xA8", "\xEF\xBB\xBF", "\xF3\xA0\x81\xA1"}) {
    EXPECT_EQ(printable(hidden).substr(0, 3), "<U+") << hidden;
  }
  EXPECT_EQ(printable("\xF3\xA0\x81\xA1"), "<U+E0061>");
}

TEST(Printable, LeavesWhatScriptsAndEmojiNeed) {
  for (const char* text : {"Ünïcode 数据库", "👩‍💻", "❤️", "می‌خواهم",
                           "\xE2\x80\x8F"
                           "עברית"}) {
    EXPECT_EQ(printable(text), text);
  }
}

TEST(Text, InvalidUtf8IsFoundWhereverItStands) {
  for (std::size_t at = 0; at < 40; ++at) {
    std::string text(40, 'x');
    EXPECT_EQ(find_invalid_utf8(text), std::nullopt);
    text[at] = '\xff';
    EXPECT_EQ(find_invalid_utf8(text), at);
    text.replace(at, 1, "\xC3\xA9");
    EXPECT_EQ(find_invalid_utf8(text), std::nullopt);
    text.resize(at + 1);
    EXPECT_EQ(find_invalid_utf8(text), at);
  }
}

}  // namespace
}  // namespace cairn::test
