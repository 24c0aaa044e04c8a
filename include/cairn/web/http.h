/// A request and its reply, as the local page sees them.
/// Not for: sockets (listen.h), or who is let in (guard.h).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cairn {

struct Request {
  std::string method;                                      ///< `GET`, `HEAD`, `POST`
  std::string path;                                        ///< decoded, without the query
  std::vector<std::pair<std::string, std::string>> query;  ///< decoded, in the order sent
  std::multimap<std::string, std::string> headers;         ///< by lower-case name
  std::string body;

  /// The header's value; nothing (null) where it is absent or sent more than once.
  const std::string* header(std::string_view lower_case_name) const;
};

struct Reply {
  int status = 200;
  std::string type = "application/json";
  std::string body;
};

/// `{"schema": "cairn/error/1", "error": {...}}`, as the commands answer with --json.
Reply refusal(int status, std::string_view message);

}  // namespace cairn
