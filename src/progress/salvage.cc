#include "cairn/progress/salvage.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "progress/carve.h"
#include "progress/failure.h"
#include "progress/private_files.h"
#include "progress/record.h"

namespace cairn {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kEventColumns = 15, kDeviceColumns = 4;
constexpr std::size_t kIdBytes = 16, kDeviceBytes = 8;

std::string read_whole(const fs::path& file) {
  if (!look_at(file).exists) return {};
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

const std::string& text(const RawValue& value) {
  static const std::string kNone;
  const auto* found = std::get_if<std::string>(&value);
  return found == nullptr ? kNone : *found;
}

std::optional<std::int64_t> number(const RawValue& value) {
  const auto* found = std::get_if<std::int64_t>(&value);
  return found == nullptr ? std::nullopt : std::optional(*found);
}

std::string hex(const std::string& bytes) { return to_hex(bytes.data(), bytes.size()); }

// What is known of one device number: ids that it may stand for, with the most events each.
using Candidates = std::map<std::int64_t, std::map<std::string, std::int64_t>>;

struct FoundEvent {
  Event event;  // without its device
  std::int64_t device = 0;
  std::uint32_t checksum = 0;
};

// The columns of the event table, in the order of schema.cc.
std::optional<FoundEvent> event_of(const RawRow& row) {
  const std::vector<RawValue>& v = row.values;
  const auto device = number(v[2]), sequence = number(v[3]), at = number(v[4]),
             offset = number(v[5]), minutes = number(v[9]), day = number(v[10]),
             sum = number(v[14]);
  if (!device || !sequence || !at || !offset || !sum) return std::nullopt;
  FoundEvent found;
  Event& event = found.event;
  found.device = *device;
  found.checksum = static_cast<std::uint32_t>(*sum);
  event.id.text = hex(text(v[1]));
  event.sequence = *sequence;
  event.at = {*at, static_cast<std::int32_t>(*offset)};
  event.kind = kind_of_word(text(v[6]));
  if (event.kind == EventKind::other) event.word = text(v[6]);
  event.ids = split_ids(text(v[7]));
  event.also_known = split_ids(text(v[8]));
  if (minutes) event.hours = Hours::from_minutes(*minutes);
  if (day) event.on = Date(std::chrono::days(static_cast<int>(*day)));
  event.note = text(v[11]);
  if (!text(v[12]).empty()) event.undoes = EventId{hex(text(v[12]))};
  event.extra = text(v[13]);
  return found;
}

Candidates find_devices(const RawPages& pages) {
  Candidates devices;
  pages.each_row(kDeviceColumns, kDeviceBytes, [&](const RawRow& row) {
    std::int64_t& events = devices[row.number][hex(text(row.values[1]))];
    events = std::max(events, number(row.values[3]).value_or(0));
  });
  // The same is said once more by the index of the ids.
  pages.each_key(kDeviceBytes, [&](const std::string& id, std::int64_t device) {
    devices[device].try_emplace(hex(id), 0);
  });
  return devices;
}

class Salvage {
 public:
  Salvage(const RawPages& pages, const RandomSource& random)
      : devices_(find_devices(pages)), random_(random) {
    pages.each_row(kEventColumns, kIdBytes, [&](const RawRow& row) {
      if (auto found = event_of(row)) take(std::move(*found));
    });
    for (FoundEvent& found : unclear_) take_unverified(std::move(found));
  }

  std::vector<Event> events;
  std::int64_t unverified = 0;

  // How many events the devices had that are known for certain.
  std::int64_t expected() const {
    std::int64_t sum = 0;
    for (const auto& [device, most] : certain_) sum += most;
    return sum;
  }

 private:
  void take(FoundEvent found) {
    if (seen_.contains(found.event.id)) return;
    const auto candidates = devices_.find(found.device);
    if (candidates == devices_.end()) {
      unclear_.push_back(std::move(found));
      return;
    }
    for (const auto& [id, most] : candidates->second) {
      found.event.device = id;
      if (checksum(found.event) != found.checksum || find_unstorable(found.event)) continue;
      certain_[id] = std::max(certain_[id], most);
      seen_.insert(found.event.id);
      events.push_back(std::move(found.event));
      return;
    }
  }

  void take_unverified(FoundEvent found) {
    auto& device = invented_[found.device];
    if (device.empty()) device = fmt::format("{:016x}", random_());
    found.event.device = device;
    if (find_unstorable(found.event) || !seen_.insert(found.event.id).second) return;
    events.push_back(std::move(found.event));
    ++unverified;
  }

  Candidates devices_;
  const RandomSource& random_;
  std::unordered_set<EventId> seen_;
  std::vector<FoundEvent> unclear_;
  std::map<std::string, std::int64_t> certain_;
  std::map<std::int64_t, std::string> invented_;
};

}  // namespace

Salvaged salvage(const fs::path& damaged, const fs::path& fresh, const RandomSource& random) {
  if (!look_at(damaged).exists) {
    fail(damaged, "there is no progress store here", "name the file that is meant");
  }
  if (fs::exists(fresh)) {
    fail(fresh, "there is a file already", "name a new file for what is found");
  }
  const std::string database = read_whole(damaged), log = read_whole(damaged.string() + "-wal");
  Salvage found(RawPages(database, log), random);
  if (found.events.empty()) {
    fail(damaged, "no event is left in this file", "'cairn restore' brings a backup back");
  }
  std::sort(found.events.begin(), found.events.end(), comes_before);
  Store(fresh, Store::Access::write, random).merge(found.events);
  const auto all = static_cast<std::int64_t>(found.events.size());
  Salvaged result;
  result.unverified = found.unverified;
  result.events = all - found.unverified;
  if (found.expected() > 0) result.lost = std::max<std::int64_t>(0, found.expected() - all);
  return result;
}

}  // namespace cairn
