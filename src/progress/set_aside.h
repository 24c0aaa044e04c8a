/// Puts one file in the place of a store and keeps the old one beside it.
/// Not for: whether the new one is any good; callers have read it back.
#pragma once

#include <filesystem>
#include <string_view>

#include "cairn/base/date.h"

namespace cairn {

/// `progress-replaced-20270314T180500.db` beside progress.db for the word `replaced`, or one with a
/// number where that is taken.
std::filesystem::path aside_path(const std::filesystem::path& store, std::string_view word,
                                 const Moment& now);

/// Swaps the files, without ever leaving the store's name without one. A log beside the old file
/// goes with it, for it must not be applied to the new one. Requires: all in one folder.
void swap_in(const std::filesystem::path& fresh, const std::filesystem::path& store,
             const std::filesystem::path& kept);

}  // namespace cairn
