/// Gets out of a damaged store what is left of it, whatever the damage.
/// Not for: a store that can be read, which backup.h copies.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "cairn/progress/store.h"

namespace cairn {

struct Salvaged {
  std::int64_t events = 0;           ///< whose checksums agree
  std::int64_t unverified = 0;       ///< taken as they look, for their device's record is gone
  std::optional<std::int64_t> lost;  ///< how many more there were, where that is known
};

/// Looks through every byte of `damaged` and of the log beside it (`-wal`), neither of which is
/// changed, and puts the events that it finds into the new store `fresh`, which has a device of its
/// own. Needs no header, schema or tree. Throws Error (store) where nothing is left, `fresh` is
/// there, or either file fails. Requires: no store of this process is open on `damaged`. O(bytes).
Salvaged salvage(const std::filesystem::path& damaged, const std::filesystem::path& fresh,
                 const RandomSource& random);

}  // namespace cairn
