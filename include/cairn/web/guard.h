/// Who is let in: only this machine's own page, and only with this run's token where it writes.
/// Not for: what a request means (site.h).
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include "cairn/web/http.h"

namespace cairn {

inline constexpr std::size_t kMostBodyBytes = std::size_t{64} * 1024;

/// What this run answers to.
struct Door {
  int port = 0;
  std::string token;  ///< unguessable, new at every run
};

/// Why the request is turned away, decided by its head alone, before the body is read; nothing
/// where it may come in. 421 unless Host is exactly localhost, 127.0.0.1 or [::1] with our port,
/// which ends DNS rebinding; 405 for anything but GET, HEAD and POST; for POST 403 without the
/// token, JSON as content type or, where an Origin is sent, our own; 411 without a length, 413
/// over kMostBodyBytes, 415 for an encoded body.
std::optional<Reply> refuse(const Door& door, const Request& request);

/// Headers that every answer carries: nothing may be framed, cached, guessed or loaded from
/// elsewhere, and no script runs but our own files.
const std::multimap<std::string, std::string>& guard_headers();

}  // namespace cairn
