/// Listens on this machine alone and hands requests on.
/// Not for: judging (guard.h) or answering them (site.h).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "cairn/web/http.h"

namespace cairn {

/// The addresses that no other machine reaches.
enum class Loopback : std::uint8_t { ipv4, ipv6 };

/// `127.0.0.1` or `::1`.
constexpr std::string_view address_text(Loopback loopback) {
  return loopback == Loopback::ipv6 ? "::1" : "127.0.0.1";
}

/// What is done with what comes in. `may_connect`, `admit` and `answer` are called by several
/// threads at once and throw nothing.
struct Service {
  /// Asked first, with the port at the other end: a connection that may not is closed unheard.
  std::function<bool(int from, int to)> may_connect;
  Loopback on = Loopback::ipv4;
  int port = 0;                                     ///< 0: any that is free
  bool must_port = false;                           ///< else any free one where `port` is taken
  std::multimap<std::string, std::string> headers;  ///< of every reply
  std::size_t most_body = 0;                        ///< bytes
  std::function<std::optional<Reply>(const Request&)> admit;  ///< by the head alone
  std::function<Reply(const Request&)> answer;
  std::function<void(int port)> ready;  ///< called once, when listening
  std::function<bool()> stop;           ///< asked a few times a second
};

/// Serves on that loopback address until `stop` says so. At most kMostConnections at once, more are
/// refused; a request that is not complete after kPatienceSeconds is dropped; one request a
/// connection. Throws Error (usage) where it cannot listen, or where the HTTP library is not
/// installed.
void listen(const Service& service);

inline constexpr int kMostConnections = 64;
inline constexpr int kPatienceSeconds = 10;

}  // namespace cairn
