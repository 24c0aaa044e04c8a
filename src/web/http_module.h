/// The border to the HTTP library, which lives in a module of its own: it brings OpenSSL along, and
/// no other command shall pay for that at its start.
#pragma once

#include "cairn/web/listen.h"

namespace cairn {

enum class Listening { ended, port_taken, failed };

/// What the module is found by. Does not throw.
using HttpModule = Listening (*)(const Service*);
inline constexpr const char* kHttpModule = "cairn_http_serve";

}  // namespace cairn
