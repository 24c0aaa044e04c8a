/// Listens on this machine alone and hands requests on.
/// Not for: judging (guard.h) or answering them (site.h).
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "cairn/web/http.h"

namespace cairn {

/// What is done with what comes in. `may_connect`, `admit` and `answer` are called by several
/// threads at once and throw nothing.
struct Service {
  /// Asked first, with the port at the other end: a connection that may not is closed unheard.
  std::function<bool(int from, int to)> may_connect;
  int port = 0;                                     ///< 0: any that is free
  bool must_port = false;                           ///< else any free one where `port` is taken
  std::multimap<std::string, std::string> headers;  ///< of every reply
  std::size_t most_body = 0;                        ///< bytes
  std::function<std::optional<Reply>(const Request&)> admit;  ///< by the head alone
  std::function<Reply(const Request&)> answer;
  std::function<void(int port)> ready;  ///< called once, when listening
  std::function<bool()> stop;           ///< asked a few times a second
};

/// Serves on 127.0.0.1 until `stop` says so. At most kMostConnections at once, more are refused;
/// a request that is not complete after kPatienceSeconds is dropped; one request a connection.
/// Throws Error (usage) where it cannot listen, or where the HTTP library is not installed.
void listen(const Service& service);

inline constexpr int kMostConnections = 64;
inline constexpr int kPatienceSeconds = 10;

}  // namespace cairn
