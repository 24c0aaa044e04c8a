#include "cairn/web/peer.h"

#include <gtest/gtest.h>

#include <sstream>

namespace cairn::test {
namespace {

// As a little-endian machine writes it: 127.0.0.1:45000 to 127.0.0.1:8720, both ends, of user 1000.
constexpr const char* kTable =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout\n"
    "   0: 0100007F:2210 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1001        0 1\n"
    "   1: 0100007F:2210 0100007F:AFC8 01 00000000:00000000 00:00000000 00000000  1001        0 2\n"
    "   2: 0100007F:AFC8 0100007F:2210 01 00000000:00000000 00:00000000 00000000  1000        0 "
    "3\n";

TEST(Peer, OwnerIsOfTheOtherEnd) {
  std::istringstream table(kTable);
  EXPECT_EQ(owner_of_connection(table, Loopback::ipv4, 45000, 8720), 1000U);
}

// The same at ::1.
TEST(Peer, OwnerIsFoundAtTheOtherLoopbackToo) {
  const std::string here = "00000000000000000000000001000000";
  std::istringstream table("   0: " + here + ":AFC8 " + here +
                           ":2210 01 00000000:00000000 00:00000000 00000000  1000        0 3\n");
  EXPECT_EQ(owner_of_connection(table, Loopback::ipv6, 45000, 8720), 1000U);
  table.clear();
  table.seekg(0);
  EXPECT_EQ(owner_of_connection(table, Loopback::ipv4, 45000, 8720), std::nullopt);
}

TEST(Peer, NothingWhereTheTableHasNoSuchConnection) {
  std::istringstream table(kTable);
  EXPECT_EQ(owner_of_connection(table, Loopback::ipv4, 45001, 8720), std::nullopt);
  std::istringstream broken("1: 0100007F:AFC8 0100007F:2210 01");
  EXPECT_EQ(owner_of_connection(broken, Loopback::ipv4, 45000, 8720), std::nullopt);
}

}  // namespace
}  // namespace cairn::test
