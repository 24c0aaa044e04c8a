#include "cairn/workspace/cache.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
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

std::optional<Block> Cache::map(const std::string& key) const {
  if (folder_.empty()) return std::nullopt;
  // Files here are replaced whole, never cut short: what is mapped stays.
  const int descriptor = ::open((folder_ / key).c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return std::nullopt;
  struct stat about {};
  void* memory = MAP_FAILED;
  std::size_t size = 0;
  if (::fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0) {
    size = static_cast<std::size_t>(about.st_size);
    memory = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, descriptor, 0);
  }
  ::close(descriptor);
  if (memory == MAP_FAILED) return std::nullopt;
  return Block{{static_cast<const std::byte*>(memory), size},
               std::shared_ptr<const void>(memory, [size](void* gone) { ::munmap(gone, size); })};
}

void Cache::put(const std::string& key, std::string_view content) const {
  if (folder_.empty()) return;
  std::error_code problem;
  fs::create_directories(folder_, problem);
  try {
    write_again(folder_ / key, content);
  } catch (const Error&) {
    return;
  }
  drop_oldest(std::string_view(key).substr(0, key.find('-') + 1));
}

void Cache::drop_oldest(std::string_view kind) const {
  std::vector<std::pair<fs::file_time_type, fs::path>> entries;
  std::error_code problem;
  for (fs::directory_iterator entry(folder_, problem), end; !problem && entry != end;
       entry.increment(problem)) {
    std::error_code unread;
    const auto time = fs::last_write_time(entry->path(), unread);
    if (!unread && entry->path().filename().string().starts_with(kind)) {
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
