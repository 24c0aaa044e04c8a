#include "cairn/interchange/sync_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "cairn/base/error.h"
#include "cairn/interchange/jsonl.h"

namespace cairn {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMostFileBytes = std::uintmax_t{1} << 30;

// The text, or why there is none.
std::string read_text(const fs::path& file, std::string& problem) {
  std::error_code error;
  if (fs::file_size(file, error) > kMostFileBytes && !error) {
    problem = "the file is over 1 GiB";
    return {};
  }
  errno = 0;
  std::ifstream in(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in.is_open() || in.bad()) {
    problem = fmt::format("can't be read: {}", std::strerror(errno != 0 ? errno : EIO));
    return {};
  }
  return text;
}

std::vector<fs::path> find_files(const fs::path& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    throw Error(Code::data, folder.string(),
                fs::exists(folder, error) ? "this is no folder" : "there is no such folder",
                "make it if this is the first time; or is the drive not there?");
  }
  std::vector<fs::path> files;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code ignored;
    const std::string name = entry->path().filename().string();
    if (name.ends_with(".jsonl") && !name.starts_with('.') && entry->is_regular_file(ignored)) {
      files.push_back(entry->path());
    }
  }
  if (error) {
    throw Error(Code::data, folder.string(), "can't be listed: " + error.message(),
                "check its permissions");
  }
  std::sort(files.begin(), files.end());
  return files;
}

// Puts the files together, each event once.
class Union {
 public:
  explicit Union(SyncFolder& folder) : folder_(folder) {}

  void add(const std::string& file, std::string_view text) {
    ReadEvents read = read_jsonl(text, file);
    for (Diagnostic& finding : read.diagnostics) skip(std::move(finding));
    for (std::size_t i = 0; i < read.events.size(); ++i) {
      take(std::move(read.events[i]), {file, read.lines[i], 0});
    }
  }

  void skip(Diagnostic finding) {
    finding.severity = Severity::warning;
    finding.hint += finding.hint.empty() ? "skipped" : "; skipped";
    folder_.skipped.push_back(std::move(finding));
  }

 private:
  void take(Event event, Place place) {
    const auto [first, is_new] = seen_.try_emplace(event.id, folder_.events.size());
    if (is_new) {
      folder_.events.push_back(std::move(event));
      folder_.places.push_back(std::move(place));
    } else if (folder_.events[first->second] != event) {
      skip({Severity::warning, std::move(place),
            fmt::format("the event of {} again, with other content",
                        to_string(folder_.places[first->second])),
            "an event never changes: keep the line that is true"});
    }
  }

  SyncFolder& folder_;
  std::unordered_map<EventId, std::size_t> seen_;
};

}  // namespace

std::string sync_file_name(const std::string& device) {
  return fmt::format("cairn-{}.jsonl", device);
}

SyncFolder read_sync_folder(const fs::path& folder, const std::string& own) {
  SyncFolder result;
  Union all(result);
  for (const fs::path& file : find_files(folder)) {
    std::string problem;
    std::string text = read_text(file, problem);
    const bool is_own = file.filename() == own;
    if (!problem.empty()) {
      const std::string hint = "check its permissions and the disk";
      if (is_own) throw Error(Code::data, file.string(), problem, hint);
      all.skip({Severity::warning, {file.string(), 0, 0}, problem, hint});
      continue;
    }
    const std::size_t before = result.events.size();
    all.add(file.string(), text);
    if (is_own) {
      result.own_text = std::move(text);
    } else if (result.events.size() > before) {
      ++result.files;
    }
  }
  return result;
}

std::string extended_own_text(const SyncFolder& folder, std::span<const Event> record,
                              std::size_t& added) {
  std::unordered_set<std::string_view> there;
  for (const Event& event : folder.events) there.insert(event.id.text);
  std::string text = folder.own_text;
  if (!text.empty() && text.back() != '\n') text += '\n';  // a torn line stays a line of its own
  added = 0;
  for (const Event& event : record) {
    if (there.contains(event.id.text)) continue;
    text += to_json_line(event);
    ++added;
  }
  return text;
}

}  // namespace cairn
