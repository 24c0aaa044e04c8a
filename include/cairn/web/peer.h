/// Whose program is at the other end of a connection within this machine.
/// Not for: what it may do (guard.h).
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>

#include "cairn/web/listen.h"

namespace cairn {

/// The owner of the socket at port `from` of that address that is connected to port `to` of it, by
/// the kernel's table (/proc/net/tcp or tcp6); nothing where it is not in it. O(connections).
std::optional<std::uint32_t> owner_of_connection(std::istream& table, Loopback on, int from,
                                                 int to);

/// Is it a program of this user or of root, who may do everything anyway? Also true where the
/// machine does not tell.
bool is_own_connection(Loopback on, int from, int to);

}  // namespace cairn
