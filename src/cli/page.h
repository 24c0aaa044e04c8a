/// The documents of the local page, made from one session.
/// Not for: how they read (render/page.h), or serving them (commands/serve.cc).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "cli/session.h"

namespace cairn {

std::string page_catalog(Session& session);
/// `changes` and `edition` as PageState has them.
std::string page_state(Session& session, std::uint64_t changes, std::uint64_t edition);
/// Throws Error (usage) where there is no such skill.
std::string page_skill(Session& session, std::string_view word);

}  // namespace cairn
