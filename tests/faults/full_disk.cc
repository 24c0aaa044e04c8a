#include "tests/faults/full_disk.h"

#include <fmt/format.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <optional>
#include <set>

#include "cairn/base/error.h"
#include "cairn/interchange/jsonl.h"
#include "cairn/interchange/sync_folder.h"
#include "cairn/progress/backup.h"
#include "cairn/progress/store.h"
#include "tests/faults/program.h"
#include "tests/support/history.h"
#include "tests/support/temp_folder.h"

namespace cairn::test {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPage = 4'096;
constexpr std::size_t kDiskBytes = 1'024 * 1'024;
// Together some 120 KiB, so that there are many moments at which the room may end.
constexpr std::int64_t kEvents = 40;
constexpr std::size_t kNoteBytes = 3'000;
constexpr const char* kCatalog =
    "cairn: 1\nid: small\ntitle: Small\nareas: [{id: web, title: Web}]\n"
    "skills: [{id: go, name: Go, area: web, hours: [1, 2, 3]}]\n";

// A file system of its own in a folder, for as long as this lives.
class SmallDisk {
 public:
  explicit SmallDisk(fs::path folder) : folder_(std::move(folder)) {
    fs::create_directories(folder_);
    made_ = ::unshare(CLONE_NEWNS) == 0 &&
            ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
            ::mount("none", folder_.c_str(), "tmpfs", 0,
                    fmt::format("size={}", kDiskBytes).c_str()) == 0;
  }
  ~SmallDisk() {
    if (made_) ::umount2(folder_.c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  bool made() const { return made_; }
  fs::path operator/(const char* name) const { return folder_ / name; }

  void clear() const {
    for (const auto& entry : fs::directory_iterator(folder_)) fs::remove_all(entry.path());
  }

  // Fills it up but for so many bytes.
  void leave(std::size_t room) const {
    std::ofstream out(filler(), std::ios::binary);
    const std::string page(kPage, 'f');
    std::size_t written = 0;
    while (out.write(page.data(), kPage).flush()) written += kPage;
    out.close();
    fs::resize_file(filler(), written - std::min(room, written));
  }
  void make_room() const { fs::remove(filler()); }

 private:
  fs::path filler() const { return folder_ / "filler"; }

  fs::path folder_;
  bool made_ = false;
};

std::vector<Event> long_notes(const char* device, std::int64_t first) {
  std::vector<Event> events;
  for (std::int64_t i = first; i < first + kEvents; ++i) {
    NewEvent note = fact(EventKind::note, "go");
    note.note = std::string(kNoteBytes, 'n');
    Event event = recorded(note, i);
    event.device = device;
    event.sequence = i;
    events.push_back(event);
  }
  return events;
}

void make_store(const fs::path& file, const std::vector<Event>& events) {
  fs::remove_all(file.parent_path());
  Store(file, Store::Access::write, seeded(1)).merge(events);
}

std::optional<std::string> bytes_of(const fs::path& file) {
  if (!fs::exists(file)) return std::nullopt;
  return read_bytes(file);
}

class FullDisk {
 public:
  FullDisk(const fs::path& binary, bool every_page)
      : program_(binary, folder_ / "home"), disk_(folder_ / "disk"), every_page_(every_page) {
    write_bytes(folder_ / "small.yaml", kCatalog);
  }

  bool possible() const { return disk_.made(); }

  FullDiskReport writes() {
    const auto events = long_notes("aaaaaaaaaaaaaaaa", 1);
    return with_ever_more_room(
        "writes", [&] { make_store(on_disk_, events); },
        {"note", "go", std::string(kNoteBytes, 'm'), "--db", on_disk_.string()},
        [&](bool done) { check_store(on_disk_, events, done ? 1 : 0); });
  }

  // A copy where there was none, and over an older one.
  FullDiskReport backup(bool over_older) {
    const fs::path copy = disk_ / "copies/copy.db";
    const auto events = long_notes("aaaaaaaaaaaaaaaa", 1);
    std::optional<std::string> before;
    return with_ever_more_room(
        over_older ? "backup over an older one" : "backup",
        [&] {
          make_store(elsewhere_, {events.begin(), events.begin() + 1});
          if (over_older) back_up(elsewhere_, copy);
          before = bytes_of(copy);
          Store(elsewhere_, Store::Access::write, seeded(1)).merge(events);
        },
        {"backup", copy.string(), "--db", elsewhere_.string()},
        [&](bool done) {
          check_store(elsewhere_, events, 0);
          check_replaced(copy, before, done);
          if (done) check_store(copy, events, 0);
        });
  }

  FullDiskReport exports() {
    const fs::path file = disk_ / "out.jsonl";
    const auto events = long_notes("aaaaaaaaaaaaaaaa", 1);
    std::optional<std::string> before;
    return with_ever_more_room(
        "export over an older one",
        [&] {
          make_store(elsewhere_, events);
          write_bytes(file, to_json_line(events.front()));
          before = bytes_of(file);
        },
        {"export", file.string(), "--db", elsewhere_.string()},
        [&](bool done) {
          check_replaced(file, before, done);
          const ReadEvents read = read_jsonl(read_bytes(file), "");
          if (!read.diagnostics.empty()) fault("there is a torn line");
          if (read.events.size() != (done ? events.size() : 1)) fault("events are missing");
        });
  }

  // The folder between the devices is on the disk that is full.
  FullDiskReport sync_to() {
    const fs::path shared = disk_ / "shared";
    const auto own = long_notes("aaaaaaaaaaaaaaaa", 1);
    const auto others = long_notes("bbbbbbbbbbbbbbbb", 1'000);
    return with_ever_more_room(
        "sync into a folder there",
        [&] {
          make_store(elsewhere_, own);
          write_others(shared, {others.begin(), others.begin() + 2});
        },
        {"sync", shared.string(), "--db", elsewhere_.string()},
        [&](bool done) {
          // What was taken before the room ended stays taken; it is there as a whole.
          std::vector<Event> all = own;
          all.insert(all.end(), others.begin(), others.begin() + 2);
          check_store(elsewhere_, all, 0);
          const SyncFolder read = read_sync_folder(shared, "");
          if (!read.skipped.empty()) fault("there is a torn line");
          if (read.events.size() != (done ? all.size() : 2)) fault("the folder has half of it");
        });
  }

  // The record is on the disk that is full, and the others have much that is new.
  FullDiskReport sync_from() {
    const fs::path shared = folder_ / "shared";
    const auto own = long_notes("aaaaaaaaaaaaaaaa", 1);
    const auto others = long_notes("bbbbbbbbbbbbbbbb", 1'000);
    return with_ever_more_room(
        "sync into a record there",
        [&] {
          make_store(on_disk_, own);
          fs::remove_all(shared);
          write_others(shared, others);
        },
        {"sync", shared.string(), "--db", on_disk_.string()},
        [&](bool done) {
          std::vector<Event> all = own;
          if (done) all.insert(all.end(), others.begin(), others.end());
          check_store(on_disk_, all, 0);
          if (!read_sync_folder(shared, "").skipped.empty()) fault("there is a torn line");
        });
  }

  FullDiskReport restores() {
    const fs::path copy = folder_ / "copies/copy.db";
    const auto before = long_notes("aaaaaaaaaaaaaaaa", 1);
    const auto after = long_notes("bbbbbbbbbbbbbbbb", 1'000);
    make_store(copy, after);
    return with_ever_more_room(
        "restore", [&] { make_store(on_disk_, before); },
        {"restore", copy.string(), "--db", on_disk_.string()},
        [&](bool done) {
          check_store(on_disk_, done ? after : before, 0);
          check_kept(done ? &before : nullptr);
        });
  }

 private:
  FullDiskReport with_ever_more_room(std::string what, const std::function<void()>& prepare,
                                     std::vector<std::string> words,
                                     const std::function<void(bool done)>& check) {
    report_ = {};
    report_.what = std::move(what);
    words.insert(words.end(), {"--catalog", (folder_ / "small.yaml").string()});
    for (std::size_t room = 0; report_.done == 0;) {
      disk_.clear();
      prepare();
      disk_.leave(room);
      const Ended ended = program_.run(words);
      const bool done = ended.code == 0;
      disk_.make_room();
      room_ = room;
      ++(done ? report_.done : report_.refused);
      if (!done &&
          ((ended.code != 3 && ended.code != 4) || ended.said.find("space") == std::string::npos)) {
        fault(fmt::format("exit code {}, it says: {}", ended.code, ended.said));
      }
      check(done);
      for (const auto& entry : fs::recursive_directory_iterator(folder_.path())) {
        const std::string name = entry.path().filename().string();
        if (name.ends_with(".tmp") || name.find("unfinished") != std::string::npos) {
          fault(name + " is left behind");
        }
      }
      room = every_page_ ? room + kPage : std::max(kPage, 2 * room);
      if (room > kDiskBytes) {
        fault("the whole disk is not room enough");
        break;
      }
    }
    return report_;
  }

  void fault(const std::string& what) {
    report_.faults.push_back(fmt::format("with {} KiB left: {}", room_ / 1'024, what));
  }

  // Just these are there, each whole, and so many more.
  void check_store(const fs::path& file, const std::vector<Event>& events, std::size_t more) {
    try {
      const Store store(file, Store::Access::read, seeded(1));
      for (const std::string& finding : store.integrity()) fault(finding);
      const std::vector<Event> there = store.events();
      for (const Event& event : events) {
        if (std::find(there.begin(), there.end(), event) == there.end()) {
          fault(fmt::format("event {} is lost", event.sequence));
        }
      }
      if (there.size() != events.size() + more) {
        fault(fmt::format("{} events instead of {}", there.size(), events.size() + more));
      }
    } catch (const Error& error) {
      fault(error.what());
    }
  }

  // What was refused has left the file as it was.
  void check_replaced(const fs::path& file, const std::optional<std::string>& before, bool done) {
    const auto now = bytes_of(file);
    if (done != (now != before)) fault(done ? "nothing was written" : "the old file is changed");
  }

  // What a restore replaced is kept beside the record, once; where it replaced nothing, nothing is.
  void check_kept(const std::vector<Event>* replaced) {
    std::size_t kept = 0;
    for (const auto& entry : fs::directory_iterator(on_disk_.parent_path())) {
      if (entry.path().filename().string().find("-replaced-") == std::string::npos) continue;
      ++kept;
      if (replaced == nullptr) {
        fault(entry.path().filename().string() + " is left behind");
      } else {
        check_store(entry.path(), *replaced, 0);
      }
    }
    if (replaced != nullptr && kept != 1) fault(fmt::format("{} copies are kept", kept));
  }

  static void write_others(const fs::path& shared, const std::vector<Event>& events) {
    fs::create_directories(shared);
    std::string text;
    for (const Event& event : events) text += to_json_line(event);
    write_bytes(shared / sync_file_name(events.front().device), text);
  }

  const TempFolder folder_;
  Program program_;
  const SmallDisk disk_;
  bool every_page_;
  const fs::path on_disk_ = disk_ / "data/p.db", elsewhere_ = folder_ / "elsewhere/p.db";
  std::size_t room_ = 0;
  FullDiskReport report_;
};

}  // namespace

std::vector<FullDiskReport> fill_disk(const fs::path& binary, bool every_page) {
  FullDisk disk(binary, every_page);
  if (!disk.possible()) return {};
  return {disk.writes(),  disk.backup(false), disk.backup(true), disk.exports(),
          disk.sync_to(), disk.sync_from(),   disk.restores()};
}

}  // namespace cairn::test
