#include "cairn/workspace/cache.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <span>
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
constexpr std::size_t kSealSize = 17;

// A line that fits no other key and no other content.
std::string seal(const std::string& key, std::string_view content) {
  const auto bytes = [](std::string_view text) { return std::as_bytes(std::span(text)); };
  return fmt::format("{:016x}\n", hash_of(bytes(content), hash_of(bytes(key))));
}

}  // namespace

std::optional<std::string> Cache::get_sealed(const std::string& key) const {
  std::optional<std::string> kept = get(key);
  if (!kept || kept->size() < kSealSize) return std::nullopt;
  if (seal(key, std::string_view(*kept).substr(kSealSize)) != kept->substr(0, kSealSize)) {
    return std::nullopt;
  }
  kept->erase(0, kSealSize);
  return kept;
}

void Cache::put_sealed(const std::string& key, std::string_view content) const {
  put(key, seal(key, content) + std::string(content));
}

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
  // Not waited for, should it be a pipe.
  const int descriptor = ::open((folder_ / key).c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
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
  const fs::path file = folder_ / key;
  // What is no file is none of ours, and nothing is to be written through it.
  if (fs::exists(fs::symlink_status(file, problem)) &&
      !fs::is_regular_file(fs::symlink_status(file, problem))) {
    fs::remove(file, problem);
  }
  try {
    write_again(file, content);
  } catch (const Error&) {
    return;
  }
  drop_oldest(key);
}

void Cache::drop_oldest(const std::string& but) const {
  const std::string_view kind = std::string_view(but).substr(0, but.find('-') + 1);
  std::vector<std::pair<fs::file_time_type, fs::path>> entries;
  const auto now = fs::file_time_type::clock::now();
  std::error_code problem;
  for (fs::directory_iterator entry(folder_, problem), end; !problem && entry != end;
       entry.increment(problem)) {
    std::error_code unread;
    auto time = fs::last_write_time(entry->path(), unread);
    const std::string name = entry->path().filename().string();
    if (unread || name == but || !name.starts_with(kind)) continue;
    // From a clock that was ahead: it may be as old as any.
    if (time > now) time = fs::file_time_type::min();
    entries.emplace_back(time, entry->path());
  }
  std::sort(entries.begin(), entries.end());
  for (std::size_t i = 0; i + kMostEntries <= entries.size(); ++i) {
    fs::remove(entries[i].second, problem);
  }
}

}  // namespace cairn
