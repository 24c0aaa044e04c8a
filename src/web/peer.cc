#include "cairn/web/peer.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <string>

namespace cairn {
namespace {

// As the table has it: the address as a number of this machine, the port as it is read.
std::string address(Loopback on, int port) {
  const std::string zeros(on == Loopback::ipv6 ? 24 : 0, '0');
  return fmt::format("{}{:08X}:{:04X}", zeros,
                     htonl(on == Loopback::ipv6 ? 1U : std::uint32_t{INADDR_LOOPBACK}), port);
}

}  // namespace

std::optional<std::uint32_t> owner_of_connection(std::istream& table, Loopback on, int from,
                                                 int to) {
  const std::string local = address(on, from), remote = address(on, to);
  std::string line;
  while (std::getline(table, line)) {
    std::istringstream words(line);
    std::string number, here, there, state, queues, timer, timeouts;
    std::uint32_t owner = 0;
    if (words >> number >> here >> there >> state >> queues >> timer >> timeouts >> owner &&
        here == local && there == remote) {
      return owner;
    }
  }
  return std::nullopt;
}

bool is_own_connection(Loopback on, int from, int to) {
  std::ifstream table(on == Loopback::ipv6 ? "/proc/net/tcp6" : "/proc/net/tcp");
  const auto owner = owner_of_connection(table, on, from, to);
  return !owner || *owner == 0 || *owner == ::geteuid();
}

}  // namespace cairn
