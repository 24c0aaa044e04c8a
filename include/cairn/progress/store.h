/// The progress log in a file: append-only, durable when a call returns, safe with other processes.
/// Not for: what the events mean (state.h), or text formats (interchange).
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cairn/progress/event.h"
#include "cairn/progress/history.h"
#include "cairn/progress/state.h"

namespace cairn {

/// A source of random 64-bit numbers, for ids; seeded in tests.
using RandomSource = std::function<std::uint64_t()>;

struct StoreInfo {
  bool exists = false;  ///< false: nothing was recorded yet, there is no file
  int schema = 0;       ///< PRAGMA user_version
  std::int64_t events = 0;
  std::string device;   ///< this store's own, empty where it does not exist
  std::string journal;  ///< SQLite's journal mode
  std::string sqlite;   ///< SQLite's version
};

/// What becomes of events that are merged, by their position among those handed over.
struct Merged {
  std::vector<std::size_t> fresh;     ///< those that were not there
  std::vector<std::size_t> clashing;  ///< left out: the id is there, with other content

  friend bool operator==(const Merged&, const Merged&) = default;
};

/// How long a store waits for another program's lock.
inline constexpr std::chrono::milliseconds kPatience{10'000};

/// Every member throws Error (store) with a sentence that says what to do when the file is damaged,
/// no progress store, of a newer program, locked for longer than the patience, not writable or on a
/// full disk; nothing is then half written. One object serves one thread. A copy of the file is a
/// store of its own with the same device; merging the two loses nothing.
class Store {
 public:
  enum class Access : std::uint8_t { read, write };

  /// To read: the file may be absent, and is neither made nor changed. To write: the file and its
  /// folder are made (private to the person), older schemas are migrated.
  Store(const std::filesystem::path& file, Access access, RandomSource random,
        std::chrono::milliseconds patience = kPatience);
  ~Store();
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;

  /// All events in the order of comes_before. O(n).
  std::vector<Event> events() const;
  /// fold(events()), as of one moment; mostly without reading them all.
  State state() const;
  /// The events that the query asks for, in the order of comes_before.
  std::vector<HistoryEntry> history(const HistoryQuery& query) const;

  /// Records the event; it survives kill -9 and power loss once this returns. Refuses ids that no
  /// catalog could hold, days and moments outside 1900 to 9999 and texts over 64 KiB.
  /// Requires: Access::write.
  Event append(const NewEvent& event, const Moment& at);
  /// The same for several, in their order; all or none.
  std::vector<Event> append(std::span<const NewEvent> events, const Moment& at);
  /// Records those of `events` whose id is not there yet, all or none. An event never changes, so
  /// one whose id is there with other content is left out and told of. Requires: Access::write.
  Merged merge(std::span<const Event> events);
  /// What merge() would do with them.
  Merged compare(std::span<const Event> events) const;

  /// Throws away what is kept of the state so that not all events need be read, and makes it anew
  /// from all events. True where the state is the same as before, as it always should be.
  /// Requires: Access::write. O(n log n).
  bool rebuild();

  StoreInfo info() const;
  /// What SQLite's own check and the checksums of the events find, one line each; empty when all is
  /// well. O(file).
  std::vector<std::string> integrity() const;

 private:
  struct Body;
  std::unique_ptr<Body> body_;
};

}  // namespace cairn
