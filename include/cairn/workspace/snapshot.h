/// A catalog and its graph as one block of bytes that is used where it lies, without parsing.
/// Not for: exchange between machines; the layout is this program's own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cairn/base/packed.h"
#include "cairn/workspace/workspace.h"

namespace cairn {

/// What tells this program's layout from another's; goes into every key.
std::uint64_t snapshot_layout();

/// The bytes of a snapshot. `key` says what it was made from.
std::string write_snapshot(const OpenCatalog& open, std::uint64_t key);

/// The catalog in the block, which it keeps alive; nothing where the block is damaged, cut short,
/// of another layout or not of that key. A checksum (XXH3) over all of it is compared, so a block
/// that passes is one that write_snapshot made. O(size) for that, nothing else is looked at.
std::optional<OpenCatalog> read_snapshot(Block block, std::uint64_t key);

/// The same for a block that was linked into this program: nothing is compared. An empty block is
/// no snapshot.
std::optional<OpenCatalog> linked_snapshot(Block block);

}  // namespace cairn
