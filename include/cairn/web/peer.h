/// Whose program is at the other end of a connection within this machine.
/// Not for: what it may do (guard.h).
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>

namespace cairn {

/// The owner of the socket at 127.0.0.1:`from` that is connected to 127.0.0.1:`to`, by the kernel's
/// table (/proc/net/tcp); nothing where it is not in it. O(connections).
std::optional<std::uint32_t> owner_of_connection(std::istream& table, int from, int to);

/// Is it a program of this user or of root, who may do everything anyway? Also true where the
/// machine does not tell.
bool is_own_connection(int from, int to);

}  // namespace cairn
