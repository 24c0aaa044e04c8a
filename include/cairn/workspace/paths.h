/// Where a person's files are (XDG base directories), and their settings.
/// Not for: opening the catalog and the record (workspace.h).
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

/// Looks up an environment variable; nothing where it is unset or empty.
using Environment = std::function<std::optional<std::string>(const char* name)>;

struct Paths {
  std::filesystem::path store;                   ///< may not be there yet; empty: see store_of
  std::filesystem::path settings;                ///< config.yaml; may not be there
  std::filesystem::path overlays;                ///< folder of overlays; may not be there
  std::filesystem::path cache;                   ///< folder of what may be deleted; may be empty
  std::optional<std::filesystem::path> catalog;  ///< replaces the shipped catalog
};

/// `$XDG_DATA_HOME/cairn/progress.db` and so on, with the standard's defaults below `$HOME`.
/// `store` and `catalog` win over CAIRN_DB, CAIRN_CATALOG and the defaults. What neither HOME nor
/// an XDG variable leads to is left empty.
Paths find_paths(const Environment& environment, const std::optional<std::string>& store,
                 const std::optional<std::string>& catalog);

/// The progress store. Throws Error (usage) where nothing says where it is.
const std::filesystem::path& store_of(const Paths& paths);

/// What a person sets once.
struct Settings {
  std::optional<double> hours_per_week;  ///< 0.25 to 168
};

/// Reads config.yaml; defaults where it is not there. Throws Error (data) for what it cannot read.
Settings read_settings(const std::filesystem::path& file);

/// The overlays in the folder, `*.yaml` and `*.yml`, by name. Empty where there is no folder.
std::vector<std::filesystem::path> find_overlays(const std::filesystem::path& folder);

/// The whole file. Throws Error (data) when it cannot be read or is larger than `most` bytes.
std::string read_file(const std::filesystem::path& file, std::size_t most);

/// A hash of the whole file, without keeping it; throws as read_file. O(size).
std::uint64_t hash_of_file(const std::filesystem::path& file, std::size_t most);
/// The hash of a file that has this content.
std::uint64_t hash_of_text(std::string_view content);

}  // namespace cairn
