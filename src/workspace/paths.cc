#include "cairn/workspace/paths.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <functional>
#include <span>
#include <system_error>

#include "cairn/base/error.h"
#include "cairn/base/packed.h"
#include "cairn/base/text.h"
#include "cairn/catalog/load.h"
#include "cairn/catalog/yaml_tree.h"
#include "cairn/planner/schedule.h"

namespace cairn {
namespace {

namespace fs = std::filesystem;

// The standard asks for absolute paths and says to ignore others.
std::optional<fs::path> base_folder(const Environment& environment, const char* variable,
                                    const char* below_home) {
  if (const auto set = environment(variable); set && fs::path(*set).is_absolute()) return *set;
  if (const auto home = environment("HOME")) return fs::path(*home) / below_home;
  return std::nullopt;
}

}  // namespace

Paths find_paths(const Environment& environment, const std::optional<std::string>& store,
                 const std::optional<std::string>& catalog) {
  Paths paths;
  const auto data = base_folder(environment, "XDG_DATA_HOME", ".local/share");
  const auto config = base_folder(environment, "XDG_CONFIG_HOME", ".config");
  if (store) {
    paths.store = *store;
  } else if (const auto named = environment("CAIRN_DB")) {
    paths.store = *named;
  } else if (data) {
    paths.store = *data / "cairn" / "progress.db";
  }
  if (config) {
    paths.settings = *config / "cairn" / "config.yaml";
    paths.overlays = *config / "cairn" / "catalogs";
  }
  if (const auto cache = base_folder(environment, "XDG_CACHE_HOME", ".cache")) {
    paths.cache = *cache / "cairn";
  }
  if (catalog) {
    paths.catalog = *catalog;
  } else if (const auto named = environment("CAIRN_CATALOG")) {
    paths.catalog = *named;
  }
  return paths;
}

const fs::path& store_of(const Paths& paths) {
  if (paths.store.empty()) {
    throw Error(Code::usage, "", "neither HOME nor XDG_DATA_HOME is set",
                "name the progress file with --db FILE");
  }
  return paths.store;
}

namespace {

constexpr std::size_t kPiece = std::size_t{1} << 18;

// Hands the file on in pieces of kPiece bytes, the last one shorter.
void read_pieces(const fs::path& file, std::size_t most,
                 const std::function<void(std::string_view)>& take) {
  std::error_code error;
  if (fs::is_directory(file, error)) {
    throw Error(Code::data, file.string(), "this is a folder", "name a file");
  }
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    throw Error(Code::data, file.string(), fmt::format("can't be read: {}", std::strerror(errno)),
                "check the name and the permissions");
  }
  // One byte more than there are sees the end; some files, as those in /proc, say 0 whatever they
  // have.
  const auto known = fs::file_size(file, error);
  std::string piece(error || known == 0 ? kPiece : std::min<std::uintmax_t>(kPiece, known + 1),
                    '\0');
  std::size_t size = 0;
  while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0) {
    const auto count = static_cast<std::size_t>(in.gcount());
    size += count;
    if (size > most) {
      throw Error(Code::data, file.string(), fmt::format("is larger than {} MiB", most >> 20),
                  "split it into smaller files");
    }
    take(std::string_view(piece).substr(0, count));
  }
  if (in.bad()) throw Error(Code::data, file.string(), "can't be read to its end");
}

}  // namespace

std::string read_file(const fs::path& file, std::size_t most) {
  std::string text;
  std::error_code unknown;
  const auto size = fs::file_size(file, unknown);
  if (!unknown && size <= most) text.reserve(size);
  read_pieces(file, most, [&](std::string_view piece) { text += piece; });
  return text;
}

std::uint64_t hash_of_file(const fs::path& file, std::size_t most) {
  std::uint64_t hash = 0;
  read_pieces(file, most, [&](std::string_view piece) {
    hash = hash_of(std::as_bytes(std::span(piece)), hash);
  });
  return hash;
}

std::uint64_t hash_of_text(std::string_view content) {
  std::uint64_t hash = 0;
  for (std::size_t at = 0; at < content.size(); at += kPiece) {
    hash = hash_of(std::as_bytes(std::span(content.substr(at, kPiece))), hash);
  }
  return hash;
}

Settings read_settings(const fs::path& file) {
  Settings settings;
  std::error_code error;
  if (file.empty() || !fs::exists(file, error)) return settings;
  const std::string text = read_file(file, std::size_t{1} << 20);
  Diagnostics findings;
  const auto tree = read_yaml(text, 0, file.string(), findings);
  const auto report = [&](const YamlNode& node, std::string what, std::string hint) {
    findings.push_back(
        {Severity::error,
         {file.string(), static_cast<int>(node.mark.line), static_cast<int>(node.mark.column)},
         std::move(what),
         std::move(hint)});
  };
  if (tree && tree->kind == YamlNode::Kind::map) {
    for (std::size_t i = 0; i + 1 < tree->items.size(); i += 2) {
      const YamlNode& key = tree->items[i];
      const YamlNode& item = tree->items[i + 1];
      if (key.text != "hours_per_week") {
        report(key, fmt::format("unknown setting '{}'", printable(key.text).substr(0, 60)),
               "the settings are: hours_per_week");
        continue;
      }
      const char* end = item.text.data() + item.text.size();
      double& hours = settings.hours_per_week.emplace();
      const auto [stop, problem] =
          std::from_chars(item.text.data(), end, hours, std::chars_format::fixed);
      if (problem != std::errc() || stop != end || hours < kLeastHoursPerWeek ||
          hours > kMostHoursPerWeek) {
        report(item, "hours_per_week must be a number from 0.25 to 168", "");
      }
    }
  } else if (tree && tree->kind != YamlNode::Kind::null) {
    report(*tree, "settings are a map", "write, say, 'hours_per_week: 8'");
  }
  if (!findings.empty()) {
    const Diagnostic& first = findings.front();
    throw Error(Code::data, to_string(first.place), first.what, first.hint);
  }
  return settings;
}

std::vector<fs::path> find_overlays(const fs::path& folder) {
  std::vector<fs::path> overlays;
  std::error_code error;
  if (folder.empty() || !fs::is_directory(folder, error)) return overlays;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const fs::path& path = entry->path();
    if (path.extension() == ".yaml" || path.extension() == ".yml") overlays.push_back(path);
  }
  if (error) {
    throw Error(Code::data, folder.string(), "can't be listed: " + error.message(),
                "check its permissions");
  }
  std::sort(overlays.begin(), overlays.end());
  return overlays;
}

}  // namespace cairn
