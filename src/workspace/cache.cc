#include "cairn/workspace/cache.h"

#include <algorithm>
#include <system_error>
#include <utility>
#include <vector>

#include "cairn/base/error.h"
#include "cairn/workspace/paths.h"
#include "cairn/workspace/write_file.h"

namespace cairn {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostBytes = std::size_t{1} << 28;

}  // namespace

std::optional<std::string> Cache::get(const std::string& key) const {
  std::error_code problem;
  if (folder_.empty() || !fs::is_regular_file(folder_ / key, problem)) return std::nullopt;
  try {
    return read_file(folder_ / key, kMostBytes);
  } catch (const Error&) {
    return std::nullopt;
  }
}

void Cache::put(const std::string& key, const std::string& content) const {
  if (folder_.empty()) return;
  std::error_code problem;
  fs::create_directories(folder_, problem);
  try {
    write_file(folder_ / key, content);
  } catch (const Error&) {
    return;
  }
  drop_oldest();
}

void Cache::drop_oldest() const {
  std::vector<std::pair<fs::file_time_type, fs::path>> entries;
  std::error_code problem;
  for (fs::directory_iterator entry(folder_, problem), end; !problem && entry != end;
       entry.increment(problem)) {
    std::error_code unread;
    const auto time = fs::last_write_time(entry->path(), unread);
    if (!unread && entry->path().filename().string().starts_with("map-")) {
      entries.emplace_back(time, entry->path());
    }
  }
  if (entries.size() <= kMostEntries) return;
  std::sort(entries.begin(), entries.end());
  for (std::size_t i = 0; i + kMostEntries < entries.size(); ++i) {
    fs::remove(entries[i].second, problem);
  }
}

}  // namespace cairn
